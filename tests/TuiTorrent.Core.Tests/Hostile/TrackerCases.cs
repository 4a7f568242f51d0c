using System.Text;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Trackers;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Groups A and U as far as bytes decide: what a tracker answers, and where its URL leads. What takes a socket is in the engine's tests.</summary>
public static class TrackerCases
{
    private const int OneMebibyte = 1024 * 1024;

    /// <summary>Every case.</summary>
    public static IEnumerable<HostileCase> All() =>
    [
        .. Pages(),
        .. Urls(),
        .. Intervals(),
        .. PeerLists(),
        .. Texts(),
        .. UdpTrackerCases.All(),
    ];

    private static IEnumerable<HostileCase> Pages()
    {
        yield return Http("A1 HTML 200", "reject BadReply", "<!DOCTYPE html><html><body>It works!</body></html>");
        yield return Http("A1 empty body", "reject BadReply", "");
        yield return Http("A1 HTML behind a reply", "accept 1 peers", "d8:intervali900e5:peers6:", Peer("1.2.3.4:1"), "e<html>");
        yield return Http("A1 list instead of dictionary", "reject BadReply", "l8:intervali900ee");
        yield return Http("A1 100,000 nested lists", "reject BadReply", "d8:interval", new string('l', 100_000));
        yield return Http("A1 string longer than the body", "reject BadReply", "d8:intervali900e5:peers4294967302:", Peer("1.2.3.4:1"), "e");
        var whole = Sample.Join("d8:intervali900e5:peers6:", Peer("1.2.3.4:1"), "6:peers60:e");
        for (var cut = 0; cut < whole.Length; cut++)
        {
            yield return Http($"A1 cut after {cut} bytes", "reject BadReply", whole[..cut]);
        }
    }

    private static IEnumerable<HostileCase> Urls()
    {
        string[] local =
        [
            "http://127.0.0.1/announce", "http://[::1]/announce", "http://[::ffff:127.0.0.1]/announce", "http://0.0.0.0/announce", "http://2130706433/announce",
            "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/announce", "http://100.127.255.255/announce", "http://0x7f000001/announce",
            "http://0177.1/announce", "http://127.1/announce", "http://localhost/announce", "http://[::]/announce", "http://[64:ff9b::7f00:1]/announce",
            "http://[2002:7f00:1::]/announce", "http://[fe80::1]/announce", "http://10.0.0.1/announce", "http://224.0.0.1/announce", "file:///etc/passwd",
            "udp://127.0.0.1:53", "gopher://127.0.0.1/",
        ];
        foreach (var url in local)
        {
            yield return new HostileCase("A7 redirect to " + url, "reject", () =>
                TrackerAddressPolicy.AfterRedirect(TrackerReach.Public, new Uri(url)) == TrackerReach.None ? "reject" : "accept");
        }

        string[] resolved = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::", "169.254.169.254", "100.64.0.1", "10.0.0.1", "fd00::1", "fe80::1", "255.255.255.255"];
        foreach (var address in resolved)
        {
            yield return new HostileCase("A7 public name resolves to " + address, "reject", () =>
                TrackerAddressPolicy.Allows(TrackerAddressPolicy.ReachOf(Sample.Tracker), System.Net.IPAddress.Parse(address)) ? "accept" : "reject");
        }

        string[] queries = ["info_hash=aaaaaaaaaaaaaaaaaaaa", "INFO_HASH=a", "info%5fhash=a", "info_hash", "a=b&info_hash=x&info_hash=y"];
        foreach (var query in queries)
        {
            yield return new HostileCase("A8 url with ?" + query, "accept one info_hash", () =>
            {
                var uri = HttpAnnounce.Build(new Uri("http://t.example/announce?" + query), Sample.Request());
                var count = Uri.UnescapeDataString(uri.Query).Split(["info_hash"], StringSplitOptions.None).Length - 1;
                return count == 1 ? "accept one info_hash" : $"accept {count} info_hash";
            });
        }

        yield return Named("A9 Cyrillic look-alike", "http://xn--trcker-4nf.example:80", "http://tr\u0430cker.example/announce");
        yield return Named("A9 name as user info", "http://evil.example:80", "http://tracker.example@evil.example/announce");
        yield return Named("A9 full-width dots", "http://127.0.0.1:80", "http://127\uff0e0\uff0e0\uff0e1/announce");
    }

    private static IEnumerable<HostileCase> Intervals()
    {
        (string Text, int Seconds)[] intervals =
            [("0", 60), ("-1", 60), ("59", 60), ("61", 61), ("2147483647", 86_400), ("2147483648", 86_400), ("9223372036854775807", 86_400), ("-9223372036854775808", 60)];
        foreach (var (text, seconds) in intervals)
        {
            yield return Http("A10 interval " + text, $"accept interval {seconds}", ShowInterval, $"d8:intervali{text}e5:peers0:e");
        }

        yield return Http("A10 interval 2^63", "reject BadReply", "d8:intervali9223372036854775808e5:peers0:e");
        yield return Http("A10 min interval of 10 years", "accept interval 86400", ShowInterval, "d8:intervali1800e12:min intervali315360000ee");
    }

    private static IEnumerable<HostileCase> PeerLists()
    {
        for (var length = 1; length <= 13; length++)
        {
            var expected = length % 6 == 0 ? length / 6 : 0;
            yield return Http($"A11 peers of {length} bytes", $"accept {expected} peers", $"d8:intervali900e5:peers{length}:", Filled(length), "e");
        }

        foreach (var length in new[] { 6, 17, 18, 19, 35, 36, 37 })
        {
            var expected = length % 18 == 0 ? length / 18 : 0;
            yield return Http($"A12 peers6 of {length} bytes", $"accept {expected} peers", $"d8:intervali900e6:peers6{length}:", Filled(length), "e");
        }

        foreach (var count in new[] { 999, 1000, 1001, 170_000, 1_000_000 })
        {
            yield return Http(
                $"A13 {count} peers", $"accept {Math.Min(count, Limits.MaxPeersPerReply)} peers", $"d8:intervali900e5:peers{6 * count}:", Filled(6 * count), "e");
        }

        yield return Http("A13 10,000 peers as dictionaries", "accept 1000 peers", "d8:intervali900e5:peersl", string.Concat(Enumerable.Repeat("d2:ip7:1.2.3.44:porti6881ee", 10_000)), "ee");
        string[] unwanted = ["224.0.0.1:6881", "0.0.0.0:6881", "255.255.255.255:6881", "127.0.0.1:6881", "192.168.1.1:80", "169.254.169.254:80", "1.2.3.4:25", "1.2.3.4:0"];
        foreach (var peer in unwanted)
        {
            yield return Http("A14 peer " + peer, "accept 0 peers", "d8:intervali900e5:peers6:", Peer(peer), "e");
            yield return Http("A14 dictionary peer " + peer, "accept 0 peers", $"d8:intervali900e5:peersld2:ip{peer.IndexOf(':')}:{peer[..peer.IndexOf(':')]}4:porti{peer[(peer.IndexOf(':') + 1)..]}eeee");
        }

        yield return Http("A14 ourselves", "accept 0 peers", "d11:external ip4:", new byte[] { 8, 8, 8, 8 }, "8:intervali900e5:peers6:", Peer("8.8.8.8:6881"), "e");
        yield return Http("A14 our own peer id", "accept 0 peers", "d8:intervali900e5:peersld2:ip7:1.2.3.47:peer id20:-TT0100-abcdefghijkl4:porti6881eeee");
    }

    private static IEnumerable<HostileCase> Texts()
    {
        var escapes = new string('\e', OneMebibyte);
        yield return Http("A15 1 MB failure reason of ESC", "reject Refused, clean", ShowFailureText, $"d14:failure reason{OneMebibyte}:", escapes, "e");
        yield return Http("A15 1 MB failure reason", "reject Refused, clean", ShowFailureText, $"d14:failure reason{OneMebibyte}:", new string('x', OneMebibyte), "e");
        yield return Http("A15 failure reason with terminal commands", "reject Refused, clean", ShowFailureText, "d14:failure reason21:\e]52;c;AAAA\a\e[2J\r\nok\u007f", "e");
        yield return Http("A15 failure reason with bidi", "reject Refused, clean", ShowFailureText, "d14:failure reason9:", "a\u202e\u2066\u200bb"u8[..9].ToArray(), "e");
        yield return Http("A15 failure reason of bad UTF-8", "reject Refused, clean", ShowFailureText, "d14:failure reason4:", new byte[] { 0xff, 0xfe, 0xc0, 0xaf }, "e");
        yield return Http("A15 failure reason is a list", "reject BadReply", "d14:failure reasonl1:aee");
        foreach (var (length, kept) in new[] { (256, 256), (257, 0), (10_000_000, 0) })
        {
            yield return Http(
                $"A16 tracker id of {length} bytes",
                $"accept tracker id of {kept}",
                outcome => $"accept tracker id of {outcome.Reply!.TrackerId?.Length ?? 0}",
                $"d8:intervali900e10:tracker id{length}:",
                new string('t', length),
                "e");
        }

        (string Name, byte[] Address)[] lies =
        [
            ("loopback", [127, 0, 0, 1]), ("private", [192, 168, 0, 1]), ("unspecified", [0, 0, 0, 0]), ("multicast", [224, 0, 0, 1]), ("5 bytes", [1, 2, 3, 4, 5]),
            ("text", "1.2.3.4"u8.ToArray()), ("mapped loopback", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1]), ("empty", []),
        ];
        foreach (var (name, address) in lies)
        {
            yield return Http("A17 external ip " + name, "accept no address", ShowExternal, $"d11:external ip{address.Length}:", address, "8:intervali900ee");
        }

        yield return Http("A17 external ip of someone else", "accept 9.9.9.9", ShowExternal, "d11:external ip4:\t\t\t\t8:intervali900ee");
    }

    private static HostileCase Http(string id, string expected, params object[] body) => Http(id, expected, ShowPeers, body);

    private static HostileCase Http(string id, string expected, Func<AnnounceOutcome, string> show, params object[] body) => HostileCase.Of(id, expected, Sample.Join(body), input =>
    {
        var outcome = HttpAnnounceReply.Parse(input, Sample.Request(), Sample.Tracker, AddressScope.Public);
        return outcome.Failure is { Kind: not TrackerFailureKind.Refused } failure ? "reject " + failure.Kind : show(outcome);
    });

    private static HostileCase Named(string id, string shown, string url) => new(id, "accept as " + shown, () => "accept as " + TrackerName.Of(new Uri(url)));

    private static string ShowPeers(AnnounceOutcome outcome) => $"accept {outcome.Reply!.Peers.Length} peers";

    private static string ShowInterval(AnnounceOutcome outcome) => $"accept interval {outcome.Reply!.IntervalSeconds}";

    private static string ShowExternal(AnnounceOutcome outcome) => "accept " + (outcome.Reply!.ExternalAddress?.ToString() ?? "no address");

    private static string ShowFailureText(AnnounceOutcome outcome) => "reject Refused, " + Judge(outcome.Failure!.Text);

    internal static string Judge(string text) => text switch
    {
        "" => "empty",
        { Length: > Limits.MaxShownText } => "too long",
        _ when text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format) => "dirty",
        _ => "clean",
    };

    private static byte[] Peer(string endpoint) => Sample.Compact(endpoint);

    private static byte[] Filled(int length) => [.. Enumerable.Repeat((byte)1, length)];
}
