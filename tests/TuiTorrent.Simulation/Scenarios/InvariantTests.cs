using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>The checks themselves can fail: each rule is broken on purpose.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void A_request_that_the_picker_does_not_know_is_seen() => AssertSeen("in flight", client =>
    {
        var partial = client.Torrent.Picker.Partials.First(partial => partial.RequestedCount > 0);
        client.Torrent.Peers[0].Requests.Add(new BlockRequest(partial.Piece, partial.Find(BlockState.Requested)), client.World.NowMs);
    });

    [Fact]
    public void A_piece_had_without_a_right_hash_is_seen() => AssertSeen("without a right hash", client =>
        client.Torrent.Picker.MarkHave(Enumerable.Range(0, client.Torrent.Layout.PieceCount).First(piece => client.Torrent.Picker.IsMissing(piece))));

    [Fact]
    public void A_wrong_availability_is_seen() => AssertSeen("owners noted", client => client.Torrent.Picker.AddAvailability(0));

    [Fact]
    public void A_handshake_that_is_not_counted_is_seen() => AssertSeen("are accounted for", client => client.Session.Handshakes.CountRefusal(CloseReason.Idle));

    [Fact]
    public void A_leaked_block_is_seen()
    {
        var swarm = Run();
        swarm.Clients[1].Blocks.TryRent();
        swarm.RunUntilComplete(60_000);
        Assert.Contains("leaked 1 blocks", Assert.Throws<SimulationFailure>(swarm.Shutdown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        Assert.Equal(Fingerprint(7), Fingerprint(7));
        Assert.NotEqual(Fingerprint(7), Fingerprint(8));
    }

    private static ulong Fingerprint(int seed) => new RandomSwarm(seed).Run().World.Fingerprint;

    private static void AssertSeen(string expected, Action<Client> break_)
    {
        var swarm = Run();
        var failure = Assert.Throws<SimulationFailure>(() =>
        {
            swarm.Clients[1].Step(() => break_(swarm.Clients[1]));
            swarm.RunUntilComplete(60_000);
        });
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A swarm in the middle of its work.</summary>
    private static Swarm Run()
    {
        var swarm = new Swarm(41, 1024 * 1024, 64 * 1024);
        swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Link = new Link { UpBytesPerSecond = 200_000 } });
        swarm.Add(new ClientPlan { Name = "leech" });
        swarm.Start();
        swarm.RunUntil(() => swarm.Clients[1].IsAlive && swarm.Clients[1].Torrent.Picker.Have.Count > 2, 30_000);
        return swarm;
    }
}
