using System.Text;
using CsCheck;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

public class HttpAnnounceTests
{
    [Fact]
    public void An_announce_carries_everything_the_tracker_needs()
    {
        var hash = new InfoHash([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf1, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x12, 0x34, 0x56, 0x78, 0x9a]);
        var request = Sample.Request() with { Identity = Sample.Identity() with { InfoHash = hash } };

        // The escaped hash is the example of the BitTorrent theory wiki.
        Assert.Equal(
            "http://tracker.example/announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-TT0100-abcdefghijkl&port=6881"
            + "&uploaded=1&downloaded=2&left=3&numwant=200&compact=1&no_peer_id=1&key=1a2b3c4d&event=started&supportcrypto=1",
            HttpAnnounce.Build(Sample.Tracker, request).AbsoluteUri);
    }

    [Theory]
    [InlineData(EncryptionPolicy.Disabled, false, false)]
    [InlineData(EncryptionPolicy.Allowed, true, false)]
    [InlineData(EncryptionPolicy.Preferred, true, false)]
    [InlineData(EncryptionPolicy.Required, true, true)]
    public void The_encryption_policy_is_told(EncryptionPolicy policy, bool supports, bool requires)
    {
        var query = HttpAnnounce.Build(Sample.Tracker, Sample.Request() with { Identity = Sample.Identity(policy) }).Query;
        Assert.Equal(supports, query.Contains("supportcrypto=1", StringComparison.Ordinal));
        Assert.Equal(requires, query.Contains("requirecrypto=1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AnnounceEvent.None, null)]
    [InlineData(AnnounceEvent.Started, "started")]
    [InlineData(AnnounceEvent.Completed, "completed")]
    [InlineData(AnnounceEvent.Stopped, "stopped")]
    public void The_event_is_told_or_left_out(AnnounceEvent what, string? expected) =>
        Assert.Equal(expected, Parameters(HttpAnnounce.Build(Sample.Tracker, Sample.Request(what))).GetValueOrDefault("event"));

    [Fact]
    public void A_query_that_the_url_has_stays_in_front() => Assert.StartsWith(
        "http://t.example/announce?passkey=a%2Fb&x&info_hash=",
        HttpAnnounce.Build(new Uri("http://t.example/announce?passkey=a%2Fb&x"), Sample.Request()).AbsoluteUri,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://t.example/a?info_hash=aaaaaaaaaaaaaaaaaaaa&port=25")]
    [InlineData("http://t.example/a?info%5Fhash=aaaaaaaaaaaaaaaaaaaa&PORT=25")]
    [InlineData("http://t.example/a?port=25&info_hash")]
    public void Parameters_that_are_ours_are_never_taken_from_the_url(string url)
    {
        var parameters = Parameters(HttpAnnounce.Build(new Uri(url), Sample.Request()));
        Assert.Equal("6881", parameters["port"]);
        Assert.Equal(Sample.InfoHash.ToArray(), Unescape(parameters["info_hash"]));
    }

    [Fact]
    public void A_key_in_the_url_is_the_trackers_own()
    {
        var parameters = Parameters(HttpAnnounce.Build(new Uri("http://t.example/a?key=secret"), Sample.Request()));
        Assert.Equal("secret", parameters["key"]);
    }

    [Fact]
    public void A_tracker_id_is_sent_back_byte_by_byte()
    {
        var uri = HttpAnnounce.Build(Sample.Tracker, Sample.Request() with { TrackerId = "a\u00ff&b=" });
        Assert.EndsWith("&trackerid=a%FF%26b%3D", uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_arrive_as_they_are() => Gen.Byte.Array[40].Sample(bytes =>
    {
        var identity = Sample.Identity() with { InfoHash = new InfoHash(bytes), PeerId = new PeerId(bytes.AsSpan(20)) };
        var parameters = Parameters(HttpAnnounce.Build(Sample.Tracker, Sample.Request() with { Identity = identity }));
        Assert.Equal(bytes[..20], Unescape(parameters["info_hash"]));
        Assert.Equal(bytes[20..], Unescape(parameters["peer_id"]));
    });

    [Fact]
    public void Bytes_that_spell_an_invisible_character_are_not_tidied_away()
    {
        byte[] bytes = [0xe2, 0x80, 0x8f, 0xe2, 0x80, 0xae, 0x2e, 0x2e, 0x2f, 0x41, 0xcc, 0x88, 0xef, 0xbb, 0xbf, 0, 0, 0, 0, 0];
        var identity = Sample.Identity() with { InfoHash = new InfoHash(bytes) };
        var parameters = Parameters(HttpAnnounce.Build(Sample.Tracker, Sample.Request() with { Identity = identity }));
        Assert.Equal(bytes, Unescape(parameters["info_hash"]));
    }

    [Theory]
    [InlineData("http://example.com/announce", "http://example.com/scrape?")]
    [InlineData("http://example.com/x/announce", "http://example.com/x/scrape?")]
    [InlineData("http://example.com/announce.php", "http://example.com/scrape.php?")]
    [InlineData("http://example.com/announce?x2%0644", "http://example.com/scrape?x2%0644&")]
    [InlineData("http://example.com/a", null)]
    [InlineData("http://example.com/announce?x=2/4", "http://example.com/scrape?x=2/4&")]
    [InlineData("http://example.com/x%064announce", null)]
    [InlineData("http://example.com/announce/x", null)]
    [InlineData("http://example.com:8080/announce", "http://example.com:8080/scrape?")]
    public void The_scrape_url_follows_the_convention(string announce, string? expected)
    {
        Assert.Equal(expected is not null, HttpAnnounce.TryGetScrapeUrl(new Uri(announce), out var scrape));
        if (expected is not null)
        {
            Assert.StartsWith(expected + "info_hash=%00%0D", HttpAnnounce.BuildScrape(scrape, Sample.InfoHash).AbsoluteUri, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Parameters(Uri uri) =>
        uri.Query[1..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "");

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.ASCII.GetBytes(text, i, 1));
            }
        }

        return [.. bytes];
    }
}
