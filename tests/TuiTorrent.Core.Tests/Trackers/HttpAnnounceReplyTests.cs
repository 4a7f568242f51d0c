using CsCheck;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

public class HttpAnnounceReplyTests
{
    private static readonly string[] Tokens =
    [
        "d", "e", "l", "i1e", "i-9e", "8:interval", "5:peers", "6:peers6", "6:aaaaaa", "5:files", "2:ip", "4:port", "14:failure reason", "8:retry in",
        "11:external ip", "4:abcd",
    ];

    private static readonly Gen<byte[]> NearlyReplies =
        Gen.Int[0, Tokens.Length - 1].Array[0, 30].Select(picks => Sample.Join([.. picks.Select(pick => Tokens[pick])]));

    [Fact]
    public void A_full_reply_is_read()
    {
        var reply = Parse(
            "d8:completei7e11:external ip4:", new byte[] { 8, 8, 8, 8 }, "10:incompletei5e8:intervali900e12:min intervali90e5:peers12:",
            Sample.Compact("1.2.3.4:6881"), Sample.Compact("5.6.7.8:51413"), "6:peers618:",
            Convert.FromHexString("200106f80000000000000000000000011ae1"), "10:tracker id3:a", new byte[] { 0xff }, "b15:warning message4:slowe").Reply!;
        Assert.Equal((900, 90, 7, 5, "slow", "a\u00ffb"), (reply.IntervalSeconds, reply.MinIntervalSeconds, reply.Seeders, reply.Leechers, reply.Warning, reply.TrackerId));
        Assert.Equal("8.8.8.8", reply.ExternalAddress!.ToString());
        Assert.Equal(["1.2.3.4:6881", "5.6.7.8:51413", "[2001:6f8::1]:6881"], reply.Peers.Select(peer => peer.ToString()));
    }

    [Fact]
    public void Peers_as_dictionaries_are_read_and_names_are_not_looked_up()
    {
        var reply = Parse(
            "d8:intervali900e5:peersl",
            "d2:ip7:1.2.3.47:peer id20:aaaaaaaaaaaaaaaaaaaa4:porti6881ee",
            "d2:ip11:2001:6f8::14:porti6882ee",
            "d2:ip12:host.example4:porti6883ee",
            "d2:ip7:1.2.3.5ed4:porti1eei7e4:spaml1:aede",
            "d2:ip7:1.2.3.64:porti70000eed2:ip7:1.2.3.64:porti-1ee",
            "d2:ip7:1.2.3.77:peer id20:-TT0100-abcdefghijkl4:porti6881ee",
            "ee").Reply!;
        Assert.Equal(["1.2.3.4:6881", "[2001:6f8::1]:6882"], reply.Peers.Select(peer => peer.ToString()));
    }

    [Fact]
    public void We_are_not_our_own_peer()
    {
        var reply = Parse(
            "d11:external ip4:", new byte[] { 8, 8, 8, 8 }, "8:intervali900e5:peers12:", Sample.Compact("8.8.8.8:6881"), Sample.Compact("8.8.8.8:6882"), "e").Reply!;
        Assert.Equal(["8.8.8.8:6882"], reply.Peers.Select(peer => peer.ToString()));
    }

    [Theory]
    [InlineData("d14:failure reason4:nopee", TrackerFailureKind.BadReply, null)]
    [InlineData("d14:failure reason4:nope8:retry ini5ee", TrackerFailureKind.Refused, 300)]
    [InlineData("d14:failure reason4:nope8:retry in5:nevere", TrackerFailureKind.Refused, TrackerFailure.Never)]
    [InlineData("d14:failure reason4:nope8:retry ini-5ee", TrackerFailureKind.Refused, 60)]
    [InlineData("d14:failure reason4:nope8:retry ini9223372036854775807ee", TrackerFailureKind.Refused, 86_400)]
    [InlineData("d14:failure reason4:nope8:retry inlee", TrackerFailureKind.Refused, null)]
    [InlineData("d8:intervali60e14:failure reason0:5:peers0:e", TrackerFailureKind.Refused, null)]
    public void A_refusal_is_told_with_when_to_come_back(string body, TrackerFailureKind kind, int? retryIn)
    {
        body = kind == TrackerFailureKind.BadReply ? body[..^2] : body;
        var failure = Parse(body).Failure!;
        Assert.Equal((kind, retryIn), (failure.Kind, failure.RetryInSeconds));
    }

    [Fact]
    public void A_refusal_that_echoes_the_passkey_is_shown_without_it()
    {
        var body = Sample.Join("d14:failure reason33:Unknown passkey: 0123456789ABCDEFe");
        var tracker = new Uri("http://t.example/0123456789abcdef/announce");
        Assert.Equal("Unknown passkey: ...", HttpAnnounceReply.Parse(body, Sample.Request(), tracker, AddressScope.Public).Failure!.Text);
    }

    [Theory]
    [InlineData("i0e", null, 60, 60)]
    [InlineData("i-1e", null, 60, 60)]
    [InlineData("i59e", null, 60, 60)]
    [InlineData("i60e", null, 60, 60)]
    [InlineData("i1800e", null, 1800, 300)]
    [InlineData("i2147483648e", null, 86_400, 300)]
    [InlineData("i1800e", "i315360000e", 86_400, 86_400)]
    [InlineData("i1800e", "i2000e", 2000, 2000)]
    [InlineData("i1800e", "i0e", 1800, 60)]
    [InlineData("4:1800", "le", 1800, 300)]
    public void Intervals_are_brought_within_limits(string interval, string? minInterval, int expected, int expectedMin)
    {
        var min = minInterval is null ? "" : "12:min interval" + minInterval;
        var reply = Parse($"d8:interval{interval}{min}5:peers0:e").Reply!;
        Assert.Equal((expected, expectedMin), (reply.IntervalSeconds, reply.MinIntervalSeconds));
    }

    [Theory]
    [InlineData("d5:filesd20:", "d8:completei5e10:downloadedi50e10:incompletei10eeee", 5, 10, 50)]
    [InlineData("d5:filesd1:xde20:", "d8:completei-1e10:incompletei9999999999eeee", 0, int.MaxValue, 0)]
    public void A_scrape_gives_the_counts_of_our_torrent(string before, string after, int seeders, int leechers, int completed) => Assert.Equal(
        new ScrapeReply(seeders, leechers, completed),
        HttpScrapeReply.Parse(Sample.Join(before, Sample.InfoHash.ToArray(), after), Sample.InfoHash, Sample.Tracker).Reply);

    [Theory]
    [InlineData("", TrackerFailureKind.BadReply)]
    [InlineData("<html>", TrackerFailureKind.BadReply)]
    [InlineData("i1e", TrackerFailureKind.BadReply)]
    [InlineData("le", TrackerFailureKind.BadReply)]
    [InlineData("de", TrackerFailureKind.BadReply)]
    [InlineData("d5:filesi1ee", TrackerFailureKind.BadReply)]
    [InlineData("d5:filesdee", TrackerFailureKind.BadReply)]
    [InlineData("d5:filesd20:aaaaaaaaaaaaaaaaaaaade", TrackerFailureKind.BadReply)]
    [InlineData("d14:failure reason2:noe", TrackerFailureKind.Refused)]
    public void A_scrape_that_tells_nothing_fails(string body, TrackerFailureKind kind) =>
        Assert.Equal(kind, HttpScrapeReply.Parse(Sample.Join(body), Sample.InfoHash, Sample.Tracker).Failure!.Kind);

    [Fact]
    public void Whatever_comes_is_answered_within_bounds() => Gen.OneOf(Gen.Byte.Array[0, 200], NearlyReplies).Sample(
        body =>
        {
            var outcome = HttpAnnounceReply.Parse(body, Sample.Request(), Sample.Tracker, AddressScope.Public);
            Assert.True(outcome.Reply is null != outcome.Failure is null);
            Assert.True(outcome.Reply is null || outcome.Reply.Peers.Length <= body.Length / 6);
            Assert.True(outcome.Reply is null || outcome.Reply.IntervalSeconds is >= Limits.MinAnnounceIntervalSeconds and <= Limits.MaxAnnounceIntervalSeconds);
            var scrape = HttpScrapeReply.Parse(body, Sample.InfoHash, Sample.Tracker);
            Assert.True(scrape.Reply is null != scrape.Failure is null);
        },
        iter: 20_000);

    private static AnnounceOutcome Parse(params object[] parts) =>
        HttpAnnounceReply.Parse(Sample.Join(parts), Sample.Request(), Sample.Tracker, AddressScope.Public);
}
