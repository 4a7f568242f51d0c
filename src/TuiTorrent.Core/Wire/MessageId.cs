namespace TuiTorrent.Core.Wire;

/// <summary>What a peer message is about: its id byte, or one of two values of our own below zero.</summary>
/// <remarks>Source: BEP 3 (0 to 8), BEP 5 (9), BEP 6 (13 to 17), BEP 10 (20).</remarks>
public enum MessageId
{
    /// <summary>A well-formed message with an id that we don't know; its payload was skipped.</summary>
    Unknown = -2,

    /// <summary>Length zero: only says that the peer lives.</summary>
    KeepAlive = -1,

    Choke = 0,
    Unchoke = 1,
    Interested = 2,
    NotInterested = 3,
    Have = 4,
    Bitfield = 5,
    Request = 6,
    Piece = 7,
    Cancel = 8,
    Port = 9,
    Suggest = 13,
    HaveAll = 14,
    HaveNone = 15,
    Reject = 16,
    AllowedFast = 17,
    Extended = 20,
}
