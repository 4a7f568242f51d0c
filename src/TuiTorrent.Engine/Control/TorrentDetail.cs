using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Engine.Control;

/// <summary>What of a torrent is wanted; each costs something.</summary>
[Flags]
public enum DetailParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><see cref="TorrentDetail.Files"/>.</summary>
    Files = 1,

    /// <summary><see cref="TorrentDetail.Peers"/>.</summary>
    Peers = 2,

    /// <summary><see cref="TorrentDetail.Trackers"/>.</summary>
    Trackers = 4,

    /// <summary><see cref="TorrentDetail.Have"/> and <see cref="TorrentDetail.Availability"/>.</summary>
    Pieces = 8,
}

/// <summary>One torrent looked at closely. Immutable, any thread; parts that were not asked for are empty.</summary>
public sealed record TorrentDetail
{
    /// <summary>The row of it at the same moment.</summary>
    public required TorrentSnapshot Torrent { get; init; }

    /// <summary>In the order of the .torrent, without pads.</summary>
    public IReadOnlyList<FileRow> Files { get; init; } = [];

    /// <summary>Connected peers.</summary>
    public IReadOnlyList<PeerRow> Peers { get; init; } = [];

    /// <summary>By tier.</summary>
    public IReadOnlyList<TrackerRow> Trackers { get; init; } = [];

    /// <summary>Verified pieces; null if not asked for.</summary>
    public Bitfield? Have { get; init; }

    /// <summary>Connected peers that have each piece, -1 where we have it ourselves; empty if not asked for.</summary>
    public IReadOnlyList<short> Availability { get; init; } = [];
}

/// <summary>How much a user wants a file.</summary>
public enum FilePriority
{
    /// <summary>Not at all.</summary>
    Skip,

    /// <summary>After the others.</summary>
    Low,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Before the others.</summary>
    High,
}

/// <summary>A file of a torrent. Sizes in bytes.</summary>
/// <param name="Path">Below the torrent's directory, with "/", as it is on disk now; clean.</param>
/// <param name="Length">All of it.</param>
/// <param name="Done">Verified.</param>
/// <param name="Priority">How much it is wanted; a skipped one keeps the priority it had in <paramref name="PriorityIfWanted"/>.</param>
/// <param name="PriorityIfWanted">Never Skip.</param>
/// <param name="FirstPiece">Index.</param>
/// <param name="EndPiece">One past its last.</param>
public sealed record FileRow(string Path, long Length, long Done, FilePriority Priority, FilePriority PriorityIfWanted, int FirstPiece, int EndPiece);

/// <summary>A connected peer. Rates in bytes a second, sizes in bytes.</summary>
public sealed record PeerRow
{
    /// <summary>Its address.</summary>
    public required PeerEndpoint Endpoint { get; init; }

    /// <summary>Its client, clean: by its own word, or by its id.</summary>
    public required string Client { get; init; }

    /// <summary>20 bytes.</summary>
    public required PeerId PeerId { get; init; }

    /// <summary>How the bytes are dressed.</summary>
    public CipherKind Cipher { get; init; }

    /// <summary>The peer connected to us.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>Where we heard of it.</summary>
    public PeerSource Source { get; init; }

    /// <summary>We refuse to upload to it.</summary>
    public bool AmChoking { get; init; }

    /// <summary>It has something that we lack.</summary>
    public bool AmInterested { get; init; }

    /// <summary>It refuses to upload to us.</summary>
    public bool PeerChoking { get; init; }

    /// <summary>It wants something of us.</summary>
    public bool PeerInterested { get; init; }

    /// <summary>Asked for something, and got nothing for long.</summary>
    public bool IsSnubbed { get; init; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>From it.</summary>
    public long DownloadBytesPerSecond { get; init; }

    /// <summary>To it.</summary>
    public long UploadBytesPerSecond { get; init; }

    /// <summary>From it, since it is connected.</summary>
    public long Downloaded { get; init; }

    /// <summary>To it, since it is connected.</summary>
    public long Uploaded { get; init; }

    /// <summary>Seconds since its handshake.</summary>
    public long ConnectedSeconds { get; init; }
}

/// <summary>A tracker of a torrent.</summary>
public sealed record TrackerRow
{
    /// <summary>The number by which it can be changed; stays while it is there.</summary>
    public int Id { get; init; }

    /// <summary>0 is tried first.</summary>
    public int Tier { get; init; }

    /// <summary>The whole URL, passkey included: for the owner's eyes, never for a log.</summary>
    public required string Url { get; init; }

    /// <summary>Host and port, for display.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public Core.Trackers.TrackerState State { get; init; }

    /// <summary>The last error or warning, clean; null if there was none.</summary>
    public string? Message { get; init; }

    /// <summary>When it answered or failed last; null if it was not asked.</summary>
    public DateTimeOffset? LastAnnounce { get; init; }

    /// <summary>Whether that went well.</summary>
    public bool IsLastGood { get; init; }

    /// <summary>When it is asked next; null when nothing is planned.</summary>
    public DateTimeOffset? NextAnnounce { get; init; }

    /// <summary>From its last reply.</summary>
    public int? Seeders { get; init; }

    /// <summary>From its last reply.</summary>
    public int? Leechers { get; init; }

    /// <summary>Peers in its last reply.</summary>
    public int PeersReceived { get; init; }
}

/// <summary>One reason why a torrent does not move.</summary>
/// <param name="Code">For programs, snake_case and stable: no_peers_known, peers_unreachable, all_choke_us, pieces_unavailable, tracker_error, disk_full, disk_missing, disk_error, queued, paused, rate_limit, encryption_refused, clock_wrong, verifying, moving, no_files_wanted.</param>
/// <param name="Text">What is the matter, in one sentence.</param>
/// <param name="Remedy">What the user can do, in one sentence; empty if nothing but wait.</param>
public sealed record StallCause(string Code, string Text, string Remedy);

/// <summary>How handshakes ended since the engine was started.</summary>
/// <param name="Counts">By cipher.</param>
/// <param name="Refused">Failed ones by reason, those that happened only.</param>
/// <param name="Closes">Ended connections by reason, those that happened only.</param>
/// <param name="Recent">The latest handshakes, the newest first; at most 20.</param>
public sealed record HandshakeReport(
    HandshakeCounts Counts,
    IReadOnlyDictionary<string, long> Refused,
    IReadOnlyDictionary<string, long> Closes,
    IReadOnlyList<HandshakeRow> Recent);

/// <summary>How one handshake ended.</summary>
/// <param name="At">When.</param>
/// <param name="Endpoint">With whom.</param>
/// <param name="IsIncoming">The peer connected to us.</param>
/// <param name="Verdict">"plain", "rc4", "mse_plaintext", or the reason of the failure in snake_case.</param>
/// <param name="Milliseconds">From the connection to the verdict.</param>
/// <param name="Torrent">Which, if it came to that.</param>
public sealed record HandshakeRow(DateTimeOffset At, PeerEndpoint Endpoint, bool IsIncoming, string Verdict, int Milliseconds, InfoHash? Torrent);
