using System.Buffers.Binary;

namespace TuiTorrent.Core.Encryption;

/// <summary>The traditional handshake, 68 bytes, as layout only.</summary>
/// <remarks>Layout: 0x13, "BitTorrent protocol" (19), reserved (8), info hash (20), peer id (20). Source: BEP 3, "peer protocol".</remarks>
internal static class Greeting
{
    internal const int Length = 68;
    internal const int InfoHashEnd = 48;
    private const int ReservedStart = 20;
    private const int InfoHashStart = 28;

    internal static ReadOnlySpan<byte> ProtocolName => "\u0013BitTorrent protocol"u8;

    internal static void Write(Span<byte> destination, InfoHash infoHash, PeerId peerId, ulong reserved)
    {
        ProtocolName.CopyTo(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[ReservedStart..], reserved);
        infoHash.CopyTo(destination[InfoHashStart..]);
        peerId.CopyTo(destination[InfoHashEnd..]);
    }

    internal static ulong Reserved(ReadOnlySpan<byte> greeting) => BinaryPrimitives.ReadUInt64BigEndian(greeting[ReservedStart..]);

    internal static InfoHash InfoHash(ReadOnlySpan<byte> greeting) => new(greeting[InfoHashStart..]);

    internal static PeerId PeerId(ReadOnlySpan<byte> greeting) => new(greeting[InfoHashEnd..]);
}
