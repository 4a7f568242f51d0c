using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine.Tests.Registry;

public sealed class TrafficHistoryTests
{
    private const long MinuteMs = 60_000;

    [Fact]
    public void Bytes_count_for_the_minute_in_which_they_came()
    {
        var history = new TrafficHistory(0);
        history.Note(MinuteMs / 2, 100, 10);
        Assert.True(history.IsDue(MinuteMs));
        history.Note(MinuteMs, 150, 10);
        history.Note(MinuteMs + 1, 151, 20);
        Assert.Equal([(150, 10), (1, 10)], history.Report(MinuteMs + 1).Minutes);
    }

    [Fact]
    public void Minutes_that_the_loop_slept_through_moved_nothing()
    {
        var history = new TrafficHistory(0);
        history.Note(1, 7, 0);
        history.Note(3 * MinuteMs, 7, 0);
        history.Note((3 * MinuteMs) + 5_000, 9, 1);
        var report = history.Report((3 * MinuteMs) + 5_000);
        Assert.Equal([(7, 0), (0, 0), (0, 0), (2, 1)], report.Minutes);
        Assert.Equal(5, report.SecondsOfLast);
    }

    [Fact]
    public void A_day_is_kept_and_no_more()
    {
        var history = new TrafficHistory(0);
        for (var minute = 0; minute <= TrafficHistory.Minutes + 10; minute++)
        {
            history.Note((minute * MinuteMs) + 1, minute, 0);
        }

        var report = history.Report((TrafficHistory.Minutes + 10) * MinuteMs + 1).Minutes;
        Assert.Equal(TrafficHistory.Minutes, report.Count);

        // What is noted at a minute's beginning came in the one before.
        Assert.All(report.SkipLast(1), minute => Assert.Equal(1, minute.Down));
    }

    [Fact]
    public void After_a_week_of_sleep_the_day_is_empty()
    {
        var history = new TrafficHistory(0);
        history.Note(1, 500, 500);
        history.Note(7 * TrafficHistory.Minutes * MinuteMs, 500, 500);
        Assert.All(history.Report(7 * TrafficHistory.Minutes * MinuteMs).Minutes, minute => Assert.Equal((0, 0), minute));
    }
}
