namespace TuiTorrent.Core.Trackers;

/// <summary>How far an IP address reaches.</summary>
public enum AddressScope
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>A home, an office, a VPN or a carrier's own network: RFC 1918, RFC 4193, RFC 6598 (100.64/10).</summary>
    Private,

    /// <summary>This machine: 127/8 and ::1.</summary>
    Loopback,

    /// <summary>Nothing a peer or tracker has: unspecified, link-local (cloud metadata lives there), multicast, broadcast, reserved.</summary>
    Special,
}

/// <summary>Tells the scope of an address.</summary>
public static class AddressScopes
{
    private const ulong Nat64Prefix = 0x0064_ff9b_0000_0000;

    /// <summary>The scope; IPv4 inside IPv6 (mapped, 6to4, NAT64) counts as the IPv4 address it leads to.</summary>
    public static AddressScope Of(PeerEndpoint endpoint)
    {
        if (endpoint.IsIPv4)
        {
            return OfIPv4(endpoint.IPv4);
        }

        var high = (ulong)(endpoint.Address >> 64);
        var low = (ulong)endpoint.Address;
        if (high == 0)
        {
            // ::1 is loopback; :: and the old IPv4-compatible ::a.b.c.d lead nowhere good.
            return low == 1 ? AddressScope.Loopback : AddressScope.Special;
        }

        if (high == Nat64Prefix && low >> 32 == 0)
        {
            return OfEmbedded((uint)low);
        }

        return (high >> 48) switch
        {
            0x2002 => OfEmbedded((uint)(high >> 16)),
            >= 0xfc00 and <= 0xfdff => AddressScope.Private,
            >= 0xfec0 and <= 0xfeff => AddressScope.Private,
            0 => AddressScope.Special,
            >= 0xfe00 => AddressScope.Special,
            _ => AddressScope.Public,
        };
    }

    private static AddressScope OfEmbedded(uint address) =>
        OfIPv4(address) == AddressScope.Public ? AddressScope.Public : AddressScope.Special;

    private static AddressScope OfIPv4(uint address) => (address >> 24, (address >> 16) & 0xff) switch
    {
        (0, _) => AddressScope.Special,
        (10, _) => AddressScope.Private,
        (100, >= 64 and < 128) => AddressScope.Private,
        (127, _) => AddressScope.Loopback,
        (169, 254) => AddressScope.Special,
        (172, >= 16 and < 32) => AddressScope.Private,
        (192, 168) => AddressScope.Private,
        ( >= 224, _) => AddressScope.Special,
        _ => AddressScope.Public,
    };
}
