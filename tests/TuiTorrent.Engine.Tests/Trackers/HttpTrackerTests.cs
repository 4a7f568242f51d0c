using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;
using static TuiTorrent.Engine.Tests.Trackers.TrackerSample;

namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>The HTTP way over real sockets; among them the hostile inputs A1 to A5 that take a connection.</summary>
public class HttpTrackerTests
{
    private const string Reply = "d8:intervali900e5:peers6:\u0001\u0002\u0003\u0004\u001a\u00e1e";

    [Fact]
    public async Task An_announce_reaches_a_home_tracker_and_brings_peers()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response(Reply));
        var outcome = await Announce(server.Url());
        Assert.Equal(["1.2.3.4:6881"], outcome.Reply!.Peers.Select(peer => peer.ToString()));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith(
            "GET /announce?info_hash=%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14&peer_id=-TT0100-abcdefghijkl&port=6881&", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: TuiTorrent/0.1.0\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding: gzip, deflate\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_tracker_is_reached_over_IPv6()
    {
        await using var server = new LoopbackServer((_, stream) => stream.WriteAsync(LoopbackServer.Response(Reply)).AsTask(), IPAddress.IPv6Loopback);
        Assert.NotNull((await Announce(server.Url("[::1]"))).Reply);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_compressed_answer_is_read(bool isGzip)
    {
        var body = Compress(Encoding.Latin1.GetBytes(Reply), isGzip);
        await using var server = new LoopbackServer(LoopbackServer.Response(body, headers: $"Content-Encoding: {(isGzip ? "gzip" : "deflate")}\r\n"));
        Assert.Single((await Announce(server.Url())).Reply!.Peers);
    }

    [Theory]
    [InlineData("d14:failure reason4:nopee", "403 Forbidden", TrackerFailureKind.Refused)]
    [InlineData("<html>", "404 Not Found", TrackerFailureKind.BadStatus)]
    [InlineData(Reply, "500 Internal Server Error", TrackerFailureKind.BadStatus)]
    [InlineData("<html>", "200 OK", TrackerFailureKind.BadReply)]
    [InlineData("", "200 OK", TrackerFailureKind.BadReply)]
    [InlineData("", "99999 Nonsense", TrackerFailureKind.BadReply)]
    [InlineData("", "302 Found", TrackerFailureKind.BadRedirect)]
    public async Task A_useless_answer_is_named(string body, string status, TrackerFailureKind expected)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response(body, status));
        Assert.Equal(expected, (await Announce(server.Url())).Failure!.Kind);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n", TrackerFailureKind.BadReply)]
    [InlineData("", TrackerFailureKind.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nd8:inter", TrackerFailureKind.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", TrackerFailureKind.BadReply)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", TrackerFailureKind.Unreachable)]
    public async Task What_is_not_HTTP_is_named(string answer, TrackerFailureKind expected)
    {
        await using var server = new LoopbackServer(Encoding.Latin1.GetBytes(answer));
        Assert.Equal(expected, (await Announce(server.Url())).Failure!.Kind);
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        await using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            await WriteForever(stream, Encoding.ASCII.GetBytes("X-Padding: " + new string('x', 1000) + "\r\n"));
        });
        Assert.Equal(TrackerFailureKind.BadReply, (await Announce(server.Url())).Failure!.Kind);
    }

    [Theory]
    [InlineData("Content-Length: 1073741824\r\n")]
    [InlineData("")]
    public async Task A_body_of_a_gibibyte_is_not_read(string header)
    {
        var written = 0L;
        await using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n"));
            written = await WriteForever(stream, new byte[64 * 1024]);
        });
        Assert.Equal(TrackerFailureKind.ReplyTooLong, (await Announce(server.Url())).Failure!.Kind);
        await server.DisposeAsync();
        Assert.InRange(written, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task A_gzip_bomb_is_unpacked_no_further_than_the_limit()
    {
        var bomb = Compress(new byte[256 * 1024 * 1024], isGzip: true);
        await using var server = new LoopbackServer(LoopbackServer.Response(bomb, headers: "Content-Encoding: gzip\r\n"));
        Assert.Equal(TrackerFailureKind.ReplyTooLong, (await Announce(server.Url())).Failure!.Kind);
    }

    [Theory]
    [InlineData(0, TrackerFailureKind.BadReply)]
    [InlineData(1, TrackerFailureKind.ReplyTooLong)]
    public async Task The_limit_is_exact(int beyond, TrackerFailureKind expected)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response(new byte[Limits.MaxTrackerReplyBytes + beyond]));
        Assert.Equal(expected, (await Announce(server.Url())).Failure!.Kind);
    }

    [Fact]
    public async Task A_byte_a_second_is_given_up_after_a_minute()
    {
        var time = new ManualTime();
        using var tick = new SemaphoreSlim(0);
        await using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\nd"u8.ToArray());
            while (await tick.WaitAsync(Patience, Stop))
            {
                await stream.WriteAsync("x"u8.ToArray());
            }
        });
        using var client = Client(time);
        var announce = client.AnnounceAsync(server.Url(), Request(), Stop);
        for (var second = 1; second < 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            tick.Release();
        }

        Assert.False(announce.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TrackerFailureKind.Timeout, (await announce.WaitAsync(Patience, Stop)).Failure!.Kind);
        tick.Release(10);
    }

    [Theory]
    [InlineData(AnnounceEvent.Stopped, 10)]
    [InlineData(AnnounceEvent.None, 60)]
    public async Task A_silent_tracker_is_given_up_in_time(AnnounceEvent what, int seconds)
    {
        var time = new ManualTime();
        using var gone = new SemaphoreSlim(0);
        await using var server = new LoopbackServer((_, _) => gone.WaitAsync(Patience, Stop));
        using var client = Client(time);
        var announce = client.AnnounceAsync(server.Url(), Request(what), Stop);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(announce.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TrackerFailureKind.Timeout, (await announce.WaitAsync(Patience, Stop)).Failure!.Kind);
        gone.Release();
    }

    [Fact]
    public async Task Cancelling_or_disposing_ends_an_announce_as_cancelled()
    {
        using var gone = new SemaphoreSlim(0);
        await using var server = new LoopbackServer((_, _) => gone.WaitAsync(Patience, Stop));
        var client = Client();
        using var cancel = new CancellationTokenSource();
        var first = client.AnnounceAsync(server.Url(), Request(), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(TrackerFailureKind.Cancelled, (await first.WaitAsync(Patience, Stop)).Failure!.Kind);
        gone.Release();
        var second = client.AnnounceAsync(server.Url(), Request(), Stop);
        client.Dispose();
        Assert.Equal(TrackerFailureKind.Cancelled, (await second.WaitAsync(Patience, Stop)).Failure!.Kind);
        Assert.Equal(TrackerFailureKind.Cancelled, (await client.AnnounceAsync(server.Url(), Request(), Stop).WaitAsync(Patience, Stop)).Failure!.Kind);
        gone.Release();
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var server = new LoopbackServer([]);
        var url = server.Url();
        await server.DisposeAsync();
        Assert.Equal(TrackerFailureKind.Unreachable, (await Announce(url)).Failure!.Kind);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var server = new TlsServer(certificate);
        var outcome = await Announce(new Uri($"https://127.0.0.1:{server.Port}/announce"));
        Assert.Equal(TrackerFailureKind.InsecureConnection, outcome.Failure!.Kind);
    }

    [Fact]
    public async Task User_and_password_of_the_url_are_sent_and_an_echoed_passkey_is_not_shown()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("d14:failure reason25:bad passkey 0123456789ab!e"));
        var outcome = await Announce(new Uri($"http://me:0123456789ab@127.0.0.1:{server.Endpoint.Port}/announce"));
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("me:0123456789ab"u8)}\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789ab", outcome.Failure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scrape_brings_the_counts()
    {
        var body = "d5:filesd20:" + Encoding.Latin1.GetString(InfoHash.ToArray()) + "d8:completei1e10:downloadedi2e10:incompletei3eeee";
        await using var server = new LoopbackServer(LoopbackServer.Response(body));
        using var client = Client();
        var outcome = await client.ScrapeAsync(server.Url(), InfoHash, Stop).WaitAsync(Patience, Stop);
        Assert.Equal(new ScrapeReply(1, 3, 2), outcome.Reply);
        Assert.StartsWith("GET /scrape?info_hash=%01", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal(TrackerFailureKind.BadUrl, (await client.ScrapeAsync(new Uri("http://tracker.example/x"), InfoHash, Stop)).Failure!.Kind);
    }

    private static async Task<AnnounceOutcome> Announce(Uri tracker)
    {
        using var client = Client();
        return await client.AnnounceAsync(tracker, Request(), Stop).WaitAsync(Patience, Stop);
    }

    private static async Task<long> WriteForever(Stream stream, byte[] chunk)
    {
        var written = 0L;
        try
        {
            while (written < 1L << 30)
            {
                await stream.WriteAsync(chunk);
                written += chunk.Length;
            }
        }
        catch (IOException)
        {
            // The client has had enough.
        }

        return written;
    }

    private static byte[] Compress(byte[] body, bool isGzip)
    {
        var packed = new MemoryStream();
        using (Stream packer = isGzip ? new GZipStream(packed, CompressionLevel.Fastest) : new ZLibStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(body);
        }

        return packed.ToArray();
    }

    private sealed class TlsServer : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public TlsServer(X509Certificate2 certificate)
        {
            _listener.Start();
            _serving = ServeAsync(certificate);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(X509Certificate2 certificate)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
                await tls.ReadExactlyAsync(new byte[1]);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or System.Net.Sockets.SocketException)
            {
                // The client refused, as it should.
            }
        }
    }
}
