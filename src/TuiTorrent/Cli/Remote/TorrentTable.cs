using TuiTorrent.Core;

namespace TuiTorrent.Cli.Remote;

/// <summary>The list of torrents: for people a table with a line of totals, for programs an object a torrent.</summary>
internal static class TorrentTable
{
    private const int ShortestName = 24;

    private static readonly TableColumn[] Columns =
    [
        new("#", IsRight: true),
        new("Name", Shortest: ShortestName),
        new("State"),
        new("Done", IsRight: true),
        new("Size", IsRight: true, Rank: 3),
        new("Down", IsRight: true, Rank: 1),
        new("Up", IsRight: true, Rank: 4),
        new("Left", IsRight: true, Rank: 2),
        new("Ratio", IsRight: true, Rank: 6),
        new("Peers", IsRight: true, Rank: 5),
        new("Labels", Rank: 7),
    ];

    /// <summary>Lines that fit a width.</summary>
    public static List<string> Render(IReadOnlyList<TorrentRow> rows, int width)
    {
        var cells = new List<string[]>(rows.Count);
        var hasLabels = false;
        foreach (var row in rows)
        {
            cells.Add(Cells(row));
            hasLabels |= row.Labels.Count > 0;
        }

        var columns = hasLabels ? Columns : Columns[..^1];
        if (!hasLabels)
        {
            for (var i = 0; i < cells.Count; i++)
            {
                cells[i] = cells[i][..^1];
            }
        }

        var lines = rows.Count > 0 ? TextTable.Render(columns, cells, width) : [];
        lines.Add(TextWidth.Cut(Totals(rows), width));
        return lines;
    }

    /// <summary>"3 torrents: 1 downloading, 1 seeding; down 1.2 MiB/s, up 0 B/s".</summary>
    internal static string Totals(IReadOnlyList<TorrentRow> rows)
    {
        var (down, up, downloading, seeding, errors) = (0L, 0L, 0, 0, 0);
        foreach (var row in rows)
        {
            down += row.Down;
            up += row.Up;
            downloading += row.State == TorrentState.Downloading ? 1 : 0;
            seeding += row.State == TorrentState.Seeding ? 1 : 0;
            errors += row.State == TorrentState.Error ? 1 : 0;
        }

        var text = Figures.Count(rows.Count, "torrent");
        if (rows.Count == 0)
        {
            return text;
        }

        text += $": {downloading} downloading, {seeding} seeding";
        text += errors > 0 ? ", " + Figures.Count(errors, "error") : "";
        return $"{text}; down {ByteCount.Format(down)}/s, up {ByteCount.Format(up)}/s";
    }

    private static string[] Cells(TorrentRow row) =>
    [
        Figures.Count(row.Id),
        row.Name,
        row.IsStalled && row.State is TorrentState.Downloading ? "stalled" : row.State,
        Figures.Percent(row.Done),
        ByteCount.FormatShort(row.Wanted),
        Figures.Rate(row.Down),
        Figures.Rate(row.Up),
        row.State == TorrentState.Downloading ? Figures.Time(row.SecondsLeft) : Figures.None,
        Figures.Ratio(row.Ratio),
        Figures.Count(row.Peers),
        string.Join(',', row.Labels),
    ];
}
