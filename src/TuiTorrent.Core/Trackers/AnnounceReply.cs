using System.Net;

namespace TuiTorrent.Core.Trackers;

/// <summary>What a tracker answered, already bounded and cleaned.</summary>
/// <remarks>Immutable once built; <see cref="Peers"/> belongs to the reader. Source: BEP 3, 7, 15, 23, 24.</remarks>
public sealed record AnnounceReply
{
    /// <summary>Seconds until the next regular announce, 60 to 86,400.</summary>
    public required int IntervalSeconds { get; init; }

    /// <summary>Seconds before which we never announce again but for an event, 60 to <see cref="IntervalSeconds"/>.</summary>
    public required int MinIntervalSeconds { get; init; }

    /// <summary>At most <see cref="Session.Limits.MaxPeersPerReply"/> peers that <see cref="PeerAddressPolicy"/> accepts.</summary>
    public PeerEndpoint[] Peers { get; init; } = [];

    /// <summary>Peers with the whole torrent, or null if not told.</summary>
    public int? Seeders { get; init; }

    /// <summary>Peers without the whole torrent, or null if not told.</summary>
    public int? Leechers { get; init; }

    /// <summary>Our public address as the tracker sees it, or null: a hint that a lying tracker can forge (BEP 24).</summary>
    public IPAddress? ExternalAddress { get; init; }

    /// <summary>A complaint to show, cleaned and cut, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>To be sent back in the next announces, a Latin-1 character a byte, or null: then the last one stays.</summary>
    public string? TrackerId { get; init; }
}
