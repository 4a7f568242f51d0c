using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>A swarm of which everything is drawn from a seed: sizes, links, disks, policies, liars, hostile peers and accidents.</summary>
internal sealed class RandomSwarm
{
    /// <summary>However bad the links are, the slowest of these swarms is done by then.</summary>
    private const long LimitMs = 10 * 60_000;

    private static readonly int[] PieceLengths = [16 * 1024, 32 * 1024, 64 * 1024, 40_000];

    private readonly Swarm _swarm;
    private readonly Random _random;
    private readonly bool _isEncrypted;

    public RandomSwarm(int seed, Action<string>? trace = null)
    {
        _random = new Random(seed * 7919 + 17);
        var length = _random.Next(6) == 0 ? _random.Next(1, 100_000) : _random.Next(256 * 1024, 1536 * 1024);
        _swarm = new Swarm(seed, length, PieceLengths[_random.Next(PieceLengths.Length)], trace);
        _isEncrypted = _random.Next(3) == 0;
        if (_random.Next(2) == 0)
        {
            _swarm.UseTracker(failPermille: _random.Next(3) == 0 ? 200 : 0);
        }

        // One seed with a patient disk and every door open, so that all who play by the rules can finish.
        _swarm.Add(Draw("seed", isSeed: true) with { Disk = new DiskPlan() });
        if (_random.Next(4) == 0)
        {
            _swarm.Add(Draw("seed2", isSeed: true));
        }

        var leechers = _random.Next(1, 7);
        for (var i = 0; i < leechers; i++)
        {
            _swarm.Add(Draw($"leech{i}", isSeed: false));
        }

        if (_random.Next(4) == 0)
        {
            _swarm.Add(Draw("liar", isSeed: true) with { Disk = new DiskPlan { LiePermille = 50 + _random.Next(950) } });
        }

        AddHostile();
    }

    /// <summary>Runs to the end, shuts down and accounts for every block; throws what went wrong.</summary>
    public Swarm Run()
    {
        _swarm.Start(spreadMs: _random.Next(2) * 5_000);
        PlanAccidents();
        _swarm.RunUntilComplete(LimitMs);
        _swarm.Shutdown();
        return _swarm;
    }

    private ClientPlan Draw(string name, bool isSeed) => new()
    {
        Name = name,
        IsSeed = isSeed,
        Link = DrawLink(),
        Disk = DrawDisk(),
        Settings = new SessionSettings
        {
            Encryption = !_isEncrypted ? EncryptionPolicy.Disabled : isSeed ? EncryptionPolicy.Preferred : (EncryptionPolicy)_random.Next(4),
            DownloadLimit = _random.Next(5) == 0 ? _random.Next(40_000, 400_000) : 0,
            UploadLimit = _random.Next(5) == 0 ? _random.Next(40_000, 400_000) : 0,
            UploadSlots = _random.Next(2, 9),
            MaxPeersPerTorrent = _random.Next(4) == 0 ? _random.Next(3, 6) : 40,
            BufferBytes = _random.Next(4) == 0 ? _random.Next(6, 20) * Limits.BlockSize : 4 * 1024 * 1024,
        },
    };

    private Link DrawLink() => new()
    {
        UpBytesPerSecond = _random.Next(50_000, 5_000_000),
        DownBytesPerSecond = _random.Next(100_000, 10_000_000),
        LatencyUs = _random.Next(100, 150_000),
        JitterUs = _random.Next(2) * _random.Next(30_000),
        LossPermille = _random.Next(3) == 0 ? _random.Next(1, 50) : 0,
        ResetPer100K = _random.Next(4) == 0 ? _random.Next(1, 500) : 0,
        RefusePermille = _random.Next(5) == 0 ? 200 : 0,
        LostConnectPermille = _random.Next(5) == 0 ? 200 : 0,
    };

    private DiskPlan DrawDisk() => new()
    {
        LatencyUs = _random.Next(3) == 0 ? _random.Next(300_000) : 1_000,
        SpreadUs = _random.Next(100_000),
        FailReadsPermille = _random.Next(8) == 0 ? 50 : 0,
    };

    private void AddHostile()
    {
        for (var count = _random.Next(3); count > 0; count--)
        {
            switch (_random.Next(7))
            {
                case 0:
                    _swarm.Add((world, name, endpoint, content) => new Snubber(world, name, endpoint, content));
                    break;
                case 1:
                    _swarm.Add((world, name, endpoint, content) => new Rejecter(world, name, endpoint, content));
                    break;
                case 2:
                    _swarm.Add((world, name, endpoint, content) => new ChokingLiar(world, name, endpoint, content));
                    break;
                case 3:
                    _swarm.Add((world, name, endpoint, content) => new DoubleTeller(world, name, endpoint, content));
                    break;
                case 4:
                    _swarm.Add((world, name, endpoint, content) => new Babbler(world, name, endpoint, content));
                    break;
                case 5:
                    _swarm.Add((world, name, endpoint, content) => new Flooder(world, name, endpoint, content));
                    break;
                default:
                    _swarm.Add((world, name, endpoint, content) => new Mute(world, name, endpoint, content));
                    break;
            }
        }
    }

    /// <summary>Programs that are killed and come back; leechers are cut off only where nobody waits for them.</summary>
    private void PlanAccidents()
    {
        for (var count = _random.Next(3); count > 0; count--)
        {
            var victim = _swarm.Clients[_random.Next(_swarm.Clients.Count)];
            var atMs = 6_000 + _random.Next(20_000);
            _swarm.World.AtMs(atMs, () =>
            {
                if (victim.IsAlive)
                {
                    victim.Kill();
                }
            });
            _swarm.World.AtMs(atMs + 1_000 + _random.Next(60_000), () =>
            {
                if (!victim.IsAlive && !_swarm.IsOver)
                {
                    victim.Start();
                    _swarm.Introduce(victim);
                }
            });
        }
    }
}
