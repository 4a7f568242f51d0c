using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Views;

public sealed class TickCostTests
{
    private const int Ticks = 90;

    [Theory]
    [InlineData(80, 24)]
    [InlineData(140, 40)]
    [InlineData(40, 12)]
    public void Nothing_is_sent_while_nothing_changes(int columns, int rows)
    {
        using var rig = new ScreenRig(columns, rows, Samples.Model(Samples.Many(1_000)));
        Assert.NotEqual(0, rig.Draw());

        rig.Model.TorrentsChanged([], [], isAll: false);

        Assert.Equal(0, rig.Draw());
        rig.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(0, rig.Draw());
    }

    [Theory]
    [InlineData(80, 24, 50, 600)]
    [InlineData(140, 40, 50, 1_100)]
    [InlineData(80, 24, 1_000, 600)]
    [InlineData(140, 40, 1_000, 1_100)]
    public void A_tick_with_twenty_changing_torrents_costs_few_bytes(int columns, int rows, int torrents, int budget)
    {
        using var rig = new ScreenRig(columns, rows, Samples.Model(Active(torrents)));
        rig.Draw();
        var costs = new List<int>();
        for (var tick = 1; tick <= Ticks; tick++)
        {
            Step(rig, tick, 20);
            costs.Add(rig.Draw());
        }

        costs.Sort();
        Assert.True(costs[Ticks / 2] <= budget, $"median {costs[Ticks / 2]}, at most {costs[^1]}");

        // Now and then a graph moves on, or a minute passes.
        Assert.True(costs[^1] <= 2 * budget, $"median {costs[Ticks / 2]}, at most {costs[^1]}");
    }

    [Fact]
    public void A_tick_makes_little_garbage()
    {
        using var rig = new ScreenRig(140, 40, Samples.Model(Active(1_000)));
        rig.Draw();
        for (var tick = 1; tick <= 10; tick++)
        {
            Step(rig, tick, 100);
            rig.Draw();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 11; tick <= 20; tick++)
        {
            Step(rig, tick, 100);
            rig.Draw();
        }

        var perTick = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        Assert.True(perTick < 500_000, $"{perTick} bytes a tick");
    }

    /// <summary>Downloads at various rates.</summary>
    internal static List<TorrentItem> Active(int count)
    {
        var items = Samples.Many(count);
        for (var i = 0; i < count; i++)
        {
            items[i] = items[i] with { Activity = Activity.Downloading, Error = "", IsStalled = false, Done = 0.3 + (0.0005 * (i % 1000)), DownRate = (300 + i) << 10, UpRate = (20 + i) << 10, EtaSeconds = 900 + i, WantedBytes = 3L << 30, Seeds = 7, Peers = 20, Ratio = 0.1 };
        }

        return items;
    }

    /// <summary>A second later the first ones have other rates, and some of them another peer or a percent more.</summary>
    internal static void Step(ScreenRig rig, int tick, int count)
    {
        var random = new Random(tick);
        var changed = new List<TorrentItem>();
        foreach (var item in rig.Model.List.All)
        {
            if (changed.Count == count)
            {
                break;
            }

            if (item.Id <= count)
            {
                changed.Add(item with
                {
                    DownRate = (long)(item.DownRate * (0.9 + (0.2 * random.NextDouble()))),
                    UpRate = (long)(item.UpRate * (0.9 + (0.2 * random.NextDouble()))),
                    EtaSeconds = 600 + random.Next(600),
                    Done = item.Done + (random.Next(4) == 0 ? 0.002 : 0),
                    Peers = item.Peers + random.Next(-1, 2),
                });
            }
        }

        rig.Model.TorrentsChanged(changed, [], isAll: false);
        rig.Model.RatesChanged((long)(4.2 * (1 << 20) * (0.9 + (0.2 * random.NextDouble()))), (700 + random.Next(200)) << 10);
        rig.Now += TimeSpan.FromSeconds(1);
    }
}
