namespace TuiTorrent.Core.Session;

/// <summary>Why a connection ended. The first reason wins; each is counted and can be traced.</summary>
public enum CloseReason
{
    /// <summary>Still open.</summary>
    None,

    // The socket's end.
    ConnectFailed,
    ConnectTimeout,
    RemoteClosed,
    SocketError,

    // The gate.
    TooManyConnections,
    TooManyHandshakes,
    TooManyFromSource,
    Banned,
    DuplicatePeer,
    SelfConnection,

    // The handshake.
    HandshakeTooShort,
    HandshakeTimeout,
    HandshakeUnsynchronised,
    PlaintextRefused,
    EncryptionRefused,
    PeerIsPlaintextOnly,
    BadPublicKey,
    KeyExchangeOverload,
    UnknownInfoHash,
    InfoHashMismatch,
    BadVerificationConstant,
    NoCommonCryptoMethod,
    BadCryptoSelect,
    PadTooLong,
    InitialPayloadTooLong,
    BadProtocolName,

    // The wire.
    MessageTooLong,
    MalformedMessage,
    ProtocolViolation,
    Flood,
    BadPieceData,

    // Our own choice.
    BothSeeds,
    Idle,
    Unproductive,
    TorrentStopped,
    SessionStopped,
    DiskFailure,
}
