namespace TuiTorrent.Core.Trackers;

/// <summary>How one tracker stands.</summary>
public enum TrackerState
{
    /// <summary>Not asked: the torrent rests, or another tracker serves it.</summary>
    Idle,

    /// <summary>An announce is under way.</summary>
    Announcing,

    /// <summary>The last announce went well.</summary>
    Working,

    /// <summary>The last announce failed; it is tried again later.</summary>
    Failing,

    /// <summary>Not tried at all: its URL is refused, or it said "never".</summary>
    Disabled,
}

/// <summary>One tracker as it is shown.</summary>
/// <param name="Name">Without passkey: see <see cref="TrackerName"/>.</param>
/// <param name="Tier">0 is tried first.</param>
/// <param name="State">Computed at the time of asking.</param>
/// <param name="Message">The last error or warning, cleaned, or null.</param>
/// <param name="NextAnnounceMs">When it is asked next, or <see cref="long.MaxValue"/> when nothing is planned.</param>
/// <param name="Seeders">From its last reply, or null.</param>
/// <param name="Leechers">From its last reply, or null.</param>
/// <param name="PeersReceived">Peers in its last reply.</param>
/// <param name="Failures">Failures in a row.</param>
public sealed record TrackerStatus(
    string Name,
    int Tier,
    TrackerState State,
    string? Message,
    long NextAnnounceMs,
    int? Seeders,
    int? Leechers,
    int PeersReceived,
    int Failures)
{
    /// <summary>The whole URL, passkey included: for its owner's eyes, never for a log.</summary>
    public required Uri Url { get; init; }

    /// <summary>When it answered or failed last, monotonic ms; null if it did not yet.</summary>
    public long? LastAnnounceMs { get; init; }

    /// <summary>Whether that went well.</summary>
    public bool IsLastGood => LastAnnounceMs is not null && Failures == 0;
}
