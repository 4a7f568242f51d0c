using System.Buffers.Binary;

namespace TuiTorrent.Core.Wire;

/// <summary>Writes peer messages. Each method returns the bytes written; the destination must have room for them.</summary>
/// <remarks>Allocates nothing. Layout: length (u32), id (u8), payload. Source: BEP 3, 6, 10.</remarks>
public static class WireEncoder
{
    /// <summary>Bytes of the longest message but bitfield, extended and a piece's data.</summary>
    public const int MaxFixedMessage = 17;

    /// <summary>Bytes of a piece message before its data.</summary>
    public const int PieceHeaderLength = 13;

    /// <summary>Length zero.</summary>
    public static int KeepAlive(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, 0);
        return 4;
    }

    /// <summary>A message without payload: choke, unchoke, interested, not interested, have all, have none.</summary>
    public static int Bare(Span<byte> destination, MessageId id) => Begin(destination, id, 0);

    /// <summary>A message about one piece: have, suggest, allowed fast.</summary>
    public static int ForPiece(Span<byte> destination, MessageId id, int piece)
    {
        var at = Begin(destination, id, 4);
        BinaryPrimitives.WriteInt32BigEndian(destination[at..], piece);
        return at + 4;
    }

    /// <summary>A message about one block: request, cancel, reject.</summary>
    public static int ForBlock(Span<byte> destination, MessageId id, int piece, int begin, int length)
    {
        var at = Begin(destination, id, 12);
        BinaryPrimitives.WriteInt32BigEndian(destination[at..], piece);
        BinaryPrimitives.WriteInt32BigEndian(destination[(at + 4)..], begin);
        BinaryPrimitives.WriteInt32BigEndian(destination[(at + 8)..], length);
        return at + 12;
    }

    /// <summary>What stands before the data of a piece message.</summary>
    public static int PieceHeader(Span<byte> destination, int piece, int begin, int length)
    {
        var at = Begin(destination, MessageId.Piece, 8 + length);
        BinaryPrimitives.WriteInt32BigEndian(destination[at..], piece);
        BinaryPrimitives.WriteInt32BigEndian(destination[(at + 4)..], begin);
        return at + 8;
    }

    /// <summary>The whole bitfield.</summary>
    public static int Bitfield(Span<byte> destination, ReadOnlySpan<byte> bits)
    {
        var at = Begin(destination, MessageId.Bitfield, bits.Length);
        bits.CopyTo(destination[at..]);
        return at + bits.Length;
    }

    /// <summary>An extended message with its id and body (BEP 10).</summary>
    public static int Extended(Span<byte> destination, byte extendedId, ReadOnlySpan<byte> body)
    {
        var at = Begin(destination, MessageId.Extended, 1 + body.Length);
        destination[at] = extendedId;
        body.CopyTo(destination[(at + 1)..]);
        return at + 1 + body.Length;
    }

    private static int Begin(Span<byte> destination, MessageId id, int payloadLength)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, 1 + payloadLength);
        destination[4] = (byte)id;
        return 5;
    }
}
