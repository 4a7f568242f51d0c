using System.Net;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

public class AddressPolicyTests
{
    private const TrackerReach AnyButLoopback = TrackerReach.Public | TrackerReach.Private;
    private const TrackerReach Anywhere = AnyButLoopback | TrackerReach.Loopback;

    [Theory]
    [InlineData("1.1.1.1", AddressScope.Public)]
    [InlineData("9.255.255.255", AddressScope.Public)]
    [InlineData("10.0.0.0", AddressScope.Private)]
    [InlineData("10.255.255.255", AddressScope.Private)]
    [InlineData("11.0.0.0", AddressScope.Public)]
    [InlineData("100.63.255.255", AddressScope.Public)]
    [InlineData("100.64.0.0", AddressScope.Private)]
    [InlineData("100.127.255.255", AddressScope.Private)]
    [InlineData("100.128.0.0", AddressScope.Public)]
    [InlineData("127.0.0.0", AddressScope.Loopback)]
    [InlineData("127.255.255.255", AddressScope.Loopback)]
    [InlineData("128.0.0.0", AddressScope.Public)]
    [InlineData("169.253.255.255", AddressScope.Public)]
    [InlineData("169.254.169.254", AddressScope.Special)]
    [InlineData("169.255.0.0", AddressScope.Public)]
    [InlineData("172.15.255.255", AddressScope.Public)]
    [InlineData("172.16.0.0", AddressScope.Private)]
    [InlineData("172.31.255.255", AddressScope.Private)]
    [InlineData("172.32.0.0", AddressScope.Public)]
    [InlineData("192.167.255.255", AddressScope.Public)]
    [InlineData("192.168.0.0", AddressScope.Private)]
    [InlineData("192.169.0.0", AddressScope.Public)]
    [InlineData("0.0.0.0", AddressScope.Special)]
    [InlineData("0.255.255.255", AddressScope.Special)]
    [InlineData("1.0.0.0", AddressScope.Public)]
    [InlineData("223.255.255.255", AddressScope.Public)]
    [InlineData("224.0.0.1", AddressScope.Special)]
    [InlineData("255.255.255.255", AddressScope.Special)]
    [InlineData("::", AddressScope.Special)]
    [InlineData("::1", AddressScope.Loopback)]
    [InlineData("::2", AddressScope.Special)]
    [InlineData("::127.0.0.1", AddressScope.Special)]
    [InlineData("::ffff:127.0.0.1", AddressScope.Loopback)]
    [InlineData("::ffff:192.168.1.1", AddressScope.Private)]
    [InlineData("::ffff:8.8.8.8", AddressScope.Public)]
    [InlineData("::fffe:8.8.8.8", AddressScope.Special)]
    [InlineData("64:ff9b::8.8.8.8", AddressScope.Public)]
    [InlineData("64:ff9b::127.0.0.1", AddressScope.Special)]
    [InlineData("64:ff9b::192.168.1.1", AddressScope.Special)]
    [InlineData("2002:7f00:1::1", AddressScope.Special)]
    [InlineData("2002:a00:1::1", AddressScope.Special)]
    [InlineData("2002:808:808::1", AddressScope.Public)]
    [InlineData("2606:4700::1111", AddressScope.Public)]
    [InlineData("fbff::1", AddressScope.Public)]
    [InlineData("fc00::1", AddressScope.Private)]
    [InlineData("fdff::1", AddressScope.Private)]
    [InlineData("fe00::1", AddressScope.Special)]
    [InlineData("fe80::1", AddressScope.Special)]
    [InlineData("fec0::1", AddressScope.Private)]
    [InlineData("ff02::1", AddressScope.Special)]
    public void Each_range_has_its_scope(string address, AddressScope expected) =>
        Assert.Equal(expected, AddressScopes.Of(PeerEndpoint.From(IPAddress.Parse(address), 1)));

    [Theory]
    [InlineData("http://tracker.example/announce", TrackerReach.Public)]
    [InlineData("https://1.1.1.1/x", TrackerReach.Public)]
    [InlineData("udp://tracker.example:6969/announce", TrackerReach.Public)]
    [InlineData("http://192.168.1.2/any?x=1", TrackerReach.Private)]
    [InlineData("udp://10.0.0.1:6969", TrackerReach.Private)]
    [InlineData("http://[fd00::1]:6969/announce", TrackerReach.Private)]
    [InlineData("http://127.0.0.1:6969/announce", TrackerReach.Loopback)]
    [InlineData("http://127.0.0.1:6969/announce?key=x", TrackerReach.Loopback)]
    [InlineData("http://127.0.0.1:6969/announce/", TrackerReach.None)]
    [InlineData("http://127.0.0.1:6969/announce.php", TrackerReach.None)]
    [InlineData("http://127.0.0.1:6969/x/../announce", TrackerReach.Loopback)]
    [InlineData("http://127.0.0.1:6969/Announce", TrackerReach.None)]
    [InlineData("http://127.0.0.1/", TrackerReach.None)]
    [InlineData("http://2130706433/admin", TrackerReach.None)]
    [InlineData("http://0x7f.1/admin", TrackerReach.None)]
    [InlineData("http://0177.0.0.1/admin", TrackerReach.None)]
    [InlineData("http://[::1]:6969/announce", TrackerReach.Loopback)]
    [InlineData("http://[::1]:6969/", TrackerReach.None)]
    [InlineData("http://[::ffff:127.0.0.1]/admin", TrackerReach.None)]
    [InlineData("http://localhost:6969/announce", TrackerReach.Loopback)]
    [InlineData("http://LOCALHOST.:6969/announce", TrackerReach.Loopback)]
    [InlineData("http://localhost:6969/admin", TrackerReach.None)]
    [InlineData("udp://127.0.0.1:6969", TrackerReach.Loopback)]
    [InlineData("udp://127.0.0.1:6969/announce", TrackerReach.Loopback)]
    [InlineData("udp://[::1]:6969/announce", TrackerReach.Loopback)]
    [InlineData("udp://localhost:53/x", TrackerReach.None)]
    [InlineData("udp://2130706433:53/x", TrackerReach.None)]
    [InlineData("http://0.0.0.0/announce", TrackerReach.None)]
    [InlineData("http://[::]/announce", TrackerReach.None)]
    [InlineData("http://169.254.169.254/announce", TrackerReach.None)]
    [InlineData("http://100.64.0.1/announce", TrackerReach.Private)]
    [InlineData("http://nas/announce", Anywhere)]
    [InlineData("http://nas/other", AnyButLoopback)]
    [InlineData("http://nas.local:8080/x", AnyButLoopback)]
    [InlineData("http://nas.LAN./x", AnyButLoopback)]
    [InlineData("http://nas.home.arpa/x", AnyButLoopback)]
    [InlineData("http://localhost.evil.example/announce", TrackerReach.Public)]
    [InlineData("http://127.0.0.1.evil.example/announce", TrackerReach.Public)]
    [InlineData("http://evil-local/announce", Anywhere)]
    [InlineData("http://user:pass@127.0.0.1/x", TrackerReach.None)]
    [InlineData("ftp://tracker.example/announce", TrackerReach.None)]
    [InlineData("wss://tracker.example/announce", TrackerReach.None)]
    [InlineData("file:///etc/passwd", TrackerReach.None)]
    public void Each_url_has_its_reach(string url, TrackerReach expected) =>
        Assert.Equal(expected, TrackerAddressPolicy.ReachOf(new Uri(url)));

    [Theory]
    [InlineData("http://public.example/announce", "http://127.0.0.1/announce", TrackerReach.None)]
    [InlineData("http://public.example/announce", "http://localhost/announce", TrackerReach.None)]
    [InlineData("http://public.example/announce", "http://192.168.1.1/announce", TrackerReach.None)]
    [InlineData("http://public.example/announce", "http://nas/announce", TrackerReach.Public)]
    [InlineData("http://public.example/announce", "http://other.example/x", TrackerReach.Public)]
    [InlineData("http://192.168.1.2/announce", "http://192.168.1.3/x", TrackerReach.Private)]
    [InlineData("http://192.168.1.2/announce", "http://127.0.0.1/announce", TrackerReach.None)]
    [InlineData("http://127.0.0.1/announce", "http://127.0.0.1:81/announce", TrackerReach.Loopback)]
    [InlineData("http://127.0.0.1/announce", "http://127.0.0.1:81/admin", TrackerReach.None)]
    [InlineData("http://127.0.0.1/announce", "http://192.168.1.1/announce", TrackerReach.None)]
    [InlineData("http://127.0.0.1/announce", "http://other.example/x", TrackerReach.Public)]
    public void A_redirect_never_leads_deeper_into_the_house(string from, string to, TrackerReach expected) =>
        Assert.Equal(expected, TrackerAddressPolicy.AfterRedirect(TrackerAddressPolicy.ReachOf(new Uri(from)), new Uri(to)));

    [Theory]
    [InlineData(TrackerReach.Public, "127.0.0.1", false)]
    [InlineData(TrackerReach.Public, "::ffff:10.0.0.1", false)]
    [InlineData(TrackerReach.Public, "8.8.8.8", true)]
    [InlineData(AnyButLoopback, "127.0.1.1", false)]
    [InlineData(AnyButLoopback, "192.168.0.1", true)]
    [InlineData(Anywhere, "127.0.1.1", true)]
    [InlineData(Anywhere, "0.0.0.0", false)]
    [InlineData(Anywhere, "169.254.169.254", false)]
    [InlineData(TrackerReach.None, "8.8.8.8", false)]
    public void A_resolved_address_must_lie_within_reach(TrackerReach reach, string resolved, bool expected) =>
        Assert.Equal(expected, TrackerAddressPolicy.Allows(reach, IPAddress.Parse(resolved)));

    [Theory]
    [InlineData("1.2.3.4:6881", true, true, true)]
    [InlineData("1.2.3.4:0", false, false, false)]
    [InlineData("1.2.3.4:25", false, false, false)]
    [InlineData("1.2.3.4:24", true, true, true)]
    [InlineData("192.168.1.2:6881", false, true, true)]
    [InlineData("100.64.0.1:6881", false, true, true)]
    [InlineData("[fd00::1]:6881", false, true, true)]
    [InlineData("127.0.0.1:6881", false, false, true)]
    [InlineData("[::1]:6881", false, false, true)]
    [InlineData("[::ffff:127.0.0.1]:6881", false, false, true)]
    [InlineData("0.0.0.0:6881", false, false, false)]
    [InlineData("224.0.0.1:6881", false, false, false)]
    [InlineData("[ff02::1]:6881", false, false, false)]
    [InlineData("169.254.1.1:6881", false, false, false)]
    public void A_peer_at_home_is_taken_only_from_a_tracker_at_home(string peer, bool fromPublic, bool fromPrivate, bool fromLoopback)
    {
        Assert.True(PeerEndpoint.TryParse(peer, out var endpoint));
        Assert.Equal(fromPublic, PeerAddressPolicy.Accepts(endpoint, AddressScope.Public));
        Assert.Equal(fromPrivate, PeerAddressPolicy.Accepts(endpoint, AddressScope.Private));
        Assert.Equal(fromLoopback, PeerAddressPolicy.Accepts(endpoint, AddressScope.Loopback));
    }

    [Theory]
    [InlineData("https://tracker.example/0123456789abcdef/announce?passkey=secret", "https://tracker.example:443")]
    [InlineData("http://user:secret@tracker.example:8080/announce", "http://tracker.example:8080")]
    [InlineData("http://tracker.good.example@evil.example/announce", "http://evil.example:80")]
    [InlineData("udp://tracker.example:6969/announce", "udp://tracker.example:6969")]
    [InlineData("udp://tracker.example", "udp://tracker.example")]
    [InlineData("http://[fd00::1]:6969/announce", "http://[fd00::1]:6969")]
    [InlineData("http://tr\u0430cker.example/announce", "http://xn--trcker-4nf.example:80")]
    [InlineData("udp://tr\u0430cker.example:6969", "udp://xn--trcker-4nf.example:6969")]
    public void A_tracker_is_shown_by_scheme_host_and_port_only(string url, string expected) =>
        Assert.Equal(expected, TrackerName.Of(new Uri(url)));

    [Theory]
    [InlineData(" https://tracker.example/announce\n", true)]
    [InlineData("UDP://tracker.example:6969", true)]
    [InlineData("udp://tracker.example/announce", false)]
    [InlineData("udp://tracker.example:0/announce", false)]
    [InlineData("http://tracker.example:65536/announce", false)]
    [InlineData("http://", false)]
    [InlineData("http:///announce", false)]
    [InlineData("/announce", false)]
    [InlineData("wss://tracker.example/announce", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_urls_that_can_be_announced_to_are_taken(string? text, bool expected) => Assert.Equal(expected, TrackerUrl.TryParse(text, out _));

    [Fact]
    public void A_url_beyond_the_limit_is_refused()
    {
        var longest = "http://t.example/" + new string('x', Core.Session.Limits.MaxTrackerUrlBytes - 17);
        Assert.True(TrackerUrl.TryParse(longest, out _));
        Assert.False(TrackerUrl.TryParse(longest + "x", out _));
    }
}
