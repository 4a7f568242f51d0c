using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionTimeTests
{
    [Fact]
    public void A_torrent_that_starts_and_peers_that_are_told_are_seen_to_at_once()
    {
        var session = new TestSession();
        Assert.InRange(session.Core.NextDeadlineMs, 0, session.Now);
        session.Advance(SessionCore.TickMs);
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.9.9.9:1000")], PeerSource.Tracker);
        Assert.Equal(session.Now, session.Core.NextDeadlineMs);
        session.Core.Tick(session.Now);
        Assert.Single(session.World.Dialed);
    }

    [Fact]
    public void A_sign_of_life_goes_out_after_100_seconds_of_silence()
    {
        var session = new TestSession();
        var peer = session.Join();
        peer.Take();
        session.Advance(Limits.KeepAliveMs - 1000);
        Assert.Empty(peer.TakeBytes());
        session.Advance(1000);
        Assert.Equal(Msg.KeepAlive, peer.TakeBytes());
        peer.Send(Msg.KeepAlive);
        session.Advance(Limits.KeepAliveMs);
        Assert.Equal(Msg.KeepAlive, peer.TakeBytes());
    }

    [Fact]
    public void A_silent_peer_is_gone_after_150_seconds()
    {
        var session = new TestSession();
        var peer = session.Join();
        peer.Take();
        session.Advance(Limits.IdleTimeoutMs - 250);
        peer.Take();
        Assert.True(peer.IsOpen);
        session.Advance(250);
        Assert.Equal(CloseReason.Idle, peer.CloseReason);
    }

    [Fact]
    public void A_peer_that_reads_nothing_for_150_seconds_is_gone_and_its_blocks_are_back()
    {
        var session = new TestSession(isSeed: true);
        var peer = session.Join();
        peer.Take();
        peer.Send(Msg.Bare(MessageId.Interested), Msg.Block(MessageId.Request, 0, 0));
        session.ServeReads();
        for (var i = 0; i < 4 && peer.IsOpen; i++)
        {
            session.Advance(Limits.IdleTimeoutMs / 2);
            if (peer.IsOpen)
            {
                peer.Send(Msg.KeepAlive);
            }
        }

        Assert.Equal(CloseReason.Idle, peer.CloseReason);
        Assert.Equal(0, session.Pool.Outstanding);
    }

    [Fact]
    public void A_peer_that_we_have_no_memory_to_read_from_is_not_called_silent()
    {
        var session = new TestSession(blocks: 1);
        var block = session.Pool.TryRent();
        var peer = session.Join();
        peer.Take();
        for (var i = 0; i < 200; i++)
        {
            session.Advance(1000);
            peer.TakeBytes();
            Assert.Equal(0, session.Core.ReceiveAllowance(session.Now, peer.Connection));
        }

        Assert.True(peer.IsOpen);
        block!.Return();
    }

    [Fact]
    public void A_peer_that_gives_nothing_for_30_seconds_is_snubbed_and_others_get_its_blocks()
    {
        var session = new TestSession(pieces: 1);
        var slow = session.Join(reserved: 0, isSeed: true);
        slow.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Equal(2, slow.TakeRequests().Count);
        session.Advance(Limits.SnubAfterMs - 1000);
        Assert.False(slow.Peer.Requests.IsSnubbed);
        session.Advance(2000);
        Assert.True(slow.Peer.Requests.IsSnubbed);
        // One request at a time is how it gets another chance.
        Assert.Single(slow.TakeRequests());
        var fast = session.Join(isSeed: true);
        fast.Send(Msg.Bare(MessageId.Unchoke));
        fast.Serve();
        Assert.True(session.Torrent.IsComplete);
    }

    [Fact]
    public void A_late_block_of_a_snubbed_peer_is_no_crime()
    {
        var session = new TestSession(pieces: 4);
        var slow = session.Join(isSeed: true);
        slow.Send(Msg.Bare(MessageId.Unchoke));
        var requests = slow.TakeRequests();
        session.Advance(Limits.SnubAfterMs + 1000);
        requests.ForEach(slow.Answer);
        Assert.True(slow.IsOpen);
    }

    [Fact]
    public void A_peer_asked_again_after_a_long_pause_is_not_snubbed_for_the_pause()
    {
        var session = new TestSession(pieces: 2);
        var (a, b) = (session.Join(isSeed: true), session.Join(isSeed: true));
        a.Send(Msg.Bare(MessageId.Unchoke));
        b.Send(Msg.Bare(MessageId.Unchoke));
        var ofB = b.TakeRequests();
        foreach (var request in a.TakeRequests())
        {
            a.Answer(request);
        }

        // All that b was asked for came from a, and b answers none of the cancels.
        Assert.Equal(0, b.Peer.Requests.Count);
        Assert.NotEmpty(ofB);
        session.Advance(10_000);
        session.Core.PieceHashed(session.Now, session.Torrent, 0, isRight: true);
        session.Core.ConnectionLost(session.Now, a.Connection, CloseReason.RemoteClosed);
        session.Advance(50_000);
        session.Core.PieceHashed(session.Now, session.Torrent, 1, isRight: false);
        session.Advance(2000);
        Assert.False(b.IsOpen && b.Peer.Requests.IsSnubbed && b.Peer.Requests.Count == 0);
    }

    [Fact]
    public void An_idle_session_asks_for_no_tick()
    {
        var session = new TestSession();
        session.Advance(1000);
        Assert.Equal(long.MaxValue, session.Core.NextDeadlineMs);
        session.Join().Take();
        session.Advance(2000);
        Assert.InRange(session.Core.NextDeadlineMs, session.Now + 60_000, long.MaxValue - 1);
    }

    [Fact]
    public void A_dial_that_does_not_open_is_given_up_after_10_seconds_and_tried_later()
    {
        var session = new TestSession();
        session.Core.AddPeers(session.Now, session.Torrent, [TestSession.Endpoint("10.0.1.1:1000")], TuiTorrent.Core.Swarm.PeerSource.Tracker);
        session.Advance(Limits.ConnectTimeoutMs + 500);
        Assert.Equal([CloseReason.ConnectTimeout], session.World.Closed.Select(c => c.CloseReason));
        Assert.Single(session.World.Dialed);
        session.Advance(16_000);
        Assert.Equal(2, session.World.Dialed.Count);
    }
}
