using System.Globalization;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Metainfo.TorrentBytes;

namespace TuiTorrent.Core.Tests.Metainfo;

public class AnnounceTiersTests
{
    [Fact]
    public void The_list_counts_and_announce_alone_does_not()
    {
        var list = "13:announce-listl" + Path("http://a/x", "udp://b:1") + Path("https://c/x") + "e";
        Assert.Equal([["http://a/x", "udp://b:1"], ["https://c/x"]], Tiers("8:announce10:http://z/x" + list));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13:announce-listle")]
    [InlineData("13:announce-listllee")]
    [InlineData("13:announce-listi1e")]
    [InlineData("13:announce-listll9:ftp://a/bee")]
    public void Announce_counts_when_the_list_is_of_no_use(string list) =>
        Assert.Equal([["http://z/x"]], Tiers("8:announce10:http://z/x" + list));

    [Fact]
    public void A_url_appears_once_and_empty_tiers_vanish() =>
        Assert.Equal([["http://a/x"], ["http://b/x"]], Tiers("13:announce-listl" + Path("http://a/x") + Path("http://a/x") + Path("http://a/x", "http://b/x") + "e"));

    [Fact]
    public void A_flat_list_is_a_tier_each() =>
        Assert.Equal([["http://a/x"], ["http://b/x"]], Tiers("13:announce-list" + Path("http://a/x", "http://b/x")));

    [Theory]
    [InlineData("http://a/x", true)]
    [InlineData("HTTPS://a/x", true)]
    [InlineData(" udp://a:80\n", true)]
    [InlineData("wss://a/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("http:/a", false)]
    [InlineData("http://", false)]
    [InlineData("http:///x", false)]
    [InlineData("http://:80/x", false)]
    [InlineData("http://?x", false)]
    [InlineData("http://a/ x", false)]
    [InlineData("http://a/\u001b[0m", false)]
    [InlineData("http://\u00e4/x", false)]
    [InlineData("", false)]
    public void Only_urls_that_a_tracker_client_can_use_stay(string url, bool expected) =>
        Assert.Equal(expected, Tiers("8:announce" + Text(url)).Count == 1);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_url_may_be_as_long_as_the_limit(int beyond, bool expected) =>
        Assert.Equal(expected, Tiers("8:announce" + Text("http://a/".PadRight(Limits.MaxTrackerUrlBytes + beyond, 'x'))).Count == 1);

    [Fact]
    public void There_are_no_more_trackers_than_the_limit()
    {
        var urls = Enumerable.Range(0, 10_000).Select(i => "http://a/" + i.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Limits.MaxTrackers, Tiers("13:announce-listl" + string.Concat(urls.Select(url => Path(url))) + "e").Sum(tier => tier.Count));
    }

    private static IReadOnlyList<IReadOnlyList<string>> Tiers(string entries)
    {
        Assert.True(TorrentMetainfo.TryParse(Torrent(Info, before: entries), out var torrent, out _));
        return torrent.AnnounceTiers;
    }
}
