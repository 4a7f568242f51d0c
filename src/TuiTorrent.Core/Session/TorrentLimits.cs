namespace TuiTorrent.Core.Session;

/// <summary>What a user may set for one torrent. Rates are bytes a second, see <see cref="RateLimit"/> for the values that are none.</summary>
/// <param name="Download">Of this torrent alone, from peers.</param>
/// <param name="Upload">Of this torrent alone, to peers.</param>
/// <param name="HonorsSession">Whether it shares in the limits of the session too; if not, what it moves does not count against them.</param>
/// <param name="MaxPeers">Connected peers; null as the session has it. Fewer than are connected closes none.</param>
/// <param name="Priority">-1, 0 or 1: who gets how much where the limits of the session hold several torrents back. Nobody gets nothing.</param>
public sealed record TorrentLimits(long Download, long Upload, bool HonorsSession, int? MaxPeers, int Priority)
{
    /// <summary>As the session has it.</summary>
    public static TorrentLimits None { get; } = new(RateLimit.None, RateLimit.None, HonorsSession: true, MaxPeers: null, Priority: 0);

    /// <summary>Its share among those that wait: four times as much as one priority lower.</summary>
    internal int Lots => Priority switch
    {
        > 0 => 16,
        0 => 4,
        < 0 => 1,
    };
}
