using System.Buffers.Binary;
using TuiTorrent.Core;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Network;

/// <summary>Endpoints as the kernel writes them: sockaddr_in and sockaddr_in6.</summary>
internal static class SocketAddress
{
    /// <summary>Bytes of the longer form.</summary>
    public const int MaxLength = 28;

    private const int IPv4Length = 16;

    /// <summary>Writes an endpoint; returns the bytes used.</summary>
    /// <param name="endpoint">What to write.</param>
    /// <param name="asIPv6">Write IPv4 in its mapped form, for a socket that takes both.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(PeerEndpoint endpoint, bool asIPv6, Span<byte> destination)
    {
        destination[..MaxLength].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], endpoint.Port);
        if (endpoint.IsIPv4 && !asIPv6)
        {
            BitConverter.TryWriteBytes(destination, (ushort)SocketCalls.FamilyIPv4);
            BinaryPrimitives.WriteUInt32BigEndian(destination[4..], endpoint.IPv4);
            return IPv4Length;
        }

        BitConverter.TryWriteBytes(destination, (ushort)SocketCalls.FamilyIPv6);
        BinaryPrimitives.WriteUInt128BigEndian(destination[8..], endpoint.Address);
        return MaxLength;
    }

    /// <summary>Reads what the kernel wrote.</summary>
    public static PeerEndpoint Read(ReadOnlySpan<byte> address)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
        return BitConverter.ToUInt16(address) == SocketCalls.FamilyIPv4
            ? PeerEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address[4..]), port)
            : new PeerEndpoint(BinaryPrimitives.ReadUInt128BigEndian(address[8..]), port);
    }
}
