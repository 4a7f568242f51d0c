using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

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
    public void While_the_daemon_is_there_its_silence_means_the_same_rates()
    {
        var model = new DashboardModel();
        model.ConnectionChanged(new Connection(ConnectionState.Online, "pi4"));
        model.RatesChanged(100, 50);
        model.Tick(Samples.Now);
        model.Tick(Samples.Now.AddSeconds(60));

        Assert.Equal(61, model.History.Samples.Count);

        model.Tick(Samples.Now.AddDays(2));
        Assert.Equal(120, model.History.Samples.Count);
    }

    [Fact]
    public void The_time_without_a_daemon_is_a_gap()
    {
        var model = new DashboardModel();
        model.ConnectionChanged(new Connection(ConnectionState.Online, "pi4"));
        model.RatesChanged(100, 50);
        model.Tick(Samples.Now);
        model.ConnectionChanged(new Connection(ConnectionState.Lost, "pi4"));
        model.Tick(Samples.Now.AddSeconds(30));
        model.ConnectionChanged(new Connection(ConnectionState.Online, "pi4"));
        model.RatesChanged(200, 50);
        model.Tick(Samples.Now.AddSeconds(60));

        Assert.Equal([(100, 50), (200, 50)], model.History.Samples);
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
    public void The_log_tells_what_nobody_looked_at()
    {
        var model = new DashboardModel();
        model.LogGrew([Line(1, "warning"), Line(2, "info"), Line(3, "error")]);
        Assert.Equal((1, 1), model.UnseenTrouble);

        model.LogSeen();
        Assert.Equal((0, 0), model.UnseenTrouble);

        model.LogGrew([Line(4, "warning")]);
        Assert.Equal((0, 1), model.UnseenTrouble);
    }

    [Fact]
    public void A_log_that_is_read_again_is_not_there_twice_and_stays_seen()
    {
        var model = new DashboardModel();
        model.LogGrew([Line(1, "warning"), Line(2, "error")]);
        model.LogSeen();

        model.LogGrew([Line(2, "error"), Line(3, "warning")]);

        Assert.Equal([1, 2, 3], model.Log.Select(line => line.Sequence));
        Assert.Equal((0, 1), model.UnseenTrouble);
    }

    [Fact]
    public void The_log_of_a_daemon_that_was_started_anew_takes_the_place_of_the_old_one()
    {
        var model = new DashboardModel();
        model.LogGrew([Line(1, "warning"), Line(2, "error")]);
        model.LogSeen();

        model.LogGrew([Line(1, "warning") with { At = Samples.Now.AddDays(1) }]);

        Assert.Equal(Samples.Now.AddDays(1), Assert.Single(model.Log).At);
        Assert.Equal((0, 1), model.UnseenTrouble);
    }

    [Fact]
    public void The_time_to_come_is_steadied_where_news_come_in()
    {
        var model = Samples.Model([Samples.Torrents[0] with { EtaSeconds = 180 }]);

        model.TorrentsChanged([Samples.Torrents[0] with { EtaSeconds = 190 }], [], isAll: false);

        Assert.Equal(180, model.List.Current!.EtaSeconds);
    }

    private static LogItem Line(long sequence, string level) => new(sequence, Samples.Now.AddSeconds(sequence), level, 0, "Something.");
}
