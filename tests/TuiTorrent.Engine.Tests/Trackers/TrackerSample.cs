using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Trackers;

namespace TuiTorrent.Engine.Tests.Trackers;

internal static class TrackerSample
{
    /// <summary>Real time after which a test that waits for the network counts as hung.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Fires when the test run is ended.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static readonly IPAddress PublicAddress = IPAddress.Parse("93.184.216.34");

    public static readonly InfoHash InfoHash = new([.. Enumerable.Range(1, 20).Select(i => (byte)i)]);

    public static AnnounceRequest Request(AnnounceEvent what = AnnounceEvent.Started) => new()
    {
        Identity = new AnnounceIdentity(InfoHash, new PeerId("-TT0100-abcdefghijkl"u8), 6881, 7, EncryptionPolicy.Allowed),
        Totals = new AnnounceTotals(1, 2, 3),
        Event = what,
    };

    public static TrackerClient Client(TimeProvider? time = null) => new(Settings(time));

    public static TrackerClient Client(TimeProvider time, TrackerConnector connector) => new(Settings(time), connector);

    /// <summary>A client for whom every name leads to one address, and the public address to a server of ours.</summary>
    public static TrackerClient Client(string resolvesTo, IPEndPoint server) => Client(TimeProvider.System, new TrackerConnector(null, TimeProvider.System)
    {
        Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(resolvesTo) }),
        Dial = (endpoint, cancel) => DialAsync(endpoint.Address.Equals(PublicAddress) ? server : endpoint, cancel),
    });

    public static async Task<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static TrackerClientSettings Settings(TimeProvider? time) =>
        new() { Random = new SeededRandomSource(1), Time = time ?? TimeProvider.System };
}
