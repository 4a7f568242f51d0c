using TuiTorrent.Core;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine;

/// <summary>Where a torrent's data goes and who is asked for it.</summary>
public sealed record AddOptions
{
    /// <summary>The directory above the torrent's own files.</summary>
    public required string Directory { get; init; }

    /// <summary>Peers to dial beside those that trackers name.</summary>
    public IReadOnlyList<PeerEndpoint> Peers { get; init; } = [];

    /// <summary>Announce to the torrent's trackers.</summary>
    public bool UseTrackers { get; init; } = true;

    /// <summary>Wait for a start.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Labels, limits and so on from the beginning.</summary>
    public TorrentOptions Options { get; init; } = new();

    /// <summary>Files (indexes without pads) that are not wanted as usual.</summary>
    public IReadOnlyList<(int File, FilePriority Priority)> Files { get; init; } = [];
}
