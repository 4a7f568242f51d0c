using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>Swarms of honest clients.</summary>
public sealed class SwarmTests(ITestOutputHelper output)
{
    [Fact]
    public void One_seed_and_five_leechers_finish_near_the_ideal_time()
    {
        const int length = 12 * 1024 * 1024;
        const int idealMs = length / 2_000;
        var link = new Link { UpBytesPerSecond = 2_000_000, DownBytesPerSecond = 6_000_000 };
        var runs = Enumerable.Range(1, 5).AsParallel().Select(seed =>
        {
            var swarm = new Swarm(seed, length, 64 * 1024);
            swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Link = link });
            AddLeechers(swarm, 5, link);
            swarm.Start();
            var ms = swarm.RunUntilComplete(120_000);
            var sentPercent = (int)(swarm.Clients[0].Torrent.Upload.Total * 100 / length);
            output.WriteLine($"{ms} ms, ideal {idealMs}; seed sent {sentPercent} %; {Wasted(swarm)}");
            swarm.Shutdown();
            return (Ms: ms, SentPercent: sentPercent);
        }).ToList();

        // The middle one of five: pieces are picked by chance, and a single run says little.
        Assert.InRange(runs.Select(run => run.Ms).Order().ElementAt(2), idealMs, idealMs * 19 / 10);
        Assert.InRange(runs.Select(run => run.SentPercent).Order().ElementAt(2), 100, 190);
    }

    [Fact]
    public void Peers_that_dial_each_other_at_once_keep_one_connection()
    {
        var swarm = new Swarm(2, 1024 * 1024, 64 * 1024);
        var even = new Link { JitterUs = 0 };
        swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Link = even });
        AddLeechers(swarm, 1, even);

        swarm.Start();

        Assert.InRange(swarm.RunUntilComplete(10_000), 500, 3_000);
        Assert.True(swarm.Clients.All(client => client.Session.Closes[(int)CloseReason.DuplicatePeer] <= 2), swarm.Describe());
        swarm.Shutdown();
    }

    private static void AddLeechers(Swarm swarm, int count, Link? link = null)
    {
        for (var i = 0; i < count; i++)
        {
            swarm.Add(new ClientPlan { Name = $"leech{i}", Link = link ?? new Link() });
        }
    }

    private static string Wasted(Swarm swarm) => $"wasted {string.Join(' ', swarm.Honest.Select(client => client.Torrent.WastedBytes / 1024))} KiB";
}
