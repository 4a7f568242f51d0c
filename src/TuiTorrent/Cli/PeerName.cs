using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core;

namespace TuiTorrent.Cli;

/// <summary>A peer as a user names it: an address or a name, and a port.</summary>
internal readonly record struct PeerName(string Host, ushort Port)
{
    /// <summary>Reads "1.2.3.4:5", "[::1]:5" or "name:5".</summary>
    public static bool TryParse(string text, out PeerName peer)
    {
        peer = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return false;
        }

        var host = text[..colon];
        if (host is ['[', .., ']'])
        {
            host = host[1..^1];
            if (!host.Contains(':', StringComparison.Ordinal))
            {
                return false;
            }
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        peer = new PeerName(host, port);
        return peer.Host.Contains(':', StringComparison.Ordinal) ? IPAddress.TryParse(host, out _) : Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    /// <summary>All addresses it has; empty if there is no such host.</summary>
    public async Task<IReadOnlyList<PeerEndpoint>> ResolveAsync()
    {
        if (IPAddress.TryParse(Host, out var only))
        {
            return [PeerEndpoint.From(only, Port)];
        }

        try
        {
            var endpoints = new List<PeerEndpoint>();
            foreach (var address in await Dns.GetHostAddressesAsync(Host))
            {
                endpoints.Add(PeerEndpoint.From(address, Port));
            }

            return endpoints;
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
