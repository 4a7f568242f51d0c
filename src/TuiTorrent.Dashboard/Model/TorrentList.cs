using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>By what the list is ordered.</summary>
internal enum SortKey
{
    Name,
    Size,
    Done,
    DownRate,
    UpRate,
    Eta,
    Peers,
    Ratio,
    State,
    Added,
    Queue,
    Label,
}

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

/// <summary>The torrents in their order, with what is filtered away, the cursor and the marks.</summary>
/// <remarks>
/// The cursor and the marks hold on to info-hashes: sorting, filtering and news never move them to another torrent. Only where the torrent under the cursor is gone does the cursor take its neighbour.
/// </remarks>
internal sealed class TorrentList
{
    private readonly Dictionary<int, TorrentItem> _all = [];
    private readonly HashSet<string> _marked = [];
    private readonly List<TorrentItem> _visible = [];
    private string _cursor = "";
    private int _cursorIndex;

    /// <summary>All torrents, in no order.</summary>
    public IReadOnlyCollection<TorrentItem> All => _all.Values;

    /// <summary>Those that the list shows, in its order.</summary>
    public IReadOnlyList<TorrentItem> Visible => _visible;

    /// <summary>The order.</summary>
    public SortKey Sort { get; private set; } = SortKey.Queue;

    /// <summary>The other way round.</summary>
    public bool IsReversed { get; private set; }

    /// <summary>By state.</summary>
    public StateFilter State { get; private set; }

    /// <summary>Text that names, labels or trackers contain; "!" before it turns that round.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The one under the cursor; null in an empty list.</summary>
    public TorrentItem? Current => _cursorIndex < _visible.Count ? _visible[_cursorIndex] : null;

    /// <summary>Its place in <see cref="Visible"/>.</summary>
    public int CursorIndex => _cursorIndex;

    /// <summary>Marked torrents that are shown, in the list's order; without marks the one under the cursor. What bulk commands work on.</summary>
    public IReadOnlyList<TorrentItem> Targets
    {
        get
        {
            var marked = _visible.Where(item => _marked.Contains(item.Hash)).ToList();
            return marked.Count > 0 ? marked : Current is { } current ? [current] : [];
        }
    }

    /// <summary>How many are marked.</summary>
    public int MarkedCount => _marked.Count;

    /// <summary>Whether it is marked.</summary>
    public bool IsMarked(TorrentItem item) => _marked.Contains(item.Hash);

    /// <summary>News of the daemon.</summary>
    public void Apply(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll)
    {
        if (isAll)
        {
            _all.Clear();
        }

        foreach (var id in removed)
        {
            _all.Remove(id);
        }

        foreach (var item in changed)
        {
            _all[item.Id] = item;
        }

        _marked.IntersectWith(_all.Values.Select(static item => item.Hash));
        Arrange();
    }

    /// <summary>Another order; the same once more turns it round.</summary>
    public void SortBy(SortKey key)
    {
        (Sort, IsReversed) = (key, key == Sort && !IsReversed);
        Arrange();
    }

    /// <summary>Turns the order round.</summary>
    public void Reverse()
    {
        IsReversed = !IsReversed;
        Arrange();
    }

    /// <summary>Shows only some states.</summary>
    public void Filter(StateFilter state)
    {
        State = state;
        Arrange();
    }

    /// <summary>Shows only what contains a text.</summary>
    public void Filter(string text)
    {
        Text = text;
        Arrange();
    }

    /// <summary>Moves the cursor by so many rows, no further than the ends.</summary>
    public void Move(int rows) => MoveTo(_cursorIndex + rows);

    /// <summary>Moves the cursor to a row, no further than the ends.</summary>
    public void MoveTo(int index)
    {
        _cursorIndex = Math.Clamp(index, 0, Math.Max(0, _visible.Count - 1));
        _cursor = Current?.Hash ?? "";
    }

    /// <summary>Marks or unmarks the one under the cursor.</summary>
    public void ToggleMark()
    {
        if (Current is { } current && !_marked.Remove(current.Hash))
        {
            _marked.Add(current.Hash);
        }
    }

    /// <summary>Marks what is shown and unmarked, and the other way round.</summary>
    public void InvertMarks()
    {
        foreach (var item in _visible)
        {
            if (!_marked.Remove(item.Hash))
            {
                _marked.Add(item.Hash);
            }
        }
    }

    /// <summary>Marks all that is shown.</summary>
    public void MarkAll() => _marked.UnionWith(_visible.Select(static item => item.Hash));

    /// <summary>Without marks.</summary>
    public void ClearMarks() => _marked.Clear();

    /// <summary>How many torrents a filter by state would show.</summary>
    public int Count(StateFilter state) => _all.Values.Count(item => IsOf(item, state));

    private void Arrange()
    {
        _visible.Clear();
        _visible.AddRange(_all.Values.Where(item => IsOf(item, State) && Contains(item)));
        _visible.Sort(Compare);
        var index = _visible.FindIndex(item => item.Hash == _cursor);
        MoveTo(index >= 0 ? index : _cursorIndex);
    }

    private bool Contains(TorrentItem item)
    {
        var (text, isWanted) = Text.StartsWith('!') ? (Text[1..], false) : (Text, true);
        return text.Length == 0 || isWanted == (item.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || item.Labels.Any(label => label.Contains(text, StringComparison.OrdinalIgnoreCase))
            || item.Trackers.Any(tracker => tracker.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsOf(TorrentItem item, StateFilter state) => state switch
    {
        StateFilter.Downloading => item.Activity is Activity.Downloading or Activity.QueuedToDownload,
        StateFilter.Seeding => item.Activity is Activity.Seeding or Activity.QueuedToSeed,
        StateFilter.Active => item.DownRate > 0 || item.UpRate > 0,
        StateFilter.Stopped => item.Activity is Activity.Stopped,
        StateFilter.Error => item.Error.Length > 0,
        _ => true,
    };

    private int Compare(TorrentItem one, TorrentItem other)
    {
        var order = Sort switch
        {
            SortKey.Size => other.WantedBytes.CompareTo(one.WantedBytes),
            SortKey.Done => one.Done.CompareTo(other.Done),
            SortKey.DownRate => other.DownRate.CompareTo(one.DownRate),
            SortKey.UpRate => other.UpRate.CompareTo(one.UpRate),
            SortKey.Eta => (one.EtaSeconds < 0 ? long.MaxValue : one.EtaSeconds).CompareTo(other.EtaSeconds < 0 ? long.MaxValue : other.EtaSeconds),
            SortKey.Peers => other.Peers.CompareTo(one.Peers),
            SortKey.Ratio => other.Ratio.CompareTo(one.Ratio),
            SortKey.State => one.Activity.CompareTo(other.Activity),
            SortKey.Added => other.AddedAt.CompareTo(one.AddedAt),
            SortKey.Queue => one.QueuePosition.CompareTo(other.QueuePosition),
            SortKey.Label => string.CompareOrdinal(FirstLabel(one), FirstLabel(other)),
            _ => 0,
        };
        order = order == 0 ? string.Compare(one.Name, other.Name, StringComparison.OrdinalIgnoreCase) : order;
        order = order == 0 ? string.CompareOrdinal(one.Hash, other.Hash) : order;
        return IsReversed ? -order : order;
    }

    private static string? FirstLabel(TorrentItem item) => item.Labels.Count > 0 ? item.Labels[0] : null;
}
