using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Trackers;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>Many torrents of which nobody wants anything.</summary>
public class SessionRestTests
{
    private const int Many = 1000;
    private const int Pieces = 1000;

    private readonly FakeWorld _world = new();
    private readonly SessionCore _core;
    private readonly List<Torrent> _torrents = [];
    private long _now = 1_000_000;

    public SessionRestTests() => _core = new SessionCore(
        new SessionSettings { Encryption = EncryptionPolicy.Disabled }, _world, new BlockPool(64), new SeededRandomSource(1), new Random(1));

    [Fact]
    public void A_thousand_seeds_without_trackers_never_wake()
    {
        AddSeeds(withTracker: false);
        _torrents.ForEach(torrent => _core.Start(_now, torrent));
        _core.Tick(_now);
        Assert.Equal((long.MaxValue, 0), (_core.NextDeadlineMs, _core.AwakeCount));
    }

    [Fact]
    public void A_thousand_seeds_with_trackers_wake_together_and_none_is_late()
    {
        AddSeeds(withTracker: true);
        var random = new Random(3);
        var asked = _torrents.ToDictionary(torrent => torrent, _ => 0L);
        foreach (var torrent in _torrents)
        {
            _now += random.Next(3000);
            _core.Start(_now, torrent);
            Run(_now, asked);
        }

        Assert.Equal(Many, asked.Values.Count(at => at > 0));
        Assert.True(_core.NextDeadlineMs > _now + 1000);
        // Half an hour in which each of them is due once.
        Assert.InRange(Run(_now + 1_800_000, asked), 30, 2 * 62);
        Assert.Equal(0, _core.AwakeCount);
        _torrents.ForEach(torrent => _core.Remove(_now, torrent));
        Assert.Equal(long.MaxValue, TickOnce());
    }

    [Fact]
    public void Starting_and_stopping_costs_each_torrent_the_same_however_many_there_are()
    {
        AddSeeds(withTracker: false);
        var starts = AllocatedBy(() => _torrents.ForEach(torrent => _core.Start(_now, torrent)));
        // Tables that double now and then; an index made anew at each start would take a hundred times as much.
        Assert.InRange(starts / Many, 0, 1024);
        var stops = AllocatedBy(() => _torrents.ForEach(torrent => _core.Stop(_now, torrent)));
        Assert.InRange(stops, 0, 100_000);
    }

    [Fact]
    public void A_tick_for_one_that_is_busy_does_not_look_at_those_at_rest()
    {
        AddSeeds(withTracker: false);
        _torrents.ForEach(torrent => _core.Start(_now, torrent));
        TickOnce();
        var connection = _core.Accept(_now, TestSession.Endpoint("10.0.0.1:5000"))!;
        _core.Received(_now, connection, Msg.Greeting(_torrents[7].InfoHash, new PeerId("-XX0001-abcdefghijkl"u8), 0));
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(1, _core.AwakeCount);
        TickOnce();
        Assert.Equal(1, _core.AwakeCount);
        _core.ConnectionLost(_now, connection, CloseReason.RemoteClosed);
        TickOnce();
        Assert.Equal((long.MaxValue, 0), (_core.NextDeadlineMs, _core.AwakeCount));
    }

    [Fact]
    public void A_peer_that_there_was_no_room_for_is_called_when_there_is()
    {
        AddSeeds(withTracker: false, count: 2);
        _core.Apply(_now, _core.Settings with { MaxPeers = 1 });
        _torrents.ForEach(torrent => _core.Start(_now, torrent));
        _core.AddPeers(_now, _torrents[0], [TestSession.Endpoint("10.0.0.1:5000")], PeerSource.Tracker);
        TickOnce();
        _core.AddPeers(_now, _torrents[1], [TestSession.Endpoint("10.0.0.2:5000")], PeerSource.Tracker);
        for (var i = 0; i < 100; i++)
        {
            TickOnce();
        }

        Assert.Single(_world.Dialed);
        Assert.True(_core.NextDeadlineMs > _now + 5000, "waiting for room needs no ticks");
        _core.ConnectionLost(_now, _world.Dialed[0], CloseReason.ConnectFailed);
        _now = _core.NextDeadlineMs;
        TickOnce();
        Assert.Equal(2, _world.Dialed.Count);
    }

    [Fact]
    public void A_torrent_at_rest_takes_little_memory()
    {
        AddSeeds(withTracker: true, count: 10);
        _torrents.ForEach(torrent => _core.Start(_now, torrent));
        TickOnce();
        var layout = new PieceLayout(Pieces * 262144L, 262144);
        var have = new Bitfield(Pieces);
        have.SetAll(true);
        var specs = Enumerable.Range(0, 100).Select(i => new TorrentSpec(HashOf(50_000 + i), "name", layout, false)).ToList();
        IReadOnlyList<IReadOnlyList<Uri>> tiers = [[new Uri("http://tracker.example/announce")]];
        var cost = AllocatedBy(() =>
        {
            foreach (var spec in specs)
            {
                var torrent = _core.Add(spec, tiers)!;
                torrent.SetHave(have);
                _core.Start(_now, torrent);
            }
        });
        Assert.InRange(cost / specs.Count, 0, 3 * 1024);
    }

    private static InfoHash HashOf(int number)
    {
        var bytes = new byte[20];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return new InfoHash(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long AllocatedBy(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void AddSeeds(bool withTracker, int count = Many)
    {
        var have = new Bitfield(Pieces);
        have.SetAll(true);
        for (var i = 0; i < count; i++)
        {
            var spec = new TorrentSpec(HashOf(i), "seed", new PieceLayout(Pieces * 262144L, 262144), IsPrivate: false);
            var torrent = _core.Add(spec, withTracker ? [[new Uri("http://tracker.example/announce")]] : [])!;
            torrent.SetHave(have);
            _torrents.Add(torrent);
        }
    }

    private long TickOnce()
    {
        _core.Tick(_now);
        return _core.NextDeadlineMs;
    }

    /// <summary>Ticks when the session asks for it, and answers each announce at once; returns how many ticks there were.</summary>
    private int Run(long untilMs, Dictionary<Torrent, long> asked)
    {
        var ticks = 0;
        while (_core.NextDeadlineMs <= untilMs)
        {
            _now = Math.Max(_now, _core.NextDeadlineMs);
            _core.Tick(_now);
            ticks++;
            foreach (var (torrent, request) in _world.TakeAnnounces())
            {
                Assert.True(asked[torrent] == 0 || _now - asked[torrent] is >= 1_800_000 and <= 1_800_000 + Limits.AnnounceSlackMs);
                asked[torrent] = _now;
                _core.AnnounceFinished(_now, torrent, request, AnnounceOutcome.Of(Sample.Reply()));
            }
        }

        _now = untilMs;
        return ticks;
    }
}
