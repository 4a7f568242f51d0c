using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Session;

/// <summary>How far a connection has come.</summary>
public enum ConnectionState
{
    /// <summary>connect() is under way.</summary>
    Dialing,

    /// <summary>The handshake is under way.</summary>
    Handshaking,

    /// <summary>Messages flow; <see cref="PeerConnection.Peer"/> is set.</summary>
    Open,

    /// <summary>Ended; <see cref="PeerConnection.CloseReason"/> says why.</summary>
    Closed,
}

/// <summary>A TCP connection to a peer as the session sees it: bytes in, bytes out, no socket.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class PeerConnection
{
    internal PeerConnection(long id, PeerEndpoint endpoint, bool isIncoming)
    {
        Id = id;
        Endpoint = endpoint;
        IsIncoming = isIncoming;
    }

    /// <summary>Unique in its session; never reused.</summary>
    public long Id { get; }

    /// <summary>The other side's address; of an incoming connection its port is no port to dial.</summary>
    public PeerEndpoint Endpoint { get; }

    /// <summary>The peer connected to us.</summary>
    public bool IsIncoming { get; }

    /// <summary>How far it has come.</summary>
    public ConnectionState State { get; internal set; }

    /// <summary>Why it ended; None before that.</summary>
    public CloseReason CloseReason { get; internal set; }

    /// <summary>The torrent: known from the start when we dialled, after the handshake when they did.</summary>
    public Torrent? Torrent { get; internal set; }

    /// <summary>The peer, once the handshake is done.</summary>
    public Peer? Peer { get; internal set; }

    /// <summary>How the bytes are dressed.</summary>
    public CipherKind Cipher { get; internal set; }

    /// <summary>The id the peer gave in its handshake.</summary>
    public PeerId TheirPeerId { get; internal set; }

    /// <summary>The reserved bytes of its handshake.</summary>
    public ulong TheirReserved { get; internal set; }

    /// <summary>What is to be sent.</summary>
    public SendQueue Output { get; } = new();

    /// <summary>The shell's own data, such as the socket; the session never looks at it.</summary>
    public object? Shell { get; set; }

    internal HandshakeMachine? Handshake { get; set; }

    internal WireDecoder? Decoder { get; set; }

    internal Rc4? Inbound { get; set; }

    internal KnownPeer? Known { get; set; }

    internal OutgoingAttempt Attempt { get; set; }

    internal bool IsSecondAttempt { get; set; }

    internal long HandshakeBeganMs { get; set; }

    internal long DeadlineMs { get; set; }

    internal long LastReceivedMs { get; set; }

    internal long LastSentMs { get; set; }

    /// <summary>Its share of the blocks that the session holds for sending.</summary>
    internal int CountedUploadBlocks { get; set; }

    internal bool IsReadingPaused { get; set; }

    /// <summary>Control messages it may still send; see <see cref="Limits.ControlMessageBurst"/>.</summary>
    internal long ControlTokens { get; set; } = Limits.ControlMessageBurst;

    internal long ControlRefilledMs { get; set; }
}
