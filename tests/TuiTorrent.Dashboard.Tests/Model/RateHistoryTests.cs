using TuiTorrent.Dashboard.Model;

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
    public void Before_the_first_sample_nothing_is_known()
    {
        var history = new RateHistory();

        Assert.Empty(history.Samples);
        Assert.False(history.Average(GraphSpan.Day, T, T + 1).IsKnown);
        Assert.False(history.Highest(GraphSpan.Day, 0).IsKnown);
    }
}
