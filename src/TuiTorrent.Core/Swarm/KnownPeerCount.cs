namespace TuiTorrent.Core.Swarm;

/// <summary>How many addresses all torrents together know.</summary>
/// <remarks>Loop thread only; each <see cref="PeerBook"/> adds and takes away its own.</remarks>
public sealed class KnownPeerCount
{
    /// <summary>Addresses in all books.</summary>
    public int Count { get; internal set; }
}
