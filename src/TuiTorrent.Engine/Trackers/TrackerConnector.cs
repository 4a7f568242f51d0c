using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Resolves a tracker's name and opens connections, to no other addresses than <see cref="TrackerAddressPolicy"/> allows.</summary>
/// <remarks>
/// The very address that was judged is the one connected to, so that a name can't change its mind in between. Any thread.
/// Throws <see cref="TrackerFaultException"/>.
/// </remarks>
internal sealed class TrackerConnector(IPAddress? bindAddress, TimeProvider time)
{
    private readonly IPAddress? _bindAddress =
        IPAddress.Any.Equals(bindAddress) || IPAddress.IPv6Any.Equals(bindAddress) ? null : bindAddress;

    /// <summary>Looks a name up; tests put their own names here.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Connects to an address that was judged; tests lead public addresses to a server of their own here.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>>? Dial { get; init; }

    /// <summary>The addresses to try, in order, at most <see cref="Limits.MaxTrackerAddresses"/> and at least one.</summary>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, TrackerReach reach, CancellationToken cancel)
    {
        var found = new List<IPAddress>();
        var isRefused = false;
        foreach (var resolved in await LookUpAsync(host, cancel).ConfigureAwait(false))
        {
            var address = resolved.IsIPv4MappedToIPv6 ? resolved.MapToIPv4() : resolved;
            if (!TrackerAddressPolicy.Allows(reach, address))
            {
                isRefused = true;
            }
            else if (!found.Contains(address) && found.Count < Limits.MaxTrackerAddresses && IsOurFamily(address))
            {
                found.Add(address);
            }
        }

        return (found.Count, isRefused) switch
        {
            ( > 0, _) => found,
            (_, true) => throw new TrackerFaultException(TrackerFailureKind.AddressRefused, "The tracker leads to an address that it may not use."),
            _ => throw new TrackerFaultException(TrackerFailureKind.NameNotFound, "The tracker's name has no address that we can reach."),
        };
    }

    /// <summary>Opens a TCP connection to the first address that answers.</summary>
    public async Task<(Stream Stream, AddressScope Scope)> ConnectAsync(DnsEndPoint target, TrackerReach reach, CancellationToken cancel)
    {
        var addresses = await FindAsync(target.Host, reach, cancel).ConfigureAwait(false);
        foreach (var address in addresses)
        {
            // A share of the time each, so that a dead first address does not use up what the second needs.
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Limits.TrackerConnectTimeoutMs / addresses.Count), time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
            try
            {
                var endpoint = new IPEndPoint(address, target.Port);
                var dial = Dial ?? DialAsync;
                return (await dial(endpoint, linked.Token).ConfigureAwait(false), ScopeOf(address));
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
            }
            catch (SocketException)
            {
            }
        }

        throw new TrackerFaultException(TrackerFailureKind.Unreachable, "The tracker can't be connected to.");
    }

    /// <summary>Opens a UDP socket that hears no one but <paramref name="endpoint"/>.</summary>
    public Socket OpenUdp(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(socket);
            socket.Connect(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The scope of an address.</summary>
    public static AddressScope ScopeOf(IPAddress address) => AddressScopes.Of(Core.PeerEndpoint.From(address, 0));

    private bool IsOurFamily(IPAddress address) => _bindAddress is null || _bindAddress.AddressFamily == address.AddressFamily;

    private void Bind(Socket socket)
    {
        if (_bindAddress is not null)
        {
            socket.Bind(new IPEndPoint(_bindAddress, 0));
        }
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancel)
    {
        host = host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            return await Resolve(host, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return [];
        }
    }

    private async Task<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Bind(socket);
            await socket.ConnectAsync(endpoint, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
