using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionRoomTests
{
    [Fact]
    public void Known_addresses_are_bounded_over_all_torrents()
    {
        var session = new TestSession();
        var torrents = Enumerable.Range(0, 12).Select(i =>
            session.Core.Add(new TorrentSpec(new InfoHash(System.Text.Encoding.ASCII.GetBytes($"{i:D20}")), "t", new PieceLayout(1, 1), IsPrivate: false), [])!).ToList();
        for (var i = 0; i < 12_000; i++)
        {
            session.Core.AddPeers(session.Now, torrents[i / 1000], [PeerEndpoint.FromIPv4(0x0a000000 + (uint)i, 1)], PeerSource.Tracker);
        }

        Assert.Equal(Limits.MaxKnownPeers, torrents.Sum(torrent => torrent.Book.Count));
    }

    [Fact]
    public void Slow_handshakes_of_strangers_do_not_stop_our_own_calls()
    {
        var session = new TestSession();
        while (session.Accept() is not null)
        {
        }

        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.200.0.1:1")], PeerSource.Tracker);
        session.Advance(1000);
        Assert.Single(session.World.Dialed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_peer_that_nobody_has_a_use_for_makes_room_when_there_is_none(bool isFull)
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Disabled, MaxPeersPerTorrent = isFull ? 2 : 3 });
        var (idle, wanted) = (session.Join(), session.Join(isSeed: true));
        for (var ms = 0; ms < Limits.UnproductiveAfterMs + 2 * Choker.RoundMs; ms += 60_000)
        {
            idle.Send(Msg.KeepAlive);
            wanted.Send(Msg.KeepAlive);
            idle.TakeBytes();
            wanted.TakeBytes();
            Assert.True(idle.IsOpen);
            session.Advance(60_000);
        }

        Assert.True(wanted.IsOpen);
        Assert.Equal(isFull ? CloseReason.Unproductive : CloseReason.None, idle.CloseReason);
    }

    [Fact]
    public void A_torrent_without_peers_asks_its_tracker_again_before_the_regular_time()
    {
        var session = new TestSession();
        var torrent = session.Core.Add(new TorrentSpec(new InfoHash("bbbbbbbbbbbbbbbbbbbb"u8), "t", new PieceLayout(1, 1), IsPrivate: false), [[new Uri("http://tracker.example/announce")]])!;
        session.Core.Start(session.Now, torrent);
        session.Advance(1000);
        var first = Assert.Single(session.World.Announced);
        session.Core.AnnounceFinished(session.Now, torrent, first, AnnounceOutcome.Of(new AnnounceReply { IntervalSeconds = 1800, MinIntervalSeconds = Limits.DefaultMinAnnounceIntervalSeconds }));
        session.Advance(Limits.DefaultMinAnnounceIntervalSeconds * 1000L - 5_000);
        Assert.Single(session.World.Announced);
        session.Advance(10_000);
        Assert.Equal(2, session.World.Announced.Count);
    }

    [Fact]
    public void A_call_that_ends_because_the_peer_called_us_is_not_repeated_in_another_dress()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Preferred });
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.200.0.1:1")], PeerSource.Tracker);
        session.Advance(1000);
        var ours = session.Connected();
        var theirs = session.Accept("10.200.0.1:50000")!;
        session.Core.ConnectionLost(session.Now, ours.Connection, CloseReason.RemoteClosed);
        Assert.Single(session.World.Dialed);
        theirs.Greet();
        theirs.Send(Msg.Extended(0, "d1:pi1ee"));
        session.Advance(60_000);
        Assert.Single(session.World.Dialed);
    }

    [Fact]
    public void What_a_failed_disk_had_taken_is_asked_for_again_after_the_restart()
    {
        var session = new TestSession(pieces: 1, pieceLength: 65536);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        var requests = seed.TakeRequests();
        requests.Take(3).ToList().ForEach(seed.Answer);
        session.Core.Fail(session.Now, session.Torrent, "No space left on device");
        Assert.Empty(session.Picker.Partials);
        session.Core.Start(session.Now, session.Torrent);
        seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Equal(4, seed.TakeRequests().Count);
        Assert.Equal(0, session.Shutdown());
    }
}
