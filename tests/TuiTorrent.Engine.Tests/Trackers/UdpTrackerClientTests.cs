using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core.Trackers;
using static TuiTorrent.Engine.Tests.Trackers.TrackerSample;

namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>The UDP way over real sockets; among them the hostile inputs U9 and U10.</summary>
public class UdpTrackerClientTests
{
    private static readonly byte[] AnnounceBody = [0, 0, 3, 132, 0, 0, 0, 1, 0, 0, 0, 2, 127, 0, 0, 1, 26, 225];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task An_announce_takes_two_round_trips_and_a_second_one_soon_after_takes_one(string address)
    {
        using var server = new FakeTracker(IPAddress.Parse(address));
        using var client = Client();
        var serving = server.ServeAsync(3);
        var first = await client.AnnounceAsync(server.Url, Request(), Stop).WaitAsync(Patience, Stop);
        Assert.Equal((900, 1, 2), (first.Reply!.IntervalSeconds, first.Reply.Leechers, first.Reply.Seeders));
        Assert.Equal(address == "::1" ? 0 : 1, first.Reply.Peers.Length);
        Assert.NotNull((await client.AnnounceAsync(server.Url, Request(AnnounceEvent.None), Stop).WaitAsync(Patience, Stop)).Reply);
        await serving.WaitAsync(Patience, Stop);
        Assert.Equal([0u, 1u, 1u], server.Actions);
    }

    [Fact]
    public async Task A_scrape_brings_the_counts()
    {
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client();
        var serving = server.ServeAsync(2);
        var outcome = await client.ScrapeAsync(server.Url, InfoHash, Stop).WaitAsync(Patience, Stop);
        Assert.Equal(new ScrapeReply(900, 2, 1), outcome.Reply);
        await serving.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task A_request_that_gets_lost_is_sent_again()
    {
        var time = new ManualTime();
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client(time);
        var announce = client.AnnounceAsync(server.Url, Request(), Stop);
        var lost = await server.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(15));
        var serving = server.ServeAsync(2);
        Assert.NotNull((await announce.WaitAsync(Patience, Stop)).Reply);
        Assert.Equal(lost, server.First);
        await serving.WaitAsync(Patience, Stop);
    }

    [Theory]
    [InlineData(AnnounceEvent.Stopped, 10)]
    [InlineData(AnnounceEvent.Started, 60)]
    public async Task A_silent_tracker_is_given_up_in_time(AnnounceEvent what, int seconds)
    {
        var time = new ManualTime();
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client(time);
        var announce = client.AnnounceAsync(server.Url, Request(what), Stop);
        await server.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(TrackerFailureKind.Timeout, (await announce.WaitAsync(Patience, Stop)).Failure!.Kind);
    }

    [Fact]
    public async Task An_answer_from_another_port_is_not_heard()
    {
        using var server = new FakeTracker(IPAddress.Loopback);
        using var forger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var client = Client();
        var announce = client.AnnounceAsync(server.Url, Request(), Stop);
        var request = await server.ReceiveAsync();

        // An error with the right transaction id would end the announce if it were heard.
        await forger.SendToAsync(FakeTracker.Answer(request, 3, "forged"u8.ToArray()), server.Client!, Stop);
        await server.ReplyAsync(request);
        await server.ServeAsync(1).WaitAsync(Patience, Stop);
        Assert.NotNull((await announce.WaitAsync(Patience, Stop)).Reply);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_at_is_unreachable_at_once()
    {
        var server = new FakeTracker(IPAddress.Loopback);
        var url = server.Url;
        server.Dispose();
        using var client = Client(new ManualTime());
        var outcome = await client.AnnounceAsync(url, Request(), Stop).WaitAsync(Patience, Stop);
        Assert.Equal(TrackerFailureKind.Unreachable, outcome.Failure!.Kind);
    }

    [Fact]
    public async Task Junk_before_the_answer_does_no_harm()
    {
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client();
        var announce = client.AnnounceAsync(server.Url, Request(), Stop);
        var request = await server.ReceiveAsync();
        foreach (var junk in new[] { [], [1], new byte[65_507], FakeTracker.Answer(request, 9, []), FakeTracker.Answer(request, 1, new byte[60_000]) })
        {
            await server.SendAsync(junk);
        }

        await server.ReplyAsync(request);
        await server.ServeAsync(1).WaitAsync(Patience, Stop);
        Assert.NotNull((await announce.WaitAsync(Patience, Stop)).Reply);
    }

    [Fact]
    public async Task An_error_is_told()
    {
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client();
        var announce = client.AnnounceAsync(server.Url, Request(), Stop);
        var request = await server.ReceiveAsync();
        await server.SendAsync(FakeTracker.Answer(request, 3, "no such torrent"u8.ToArray()));
        var failure = (await announce.WaitAsync(Patience, Stop)).Failure!;
        Assert.Equal((TrackerFailureKind.Refused, "no such torrent"), (failure.Kind, failure.Text));
    }

    [Fact]
    public async Task Cancelling_ends_an_announce()
    {
        using var server = new FakeTracker(IPAddress.Loopback);
        using var client = Client();
        using var cancel = new CancellationTokenSource();
        var announce = client.AnnounceAsync(server.Url, Request(), cancel.Token);
        await server.ReceiveAsync();
        await cancel.CancelAsync();
        Assert.Equal(TrackerFailureKind.Cancelled, (await announce.WaitAsync(Patience, Stop)).Failure!.Kind);
    }

    private sealed class FakeTracker : IDisposable
    {
        private readonly Socket _socket;

        public FakeTracker(IPAddress address)
        {
            _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            _socket.Bind(new IPEndPoint(address, 0));
        }

        public Uri Url => new($"udp://{_socket.LocalEndPoint}");

        public EndPoint? Client { get; private set; }

        public byte[]? First { get; private set; }

        public List<uint> Actions { get; } = [];

        /// <summary>An answer to a request: action, its transaction id, the body.</summary>
        public static byte[] Answer(byte[] request, byte action, byte[] body) => [0, 0, 0, action, .. request.AsSpan(12, 4), .. body];

        public async Task<byte[]> ReceiveAsync()
        {
            var buffer = new byte[2048];
            var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(
                _socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0), Stop).AsTask().WaitAsync(Patience, Stop);
            Client = received.RemoteEndPoint;
            return buffer[..received.ReceivedBytes];
        }

        public async Task SendAsync(byte[] datagram) => await _socket.SendToAsync(datagram, Client!, Stop);

        public async Task ReplyAsync(byte[] request)
        {
            var action = BinaryPrimitives.ReadUInt32BigEndian(request.AsSpan(8));
            Actions.Add(action);
            await SendAsync(Answer(request, (byte)action, action == 0 ? [1, 2, 3, 4, 5, 6, 7, 8] : AnnounceBody));
        }

        public async Task ServeAsync(int requests)
        {
            for (var i = 0; i < requests; i++)
            {
                var request = await ReceiveAsync();
                First ??= request;
                await ReplyAsync(request);
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
