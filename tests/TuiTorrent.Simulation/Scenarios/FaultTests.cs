using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>Swarms in which something goes wrong: peers that lie, stall or leave, programs that are killed, disks that fill up.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Length = 2 * 1024 * 1024;
    private const int PieceLength = 64 * 1024;

    [Fact]
    public void A_liar_is_banned_by_all_it_fed_and_everyone_finishes()
    {
        var swarm = WithSeed(11);
        var liar = swarm.Add(new ClientPlan { Name = "liar", IsSeed = true, Disk = new DiskPlan { LiePermille = 300 } });
        AddLeechers(swarm, 4);

        swarm.Start();
        var ms = swarm.RunUntilComplete(180_000);

        output.WriteLine($"{ms} ms; {swarm.Describe()}");
        Assert.All(
            swarm.Honest.Where(client => !client.Plan.IsSeed),
            client => Assert.True(client.Banned.SetEquals([liar.Endpoint.Address]), $"{client.Name} banned {client.Banned.Count}"));
        swarm.Shutdown();
    }

    [Fact]
    public void A_liar_that_chokes_keeps_no_piece_for_itself()
    {
        var swarm = WithSeed(12, link: new Link { UpBytesPerSecond = 200_000 });
        swarm.Add((world, name, endpoint, content) => new ChokingLiar(world, name, endpoint, content));
        AddLeechers(swarm, 2);

        swarm.Start();

        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms");
        swarm.Shutdown();
    }

    [Fact]
    public void A_killed_leecher_goes_on_with_what_its_disk_had()
    {
        var swarm = WithSeed(13, link: new Link { UpBytesPerSecond = 500_000 });
        AddLeechers(swarm, 2);
        var victim = swarm.Clients[1];

        swarm.Start();
        swarm.RunUntil(() => victim.IsAlive && victim.Torrent.Picker.Have.Count >= 12, 60_000);
        victim.Kill();
        swarm.RunFor(2_000);
        victim.Start();
        swarm.Introduce(victim);

        Assert.True(victim.Torrent.Picker.Have.Count >= 12);
        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms, wrote {victim.Disk.Written} of {Length / Limits.BlockSize} blocks");
        Assert.InRange(victim.Disk.Written, Length / Limits.BlockSize, Length / Limits.BlockSize);
        swarm.Shutdown();
    }

    [Fact]
    public void A_giver_is_not_blamed_for_what_was_wrong_on_disk()
    {
        var swarm = WithSeed(14);
        AddLeechers(swarm, 1);
        var leecher = swarm.Clients[1];
        leecher.Disk.TryWrite(3, 0, new byte[Limits.BlockSize]);

        swarm.Start();
        swarm.RunUntilComplete(60_000);

        Assert.Empty(leecher.Banned);
        swarm.Shutdown();
    }

    [Fact]
    public void Peers_that_take_requests_and_answer_none_are_snubbed()
    {
        var swarm = WithSeed(15, link: new Link { UpBytesPerSecond = 40_000 });
        swarm.Add((world, name, endpoint, content) => new Snubber(world, name, endpoint, content));
        swarm.Add((world, name, endpoint, content) => new Snubber(world, name, endpoint, content));
        AddLeechers(swarm, 2);

        swarm.Start();
        swarm.RunUntil(() => swarm.Clients.Skip(1).All(client => client.IsAlive && client.Torrent.Peers.Count(peer => peer.Requests.IsSnubbed) == 2), Limits.SnubAfterMs + 5_000);

        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms");
        swarm.Shutdown();
    }

    [Fact]
    public void A_peer_that_rejects_every_request_does_not_keep_us_busy()
    {
        var swarm = WithSeed(16, link: new Link { UpBytesPerSecond = 100_000 });
        var rejecter = swarm.Add((world, name, endpoint, content) => new Rejecter(world, name, endpoint, content));
        AddLeechers(swarm, 1);

        swarm.Start();
        var ms = swarm.RunUntilComplete(120_000);

        output.WriteLine($"{ms} ms, {rejecter.Heard} messages");
        Assert.InRange(rejecter.Heard, 1, 3 * ms / 1000 * 10);
        swarm.Shutdown();
    }

    [Fact]
    public void Peers_that_break_rules_are_closed_and_confuse_no_count()
    {
        var swarm = WithSeed(17, link: new Link { UpBytesPerSecond = 100_000 });
        swarm.Add((world, name, endpoint, content) => new DoubleTeller(world, name, endpoint, content));
        swarm.Add((world, name, endpoint, content) => new Babbler(world, name, endpoint, content));
        swarm.Add((world, name, endpoint, content) => new Flooder(world, name, endpoint, content));
        swarm.Add((world, name, endpoint, content) => new Mute(world, name, endpoint, content));
        AddLeechers(swarm, 2);

        swarm.Start();
        swarm.RunUntilComplete(120_000);
        swarm.RunFor(Limits.HandshakeTimeoutMs);

        Assert.All(swarm.Clients, client =>
        {
            Assert.True(client.Session.Closes[(int)CloseReason.ProtocolViolation] > 0, swarm.Describe());
            Assert.True(client.Session.Closes[(int)CloseReason.Flood] > 0, swarm.Describe());
            Assert.True(client.Session.Handshakes.RefusedFor(CloseReason.HandshakeTimeout) > 0, swarm.Describe());
        });
        swarm.Shutdown();
    }

    [Fact]
    public void Peers_that_vanish_leave_nothing_behind()
    {
        var swarm = WithSeed(18, link: new Link { UpBytesPerSecond = 300_000 });
        AddLeechers(swarm, 4);

        swarm.Start();
        swarm.World.AtMs(3_000, swarm.Clients[1].Cut);
        swarm.World.AtMs(4_000, swarm.Clients[2].Cut);
        swarm.RunUntil(() => swarm.Clients.Skip(3).All(client => client.IsComplete), 120_000);
        swarm.RunFor(Limits.IdleTimeoutMs + 10_000);

        Assert.All(swarm.Clients.Skip(3), client => Assert.DoesNotContain(client.Torrent.Peers, peer => peer.Connection.LastReceivedMs < client.World.NowMs - Limits.IdleTimeoutMs - 1_000));
        swarm.Shutdown();
    }

    [Fact]
    public void A_seed_that_goes_and_comes_back_is_found_again()
    {
        var swarm = WithSeed(19, link: new Link { UpBytesPerSecond = 200_000 });
        AddLeechers(swarm, 2);

        swarm.Start();
        swarm.World.AtMs(3_000, swarm.Clients[0].Kill);
        swarm.World.AtMs(30_000, swarm.Clients[0].Start);

        output.WriteLine($"{swarm.RunUntilComplete(180_000)} ms");
        swarm.Shutdown();
    }

    [Fact]
    public void A_full_disk_stops_the_torrent_and_it_goes_on_when_there_is_room()
    {
        var swarm = WithSeed(20);
        var full = swarm.Add(new ClientPlan { Name = "full", Disk = new DiskPlan { CapacityBlocks = 30 } });
        AddLeechers(swarm, 1);

        swarm.Start();
        swarm.RunUntil(() => full.IsAlive && full.Torrent.Status == TorrentStatus.Failed, 30_000);
        swarm.RunFor(5_000);
        Assert.Empty(full.Torrent.Peers);
        full.Disk.Enlarge();
        full.Step(() => full.Session.Start(full.World.NowMs, full.Torrent));

        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms");
        Assert.Empty(full.Banned);
        swarm.Shutdown();
    }

    [Fact]
    public void A_seed_that_can_not_read_some_blocks_is_not_asked_without_end()
    {
        var swarm = WithSeed(21, disk: new DiskPlan { FailReadsPermille = 200 });
        AddLeechers(swarm, 2);

        swarm.Start();

        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms, {swarm.World.Steps} steps");
        swarm.Shutdown();
    }

    private static Swarm WithSeed(int seed, Link? link = null, DiskPlan? disk = null)
    {
        var swarm = new Swarm(seed, Length, PieceLength);
        swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Link = link ?? new Link(), Disk = disk ?? new DiskPlan(), Settings = Plain });
        return swarm;
    }

    private static void AddLeechers(Swarm swarm, int count)
    {
        for (var i = 0; i < count; i++)
        {
            swarm.Add(new ClientPlan { Name = $"leech{i}", Settings = Plain });
        }
    }

    private static SessionSettings Plain => new() { Encryption = EncryptionPolicy.Allowed };
}
