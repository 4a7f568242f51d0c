namespace TuiTorrent.Core.Encryption;

/// <summary>What a <see cref="HandshakeMachine"/> waits for.</summary>
public enum HandshakeStatus
{
    /// <summary>Bytes from the peer, or the next deadline.</summary>
    NeedMore,

    /// <summary>A modular power: take it, run it off the loop, complete it. Bytes may be received meanwhile.</summary>
    KeyExchange,

    /// <summary>Nothing: both sides know torrent, peer and cipher.</summary>
    Done,

    /// <summary>Nothing: close the socket with the machine's reason.</summary>
    Failed,
}
