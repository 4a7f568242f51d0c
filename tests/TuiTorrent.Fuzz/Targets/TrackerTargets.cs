using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Fuzz.Targets;

/// <summary>What a tracker may answer.</summary>
internal static class TrackerTargets
{
    private static readonly Uri Tracker = new("http://tracker.example/0123456789abcdef/announce");
    private static readonly Uri UdpUrl = new("udp://tracker.example:6969/announce");

    private static readonly AnnounceRequest Request = new()
    {
        Identity = new AnnounceIdentity(new InfoHash("aaaaaaaaaaaaaaaaaaaa"u8), new PeerId("-TT0100-abcdefghijkl"u8), 6881, 1, EncryptionPolicy.Preferred),
        Totals = new AnnounceTotals(1, 2, 3),
        Event = AnnounceEvent.Started,
    };

    public static IEnumerable<FuzzTarget> All =>
    [
        new("tracker-http", Http, () => new[]
        {
            "d8:completei3e10:incompletei5e8:intervali1800e12:min intervali900e5:peers12:abcdefghijkl6:peers618:abcdefghijklmnopqr10:tracker id3:xyz11:external ip4:abcde",
            "d14:failure reason6:denied8:retry in1:5e", "d5:peersld2:ip9:127.0.0.17:peer id20:aaaaaaaaaaaaaaaaaaaa4:porti6881eeee",
            "d15:warning message4:slow8:intervali60e5:peers0:e", "d5:filesd20:aaaaaaaaaaaaaaaaaaaad8:completei1e10:downloadedi2e10:incompletei3eeee",
        }.Select(Encoding.Latin1.GetBytes), 1 << 20),
        new("tracker-udp", Udp, () =>
        [
            // Datagrams, each behind its length; the transaction id is put in.
            [16, .. U32(0), .. U32(0), .. new byte[8], 32, .. U32(1), .. U32(0), .. U32(1800), .. U32(2), .. U32(3), .. "abcdefghijkl"u8],
            [16, .. U32(0), .. U32(0), .. new byte[8], 14, .. U32(3), .. U32(0), .. "denied"u8],
            [16, .. U32(0), .. U32(0), .. new byte[8], 20, .. U32(2), .. U32(0), .. U32(1), .. U32(2), .. U32(3)],
        ], 1 << 20),
    ];

    private static void Http(byte[] input)
    {
        var outcome = HttpAnnounceReply.Parse(input, Request, Tracker, AddressScope.Public);
        FuzzTarget.Require(outcome.Reply is null != outcome.Failure is null, "neither reply nor failure, or both");
        if (outcome.Reply is { } reply)
        {
            FuzzTarget.Require(reply.Peers.Length <= Limits.MaxPeersPerReply, "too many peers");
            FuzzTarget.Require(reply.IntervalSeconds is >= Limits.MinAnnounceIntervalSeconds and <= Limits.MaxAnnounceIntervalSeconds, "interval");
        }
        else
        {
            FuzzTarget.Require(!outcome.Failure!.Text.Any(char.IsControl) && !outcome.Failure.Text.Contains("0123456789abcdef", StringComparison.Ordinal), "the text is not clean");
        }

        HttpScrapeReply.Parse(input, Request.Identity.InfoHash, Tracker);
    }

    private static void Udp(byte[] input)
    {
        Exchange(input, UdpTracker.Announce(Request, new UdpTrackerPath(UdpUrl, false, AddressScope.Public), new SeededRandomSource(1), 0, 60_000));
        Exchange(input, UdpTracker.Scrape(Request.Identity.InfoHash, new UdpTrackerPath(UdpUrl, true, AddressScope.Public), new SeededRandomSource(1), 0, 60_000));
    }

    private static void Exchange(byte[] input, UdpTracker tracker)
    {
        var output = new byte[UdpTracker.MaxOutputLength];
        byte[] transaction = [0, 0, 0, 0];
        long now = 0;
        for (var at = 0; at < input.Length && !tracker.IsDone; now += 10)
        {
            if (tracker.TakeOutput(output) > 0)
            {
                transaction = output[12..16];
            }

            var isOurs = input[at] < 128;
            var datagram = input.AsSpan(at + 1, Math.Min(input[at] & 127, input.Length - at - 1)).ToArray();
            at += 1 + datagram.Length;
            if (isOurs && datagram.Length >= 8)
            {
                transaction.CopyTo(datagram, 4);
            }

            tracker.Receive(now, datagram);
        }

        for (var end = now + 120_000; !tracker.IsDone && now < end; now += 1000)
        {
            tracker.Tick(now);
            tracker.TakeOutput(output);
        }

        FuzzTarget.Require(tracker.IsDone, "it never ends");
    }

    private static byte[] U32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
