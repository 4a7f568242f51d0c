using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>What users may set: encryption, rates, numbers of connections.</summary>
public sealed class PolicyTests(ITestOutputHelper output)
{
    [Fact]
    public void Policies_that_can_talk_finish_and_the_others_are_refused_by_name()
    {
        var swarm = new Swarm(31, 1024 * 1024, 32 * 1024);
        var seed = Add(swarm, "seed", EncryptionPolicy.Required, isSeed: true);
        var required = Add(swarm, "required", EncryptionPolicy.Required);
        var preferred = Add(swarm, "preferred", EncryptionPolicy.Preferred);
        var allowed = Add(swarm, "allowed", EncryptionPolicy.Allowed);
        var disabled = Add(swarm, "disabled", EncryptionPolicy.Disabled);

        swarm.Start();
        // The disabled one can't talk to the seed, but to those that can: the pieces reach it all the same.
        output.WriteLine($"{swarm.RunUntilComplete(120_000)} ms; {swarm.Describe()}");

        Assert.True(seed.Session.Handshakes.RefusedFor(CloseReason.PlaintextRefused) > 0);
        Assert.True(disabled.Session.Handshakes.RefusedFor(CloseReason.EncryptionRefused) > 0);
        Assert.Equal(0, seed.Session.Handshakes.Plain + seed.Session.Handshakes.MsePlaintext);
        Assert.Equal(0, required.Session.Handshakes.Plain + required.Session.Handshakes.MsePlaintext);
        Assert.Equal(0, disabled.Session.Handshakes.Rc4 + disabled.Session.Handshakes.MsePlaintext);
        Assert.True(preferred.Session.Handshakes.Rc4 > 0 && preferred.Session.Handshakes.Plain > 0);
        Assert.True(allowed.Session.Handshakes.Rc4 > 0 && allowed.Session.Handshakes.Plain > 0);
        swarm.Shutdown();
    }

    [Fact]
    public void Required_and_disabled_alone_never_meet()
    {
        var swarm = new Swarm(32, 256 * 1024, 32 * 1024);
        var seed = Add(swarm, "seed", EncryptionPolicy.Required, isSeed: true);
        var disabled = Add(swarm, "disabled", EncryptionPolicy.Disabled);

        swarm.Start();
        swarm.RunFor(100_000);

        Assert.Equal(0, disabled.Torrent.DoneBytes);
        Assert.Equal(0, seed.Session.Handshakes.Rc4 + seed.Session.Handshakes.Plain + seed.Session.Handshakes.MsePlaintext);
        Assert.True(seed.Session.Handshakes.RefusedFor(CloseReason.PlaintextRefused) > 0);
        Assert.True(disabled.Session.Handshakes.RefusedFor(CloseReason.EncryptionRefused) > 0);
        swarm.Shutdown();
    }

    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(0, 100_000)]
    [InlineData(0, 400_000)]
    [InlineData(1_000_000, 0)]
    public void Rates_are_kept_within_a_tenth(int downloadLimit, int uploadLimit)
    {
        var limit = Math.Max(downloadLimit, uploadLimit);
        var swarm = new Swarm(33, 25L * limit, 64 * 1024);
        swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Settings = new SessionSettings { UploadLimit = uploadLimit } });
        swarm.Add(new ClientPlan { Name = "other", IsSeed = true, Settings = new SessionSettings { UploadLimit = uploadLimit } });
        var leecher = swarm.Add(new ClientPlan { Name = "leech", Settings = new SessionSettings { DownloadLimit = downloadLimit } });
        var expected = 10L * limit * (uploadLimit > 0 ? 2 : 1);

        swarm.Start();
        swarm.RunFor(2_000);
        var before = leecher.Torrent.Download.Total;
        swarm.RunFor(10_000);
        var got = leecher.Torrent.Download.Total - before;

        output.WriteLine($"{got} of {expected} bytes");
        Assert.InRange(got, expected * 9 / 10, expected * 11 / 10);
        swarm.Shutdown();
    }

    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(0, 100_000)]
    [InlineData(0, 400_000)]
    [InlineData(1_000_000, 0)]
    public void Rates_of_one_torrent_are_kept_within_a_tenth(int downloadLimit, int uploadLimit)
    {
        var limit = Math.Max(downloadLimit, uploadLimit);
        var swarm = new Swarm(39, 25L * limit, 64 * 1024);
        var seed = Add(swarm, "seed", EncryptionPolicy.Preferred, isSeed: true);
        var leecher = Add(swarm, "leech", EncryptionPolicy.Preferred);
        swarm.Start();
        swarm.RunFor(1);
        seed.Step(() => seed.Session.SetLimits(swarm.World.NowMs, seed.Torrent, TorrentLimits.None with { Upload = uploadLimit }));
        leecher.Step(() => leecher.Session.SetLimits(swarm.World.NowMs, leecher.Torrent, TorrentLimits.None with { Download = downloadLimit }));
        swarm.RunFor(2_000);
        var before = leecher.Torrent.Download.Total;
        swarm.RunFor(10_000);
        var got = leecher.Torrent.Download.Total - before;

        output.WriteLine($"{got} of {10L * limit} bytes");
        Assert.InRange(got, 9L * limit, 11L * limit);

        leecher.Step(() => leecher.Session.SetLimits(swarm.World.NowMs, leecher.Torrent, TorrentLimits.None with { Download = RateLimit.Nothing }));
        swarm.RunFor(5_000);
        before = leecher.Torrent.Download.Total;
        swarm.RunFor(60_000);
        Assert.Equal(before, leecher.Torrent.Download.Total);

        leecher.Step(() => leecher.Session.SetLimits(swarm.World.NowMs, leecher.Torrent, TorrentLimits.None));
        swarm.RunUntilComplete(400_000);
        swarm.Shutdown();
    }

    [Fact]
    public void Few_connections_and_little_memory_are_enough()
    {
        var swarm = new Swarm(34, 1024 * 1024, 32 * 1024);
        var settings = new SessionSettings { MaxPeers = 4, MaxPeersPerTorrent = 3, BufferBytes = 8 * Limits.BlockSize, Encryption = EncryptionPolicy.Allowed };
        swarm.Add(new ClientPlan { Name = "seed", IsSeed = true, Settings = settings });
        for (var i = 0; i < 7; i++)
        {
            swarm.Add(new ClientPlan { Name = $"leech{i}", Settings = settings });
        }

        swarm.Start();
        output.WriteLine($"{swarm.RunUntilComplete(600_000)} ms; {swarm.Describe()}");
        swarm.Shutdown();
    }

    [Theory]
    [InlineData(1, 16 * 1024)]
    [InlineData(100, 16 * 1024)]
    [InlineData(32 * 1024, 32 * 1024)]
    [InlineData(64 * 1024 + 1, 64 * 1024)]
    [InlineData(3 * 48_000 + 1, 48_000)]
    public void Tiny_torrents_finish(int length, int pieceLength)
    {
        var swarm = new Swarm(35, length, pieceLength);
        Add(swarm, "seed", EncryptionPolicy.Preferred, isSeed: true);
        Add(swarm, "leech0", EncryptionPolicy.Preferred);
        Add(swarm, "leech1", EncryptionPolicy.Preferred);

        swarm.Start();
        Assert.InRange(swarm.RunUntilComplete(20_000), 1, 5_000);
        swarm.Shutdown();
    }

    [Fact]
    public void Forty_peers_finish()
    {
        var swarm = new Swarm(36, 1024 * 1024, 32 * 1024);
        swarm.UseTracker();
        Add(swarm, "seed", EncryptionPolicy.Disabled, isSeed: true);
        for (var i = 0; i < 39; i++)
        {
            Add(swarm, $"leech{i}", EncryptionPolicy.Disabled);
        }

        swarm.Start(spreadMs: 3_000);
        output.WriteLine($"{swarm.RunUntilComplete(300_000)} ms");
        swarm.Shutdown();
    }

    [Fact]
    public void A_lone_seed_sleeps()
    {
        var swarm = new Swarm(37, 1024 * 1024, 32 * 1024);
        swarm.UseTracker();
        var seed = Add(swarm, "seed", EncryptionPolicy.Preferred, isSeed: true);
        swarm.Start();
        swarm.RunFor(10_000);
        var before = seed.Ticks;

        swarm.RunFor(10 * 60_000);

        Assert.InRange(seed.Ticks - before, 0, 10 * 5);
        output.WriteLine($"{seed.Ticks - before} ticks in ten minutes");
        swarm.Shutdown();
        Assert.Equal(1, swarm.Tracker!.Heard[(int)Core.Trackers.AnnounceEvent.Stopped]);
    }

    [Fact]
    public void Seeds_that_everyone_left_sleep_too()
    {
        var swarm = new Swarm(38, 1024 * 1024, 32 * 1024);
        swarm.UseTracker();
        var seed = Add(swarm, "seed", EncryptionPolicy.Preferred, isSeed: true);
        Add(swarm, "leech0", EncryptionPolicy.Preferred);
        Add(swarm, "leech1", EncryptionPolicy.Preferred);
        swarm.Start();
        swarm.RunUntilComplete(60_000);
        swarm.RunFor(10 * 60_000);
        var before = seed.Ticks;

        swarm.RunFor(10 * 60_000);

        output.WriteLine($"{seed.Ticks - before} ticks in ten minutes; {swarm.Describe()}");
        Assert.InRange(seed.Ticks - before, 0, 10 * 5);
        swarm.Shutdown();
    }

    private static Client Add(Swarm swarm, string name, EncryptionPolicy policy, bool isSeed = false) =>
        swarm.Add(new ClientPlan { Name = name, IsSeed = isSeed, Settings = new SessionSettings { Encryption = policy } });
}
