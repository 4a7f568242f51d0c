using System.Buffers.Binary;

namespace TuiTorrent.Core.Swarm;

/// <summary>The canonical priority of a connection: both ends compute the same number, so both prefer the same links.</summary>
/// <remarks>Pure. Source: BEP 40.</remarks>
public static class PeerPriority
{
    /// <summary>The higher, the more both ends want the connection.</summary>
    public static uint Of(PeerEndpoint ours, PeerEndpoint theirs)
    {
        if (ours.Address == theirs.Address)
        {
            Span<byte> ports = stackalloc byte[4];
            BinaryPrimitives.WriteUInt16BigEndian(ports, Math.Min(ours.Port, theirs.Port));
            BinaryPrimitives.WriteUInt16BigEndian(ports[2..], Math.Max(ours.Port, theirs.Port));
            return Crc32C(ports);
        }

        return ours.IsIPv4 && theirs.IsIPv4 ? OfIPv4(ours.IPv4, theirs.IPv4) : OfIPv6(ours.Address, theirs.Address);
    }

    private static uint OfIPv4(uint a, uint b)
    {
        // The nearer the two are, the more of the address counts.
        var mask = (a >> 16) != (b >> 16) ? 0xffff5555u : (a >> 8) != (b >> 8) ? 0xffffff55u : 0xffffffffu;
        (a, b) = (a & mask, b & mask);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Math.Min(a, b));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Math.Max(a, b));
        return Crc32C(bytes);
    }

    private static uint OfIPv6(UInt128 a, UInt128 b)
    {
        Span<byte> mask = stackalloc byte[16];
        mask.Fill(0x55);
        mask[..6].Fill(0xff);
        for (var length = 6; length < 16 && a >> (128 - 8 * length) == b >> (128 - 8 * length); length++)
        {
            mask[length] = 0xff;
        }

        var bits = BinaryPrimitives.ReadUInt128BigEndian(mask);
        (a, b) = (a & bits, b & bits);
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, UInt128.Min(a, b));
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], UInt128.Max(a, b));
        return Crc32C(bytes);
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = System.Numerics.BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
