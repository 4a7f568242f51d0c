using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TuiTorrent.Rpc.Gate;

/// <summary>Which Host headers are ours. A web page that makes its own name point at us (DNS rebinding) still sends that name.</summary>
/// <remarks>Source: RFC 9110, section 7.2: Host = uri-host [ ":" port ].</remarks>
internal static class HostRule
{
    private const int DefaultPort = 80;

    /// <summary>Whether <paramref name="host"/> is the connection's own address, "localhost" on loopback or the socket, or a listed name.</summary>
    public static bool IsOurs(string host, in GateRequest request, IReadOnlyList<string> names)
    {
        if (!TrySplit(host, out var name, out var port))
        {
            return false;
        }

        if (request.IsLocal)
        {
            // No page can open the socket; only names that a local client would make up by itself.
            return name.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        }

        if (request.Own is not { } own)
        {
            return false;
        }

        if (ParseAddress(name) is { } address)
        {
            return (port ?? DefaultPort) == own.Port && address.Equals(Plain(own.Address));
        }

        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return (port ?? DefaultPort) == own.Port && IPAddress.IsLoopback(own.Address);
        }

        foreach (var listed in names)
        {
            if (listed.Equals(host, StringComparison.OrdinalIgnoreCase)
                || (listed.Equals(name, StringComparison.OrdinalIgnoreCase) && port == own.Port))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An IPv4 address that looks like one, not like IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool TrySplit(string host, out string name, out int? port)
    {
        (name, port) = (host, null);
        var colon = host.StartsWith('[') ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            if (!ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            (name, port) = (host[..colon], number);
        }

        return name.Length is > 0 and <= 255;
    }

    /// <summary>Only the usual spelling: "127.1" and "0x7f000001" are addresses to some and names to others. A zone is nobody's business.</summary>
    private static IPAddress? ParseAddress(string name)
    {
        var isBracketed = name.StartsWith('[') && name.EndsWith(']');
        var text = isBracketed ? name[1..^1] : name;
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? isBracketed ? address : null
            : !isBracketed && address.ToString() == text ? address : null;
    }
}
