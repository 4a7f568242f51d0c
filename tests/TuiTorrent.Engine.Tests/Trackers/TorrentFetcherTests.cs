using System.Net;
using System.Net.Sockets;
using System.Text;
using TuiTorrent.Engine.Trackers;

namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>Names lead to a server on loopback as if it were public; addresses are judged as they are.</summary>
public class TorrentFetcherTests
{
    private static readonly IPAddress PublicAddress = IPAddress.Parse("203.0.113.5");
    private static readonly Uri PublicUrl = new("http://files.example/a.torrent?key=1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_fetched()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("d4:infoe"));

        var (bytes, error) = await Fetcher(server).FetchAsync(PublicUrl, isTrusted: false, Stop);

        Assert.Null(error);
        Assert.Equal("d4:infoe", Encoding.ASCII.GetString(bytes.Span));
        Assert.StartsWith("GET /a.torrent?key=1 HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/a.torrent")]
    [InlineData("http://127.0.0.1/announce")]
    [InlineData("http://[::1]/a.torrent")]
    [InlineData("http://[::ffff:127.0.0.1]/a")]
    [InlineData("http://0.0.0.0/a")]
    [InlineData("http://2130706433/a")]
    [InlineData("http://192.168.1.1/a")]
    [InlineData("http://10.0.0.1/a")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://100.64.0.1/a")]
    public async Task Nothing_is_fetched_from_this_machine_or_its_network(string url)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("secret"));

        var (bytes, error) = await Fetcher(server).FetchAsync(new Uri(url), isTrusted: false, Stop);

        Assert.Contains("from which nothing is fetched", error, StringComparison.Ordinal);
        Assert.True(bytes.IsEmpty);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_redirect_inward_is_not_followed()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("", "302 Found", "Location: http://192.168.1.1/admin\r\n"));

        var (_, error) = await Fetcher(server).FetchAsync(PublicUrl, isTrusted: false, Stop);

        Assert.Contains("from which nothing is fetched", error, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_no_file_is_told()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("no", "404 Not Found"));

        Assert.Equal("The server answered with HTTP status 404.", (await Fetcher(server).FetchAsync(PublicUrl, isTrusted: false, Stop)).Error);
        Assert.Equal("Only http and https URLs can be fetched.", (await Fetcher(server).FetchAsync(new Uri("file:///etc/shadow"), isTrusted: true, Stop)).Error);
    }

    [Fact]
    public async Task What_is_larger_than_any_torrent_is_not_read()
    {
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n"u8.ToArray());

        Assert.Contains("larger than 10 MiB", (await Fetcher(server).FetchAsync(PublicUrl, isTrusted: false, Stop)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/a.torrent")]
    [InlineData("http://192.168.1.1/a.torrent")]
    public async Task The_machines_own_user_may_fetch_from_his_own_network(string url)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("a file"));

        var (bytes, error) = await Fetcher(server).FetchAsync(new Uri(url), isTrusted: true, Stop);

        Assert.Null(error);
        Assert.Equal("a file"u8.ToArray(), bytes.ToArray());
    }

    [Fact]
    public async Task Not_even_for_him_does_a_server_of_the_internet_lead_into_the_house()
    {
        await using var server = new LoopbackServer("HTTP/1.1 302 Found\r\nLocation: http://192.168.1.1/reboot\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        var (_, error) = await Fetcher(server).FetchAsync(PublicUrl, isTrusted: true, Stop);

        Assert.Contains("from which nothing is fetched", error, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static TorrentFetcher Fetcher(LoopbackServer server) => new(
        new TrackerConnector(null, TimeProvider.System)
        {
            Resolve = (_, _) => Task.FromResult(new[] { PublicAddress }),
            Dial = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(server.Endpoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        },
        TimeProvider.System);
}
