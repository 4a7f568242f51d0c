using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

public class AnnounceScheduleTests
{
    private static readonly AnnounceTotals Leeching = new(0, 0, 1000);
    private static readonly AnnounceTotals Seeding = new(0, 1000, 0);

    [Fact]
    public void Nothing_is_due_before_the_start_or_without_trackers()
    {
        var schedule = Make(["http://a.example/announce"]);
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
        var empty = Make();
        empty.Start(0);
        Assert.False(empty.TryStart(0, Leeching, out _, out _));
        Assert.Equal(long.MaxValue, empty.NextDeadlineMs);
    }

    [Fact]
    public void The_first_announce_says_started_and_one_is_in_flight_at_a_time()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(5);
        var (tracker, request) = Take(schedule, 5);
        Assert.Equal("http://a.example/announce", tracker);
        Assert.Equal(AnnounceEvent.Started, request.Event);
        Assert.Equal(Leeching, request.Totals);
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
        Assert.False(schedule.TryStart(1_000_000, Leeching, out _, out _));
    }

    [Fact]
    public void A_working_tracker_is_asked_again_after_its_interval_without_event_and_with_its_id()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        var (_, first) = Take(schedule, 0);
        schedule.Succeeded(100, first, Sample.Reply(interval: 600) with { TrackerId = "xyz" });
        Assert.Equal(600_100, schedule.NextDeadlineMs);
        Assert.False(schedule.TryStart(600_099, Leeching, out _, out _));
        var (_, second) = Take(schedule, 600_100);
        Assert.Equal(AnnounceEvent.None, second.Event);
        Assert.Equal("xyz", second.TrackerId);
    }

    [Fact]
    public void A_failure_goes_to_the_next_in_the_tier_then_to_the_next_tier_at_once()
    {
        var schedule = Make(["http://a.example/announce", "http://b.example/announce"], ["http://c.example/announce"]);
        schedule.Start(0);
        var asked = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var (tracker, request) = Take(schedule, 0);
            asked.Add(tracker);
            schedule.Failed(0, request, Sample.Failure());
        }

        Assert.Equal("http://c.example/announce", asked[2]);
        Assert.Equal(3, asked.Distinct().Count());
        Assert.InRange(schedule.NextDeadlineMs, 12_000, 18_000);
    }

    [Fact]
    public void The_tracker_that_works_moves_to_the_front_of_its_tier()
    {
        var schedule = Make(["http://a.example/announce", "http://b.example/announce"]);
        schedule.Start(0);
        var (first, request) = Take(schedule, 0);
        schedule.Failed(0, request, Sample.Failure());
        var (second, next) = Take(schedule, 0);
        Assert.NotEqual(first, second);
        schedule.Succeeded(0, next, Sample.Reply());
        Assert.Equal(second, Take(schedule, schedule.NextDeadlineMs).Tracker);
        Assert.Equal(TrackerName.Of(new Uri(second)), schedule.Snapshot()[0].Name);
    }

    [Fact]
    public void A_better_tier_is_tried_first_again_at_the_next_announce_and_hears_started()
    {
        var schedule = Make(["http://a.example/announce"], ["http://b.example/announce"]);
        schedule.Start(0);
        schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure());
        schedule.Succeeded(0, Take(schedule, 0).Request, Sample.Reply(interval: 600));
        var (tracker, request) = Take(schedule, 600_000);
        Assert.Equal("http://a.example/announce", tracker);
        Assert.Equal(AnnounceEvent.Started, request.Event);
    }

    [Fact]
    public void Retries_double_from_fifteen_seconds_to_half_an_hour_give_or_take_a_fifth()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        long now = 0;
        for (var failure = 0; failure < 40; failure++)
        {
            schedule.Failed(now, Take(schedule, now).Request, Sample.Failure());
            var waitMs = schedule.NextDeadlineMs - now;
            var expectedMs = Math.Min(15_000L << Math.Min(failure, 20), 1_800_000);
            Assert.InRange(waitMs, expectedMs * 8 / 10, expectedMs * 12 / 10);
            now = schedule.NextDeadlineMs;
        }
    }

    [Fact]
    public void Retries_of_many_torrents_spread()
    {
        var times = Enumerable.Range(0, 50).Select(seed =>
        {
            var schedule = new AnnounceSchedule([[Sample.Tracker]], Sample.Identity(), new Random(seed));
            schedule.Start(0);
            schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure());
            return schedule.NextDeadlineMs;
        });
        Assert.True(times.Distinct().Count() > 40);
    }

    [Fact]
    public void A_tracker_that_tells_when_to_come_back_is_left_alone_so_long()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure(TrackerFailureKind.Refused, 600));
        Assert.InRange(schedule.NextDeadlineMs, 600_000, 720_000);
    }

    [Fact]
    public void A_tracker_that_says_never_is_not_asked_until_the_torrent_starts_anew()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure(TrackerFailureKind.Refused, TrackerFailure.Never));
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
        Assert.Equal(TrackerState.Disabled, schedule.Snapshot()[0].State);
        schedule.Stop(1);
        Assert.False(schedule.TryStart(1, Leeching, out _, out _));
        schedule.Start(2);
        Take(schedule, 2);
    }

    [Fact]
    public void A_url_that_is_refused_is_never_asked()
    {
        var schedule = Make(["http://127.0.0.1/admin?reboot=1"], ["wss://a.example/"], ["http://b.example/announce"]);
        schedule.Start(0);
        Assert.Equal("http://b.example/announce", Take(schedule, 0).Tracker);
        Assert.Equal(2, schedule.Snapshot().Count(row => row.State == TrackerState.Disabled));
    }

    [Fact]
    public void Completion_is_told_at_once_and_only_once()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        schedule.Succeeded(0, Take(schedule, 0).Request, Sample.Reply());
        schedule.Complete(1000);
        var request = Take(schedule, 1000, Seeding).Request;
        Assert.Equal(AnnounceEvent.Completed, request.Event);
        schedule.Succeeded(1000, request, Sample.Reply());
        Assert.Equal(AnnounceEvent.None, Take(schedule, schedule.NextDeadlineMs, Seeding).Request.Event);
    }

    [Fact]
    public void Completion_while_started_is_in_flight_is_told_right_after_it()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        var started = Take(schedule, 0).Request;
        schedule.Complete(10);
        schedule.Succeeded(20, started, Sample.Reply());
        Assert.Equal(AnnounceEvent.Completed, Take(schedule, 20, Seeding).Request.Event);
    }

    [Fact]
    public void A_tracker_that_first_hears_of_us_when_we_are_complete_never_hears_completed()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        var failed = Take(schedule, 0).Request;
        schedule.Complete(1);
        schedule.Failed(2, failed, Sample.Failure());
        var started = Take(schedule, schedule.NextDeadlineMs, Seeding).Request;
        Assert.Equal(AnnounceEvent.Started, started.Event);
        schedule.Succeeded(100_000, started, Sample.Reply());
        Assert.Equal(AnnounceEvent.None, Take(schedule, schedule.NextDeadlineMs, Seeding).Request.Event);
    }

    [Fact]
    public void Wanting_more_peers_announces_no_earlier_than_the_minimum_interval()
    {
        var schedule = Make(["http://a.example/announce"], ["http://spare.example/announce"]);
        schedule.Start(0);
        schedule.Succeeded(0, Take(schedule, 0).Request, Sample.Reply(interval: 1800, minInterval: 120));
        schedule.WantMorePeers(10_000);
        Assert.Equal(120_000, schedule.NextDeadlineMs);
        schedule.WantMorePeers(119_999);
        Assert.False(schedule.TryStart(119_999, Leeching, out _, out _));
        Assert.Equal("http://a.example/announce", Take(schedule, 120_000).Tracker);
    }

    [Fact]
    public void Stop_is_told_to_every_tracker_that_heard_started_and_to_no_other()
    {
        var schedule = Make(["http://a.example/announce"], ["http://b.example/announce"], ["http://c.example/announce"]);
        schedule.Start(0);
        schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure());
        schedule.Succeeded(0, Take(schedule, 0).Request, Sample.Reply(interval: 600));
        schedule.Succeeded(600_000, Take(schedule, 600_000).Request, Sample.Reply(interval: 600));
        schedule.Stop(700_000);
        var (first, firstRequest) = Take(schedule, 700_000);
        var (second, secondRequest) = Take(schedule, 700_000);
        Assert.Equal(["http://a.example/announce", "http://b.example/announce"], new[] { first, second }.Order());
        Assert.All([firstRequest, secondRequest], request => Assert.Equal((AnnounceEvent.Stopped, 0), (request.Event, request.NumWant)));
        Assert.False(schedule.TryStart(700_000, Leeching, out _, out _));
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
    }

    [Fact]
    public void Stop_with_started_still_in_flight_is_told_since_the_tracker_may_have_heard()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        var started = Take(schedule, 0).Request;
        schedule.Stop(1);
        Assert.Equal(AnnounceEvent.Stopped, Take(schedule, 1).Request.Event);
        schedule.Succeeded(2, started, Sample.Reply());
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
    }

    [Fact]
    public void A_late_result_of_an_announce_given_up_changes_nothing()
    {
        var schedule = Make(["http://a.example/announce"]);
        schedule.Start(0);
        var old = Take(schedule, 0).Request;
        schedule.Stop(1);
        Take(schedule, 1);
        schedule.Start(2);
        var current = Take(schedule, 2).Request;
        schedule.Failed(3, old, Sample.Failure());
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
        schedule.Succeeded(4, current, Sample.Reply(interval: 60));
        Assert.Equal(60_004, schedule.NextDeadlineMs);
    }

    [Fact]
    public void The_status_shows_counts_errors_and_no_passkey()
    {
        var schedule = Make(["https://a.example/0123456789abcdef/announce"], ["udp://b.example:6969"]);
        schedule.Start(0);
        schedule.Failed(0, Take(schedule, 0).Request, Sample.Failure());
        schedule.Succeeded(0, Take(schedule, 0).Request, Sample.Reply() with { Seeders = 3, Leechers = 4, Warning = "slow" });
        var rows = schedule.Snapshot();
        Assert.Equal(("https://a.example:443", TrackerState.Failing, "broken", 1), (rows[0].Name, rows[0].State, rows[0].Message, rows[0].Failures));
        Assert.Equal(("udp://b.example:6969", TrackerState.Working, "slow"), (rows[1].Name, rows[1].State, rows[1].Message));
        Assert.Equal((3, 4, 1_800_000L), (rows[1].Seeders, rows[1].Leechers, rows[1].NextAnnounceMs));
    }

    [Fact]
    public void Trackers_beyond_the_limit_and_repeated_ones_are_dropped()
    {
        Uri[] many = [.. Enumerable.Range(0, 10_000).Select(i => new Uri($"http://t{i}.example/announce"))];
        var schedule = new AnnounceSchedule([many, many], Sample.Identity(), new Random(1));
        Assert.Equal(Limits.MaxTrackers, schedule.Snapshot().Count);
        Assert.Equal(2, Make(["http://a.example/announce", "http://a.example/announce"], ["http://b.example/announce"]).Snapshot().Count);
    }

    [Fact]
    public void Whatever_happens_started_comes_first_stopped_comes_last_and_intervals_are_kept() => CsCheck.Check.Sample(
        CsCheck.Gen.Int[0, int.MaxValue],
        seed =>
        {
            var random = new Random(seed);
            var schedule = new AnnounceSchedule(
                [[new("http://a.example/announce"), new("http://b.example/announce")], [new("http://c.example/announce")]], Sample.Identity(), random);
            var heard = new HashSet<Uri>();
            var notBefore = new Dictionary<Uri, long>();
            long now = 0;
            for (var step = 0; step < 200; step++)
            {
                switch (random.Next(8))
                {
                    case 0:
                        schedule.Start(now);
                        break;
                    case 1:
                        schedule.Stop(now);
                        break;
                    case 2:
                        schedule.Complete(now);
                        break;
                    case 3:
                        schedule.WantMorePeers(now);
                        break;
                    default:
                        now += random.Next(400_000);
                        break;
                }

                while (schedule.TryStart(now, Leeching, out var tracker, out var request))
                {
                    switch (request.Event)
                    {
                        case AnnounceEvent.Stopped:
                            Assert.True(heard.Remove(tracker));
                            continue;
                        case AnnounceEvent.None:
                            Assert.Contains(tracker, heard);
                            Assert.True(now >= notBefore[tracker]);
                            break;
                        case AnnounceEvent.Completed:
                            Assert.Contains(tracker, heard);
                            break;
                        default:
                            Assert.DoesNotContain(tracker, heard);
                            break;
                    }

                    Assert.True(schedule.NextDeadlineMs == long.MaxValue, "One is in flight.");
                    if (random.Next(3) == 0)
                    {
                        schedule.Failed(now, request, Sample.Failure());
                    }
                    else
                    {
                        schedule.Succeeded(now, request, Sample.Reply(600, 120));
                        heard.Add(tracker);
                        notBefore[tracker] = now + 120_000;
                    }
                }
            }
        },
        iter: 500);

    private static AnnounceSchedule Make(params string[][] tiers) =>
        new([.. tiers.Select(tier => tier.Select(url => new Uri(url)).ToArray())], Sample.Identity(), new Random(7));

    private static (string Tracker, AnnounceRequest Request) Take(AnnounceSchedule schedule, long nowMs, AnnounceTotals? totals = null)
    {
        Assert.True(schedule.TryStart(nowMs, totals ?? Leeching, out var tracker, out var request));
        return (tracker.AbsoluteUri, request);
    }
}
