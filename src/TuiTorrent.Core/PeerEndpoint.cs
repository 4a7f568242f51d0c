using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TuiTorrent.Core;

/// <summary>An IP address and a TCP or UDP port, as a value that costs no allocation.</summary>
/// <remarks>IPv4 addresses are kept IPv4-mapped, so that a peer that arrives as ::ffff:a.b.c.d on a dual-stack socket equals the same peer from a tracker.</remarks>
public readonly record struct PeerEndpoint : IComparable<PeerEndpoint>
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xffff << 32;

    /// <summary>From a 16-byte address in network order, read as a number.</summary>
    public PeerEndpoint(UInt128 address, ushort port)
    {
        Address = address;
        Port = port;
    }

    /// <summary>The IPv6 address as a big-endian number; IPv4 is mapped.</summary>
    public UInt128 Address { get; }

    /// <summary>The port, 0 to 65535; 0 means unknown and can't be dialled.</summary>
    public ushort Port { get; }

    /// <summary>Whether the address is IPv4 (kept mapped).</summary>
    public bool IsIPv4 => Address >> 32 == 0xffff;

    /// <summary>The IPv4 address as a big-endian number; meaningful only if <see cref="IsIPv4"/>.</summary>
    public uint IPv4 => (uint)Address;

    /// <summary>From an IPv4 address as a big-endian number.</summary>
    public static PeerEndpoint FromIPv4(uint address, ushort port) => new(MappedPrefix | address, port);

    /// <summary>From the framework's address type.</summary>
    public static PeerEndpoint From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port)
            : new PeerEndpoint(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)port);
    }

    /// <summary>From the compact form: 4 or 16 address bytes, then the port (BEP 23, BEP 7).</summary>
    public static PeerEndpoint FromCompact(ReadOnlySpan<byte> compact) => compact.Length == 6
        ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(compact), BinaryPrimitives.ReadUInt16BigEndian(compact[4..]))
        : new PeerEndpoint(BinaryPrimitives.ReadUInt128BigEndian(compact), BinaryPrimitives.ReadUInt16BigEndian(compact[16..]));

    /// <summary>Reads "1.2.3.4:5" or "[::1]:5"; names are not looked up.</summary>
    public static bool TryParse(string? text, out PeerEndpoint endpoint)
    {
        endpoint = default;
        if (text is null || text.LastIndexOf(':') is var colon && colon < 0)
        {
            return false;
        }

        var host = text.AsSpan(0, colon);
        var bracketed = host is ['[', .., ']'];
        if (!bracketed && host.Contains(':')
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address)
            || bracketed != (address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            return false;
        }

        endpoint = From(address, port);
        return true;
    }

    /// <summary>The framework's address type; IPv4 is unmapped.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes);
    }

    /// <summary>What counts as one source for quotas: the IPv4 address, or the IPv6 /64 that one subscriber is given.</summary>
    public UInt128 Source => IsIPv4 ? Address : Address >> 64 << 64;

    /// <inheritdoc/>
    public int CompareTo(PeerEndpoint other)
    {
        var byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Port.CompareTo(other.Port);
    }

    /// <summary>"1.2.3.4:5" or "[::1]:5".</summary>
    public override string ToString() => IsIPv4 ? $"{ToIPAddress()}:{Port}" : $"[{ToIPAddress()}]:{Port}";
}
