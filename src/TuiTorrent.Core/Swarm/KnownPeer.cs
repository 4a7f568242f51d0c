using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Swarm;

/// <summary>Where we heard of a peer.</summary>
public enum PeerSource
{
    /// <summary>The user named it.</summary>
    User,

    /// <summary>A tracker.</summary>
    Tracker,

    /// <summary>It connected to us and told its port.</summary>
    Incoming,
}

/// <summary>An address that can be dialled, and what came of it so far.</summary>
/// <remarks>Loop thread only; owned by its <see cref="PeerBook"/>.</remarks>
public sealed class KnownPeer(PeerEndpoint endpoint, PeerSource source)
{
    /// <summary>Where to dial.</summary>
    public PeerEndpoint Endpoint { get; } = endpoint;

    /// <summary>Where it was first heard of.</summary>
    public PeerSource Source { get; } = source;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; internal set; }

    /// <summary>Not to be dialled before; ms.</summary>
    public long NotBeforeMs { get; internal set; }

    /// <summary>A connection to it exists or is being made.</summary>
    public bool IsConnected { get; internal set; }

    /// <summary>It had everything when last seen.</summary>
    public bool IsSeed { get; internal set; }

    /// <summary>Which opening worked last.</summary>
    public PeerEncryption Encryption { get; internal set; }
}
