using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Simulation.Hosts;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>Clients that want a part of a torrent only, or a part of it first.</summary>
public sealed class SelectionTests(ITestOutputHelper output)
{
    [Fact]
    public void A_part_is_fetched_given_on_and_nothing_else_comes()
    {
        var swarm = new Swarm(41, 4 * 1024 * 1024, 32 * 1024);
        var seed = Add(swarm, "seed", isSeed: true);
        var front = Add(swarm, "front");
        var back = Add(swarm, "back");
        var all = Add(swarm, "all");
        swarm.Start();
        swarm.RunFor(1);
        Want(front, piece => piece < 40 ? PiecePriority.Normal : PiecePriority.Skip);
        Want(back, piece => piece >= 100 ? PiecePriority.Normal : PiecePriority.Skip);

        swarm.RunUntil(() => front.Torrent.IsFinished && back.Torrent.IsFinished && all.Torrent.IsComplete, 120_000);
        swarm.RunFor(60_000);

        Assert.Equal(Enumerable.Range(0, 40), HaveOf(front));
        Assert.Equal(Enumerable.Range(100, 28), HaveOf(back));
        Assert.Equal(TorrentStatus.Seeding, front.Torrent.Status);
        Assert.True(front.Torrent.Upload.Total + back.Torrent.Upload.Total > 0, "who has a part gives it");
        Assert.InRange(front.Torrent.Download.Total, 40 * 32 * 1024, 48 * 32 * 1024);
        output.WriteLine($"seed sent {seed.Torrent.Upload.Total}; {swarm.Describe()}");

        Want(front, _ => PiecePriority.Normal);
        swarm.RunUntil(() => front.Torrent.IsComplete, 240_000);
        swarm.Shutdown();
    }

    [Fact]
    public void What_is_wanted_most_comes_first_and_in_order_where_that_is_asked_for()
    {
        var swarm = new Swarm(42, 4 * 1024 * 1024, 32 * 1024);
        Add(swarm, "seed", isSeed: true, new Link { UpBytesPerSecond = 200_000 });
        var leech = Add(swarm, "leech");
        swarm.Start();
        swarm.RunFor(1);
        leech.Torrent.IsSequential = true;
        Want(leech, piece => piece is >= 64 and < 96 ? PiecePriority.High : PiecePriority.Normal);

        swarm.RunUntil(() => leech.Torrent.DoneBytes >= 20 * 32 * 1024, 60_000);
        var early = HaveOf(leech);
        // Five at most came because the seed, while it choked us, offered nothing else (BEP 6).
        Assert.InRange(early.Count(piece => piece is < 64 or >= 96), 0, 5);
        Assert.Equal(Enumerable.Range(64, 12), early.Where(piece => piece is >= 64 and < 96).Take(12));
        swarm.RunUntil(() => Enumerable.Range(64, 32).All(piece => leech.Torrent.Picker.Have[piece]), 60_000);
        Assert.InRange(HaveOf(leech).Count, 32, 45);
        swarm.RunUntilComplete(120_000);
        swarm.Shutdown();
    }

    private static Client Add(Swarm swarm, string name, bool isSeed = false, Link? link = null) =>
        swarm.Add(new ClientPlan { Name = name, IsSeed = isSeed, Settings = new SessionSettings(), Link = link ?? new Link() });

    private static void Want(Client client, Func<int, byte> priorityOf) => client.Step(() => client.Torrent.SetPriorities(
        client.World.NowMs, [.. Enumerable.Range(0, client.Torrent.Layout.PieceCount).Select(priorityOf)]));

    private static List<int> HaveOf(Client client) =>
        [.. Enumerable.Range(0, client.Torrent.Layout.PieceCount).Where(piece => client.Torrent.Picker.Have[piece])];
}
