using System.Globalization;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Asks before torrents are forgotten, with or without their files; says what would go.</summary>
internal static class RemoveDialog
{
    private const int Columns = 62;

    /// <summary>Up to so many torrents a button will do to delete their files; above it their number must be typed.</summary>
    private const int MaxByButton = 5;

    /// <summary>Names that are listed.</summary>
    private const int MaxNames = 4;

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui, IReadOnlyList<TorrentItem> torrents, bool withData)
    {
        var hashes = torrents.Select(static torrent => torrent.Hash).ToArray();
        var count = Deed.Count(torrents.Count, "torrent");
        var (bytes, files) = (torrents.Sum(static torrent => Math.Max(0, torrent.WantedBytes - torrent.LeftBytes)), torrents.Sum(static torrent => torrent.FileCount));

        // Older daemons don't say how many files there are.
        var what = files > 0 ? $"{RateText.Short(bytes)} in {Deed.Count(files, "file")}" : RateText.Short(bytes);
        if (!withData)
        {
            var question = new ConfirmDialog.Question(
                $"Remove {count}?",
                [.. Names(torrents), "", torrents.Count == 1 ? $"The torrent leaves the list. Its files stay where they are: {what}." : $"The torrents leave the list. Their files stay where they are: {what}."],
                "Remove",
                then => new Deed($"Removing {count}", $"Removed {count}; files stay", Requests.Remove(hashes, withData: false)) { Torrents = hashes }.Run(then));
            ConfirmDialog.Show(ui, question);
            return;
        }

        var panel = new Panel(ui, $"Remove {count} and delete files?", Columns) { Hint = "Esc: keep all" };
        var number = torrents.Count.ToString(CultureInfo.InvariantCulture);
        var entry = torrents.Count > MaxByButton ? new EntryPart("", 0) : null;
        var problem = new TextPart("", Role.Warn, rows: 1);
        List<PanelPart> parts =
        [
            .. Names(torrents).Select(static name => new TextPart(name)),
            new TextPart(""),
            new TextPart($"{what} would be DELETED for ever. There is no way back.", Role.Bad),
            new TextPart(""),
        ];
        if (entry is not null)
        {
            parts.Add(new TextPart($"To delete, type {number} or delete:"));
            parts.Add(entry);
            parts.Add(problem);
        }

        parts.Add(new ButtonsPart(("Keep files", Keep), ("Delete files", Delete), ("Cancel", panel.Close)));
        panel.Fill([.. parts]);
        panel.Enter = Delete;
        panel.Open();

        void Keep()
        {
            panel.Close();
            new Deed($"Removing {count}", $"Removed {count}; files stay", Requests.Remove(hashes, withData: false)) { Torrents = hashes }.Run(ui);
        }

        void Delete()
        {
            if (entry is not null && entry.Text.Trim() is var typed && typed != number && !typed.Equals("delete", StringComparison.OrdinalIgnoreCase))
            {
                problem.Say(typed.Length == 0 ? "Nothing is typed, so nothing is deleted." : "That is not it, so nothing is deleted.", Role.Warn);
                panel.FocusOn(entry);
                return;
            }

            panel.Close();
            new Deed($"Removing {count} and deleting files", $"Removed {count} and deleted {what}", Requests.Remove(hashes, withData: true)) { Torrents = hashes }.Run(ui);
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<TorrentItem> torrents)
    {
        var shown = torrents.Count <= MaxNames ? torrents.Count : MaxNames - 1;
        for (var i = 0; i < shown; i++)
        {
            yield return "  " + Core.TextWidth.Cut(torrents[i].Name, 52);
        }

        if (shown < torrents.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {torrents.Count - shown} more");
        }
    }
}
