namespace TuiTorrent.Core.Session;

/// <summary>Which part of the world keeps a torrent from going on.</summary>
public enum StallError
{
    /// <summary>None.</summary>
    None,

    /// <summary>There is no room on the disk.</summary>
    DiskFull,

    /// <summary>The directory is not there: a disk that is not mounted.</summary>
    DiskMissing,

    /// <summary>Any other trouble with files.</summary>
    Disk,
}

/// <summary>How a tracker stands.</summary>
/// <param name="Name">Without passkey.</param>
/// <param name="IsFailing">Its last announce failed, or it is not asked at all.</param>
/// <param name="Message">What it said, clean; null for nothing.</param>
/// <param name="NextInSeconds">When it is asked next; null when it is not.</param>
public readonly record struct StallTracker(string Name, bool IsFailing, string? Message, int? NextInSeconds);

/// <summary>What is known of a torrent that does not move, gathered at one moment. Sizes in bytes, rates in bytes a second.</summary>
public sealed record StallFacts
{
    /// <summary>The user stopped it, or a seeding goal did.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Torrents before it in the queue; null if it does not wait for its turn.</summary>
    public int? WaitsBehind { get; init; }

    /// <summary>Its data are being hashed, or wait for that; 0 to 1, null if not.</summary>
    public double? VerifyProgress { get; init; }

    /// <summary>Its files are on their way to another directory; 0 to 1, null if not.</summary>
    public double? MoveProgress { get; init; }

    /// <summary>What went wrong.</summary>
    public StallError Error { get; init; }

    /// <summary>What went wrong, a clean sentence; null if nothing did.</summary>
    public string? ErrorText { get; init; }

    /// <summary>Every file is skipped.</summary>
    public bool IsNothingWanted { get; init; }

    /// <summary>All that is wanted is there.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Payload coming in.</summary>
    public long DownloadBytesPerSecond { get; init; }

    /// <summary>Addresses known.</summary>
    public int KnownPeers { get; init; }

    /// <summary>Connected peers.</summary>
    public int ConnectedPeers { get; init; }

    /// <summary>Of them, those that have everything.</summary>
    public int Seeds { get; init; }

    /// <summary>Of them, those that have something that we want.</summary>
    public int InterestingPeers { get; init; }

    /// <summary>Of those, the ones that choke us.</summary>
    public int ChokingPeers { get; init; }

    /// <summary>Wanted bytes that are missing.</summary>
    public long LeftBytes { get; init; }

    /// <summary>Missing wanted pieces that no connected peer has, as first and last index.</summary>
    public IReadOnlyList<(int First, int Last)> Unavailable { get; init; } = [];

    /// <summary>Bytes of those pieces.</summary>
    public long UnavailableBytes { get; init; }

    /// <summary>By tier.</summary>
    public IReadOnlyList<StallTracker> Trackers { get; init; } = [];

    /// <summary>The least limit from peers that counts for it, see <see cref="RateLimit"/>.</summary>
    public long DownloadLimit { get; init; }

    /// <summary>Whether that limit is the torrent's own.</summary>
    public bool IsLimitOwn { get; init; }

    /// <summary>Peers without encryption are refused.</summary>
    public bool IsEncryptionRequired { get; init; }

    /// <summary>Handshakes that came to nothing because of encryption.</summary>
    public long RefusedForEncryption { get; init; }

    /// <summary>What the machine takes for the time.</summary>
    public DateTimeOffset Now { get; init; }
}
