using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.Tests.Model;

public sealed class DashboardModelTests
{
    [Fact]
    public void Rates_become_a_sample_at_the_time_of_the_next_frame()
    {
        var model = new DashboardModel();
        model.RatesChanged(100, 50);
        Assert.Empty(model.History.Samples);

        model.Tick(Samples.Now);
        model.Tick(Samples.Now.AddSeconds(1));

        Assert.Equal([(100, 50)], model.History.Samples);
        Assert.Equal(Samples.Now.ToUnixTimeMilliseconds(), model.History.LastMs);
    }

    [Fact]
    public void The_span_of_graphs_stops_at_its_ends()
    {
        var model = new DashboardModel();
        model.ChangeSpan(-1);
        Assert.Equal(GraphSpan.TwoMinutes, model.Span);

        model.ChangeSpan(1);
        model.ChangeSpan(5);

        Assert.Equal(GraphSpan.Day, model.Span);
    }

    [Fact]
    public void The_time_to_come_is_steadied_where_news_come_in()
    {
        var model = Samples.Model([Samples.Torrents[0] with { EtaSeconds = 180 }]);

        model.TorrentsChanged([Samples.Torrents[0] with { EtaSeconds = 190 }], [], isAll: false);

        Assert.Equal(180, model.List.Current!.EtaSeconds);
    }
}
