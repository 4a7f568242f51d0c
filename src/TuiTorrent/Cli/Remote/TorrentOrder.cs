namespace TuiTorrent.Cli.Remote;

/// <summary>Chooses and orders the rows of a list.</summary>
internal static class TorrentOrder
{
    /// <summary>Words for --state.</summary>
    public static readonly string[] States = ["downloading", "seeding", "stopped", "error", "active"];

    /// <summary>Words for --sort. Figures go from the largest to the smallest, names from A to Z, time left from the shortest.</summary>
    public static readonly string[] Keys = ["queue", "name", "size", "done", "down", "up", "ratio", "eta", "added"];

    /// <summary>Whether a row is in a state, one of <see cref="States"/>; waiting for its turn counts as well.</summary>
    public static bool IsIn(TorrentRow row, string state) => state switch
    {
        "downloading" => row.State is "downloading" or "queued",
        "seeding" => row.State is "seeding" or "to-seed",
        "stopped" => row.State is "stopped" or "finished",
        "error" => row.ErrorKind != 0,
        _ => row.Down > 0 || row.Up > 0 || row.State == TorrentState.Verifying,
    };

    /// <summary>The rows by one of <see cref="Keys"/>; equal ones by their number.</summary>
    public static List<TorrentRow> Sort(IEnumerable<TorrentRow> rows, string key, bool isReversed)
    {
        var sorted = new List<TorrentRow>(rows);
        sorted.Sort((a, b) =>
        {
            var order = Compare(a, b, key);
            return (order != 0 ? order : a.Id.CompareTo(b.Id)) * (isReversed ? -1 : 1);
        });
        return sorted;
    }

    private static int Compare(TorrentRow a, TorrentRow b, string key) => key switch
    {
        "name" => string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase),
        "size" => b.Wanted.CompareTo(a.Wanted),
        "done" => b.Done.CompareTo(a.Done),
        "down" => b.Down.CompareTo(a.Down),
        "up" => b.Up.CompareTo(a.Up),
        "ratio" => b.Ratio.CompareTo(a.Ratio),
        "eta" => (a.SecondsLeft ?? long.MaxValue).CompareTo(b.SecondsLeft ?? long.MaxValue),
        "added" => (b.AddedAt ?? default).CompareTo(a.AddedAt ?? default),
        _ => a.QueuePosition.CompareTo(b.QueuePosition),
    };
}
