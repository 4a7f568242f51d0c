using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>Which torrents the list shows.</summary>
internal enum StateFilter
{
    All,
    Downloading,
    Seeding,
    Active,
    Stopped,
    Error,
}

/// <summary>Which torrents the list shows: all conditions at once.</summary>
/// <param name="State">By what they do.</param>
/// <param name="Text">Names, labels or trackers contain it, in any case; "!" before it turns that round. "" for any.</param>
/// <param name="Label">They have it; "" for those without one, null for any.</param>
/// <param name="Tracker">They have a tracker on this host; null for any.</param>
internal sealed record TorrentFilter(StateFilter State = StateFilter.All, string Text = "", string? Label = null, string? Tracker = null)
{
    /// <summary>How many kinds of states there are to filter by.</summary>
    public const int States = (int)StateFilter.Error + 1;

    /// <summary>Shows all.</summary>
    public static TorrentFilter None { get; } = new();

    /// <summary>Whether something other than the state is asked for.</summary>
    public bool IsNarrow => Text is not ("" or "!") || Label is not null || Tracker is not null;

    /// <summary>Whether the list shows it.</summary>
    public bool Shows(TorrentItem item) => IsOf(item, State) && HasLabel(item) && (Tracker is null || Contains(item.Trackers, Tracker)) && HasText(item);

    /// <summary>Whether it is in such a state.</summary>
    public static bool IsOf(TorrentItem item, StateFilter state) => state switch
    {
        StateFilter.Downloading => item.Activity is Activity.Downloading or Activity.QueuedToDownload,
        StateFilter.Seeding => item.Activity is Activity.Seeding or Activity.QueuedToSeed,
        StateFilter.Active => item.DownRate > 0 || item.UpRate > 0 || item.Activity is Activity.Verifying or Activity.Moving,
        StateFilter.Stopped => item.Activity is Activity.Stopped,
        StateFilter.Error => item.Error.Length > 0 || item.Activity is Activity.Failed,
        _ => true,
    };

    /// <summary>Whether its name, a label or a tracker contains a text, in any case.</summary>
    public static bool Mentions(TorrentItem item, ReadOnlySpan<char> text)
    {
        if (item.Name.AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        for (var i = 0; i < item.Labels.Count; i++)
        {
            if (item.Labels[i].AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        for (var i = 0; i < item.Trackers.Count; i++)
        {
            if (item.Trackers[i].AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasText(TorrentItem item)
    {
        var isWanted = !Text.StartsWith('!');
        var text = isWanted ? Text.AsSpan() : Text.AsSpan(1);
        return text.IsEmpty || isWanted == Mentions(item, text);
    }

    private bool HasLabel(TorrentItem item) => Label switch
    {
        null => true,
        "" => item.Labels.Count == 0,
        _ => Contains(item.Labels, Label),
    };

    private static bool Contains(IReadOnlyList<string> texts, string text)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (string.Equals(texts[i], text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
