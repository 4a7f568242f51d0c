using TuiTorrent.Core;

namespace TuiTorrent.Engine.Control;

/// <summary>All torrents at one moment. Immutable, any thread.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Torrents">In the order of the queue. A row carries the version at which it last changed.</param>
/// <param name="Removed">Torrents removed of late, with the version and time of it; at least those of the last minute.</param>
/// <param name="Totals">Of all torrents.</param>
public sealed record EngineSnapshot(long Version, IReadOnlyList<TorrentSnapshot> Torrents, IReadOnlyList<RemovedTorrent> Removed, SessionTotals Totals);

/// <summary>A torrent that is gone.</summary>
public sealed record RemovedTorrent(int Id, InfoHash InfoHash, long Version, DateTimeOffset At);

/// <summary>What all torrents do together. Rates in bytes a second, sizes in bytes.</summary>
public sealed record SessionTotals
{
    /// <summary>Payload coming in.</summary>
    public long DownloadBytesPerSecond { get; init; }

    /// <summary>Payload going out.</summary>
    public long UploadBytesPerSecond { get; init; }

    /// <summary>Received since the start of this process.</summary>
    public long Downloaded { get; init; }

    /// <summary>Sent since the start of this process.</summary>
    public long Uploaded { get; init; }

    /// <summary>Received ever, removed torrents included.</summary>
    public long DownloadedEver { get; init; }

    /// <summary>Sent ever, removed torrents included.</summary>
    public long UploadedEver { get; init; }

    /// <summary>Torrents ever added.</summary>
    public long AddedEver { get; init; }

    /// <summary>Times that the program was started with this state, this one included.</summary>
    public long Starts { get; init; }

    /// <summary>Seconds that earlier processes ran with this state.</summary>
    public long SecondsBefore { get; init; }

    /// <summary>When this process was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Connected peers.</summary>
    public int Peers { get; init; }

    /// <summary>Of them, those that speak RC4.</summary>
    public int EncryptedPeers { get; init; }

    /// <summary>The port at which peers reach us; 0 if none.</summary>
    public ushort ListenPort { get; init; }

    /// <summary>Whether the alternative limits are in force, by hand or by their hours.</summary>
    public bool IsAlternative { get; init; }
}
