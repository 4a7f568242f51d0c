using System.Net;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Trackers;
using static TuiTorrent.Engine.Tests.Trackers.TrackerSample;

namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>Where a tracker may lead us: hostile inputs A6 and A7 over real sockets, and their harmless neighbours.</summary>
public class TrackerRedirectTests
{
    private const string Reply = "d8:intervali900e5:peers0:e";
    private static readonly Uri PublicTracker = new("http://tracker.example/announce?passkey=abc");

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_no_more(int redirects, bool expected)
    {
        var left = redirects;
        await using var server = new LoopbackServer((_, stream) => stream.WriteAsync(
            left-- > 0 ? Redirect("/announce") : LoopbackServer.Response(Reply), Stop).AsTask());
        var outcome = await Announce(server.Url());
        Assert.Equal(expected ? null : TrackerFailureKind.BadRedirect, outcome.Failure?.Kind);
        Assert.Equal(Math.Min(redirects, Limits.MaxTrackerRedirects) + 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_keeps_what_we_announce_without_telling_it_twice()
    {
        var isFirst = true;
        await using var server = new LoopbackServer((_, stream) =>
        {
            var answer = isFirst ? Redirect("/moved/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&port=1&x=y") : LoopbackServer.Response(Reply);
            isFirst = false;
            return stream.WriteAsync(answer, Stop).AsTask();
        });
        using var client = Client(PublicAddress.ToString(), server.Endpoint);
        Assert.NotNull((await client.AnnounceAsync(PublicTracker, Request(), Stop).WaitAsync(Patience, Stop)).Reply);
        var second = server.Requests.Last();
        Assert.StartsWith("GET /moved/announce?x=y&info_hash=%01%02", second, StringComparison.Ordinal);
        Assert.Contains("&port=6881&", second, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaaaaaa", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/announce")]
    [InlineData("http://[::1]:{0}/announce")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/announce")]
    [InlineData("http://0.0.0.0:{0}/announce")]
    [InlineData("http://2130706433:{0}/announce")]
    [InlineData("http://localhost:{0}/announce")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://100.64.0.1/announce")]
    [InlineData("http://192.168.1.1/announce")]
    [InlineData("//127.0.0.1:{0}/announce")]
    public async Task A_redirect_from_the_internet_into_the_house_is_refused(string target)
    {
        await using var inner = new LoopbackServer(LoopbackServer.Response(Reply));
        var location = string.Format(System.Globalization.CultureInfo.InvariantCulture, target, inner.Endpoint.Port);
        await using var outer = new LoopbackServer(Redirect(location));
        using var client = Client(PublicAddress.ToString(), outer.Endpoint);
        var outcome = await client.AnnounceAsync(PublicTracker, Request(), Stop).WaitAsync(Patience, Stop);
        Assert.Equal(TrackerFailureKind.AddressRefused, outcome.Failure!.Kind);
        Assert.Empty(inner.Requests);
        Assert.Single(outer.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("fd00::1")]
    public async Task A_public_name_that_leads_into_the_house_is_refused(string address)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response(Reply));
        using var client = Client(address, server.Endpoint);
        foreach (var url in new[] { server.Url("tracker.example"), new Uri($"udp://tracker.example:{server.Endpoint.Port}/announce") })
        {
            var outcome = await client.AnnounceAsync(url, Request(), Stop).WaitAsync(Patience, Stop);
            Assert.Equal(TrackerFailureKind.AddressRefused, outcome.Failure!.Kind);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_home_name_may_lead_to_loopback_under_announce_only()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response(Reply));
        using var client = Client("127.0.0.1", server.Endpoint);
        Assert.NotNull((await client.AnnounceAsync(server.Url("nas"), Request(), Stop).WaitAsync(Patience, Stop)).Reply);
        var refused = await client.AnnounceAsync(server.Url("nas", "/admin"), Request(), Stop).WaitAsync(Patience, Stop);
        Assert.Equal(TrackerFailureKind.AddressRefused, refused.Failure!.Kind);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("ftp://tracker.example/announce")]
    [InlineData("udp://tracker.example:6969/announce")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    public async Task A_redirect_to_no_web_address_is_refused(string target)
    {
        await using var server = new LoopbackServer(Redirect(target));
        Assert.Equal(TrackerFailureKind.BadRedirect, (await Announce(server.Url())).Failure!.Kind);
    }

    [Fact]
    public async Task A_loopback_tracker_may_send_us_to_another_one_but_not_to_a_service()
    {
        await using var inner = new LoopbackServer(LoopbackServer.Response(Reply));
        await using var good = new LoopbackServer(Redirect(inner.Url().AbsoluteUri));
        Assert.NotNull((await Announce(good.Url())).Reply);
        await using var bad = new LoopbackServer(Redirect(inner.Url(path: "/shutdown").AbsoluteUri));
        Assert.Equal(TrackerFailureKind.AddressRefused, (await Announce(bad.Url())).Failure!.Kind);
        Assert.Single(inner.Requests);
    }

    [Fact]
    public async Task Peers_at_home_are_taken_from_a_tracker_at_home_only()
    {
        var body = "d8:intervali900e5:peers6:\u007f\u0000\u0000\u0001\u001a\u00e1e";
        await using var server = new LoopbackServer(LoopbackServer.Response(body));
        Assert.Single((await Announce(server.Url())).Reply!.Peers);
        using var client = Client(PublicAddress.ToString(), server.Endpoint);
        Assert.Empty((await client.AnnounceAsync(PublicTracker, Request(), Stop).WaitAsync(Patience, Stop)).Reply!.Peers);
    }

    [Fact]
    public async Task A_dead_first_address_leaves_the_second_its_chance()
    {
        var time = new ManualTime();
        await using var server = new LoopbackServer(LoopbackServer.Response(Reply));
        var asked = new System.Collections.Concurrent.ConcurrentQueue<IPAddress>();
        var isWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = Client(time, new TrackerConnector(null, time)
        {
            Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("192.0.2.1"), PublicAddress }),
            Dial = async (endpoint, cancel) =>
            {
                asked.Enqueue(endpoint.Address);
                if (!endpoint.Address.Equals(PublicAddress))
                {
                    isWaiting.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
                }

                return await DialAsync(server.Endpoint, cancel);
            },
        });
        var announce = client.AnnounceAsync(PublicTracker, Request(AnnounceEvent.Stopped), Stop);
        await isWaiting.Task.WaitAsync(Patience, Stop);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull((await announce.WaitAsync(Patience, Stop)).Reply);
        Assert.Equal(["192.0.2.1", PublicAddress.ToString()], asked.Select(address => address.ToString()));
    }

    [Fact]
    public async Task A_refused_url_is_not_even_looked_up()
    {
        using var client = Client();
        foreach (var url in new[] { "http://0.0.0.0/announce", "http://localhost/admin", "wss://tracker.example/", "udp://[::]:1/announce" })
        {
            Assert.Equal(TrackerFailureKind.AddressRefused, (await client.AnnounceAsync(new Uri(url), Request(), Stop)).Failure!.Kind);
        }
    }

    private static byte[] Redirect(string location) => LoopbackServer.Response("", "302 Found", $"Location: {location}\r\n");

    private static async Task<AnnounceOutcome> Announce(Uri tracker)
    {
        using var client = Client();
        return await client.AnnounceAsync(tracker, Request(), Stop).WaitAsync(Patience, Stop);
    }
}
