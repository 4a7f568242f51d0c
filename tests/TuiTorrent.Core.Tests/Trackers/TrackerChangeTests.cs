using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

/// <summary>Trackers that change, announces that a user asks for, and announces that wait for company.</summary>
public class TrackerChangeTests
{
    private static readonly AnnounceTotals Leeching = new(0, 0, 1000);
    private static readonly Uri A = new("http://a.example/announce"), B = new("http://b.example/announce"), C = new("http://c.example/announce?key=0123456789");

    [Fact]
    public void A_tracker_that_stays_keeps_its_time_and_one_that_goes_is_told()
    {
        var schedule = Started([[A], [B]]);
        schedule.SetTrackers(10_000, [[A], [C]]);
        Assert.Equal(1_800_000, schedule.NextDeadlineMs);
        Assert.Equal([0L, null], schedule.Snapshot().Select(row => row.LastAnnounceMs));

        schedule.SetTrackers(20_000, [[C]]);
        Assert.True(schedule.TryStart(20_000, Leeching, out var tracker, out var request));
        Assert.Equal((A, AnnounceEvent.Stopped), (tracker, request.Event));
        Assert.True(schedule.TryStart(20_000, Leeching, out tracker, out request));
        Assert.Equal((C, AnnounceEvent.Started), (tracker, request.Event));
        Assert.False(schedule.TryStart(20_000, Leeching, out _, out _));
    }

    [Fact]
    public void A_new_tracker_in_front_is_asked_at_once_and_one_behind_waits_until_it_is_needed()
    {
        var schedule = Started([[B]]);
        schedule.SetTrackers(1000, [[B], [C]]);
        Assert.False(schedule.TryStart(1000, Leeching, out _, out _));
        schedule.SetTrackers(2000, [[A], [B]]);
        Assert.True(schedule.TryStart(2000, Leeching, out var tracker, out _));
        Assert.Equal(A, tracker);
    }

    [Fact]
    public void A_tracker_that_is_dropped_while_it_is_asked_hears_that_we_stopped()
    {
        var schedule = New([[A]]);
        schedule.Start(0);
        Assert.True(schedule.TryStart(0, Leeching, out _, out var asked));
        schedule.SetTrackers(5, []);
        schedule.Succeeded(10, asked, Sample.Reply());
        Assert.True(schedule.TryStart(10, Leeching, out var tracker, out var request));
        Assert.Equal((A, AnnounceEvent.Stopped), (tracker, request.Event));
        Assert.Equal(long.MaxValue, schedule.NextDeadlineMs);
        Assert.Empty(schedule.Snapshot());
    }

    [Fact]
    public void An_announce_by_hand_respects_the_least_interval_and_ends_our_own_pause()
    {
        var schedule = Started([[A]]);
        schedule.Reannounce(10_000);
        Assert.Equal(300_000, schedule.NextDeadlineMs);

        var failing = New([[A]]);
        failing.Start(0);
        long now = 0;
        for (var i = 0; i < 8; i++)
        {
            Assert.True(failing.TryStart(now, Leeching, out _, out var request));
            failing.Failed(now, request, Sample.Failure());
            now = i < 7 ? failing.NextDeadlineMs : now;
        }

        Assert.True(failing.NextDeadlineMs > now + 1_000_000);
        failing.Reannounce(now + 1000);
        Assert.Equal(now + Limits.FirstTrackerRetryMs, failing.NextDeadlineMs);
    }

    [Fact]
    public void What_the_tracker_itself_said_about_the_next_time_stands()
    {
        var schedule = New([[A]]);
        schedule.Start(0);
        Assert.True(schedule.TryStart(0, Leeching, out _, out var request));
        schedule.Failed(0, request, Sample.Failure(retryIn: 3600));
        schedule.Reannounce(60_000);
        Assert.InRange(schedule.NextDeadlineMs, 3_600_000, long.MaxValue - 1);
    }

    [Fact]
    public void A_regular_announce_may_be_late_but_not_the_first_the_last_or_one_that_somebody_waits_for()
    {
        var schedule = New([[A]]);
        schedule.Start(0);
        Assert.Equal(0, schedule.LatestMs);
        Assert.True(schedule.TryStart(0, Leeching, out _, out var request));
        Assert.Equal(long.MaxValue, schedule.LatestMs);
        schedule.Succeeded(0, request, Sample.Reply());
        Assert.Equal((1_800_000, 1_800_000 + Limits.AnnounceSlackMs), (schedule.NextDeadlineMs, schedule.LatestMs));
        schedule.Complete(5000);
        Assert.Equal(5000, schedule.LatestMs);
        Assert.True(schedule.TryStart(5000, Leeching, out _, out request));
        schedule.Succeeded(5000, request, Sample.Reply());
        schedule.Stop(10_000);
        Assert.Equal(10_000, schedule.LatestMs);
    }

    [Fact]
    public void A_row_tells_the_whole_url_and_how_the_last_announce_went()
    {
        var schedule = New([[C]]);
        Assert.Null(schedule.Snapshot()[0].LastAnnounceMs);
        schedule.Start(0);
        Assert.True(schedule.TryStart(0, Leeching, out _, out var request));
        schedule.Failed(70, request, Sample.Failure());
        var row = schedule.Snapshot()[0];
        Assert.Equal((C, 70, false), (row.Url, row.LastAnnounceMs, row.IsLastGood));
        Assert.DoesNotContain("0123456789", row.Name, StringComparison.Ordinal);
        Assert.True(schedule.TryStart(schedule.NextDeadlineMs, Leeching, out _, out request));
        schedule.Succeeded(20_000, request, Sample.Reply());
        Assert.Equal((20_000, true), (schedule.Snapshot()[0].LastAnnounceMs, schedule.Snapshot()[0].IsLastGood));
    }

    private static AnnounceSchedule New(IReadOnlyList<IReadOnlyList<Uri>> tiers) => new(tiers, Sample.Identity(), new Random(1));

    /// <summary>The first tracker has answered at 0.</summary>
    private static AnnounceSchedule Started(IReadOnlyList<IReadOnlyList<Uri>> tiers)
    {
        var schedule = New(tiers);
        schedule.Start(0);
        Assert.True(schedule.TryStart(0, Leeching, out _, out var request));
        schedule.Succeeded(0, request, Sample.Reply());
        return schedule;
    }
}
