using System.Text;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

public class UdpTrackerTests
{
    private const int Connect = 0;
    private const int Announce = 1;
    private const int Scrape = 2;
    private const int Error = 3;

    private static readonly Uri Tracker = new("udp://tracker.example:6969");

    [Fact]
    public void A_connect_request_is_the_magic_number_action_0_and_a_transaction_id()
    {
        var output = Output(Begin());
        Assert.Equal(16, output.Length);
        Assert.Equal("000004172710198000000000", Convert.ToHexString(output.AsSpan(0, 12)));
    }

    [Fact]
    public void An_announce_has_the_98_bytes_of_the_protocol()
    {
        var tracker = Begin();
        Answer(tracker, Connect, "0123456789abcdef");
        var output = Output(tracker);
        Assert.Equal(98, output.Length);
        var transaction = Convert.ToHexStringLower(output.AsSpan(12, 4));
        var peerId = Convert.ToHexStringLower(Encoding.ASCII.GetBytes("-TT0100-abcdefghijkl"));
        Assert.Equal(
            $"0123456789abcdef00000001{transaction}{Sample.InfoHash}{peerId}0000000000000002000000000000000300000000000000010000000200000000"
            + "1a2b3c4d000000c81ae1",
            Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Path_and_query_follow_as_options_in_chunks_of_255_bytes()
    {
        var url = new Uri("udp://tracker.example:6969/announce?auth=" + new string('x', 300));
        var tracker = UdpTracker.Announce(Sample.Request(), Path(url), new SeededRandomSource(1), 0, 60_000);
        Answer(tracker, Connect, "0123456789abcdef");
        var output = Output(tracker);
        var text = url.PathAndQuery;
        Assert.Equal([2, 255], output[98..100]);
        Assert.Equal([2, (byte)(text.Length - 255)], output[355..357]);
        Assert.Equal(text, Encoding.ASCII.GetString(output, 100, 255) + Encoding.ASCII.GetString(output.AsSpan(357)));
    }

    [Fact]
    public void The_longest_path_fits_and_a_longer_one_is_left_out()
    {
        Assert.Equal(UdpTracker.MaxOutputLength, AnnounceLength(Limits.MaxUdpUrlData));
        Assert.Equal(98, AnnounceLength(Limits.MaxUdpUrlData + 1));

        static int AnnounceLength(int pathLength)
        {
            var url = new Uri("udp://tracker.example:6969/" + new string('x', pathLength - 1));
            var tracker = UdpTracker.Announce(Sample.Request(), Path(url), new SeededRandomSource(1), 0, 60_000);
            Answer(tracker, Connect, "0123456789abcdef");
            return Output(tracker).Length;
        }
    }

    [Fact]
    public void An_announce_reply_gives_interval_counts_and_IPv4_peers()
    {
        var tracker = Asking();
        Answer(tracker, Announce, "00000708" + "00000005" + "00000009" + "010203041ae1" + "010203050000" + "05060708ffff");
        var reply = tracker.AnnounceOutcome!.Reply!;
        Assert.Equal((1800, 300, 5, 9), (reply.IntervalSeconds, reply.MinIntervalSeconds, reply.Leechers, reply.Seeders));
        Assert.Equal(["1.2.3.4:6881", "5.6.7.8:65535"], reply.Peers.Select(peer => peer.ToString()));
    }

    [Fact]
    public void A_reply_over_IPv6_has_peers_of_18_bytes()
    {
        var tracker = UdpTracker.Announce(
            Sample.Request(), new UdpTrackerPath(Tracker, true, AddressScope.Public), new SeededRandomSource(1), 0, 60_000);
        Answer(tracker, Connect, "0123456789abcdef");
        Answer(tracker, Announce, "000007080000000500000009" + "200106f8000000000000000000000001" + "1ae1");
        Assert.Equal(["[2001:6f8::1]:6881"], tracker.AnnounceOutcome!.Reply!.Peers.Select(peer => peer.ToString()));
    }

    [Fact]
    public void A_scrape_gives_the_three_counts()
    {
        var tracker = UdpTracker.Scrape(Sample.InfoHash, Path(Tracker), new SeededRandomSource(1), 0, 60_000);
        Answer(tracker, Connect, "0123456789abcdef");
        var output = Output(tracker);
        Assert.Equal("0123456789abcdef00000002", Convert.ToHexStringLower(output.AsSpan(0, 12)));
        Assert.Equal(Sample.InfoHash.ToString(), Convert.ToHexStringLower(output.AsSpan(16)));
        tracker.Receive(0, Reply(output, Scrape, "000000010000000200000003"));
        Assert.Equal(new ScrapeReply(Seeders: 1, Leechers: 3, Completed: 2), tracker.ScrapeOutcome!.Reply);
    }

    [Fact]
    public void Silence_is_met_by_repeats_after_15_and_30_seconds_and_failure_at_the_deadline()
    {
        var tracker = Begin();
        var first = Output(tracker);
        Assert.Equal(15_000, tracker.NextDeadlineMs);
        tracker.Tick(14_999);
        Assert.Empty(Output(tracker));
        tracker.Tick(15_000);
        Assert.Equal(first, Output(tracker));
        Assert.Equal(45_000, tracker.NextDeadlineMs);
        tracker.Tick(45_000);
        Assert.Equal(first, Output(tracker));
        Assert.Equal(60_000, tracker.NextDeadlineMs);
        tracker.Tick(60_000);
        Assert.Equal(TrackerFailureKind.Timeout, tracker.AnnounceOutcome!.Failure!.Kind);
        Assert.Equal(long.MaxValue, tracker.NextDeadlineMs);
    }

    [Fact]
    public void Repeats_never_lie_further_apart_than_the_protocol_says()
    {
        var tracker = UdpTracker.Announce(Sample.Request(), Path(Tracker), new SeededRandomSource(1), 0, long.MaxValue - 1);
        long now = 0;
        for (var repeat = 0; repeat < 20; repeat++)
        {
            Assert.Equal(15_000L << Math.Min(repeat, 8), tracker.NextDeadlineMs - now);
            now = tracker.NextDeadlineMs;
            tracker.Tick(now);
        }
    }

    [Fact]
    public void A_connection_id_is_used_again_within_its_minute_and_not_after()
    {
        var known = new UdpConnectionId(0xabcdef, 60_000);
        Assert.Equal(98, Output(Known(59_999)).Length);
        Assert.Equal(16, Output(Known(60_000)).Length);

        UdpTracker Known(long nowMs) => UdpTracker.Announce(
            Sample.Request(), Path(Tracker) with { Known = known }, new SeededRandomSource(1), nowMs, nowMs + 60_000);
    }

    [Fact]
    public void A_known_id_that_the_tracker_refuses_or_ignores_is_replaced()
    {
        var refused = WithKnownId();
        Answer(refused, Error, Convert.ToHexString("Connection ID mismatch"u8));
        Assert.Equal(16, Output(refused).Length);

        var ignored = WithKnownId();
        Output(ignored);
        ignored.Tick(15_000);
        Assert.Equal(16, Output(ignored).Length);

        static UdpTracker WithKnownId() => UdpTracker.Announce(
            Sample.Request(), Path(Tracker) with { Known = new UdpConnectionId(1, 60_000) }, new SeededRandomSource(1), 0, 60_000);
    }

    [Fact]
    public void An_id_that_grew_old_while_waiting_is_asked_for_again()
    {
        var tracker = UdpTracker.Announce(Sample.Request(), Path(Tracker), new SeededRandomSource(1), 0, 600_000);
        Answer(tracker, Connect, "0123456789abcdef");
        Assert.Equal(60_000, tracker.ConnectionId.ExpiresAtMs);
        foreach (var (now, length) in new[] { (15_000, 98), (45_000, 98), (105_000, 16) })
        {
            tracker.Tick(now);
            Assert.Equal(length, Output(tracker).Length);
        }
    }

    [Fact]
    public void An_error_is_told_clean()
    {
        var tracker = Asking();
        Answer(tracker, Error, Convert.ToHexString("no \e[31msuch\u202e torrent"u8));
        var failure = tracker.AnnounceOutcome!.Failure!;
        Assert.Equal((TrackerFailureKind.Refused, "no [31msuch torrent"), (failure.Kind, failure.Text));
    }

    [Fact]
    public void A_failed_exchange_stays_as_it_is()
    {
        var tracker = Begin();
        tracker.Fail(Sample.Failure());
        tracker.Fail(Sample.Failure(TrackerFailureKind.Timeout));
        tracker.Tick(100_000);
        Assert.Equal(TrackerFailureKind.Unreachable, tracker.AnnounceOutcome!.Failure!.Kind);
        Assert.Empty(Output(tracker));
    }

    private static UdpTrackerPath Path(Uri url) => new(url, false, AddressScope.Public);

    private static UdpTracker Begin() => UdpTracker.Announce(Sample.Request(), Path(Tracker), new SeededRandomSource(1), 0, 60_000);

    private static UdpTracker Asking()
    {
        var tracker = Begin();
        Answer(tracker, Connect, "0123456789abcdef");
        return tracker;
    }

    private static byte[] Output(UdpTracker tracker)
    {
        var buffer = new byte[UdpTracker.MaxOutputLength];
        return buffer[..tracker.TakeOutput(buffer)];
    }

    private static void Answer(UdpTracker tracker, int action, string hexBody) => tracker.Receive(0, Reply(Output(tracker), action, hexBody));

    private static byte[] Reply(byte[] request, int action, string hexBody) =>
        [0, 0, 0, (byte)action, .. request.AsSpan(12, 4), .. Convert.FromHexString(hexBody)];
}
