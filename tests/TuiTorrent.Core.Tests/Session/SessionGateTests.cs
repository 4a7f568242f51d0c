using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionGateTests
{
    [Fact]
    public void A_peer_that_joins_gets_our_greeting_extensions_and_what_we_have()
    {
        var session = new TestSession();
        session.Has(0);
        var peer = session.Join();
        var bytes = peer.TakeBytes();
        Assert.Equal(Msg.Greeting(TestSession.InfoHash, session.Core.OurPeerId, ReservedBits.Ours), bytes[..68]);
        Assert.Equal(["Extended 0", "Bitfield 80"], Msg.Describe(bytes.AsSpan(68)).Take(2));
    }

    [Theory]
    [InlineData(false, TestSession.AllExtensions, "HaveNone")]
    [InlineData(true, TestSession.AllExtensions, "HaveAll")]
    [InlineData(true, 0, "Bitfield ff")]
    public void What_we_have_is_told_in_the_shortest_words_the_peer_knows(bool isSeed, ulong reserved, string expected)
    {
        var peer = new TestSession(isSeed: isSeed).Join(reserved);
        Assert.Contains(expected, peer.Take());
    }

    [Fact]
    public void A_peer_without_the_fast_extension_is_told_nothing_when_there_is_nothing() =>
        Assert.Empty(new TestSession().Join(reserved: 0).Take());

    [Fact]
    public void A_second_connection_of_the_same_peer_is_refused_and_the_first_stays()
    {
        var session = new TestSession();
        var first = session.Join(id: "-XX0001-twice");
        var second = session.Join(id: "-XX0001-twice");
        Assert.True(first.IsOpen);
        Assert.Equal(CloseReason.DuplicatePeer, second.CloseReason);
    }

    [Fact]
    public void Our_own_id_is_ourselves_and_the_address_is_forgotten()
    {
        var session = new TestSession();
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.9.9.9:1000")], PeerSource.Tracker);
        session.Advance(250);
        var peer = session.Connected();
        peer.Send(Msg.Greeting(TestSession.InfoHash, session.Core.OurPeerId, 0));
        Assert.Equal(CloseReason.SelfConnection, peer.CloseReason);
        Assert.Equal(0, session.Torrent.Book.Count);
    }

    [Fact]
    public void A_call_that_we_answered_ourselves_is_not_made_again()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Allowed, ListenPort = 1000 });
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.9.9.9:1000")], PeerSource.Tracker);
        session.Advance(250);
        var outgoing = session.Connected();
        var incoming = session.Accept("10.9.9.9:50000")!;
        incoming.Send(outgoing.TakeBytes());
        Assert.Equal(CloseReason.SelfConnection, incoming.CloseReason);
        Assert.Equal(CloseReason.SelfConnection, outgoing.CloseReason);
        Assert.Equal(0, session.Torrent.Book.Count);
        session.Advance(60_000);
        Assert.Single(session.World.Dialed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tracker_is_asked_for_peers_by_seeders_too_as_nobody_may_be_able_to_reach_them(bool isSeed)
    {
        var world = new FakeWorld();
        var session = new SessionCore(new SessionSettings(), world, new BlockPool(4), new SeededRandomSource(1), new Random(1));
        var torrent = session.Add(
            new TorrentSpec(TestSession.InfoHash, "t", new PieceLayout(32768, 32768), IsPrivate: false), [[new Uri("http://10.0.0.1/announce")]])!;
        var have = new Bitfield(1);
        have[0] = isSeed;
        torrent.SetHave(have);
        session.Start(0, torrent);
        session.Tick(1_000);
        Assert.True(Assert.Single(world.Announced).NumWant > 0);
    }

    [Fact]
    public void Of_two_connections_that_crossed_both_sides_keep_the_same_one()
    {
        foreach (var theirId in new[] { "-AA0001-lower", "-zz0001-higher" })
        {
            var session = new TestSession();
            session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000")], PeerSource.Tracker);
            session.Advance(250);
            var outgoing = session.Connected();
            var incoming = session.Join(address: "10.0.1.1:50000", id: theirId);
            outgoing.Greet(id: theirId);
            // The side with the greater id keeps what it dialled.
            var weDialTheSurvivor = string.CompareOrdinal(session.Core.OurPeerId.ToString(), theirId) > 0;
            Assert.Equal((weDialTheSurvivor, !weDialTheSurvivor), (outgoing.IsOpen, incoming.IsOpen));
            Assert.Single(session.Torrent.Peers);
        }
    }

    [Fact]
    public void An_address_whose_peer_is_connected_the_other_way_is_not_dialled_again_and_again()
    {
        var session = new TestSession();
        session.Join(address: "10.0.1.1:50000", id: "-AA0001-same", reserved: ReservedBits.Fast);
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.7:1000")], PeerSource.Tracker);
        session.Advance(250);
        session.Connected().Greet(id: "-AA0001-same");
        Assert.Single(session.World.Dialed);
        session.Advance(100_000);
        Assert.Single(session.World.Dialed);
    }

    [Fact]
    public void Waiting_handshakes_are_bounded_for_each_source_and_in_all()
    {
        var session = new TestSession();
        for (var i = 0; i < Limits.MaxPendingHandshakesPerSource; i++)
        {
            Assert.NotNull(session.Accept("10.1.1.1:1000"));
        }

        Assert.Null(session.Accept("10.1.1.1:1001"));
        Assert.Equal(1, session.Core.Closes[(int)CloseReason.TooManyFromSource]);
        for (var i = Limits.MaxPendingHandshakesPerSource; i < Limits.MaxPendingHandshakes / 2; i++)
        {
            Assert.NotNull(session.Accept());
        }

        Assert.Null(session.Accept());
        Assert.Equal(1, session.Core.Closes[(int)CloseReason.TooManyHandshakes]);
        session.Advance(Limits.HandshakeTimeoutMs);
        Assert.Empty(session.Core.Connections);
        Assert.NotNull(session.Accept("10.1.1.1:1002"));
    }

    [Fact]
    public void A_whole_IPv6_subnet_is_one_source()
    {
        var session = new TestSession();
        for (var i = 0; i < Limits.MaxPendingHandshakesPerSource; i++)
        {
            Assert.NotNull(session.Accept($"[2001:db8::{i + 1}]:1000"));
        }

        Assert.Null(session.Accept("[2001:db8::ffff]:1000"));
        Assert.NotNull(session.Accept("[2001:db8:0:1::1]:1000"));
    }

    [Fact]
    public void A_torrent_takes_as_many_peers_as_the_settings_say()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Disabled, MaxPeersPerTorrent = 2 });
        session.Join();
        session.Join();
        Assert.Equal(CloseReason.TooManyConnections, session.Join().CloseReason);
    }

    [Fact]
    public void A_peer_that_hangs_up_on_MSE_is_tried_plain_at_once_and_only_once()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Preferred });
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000")], PeerSource.Tracker);
        session.Advance(250);
        var encrypted = session.Connected();
        Assert.Single(session.World.Exchanges);
        session.Core.ConnectionLost(session.Now, encrypted.Connection, CloseReason.RemoteClosed);
        Assert.Equal(2, session.World.Dialed.Count);
        var plain = session.Connected();
        Assert.Equal("BitTorrent", System.Text.Encoding.ASCII.GetString(plain.TakeBytes(), 1, 10));
        session.Core.ConnectionLost(session.Now, plain.Connection, CloseReason.RemoteClosed);
        Assert.Equal(2, session.World.Dialed.Count);
    }

    [Fact]
    public void A_peer_that_hangs_up_on_plain_is_tried_with_MSE_when_that_is_allowed()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Allowed });
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000")], PeerSource.Tracker);
        session.Advance(250);
        var plain = session.Connected();
        Assert.Empty(session.World.Exchanges);
        session.Core.ConnectionLost(session.Now, plain.Connection, CloseReason.RemoteClosed);
        session.Connected();
        Assert.Single(session.World.Exchanges);
    }

    [Fact]
    public void A_torrent_that_stops_makes_no_second_attempts()
    {
        var session = new TestSession(settings: new SessionSettings { Encryption = EncryptionPolicy.Preferred });
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000")], PeerSource.Tracker);
        session.Advance(250);
        session.Connected();
        session.Core.Stop(session.Now, session.Torrent);
        Assert.Single(session.World.Dialed);
        Assert.Empty(session.Core.Connections);
    }

    [Fact]
    public void One_giver_of_a_wrong_piece_is_banned_with_every_address_known_of_it()
    {
        var session = new TestSession(pieces: 1);
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000"), TestSession.Endpoint("10.0.1.1:1001")], PeerSource.User);
        var liar = session.Join(address: "10.0.1.1:50000", isSeed: true);
        liar.Send(Msg.Bare(MessageId.Unchoke));
        liar.Serve(_ => false);
        Assert.Equal(CloseReason.BadPieceData, liar.CloseReason);
        Assert.Null(session.Accept("10.0.1.1:60000"));
        session.Advance(60_000);
        Assert.Empty(session.World.Dialed);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void Two_givers_of_a_wrong_piece_are_tried_alone_and_the_liar_is_found()
    {
        var session = new TestSession(pieces: 1, pieceLength: 65536);
        var liar = session.Join(isSeed: true);
        var honest = session.Join(isSeed: true);
        liar.Send(Msg.Bare(MessageId.Unchoke));
        var of = liar.TakeRequests();
        // Two blocks come from each.
        liar.Answer(of[0]);
        liar.Answer(of[1]);
        liar.Send(Msg.Block(MessageId.Reject, 0, of[2].Begin), Msg.Block(MessageId.Reject, 0, of[3].Begin), Msg.Bare(MessageId.Choke));
        honest.Send(Msg.Bare(MessageId.Unchoke));
        foreach (var request in honest.TakeRequests())
        {
            honest.Answer(request);
        }

        session.Core.PieceHashed(session.Now, session.Torrent, 0, isRight: false);
        Assert.True(liar.IsOpen && honest.IsOpen);
        Assert.True(liar.Peer.IsOnParole && honest.Peer.IsOnParole);
        honest.Serve();
        Assert.True(session.Torrent.IsComplete);
    }
}
