using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Model;

public sealed class RateHistoryTests
{
    private const long T = 1_800_000_000_000;

    [Fact]
    public void Each_span_knows_its_own_time()
    {
        var history = new RateHistory();
        for (var second = 0; second < 7_200; second++)
        {
            history.Add(T + (second * 1_000), second < 3_600 ? 100 : 300, 1);
        }

        Assert.Equal(120, history.Samples.Count);
        Assert.All(history.Samples, sample => Assert.Equal((300, 1), sample));
        Assert.Equal(300, history.Average(GraphSpan.Hour, T + 3_660_000, T + 7_200_000).Down);
        Assert.Equal(100, history.Average(GraphSpan.Day, T, T + 3_600_000).Down);
        Assert.Equal(300, history.Highest(GraphSpan.Day, T).Down);
    }

    [Fact]
    public void News_each_five_seconds_are_no_comb()
    {
        var history = new RateHistory();
        for (var second = 0; second <= 60; second += 5)
        {
            history.Add(T + (second * 1_000), 100, 0);
        }

        Assert.Equal(61, history.Samples.Count);
    }

    [Fact]
    public void A_long_silence_is_a_gap()
    {
        var history = new RateHistory();
        history.Add(T, 100, 0);
        history.Add(T + 60_000, 100, 0);

        Assert.Equal(2, history.Samples.Count);
        Assert.False(history.Average(GraphSpan.TwoMinutes, T + 30_000, T + 31_000).IsKnown);
    }

    [Fact]
    public void What_is_older_than_the_span_is_gone()
    {
        var history = new RateHistory();
        history.Add(T, 1_000_000, 0);
        history.Add(T + 300_000, 5, 0);

        Assert.Equal([(5, 0)], history.Samples);
        Assert.Equal(5, history.Highest(GraphSpan.TwoMinutes, T + 180_000).Down);
    }

    [Fact]
    public void A_clock_that_goes_back_does_no_harm()
    {
        var history = new RateHistory();
        history.Add(T, 10, 0);
        history.Add(T - 3_600_000, 30, 0);

        Assert.Equal([(20, 0)], history.Samples);
    }

    [Fact]
    public void What_a_daemon_counted_fills_the_hour_and_the_day_before_the_first_sample()
    {
        var history = new RateHistory();
        history.Fill(T, Traffic(minute => minute < 720 ? 600 : 60_000));
        history.Add(T, 1_000, 1);

        Assert.Single(history.Samples);
        Assert.Equal(10, history.Average(GraphSpan.Day, T - (20 * 3_600_000), T - (19 * 3_600_000)).Down);
        Assert.Equal(1_000, history.Average(GraphSpan.Day, T - (2 * 3_600_000), T - 3_600_000).Down);
        Assert.Equal(1_000, history.Average(GraphSpan.Hour, T - 1_800_000, T - 600_000).Down);
        Assert.Equal(2, history.Average(GraphSpan.Hour, T - 1_800_000, T - 600_000).Up);
    }

    [Fact]
    public void What_was_seen_long_enough_is_not_replaced_by_minutes()
    {
        var history = new RateHistory();
        for (var second = -900; second <= 0; second++)
        {
            history.Add(T + (second * 1_000), 5, 0);
        }

        history.Fill(T, Traffic(_ => 60_000));

        Assert.Equal(5, history.Average(GraphSpan.Hour, T - 600_000, T - 60_000).Down);
        Assert.Equal(1_000, history.Average(GraphSpan.Hour, T - 3_000_000, T - 1_200_000).Down);
    }

    [Fact]
    public void A_few_samples_of_a_long_slot_do_not_stand_for_all_of_it()
    {
        var history = new RateHistory();
        var end = (T / 720_000 * 720_000) + 600_000;
        history.Add(end - 1_000, 1_000_000, 0);
        history.Fill(end, Traffic(_ => 60_000));
        history.Add(end, 1_000, 0);

        Assert.Equal(1_000, history.Average(GraphSpan.Day, end, end + 1).Down);
    }

    [Fact]
    public void A_minute_that_has_just_begun_is_no_division_by_nothing()
    {
        var history = new RateHistory();
        history.Fill(T, new TrafficInfo(0, [(0, 0)]));
        history.Fill(T, new TrafficInfo(1, [(7, 7)]));

        Assert.Equal(7, history.Average(GraphSpan.Hour, T - 1_000, T).Down);
    }

    [Fact]
    public void Before_the_first_sample_nothing_is_known()
    {
        var history = new RateHistory();

        Assert.Empty(history.Samples);
        Assert.False(history.Average(GraphSpan.Day, T, T + 1).IsKnown);
        Assert.False(history.Highest(GraphSpan.Day, 0).IsKnown);
    }

    private static TrafficInfo Traffic(Func<int, long> bytes) => new(30, [.. Enumerable.Range(0, 1_440).Select(minute => (minute == 1_439 ? bytes(minute) / 2 : bytes(minute), minute == 1_439 ? 60L : 120L))]);
}
