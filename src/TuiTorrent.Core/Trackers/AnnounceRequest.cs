namespace TuiTorrent.Core.Trackers;

/// <summary>One announce to one tracker. Compared by reference where it stands for "the one in flight".</summary>
/// <remarks>Immutable. Source: BEP 3 "Trackers", BEP 15.</remarks>
public sealed record AnnounceRequest
{
    /// <summary>Who announces which torrent.</summary>
    public required AnnounceIdentity Identity { get; init; }

    /// <summary>Bytes up, down and left.</summary>
    public required AnnounceTotals Totals { get; init; }

    /// <summary>Started, completed, stopped or none of them.</summary>
    public AnnounceEvent Event { get; init; }

    /// <summary>Peers asked for, 0 to <see cref="Session.Limits.MaxPeersPerReply"/>.</summary>
    public int NumWant { get; init; } = DefaultNumWant;

    /// <summary>What this tracker gave us to send back, a Latin-1 character a byte, or null.</summary>
    public string? TrackerId { get; init; }

    /// <summary>More than a torrent connects to at once, and what trackers commonly give at most.</summary>
    public const int DefaultNumWant = 200;
}
