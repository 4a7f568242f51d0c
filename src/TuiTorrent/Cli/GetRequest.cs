using TuiTorrent.Config;

namespace TuiTorrent.Cli;

/// <summary>What `get` was asked to do.</summary>
internal sealed record GetRequest
{
    /// <summary>The .torrent file.</summary>
    public required string TorrentPath { get; init; }

    /// <summary>Everything that has a default.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The state directory, absolute.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Nobody chose the state directory: each torrent has its own below it, so that two runs don't shut each other out.</summary>
    public bool StatePerTorrent { get; init; }

    /// <summary>Peers to dial, names not looked up yet.</summary>
    public IReadOnlyList<PeerName> Peers { get; init; } = [];

    /// <summary>Go on when all is there.</summary>
    public bool Seed { get; init; }

    /// <summary>Stop when this many bytes were given for each byte of the torrent; null to go on until a signal.</summary>
    public double? SeedRatio { get; init; }

    /// <summary>Ask the torrent's trackers.</summary>
    public bool UseTrackers { get; init; } = true;

    /// <summary>Write JSON instead of progress.</summary>
    public bool Json { get; init; }

    /// <summary>Where each step of each handshake is written; null for nowhere.</summary>
    public string? TracePath { get; init; }
}
