using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Wire;

/// <summary>One decoded peer message; valid until the decoder is called again.</summary>
/// <remarks>Fields that a message does not have are zero. Whoever takes a piece message owns <see cref="Block"/>.</remarks>
public ref struct WireMessage
{
    /// <summary>Which message.</summary>
    public MessageId Id { get; internal set; }

    /// <summary>Piece index of have, request, piece, cancel, suggest, reject and allowed fast; untrusted, 0 to 2^32-1.</summary>
    public uint Piece { get; internal set; }

    /// <summary>Offset in the piece, bytes; untrusted.</summary>
    public uint Begin { get; internal set; }

    /// <summary>Bytes asked for or carried; untrusted in request, cancel and reject.</summary>
    public uint Length { get; internal set; }

    /// <summary>DHT port of a port message.</summary>
    public ushort Port { get; internal set; }

    /// <summary>Extension id of an extended message; 0 is its handshake.</summary>
    public byte ExtendedId { get; internal set; }

    /// <summary>Bitfield bytes, or the body of an extended message.</summary>
    public ReadOnlySpan<byte> Payload { get; internal set; }

    /// <summary>The data of a piece message.</summary>
    public Block? Block { get; internal set; }
}
