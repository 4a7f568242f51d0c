namespace TuiTorrent.Dashboard.Model.Columns;

/// <summary>What a column of the list tells.</summary>
internal enum ColumnKind
{
    State,
    Name,
    Size,
    Done,
    Progress,
    Down,
    Up,
    Eta,
    SeedsAndPeers,
    Seeds,
    Peers,
    Known,
    Ratio,
    Label,
    Added,
    Tracker,
}

/// <summary>A column of the list.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Title">Its heading; numbers have it at their right end.</param>
/// <param name="Help">What it tells, in words.</param>
/// <param name="Width">Columns that it takes, with the blanks before it.</param>
/// <param name="NameAtLeast">It is left out where it would leave less than this to the name.</param>
/// <param name="Sort">What a click on its heading sorts by.</param>
/// <param name="IsText">Its content begins at the left, after one blank.</param>
internal sealed record Column(ColumnKind Kind, string Title, string Help, int Width, int NameAtLeast, SortKey? Sort, bool IsText = false)
{
    /// <summary>All, in their order on the screen. The columns that change often stand together: a jump between two changes costs more than the digits.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        new(ColumnKind.State, "", "Letter of the state", 4, 0, SortKey.State),
        new(ColumnKind.Name, "Name", "Name", 0, 0, SortKey.Name, IsText: true),
        new(ColumnKind.Size, "Size", "Size of the wanted files", 6, 24, SortKey.Size),
        new(ColumnKind.Progress, "Progress", "Done, as a bar", 12, 46, SortKey.Done, IsText: true),
        new(ColumnKind.Done, "Done", "Done, of the wanted files", 6, 8, SortKey.Done),
        new(ColumnKind.Down, "\u2193/s", "Rate down", 7, 12, SortKey.DownRate),
        new(ColumnKind.Up, "\u2191/s", "Rate up", 7, 20, SortKey.UpRate),
        new(ColumnKind.Eta, "ETA", "Time until it is done", 7, 20, SortKey.Eta),
        new(ColumnKind.SeedsAndPeers, "S/L", "Seeds and other peers", 7, 24, SortKey.Peers),
        new(ColumnKind.Seeds, "Seeds", "Seeds that are connected", 7, 50, SortKey.Peers),
        new(ColumnKind.Peers, "Peers", "Other peers that are connected", 7, 50, SortKey.Peers),
        new(ColumnKind.Known, "Known", "Peers that are known", 7, 54, SortKey.Peers),
        new(ColumnKind.Ratio, "Ratio", "Uploaded by downloaded", 7, 26, SortKey.Ratio),
        new(ColumnKind.Label, "Label", "First label", 9, 40, SortKey.Label, IsText: true),
        new(ColumnKind.Added, "Added", "When it was added", 10, 30, SortKey.Added, IsText: true),
        new(ColumnKind.Tracker, "Tracker", "Host of the first tracker", 18, 30, null, IsText: true),
    ];

    /// <summary>In which order columns get their room: the first ones stay in the narrowest terminals.</summary>
    internal static IReadOnlyList<ColumnKind> Importance { get; } =
    [
        ColumnKind.Done, ColumnKind.Down, ColumnKind.Eta, ColumnKind.Up, ColumnKind.Size, ColumnKind.SeedsAndPeers, ColumnKind.Ratio, ColumnKind.Added, ColumnKind.Tracker, ColumnKind.Label, ColumnKind.Progress,
        ColumnKind.Seeds, ColumnKind.Peers, ColumnKind.Known,
    ];

    /// <summary>Columns that only those have who asked for them.</summary>
    internal bool IsExtra => Kind is ColumnKind.Added or ColumnKind.Tracker;

    /// <summary>The one of a kind.</summary>
    public static Column Of(ColumnKind kind)
    {
        foreach (var column in All)
        {
            if (column.Kind == kind)
            {
                return column;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(kind));
    }
}
