using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionTransferTests
{
    [Fact]
    public void A_torrent_is_fetched_from_a_seed_and_every_block_comes_back()
    {
        var session = new TestSession(pieces: 40, pieceLength: 40_000);
        var seed = session.Join(isSeed: true);
        Assert.Contains("Interested", seed.Take());
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve();
        Assert.True(session.Torrent.IsComplete);
        Assert.Equal([session.Torrent], session.World.Finished);
        Assert.Equal(session.Torrent.Layout.TotalLength, session.Torrent.DoneBytes);
        Assert.Equal(CloseReason.BothSeeds, seed.CloseReason);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void A_bitfield_in_the_middle_stands_for_many_haves()
    {
        var session = new TestSession(pieces: 16);
        var leecher = session.Join();
        leecher.Send(Msg.Bare(MessageId.HaveNone), Msg.Piece(MessageId.Have, 9));
        leecher.Send(Msg.Bits(0b1000_0000, 0b0000_0001));
        Assert.Equal([0, 9, 15], Enumerable.Range(0, 16).Where(piece => leecher.Peer.Pieces[piece]));
        Assert.Equal([1, 0, 1, 1], new[] { 0, 1, 9, 15 }.Select(session.Picker.Availability));
        leecher.Send(Msg.Bits(0xff, 0xff));
        Assert.True(leecher.Peer.IsSeed);
        Assert.All(Enumerable.Range(0, 16), piece => Assert.Equal(0, session.Picker.Availability(piece)));
    }

    [Fact]
    public void Nothing_is_asked_of_a_peer_that_chokes_us_but_what_it_allowed_fast()
    {
        var session = new TestSession();
        var seed = session.Join(isSeed: true);
        Assert.Empty(seed.TakeRequests());
        seed.Send(Msg.Piece(MessageId.AllowedFast, 3));
        Assert.Equal([3], seed.TakeRequests().Select(r => r.Piece).Distinct());
    }

    [Fact]
    public void A_choke_without_the_fast_extension_drops_the_requests_and_another_peer_gets_them()
    {
        var session = new TestSession(pieces: 1);
        var first = session.Join(reserved: 0, isSeed: true);
        first.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Equal(2, first.TakeRequests().Count);
        first.Send(Msg.Bare(MessageId.Choke));
        var second = session.Join(isSeed: true);
        second.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Equal(2, second.TakeRequests().Count);
    }

    [Fact]
    public void In_the_endgame_a_block_is_asked_of_two_and_the_later_gets_a_cancel()
    {
        var session = new TestSession(pieces: 1);
        var peers = Enumerable.Range(0, 3).Select(_ => session.Join(isSeed: true)).ToList();
        peers.ForEach(p => p.Send(Msg.Bare(MessageId.Unchoke)));
        var requests = peers.ConvertAll(p => p.TakeRequests());
        Assert.Equal([2, 2, 0], requests.Select(r => r.Count));
        peers[0].Answer(requests[0][0]);
        Assert.Contains($"Cancel 0 {requests[0][0].Begin} 16384", peers[1].Take());
        // It was on its way already: no harm.
        peers[1].Answer(requests[0][0]);
        Assert.True(peers[1].IsOpen);
        Assert.Equal(16384, session.Torrent.WastedBytes);
    }

    [Fact]
    public void A_piece_reserved_for_a_peer_on_parole_is_given_on_when_that_peer_chokes_or_leaves()
    {
        foreach (var leaves in new[] { false, true })
        {
            var session = new TestSession(pieces: 1, pieceLength: 65536);
            var (a, b) = (session.Join(isSeed: true), session.Join(isSeed: true));
            a.Send(Msg.Bare(MessageId.Unchoke));
            a.TakeRequests();
            a.Peer.IsOnParole = b.Peer.IsOnParole = true;
            session.Picker.Partial(0)!.Owner = a.Peer;
            session.Picker.Partial(0)!.IsExclusive = true;
            b.Send(Msg.Bare(MessageId.Unchoke));
            Assert.Empty(b.TakeRequests());
            if (leaves)
            {
                session.Core.ConnectionLost(session.Now, a.Connection, CloseReason.RemoteClosed);
            }
            else
            {
                a.Send(Msg.Bare(MessageId.Choke));
                for (var block = 0; block < 4; block++)
                {
                    a.Send(Msg.Block(MessageId.Reject, 0, block * 16384));
                }
            }

            session.Advance(1000);
            Assert.Equal(4, b.TakeRequests().Count);
        }
    }

    [Fact]
    public void Small_pieces_do_not_keep_the_pipeline_short()
    {
        var session = new TestSession(pieces: 4000, pieceLength: 16384);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        foreach (var request in seed.TakeRequests())
        {
            seed.Answer(request);
        }

        while (seed.Peer.Requests.Depth < 100)
        {
            var requests = seed.TakeRequests();
            Assert.NotEmpty(requests);
            requests.ForEach(r =>
            {
                seed.Answer(r);
                session.Core.PieceHashed(session.Now, session.Torrent, r.Piece, isRight: true);
            });
        }

        seed.TakeRequests();
        Assert.InRange(seed.Peer.Requests.Count, 70, 500);
    }

    [Fact]
    public void A_short_reqq_is_kept_full_however_fast_the_peer_is()
    {
        var session = new TestSession(pieces: 400, pieceLength: 262144);
        var seed = session.Join();
        seed.Send(Msg.Bare(MessageId.HaveAll), Msg.Extended(0, "d4:reqqi20ee"), Msg.Bare(MessageId.Unchoke));
        var waiting = new Queue<TuiTorrent.Core.Swarm.BlockRequest>(seed.TakeRequests());
        for (var i = 0; i < 400; i++)
        {
            seed.Answer(waiting.Dequeue());
            seed.TakeRequests().ForEach(waiting.Enqueue);
            Assert.InRange(waiting.Count, i < 100 ? 4 : 14, 20);
        }
    }

    [Fact]
    public void A_request_is_answered_with_the_block_once_unchoked()
    {
        var session = new TestSession(isSeed: true);
        var peer = session.Join();
        peer.Send(Msg.Bare(MessageId.Interested));
        Assert.Contains("Unchoke", peer.Take());
        peer.Send(Msg.Block(MessageId.Request, 2, 16384), Msg.Block(MessageId.Request, 2, 100, 50));
        session.ServeReads();
        Assert.Equal(["Piece 2 16384 +16384", "Piece 2 100 +50"], peer.Take());
        Assert.Equal(16434, session.Torrent.Upload.Total);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void A_request_of_a_choked_peer_is_rejected_unless_the_piece_is_allowed_fast()
    {
        var session = new TestSession(pieces: 1000, pieceLength: 16384, isSeed: true);
        var peer = session.Join();
        var allowed = peer.Take().Where(m => m.StartsWith("AllowedFast", StringComparison.Ordinal)).Select(m => int.Parse(m[12..])).ToList();
        Assert.Equal(5, allowed.Count);
        var other = Enumerable.Range(0, 1000).First(p => !allowed.Contains(p));
        peer.Send(Msg.Block(MessageId.Request, other, 0), Msg.Block(MessageId.Request, allowed[0], 0));
        session.ServeReads();
        Assert.Equal([$"Reject {other} 0 16384", $"Piece {allowed[0]} 0 +16384"], peer.Take());
    }

    [Fact]
    public void A_choke_rejects_what_waits_and_a_cancel_is_confirmed()
    {
        var session = new TestSession(isSeed: true, settings: new SessionSettings { Encryption = EncryptionPolicy.Disabled, UploadLimit = 1 });
        var peer = session.Join();
        peer.Send(Msg.Bare(MessageId.Interested));
        // The limit of a byte a second lets one block out, a second one before the next round of choking, and holds the rest.
        peer.Send(Enumerable.Range(0, 4).Select(p => Msg.Block(MessageId.Request, p, 0)).ToArray());
        peer.Send(Msg.Block(MessageId.Cancel, 3, 0));
        Assert.Contains("Reject 3 0 16384", peer.Take());
        peer.Send(Msg.Bare(MessageId.NotInterested));
        session.Advance(20_000);
        Assert.Equal(["Choke", "Reject 2 0 16384"], peer.Take());
    }

    [Fact]
    public void A_verified_piece_is_told_to_those_that_lack_it()
    {
        var session = new TestSession(pieces: 2);
        var seed = session.Join(isSeed: true);
        var other = session.Join();
        other.Take();
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve();
        Assert.Equal(["Have 0", "Have 1"], other.Take().Where(m => m.StartsWith("Have ", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void What_a_peer_counted_for_is_uncounted_however_it_told_of_it()
    {
        var session = new TestSession();
        var peer = session.Join();
        peer.Send(Msg.Piece(MessageId.Have, 1), Msg.Bare(MessageId.HaveAll));
        Assert.Equal(CloseReason.ProtocolViolation, peer.CloseReason);
        peer = session.Join();
        peer.Send(Msg.Bits(0xf0), Msg.Bare(MessageId.HaveAll));
        peer = session.Join();
        peer.Send([.. Enumerable.Range(0, 8).Select(p => Msg.Piece(MessageId.Have, p))]);
        Assert.True(peer.Peer.IsSeed);
        session.Core.ConnectionLost(session.Now, peer.Connection, CloseReason.RemoteClosed);
        peer = session.Join();
        peer.Send(Msg.Bits(0x0f), Msg.Piece(MessageId.Have, 0));
        session.Core.ConnectionLost(session.Now, peer.Connection, CloseReason.RemoteClosed);
        Assert.All(Enumerable.Range(0, 8), p => Assert.Equal(0, session.Picker.Availability(p)));
    }

    [Fact]
    public void Readers_wait_while_memory_is_out_and_go_on_when_it_is_back()
    {
        var session = new TestSession(blocks: 4);
        var hold = Enumerable.Range(0, 4).Select(_ => session.Pool.TryRent()!).ToList();
        var peer = session.Join();
        Assert.Equal(0, session.Core.ReceiveAllowance(session.Now, peer.Connection));
        hold.ForEach(b => b.Return());
        session.Core.BlocksAvailable();
        Assert.Equal([peer.Connection], session.World.Resumed);
        Assert.True(session.Core.ReceiveAllowance(session.Now, peer.Connection) > 0);
        Assert.Equal(0, session.Shutdown());
    }
}
