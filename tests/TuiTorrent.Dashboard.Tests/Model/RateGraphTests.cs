using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.Tests.Model;

public sealed class RateGraphTests
{
    // The first second of a quarter of each span, so that the next second moves nothing.
    private const long T = 1_800_000_000_000 / 21_600_000 * 21_600_000;

    [Fact]
    public void Time_stands_still_in_the_graph()
    {
        var (history, graph) = (new RateHistory(), new RateGraph());
        for (var second = 0; second < 90; second++)
        {
            history.Add(T - ((89 - second) * 1_000), second * 1_000L, 0);
        }

        graph.Take(history, GraphSpan.TwoMinutes, T, 60);
        var before = graph.Columns.ToArray();

        history.Add(T + 1_000, 5_000_000, 0);
        graph.Take(history, GraphSpan.TwoMinutes, T + 1_000, 60);

        Assert.Equal(1, before.Zip(graph.Columns.ToArray()).Count(pair => pair.First != pair.Second));
        Assert.Equal(5L << 20, graph.Top);
    }

    [Theory]
    [InlineData((int)GraphSpan.TwoMinutes)]
    [InlineData((int)GraphSpan.Hour)]
    [InlineData((int)GraphSpan.Day)]
    public void What_is_to_come_is_empty_and_what_was_told_last_is_there(int spanNumber)
    {
        var span = (GraphSpan)spanNumber;
        var (history, graph) = (new RateHistory(), new RateGraph());
        history.Add(T, 1_000_000, 0);

        graph.Take(history, span, T, 80);

        Assert.Equal(60, graph.Columns.IndexOf(1_000_000));
        Assert.True(graph.Columns[61] <= 0 || span == GraphSpan.TwoMinutes);
        Assert.Equal(-1, graph.Columns[79]);
    }

    [Fact]
    public void Its_height_does_not_follow_each_change_and_is_another_for_another_span()
    {
        var (history, graph) = (new RateHistory(), new RateGraph());
        history.Add(T - 600_000, 40_000_000, 0);
        history.Add(T, 300_000, 0);
        graph.Take(history, GraphSpan.Hour, T, 80);
        Assert.Equal(50L << 20, graph.Top);

        graph.Take(history, GraphSpan.TwoMinutes, T, 80);
        Assert.Equal(500L << 10, graph.Top);

        history.Add(T + 40_000, 200_000, 0);
        graph.Take(history, GraphSpan.TwoMinutes, T + 121_000, 80);
        Assert.Equal(500L << 10, graph.Top);
    }

    [Fact]
    public void Whatever_moves_shows_and_nothing_exceeds_the_top()
    {
        var (history, graph) = (new RateHistory(), new RateGraph());
        history.Add(T - 60_000, 60_000, 0);
        history.Add(T, 1, 0);
        graph.Take(history, GraphSpan.TwoMinutes, T, 120);
        var (high, low) = (graph.Columns.IndexOf(60_000), graph.Columns.IndexOf(1));

        Assert.Equal(1, graph.Filled(low, 3, 4, 8));
        Assert.Equal(0, graph.Filled(low, 2, 4, 8));
        Assert.Equal(8, graph.Filled(high, 3, 4, 8));
        Assert.InRange(graph.Filled(high, 0, 4, 8), 1, 8);
        Assert.Equal(0, graph.Filled(119, 3, 4, 8));
    }

    [Fact]
    public void The_time_below_has_seconds_only_where_they_count()
    {
        var (history, graph) = (new RateHistory(), new RateGraph());
        graph.Take(history, GraphSpan.TwoMinutes, T, 120);
        Assert.Matches("^[0-9]{2}:[0-9]{2}:[03]0$", graph.QuarterText(1, TimeSpan.Zero));

        graph.Take(history, GraphSpan.Day, T, 120);
        Assert.Matches("^[0-9]{2}:00$", graph.QuarterText(1, TimeSpan.Zero));
    }
}
