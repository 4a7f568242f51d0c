using CsCheck;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Session;

namespace TuiTorrent.Core.Tests.Swarm;

public class PiecePickerTests
{
    /// <summary>A peer that has these pieces, or all, and chokes us not.</summary>
    internal static Peer NewPeer(int pieceCount, params int[] pieces)
    {
        var peer = new Peer(new PeerConnection(1, TestSession.Endpoint("10.0.0.1:1"), isIncoming: true), pieceCount) { PeerChoking = false, AmInterested = true };
        peer.Pieces.SetAll(pieces.Length == 0);
        foreach (var piece in pieces)
        {
            peer.Pieces[piece] = true;
        }

        return peer;
    }

    [Fact]
    public void Rare_pieces_come_first_once_there_is_something_to_trade()
    {
        var picker = new PiecePicker(new PieceLayout(10 * 16384, 16384), new Random(1));
        for (var piece = 0; piece < 4; piece++)
        {
            picker.MarkHave(piece);
        }

        picker.ChangeAvailability(NewPeer(10, 4, 5, 6, 7, 9).Pieces, joins: true);
        var picked = new BlockRequest[1];
        Assert.Equal(1, picker.Pick(NewPeer(10), false, 16, picked));
        Assert.Equal(8, picked[0].Piece);
    }

    [Fact]
    public void A_fast_peer_gets_whole_pieces_and_others_share_them_only_when_nothing_else_is_left()
    {
        var picker = new PiecePicker(new PieceLayout(2 * 65536, 65536), new Random(1));
        var (fast, slow) = (NewPeer(2), NewPeer(2));
        var picked = new BlockRequest[2];
        picker.Pick(fast, wantsWholePieces: true, 16, picked);
        var ofFast = picked[0].Piece;
        picker.Pick(slow, false, 16, picked);
        Assert.NotEqual(ofFast, picked[0].Piece);
        picker.Pick(slow, false, 16, picked);
        Assert.Equal(2, picker.Pick(slow, false, 16, picked));
        Assert.Equal(ofFast, picked[0].Piece);
    }

    [Fact]
    public void Pieces_begun_and_left_open_are_bounded()
    {
        var picker = new PiecePicker(new PieceLayout(100 * 65536, 65536), new Random(1));
        var picked = new BlockRequest[1];
        for (var i = 0; i < 20; i++)
        {
            // Each is fast and would have a piece of its own; those that come late share.
            Assert.Equal(1, picker.Pick(NewPeer(100), wantsWholePieces: true, 7, picked));
            Assert.Equal(i < 7, picker.Partials.Count == i + 1);
            Assert.InRange(picker.Partials.Count(partial => partial.FreeCount > 0), 1, 7);
        }
    }

    [Fact]
    public void A_deep_pipeline_into_small_pieces_is_not_bounded_by_their_number()
    {
        var picker = new PiecePicker(new PieceLayout(100 * 16384, 16384), new Random(1));
        Assert.Equal(64, picker.Pick(NewPeer(100), false, 7, new BlockRequest[64]));
        Assert.Equal(36, picker.Pick(NewPeer(100), false, 7, new BlockRequest[64]));
    }

    [Fact]
    public void Open_pieces_that_nobody_can_finish_keep_nobody_from_others()
    {
        var picker = new PiecePicker(new PieceLayout(20 * 32768, 32768), new Random(1));
        var gone = NewPeer(20, 0, 1, 2, 3);
        var picked = new BlockRequest[8];
        Assert.Equal(8, picker.Pick(gone, false, 4, picked));
        foreach (var request in picked)
        {
            picker.Unrequest(request);
            Assert.True(request.Block > 0 || picker.MarkReceived(request, gone));
        }

        picker.Forget(gone);
        Assert.Equal(8, picker.Pick(NewPeer(20, 4, 5, 6, 7), false, 4, picked));
    }

    [Fact]
    public void Peers_that_make_us_begin_pieces_and_leave_fill_no_memory()
    {
        var picker = new PiecePicker(new PieceLayout(40_000L * 16384, 16384), new Random(1));
        var picked = new BlockRequest[500];
        for (var first = 0; first < 40_000; first += 500)
        {
            var peer = NewPeer(40_000, [.. Enumerable.Range(first, 500)]);
            var count = picker.Pick(peer, false, 512, picked);
            Assert.InRange(picker.Partials.Count, count, Limits.MaxBegunPieces);
            Array.ForEach(picked[..count], picker.Unrequest);
            Assert.True(count > 0);
        }
    }

    [Fact]
    public void A_failed_piece_is_fetched_from_one_peer_alone()
    {
        var picker = new PiecePicker(new PieceLayout(32768, 32768), new Random(1));
        var (a, b) = (NewPeer(1), NewPeer(1));
        var picked = new BlockRequest[1];
        foreach (var peer in new[] { a, b })
        {
            Assert.Equal(1, picker.Pick(peer, false, 16, picked));
            picker.Unrequest(picked[0]);
            Assert.True(picker.MarkReceived(picked[0], peer));
        }

        picker.MarkFailed(0);
        Assert.Equal(1, picker.Pick(a, false, 16, picked));
        Assert.True(picker.Partial(0)!.IsExclusive);
        Assert.Equal(0, picker.Pick(b, false, 16, picked));
        picker.Forget(a);
        Assert.Equal(1, picker.Pick(b, false, 16, picked));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(Limits.MaxPieces)]
    public void A_piece_that_is_common_is_found_behind_many_rarer_ones(int pieces)
    {
        var picker = new PiecePicker(new PieceLayout(pieces * 16384L, 16384), new Random(1));
        for (var piece = 0; piece < 4; piece++)
        {
            picker.MarkHave(piece);
        }

        var peer = NewPeer(pieces, 0, 7, pieces - 1);
        picker.ChangeAvailability(peer.Pieces, joins: true);
        var picked = new BlockRequest[8];
        Assert.Equal([7, pieces - 1], picked.AsSpan(0, picker.Pick(peer, false, 16, picked)).ToArray().Select(r => r.Piece).Order());
        Assert.Equal(0, picker.Pick(peer, false, 16, picked));
        peer.Pieces[pieces / 2] = true;
        peer.PeerChoking = true;
        Assert.Equal(0, picker.Pick(peer, false, 16, picked));
        peer.AllowFast(pieces / 2);
        Assert.Equal(1, picker.Pick(peer, false, 16, picked));
        Assert.Equal(pieces / 2, picked[0].Piece);
    }

    [Fact]
    public void Interest_is_a_piece_that_they_have_and_we_lack() =>
        Gen.Select(Gen.Int[1, 20], Gen.UInt, Gen.UInt).Sample((count, ours, theirs) =>
        {
            var picker = new PiecePicker(new PieceLayout(count * 16384L, 16384), new Random(1));
            var bits = new Bitfield(count);
            for (var i = 0; i < count; i++)
            {
                bits[i] = (theirs >> i & 1) != 0;
                if ((ours >> i & 1) != 0)
                {
                    picker.MarkHave(i);
                }
            }

            Assert.Equal((theirs & ~ours & ((1u << count) - 1)) != 0, picker.IsInteresting(bits));
        });

    [Fact]
    public void Whatever_happens_the_account_is_right_and_the_torrent_can_be_finished() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 100_000], Gen.Select(Gen.Int[0, 10], Gen.Int[0, 1000]).Array[0, 150], Gen.Int)
            .Sample((pieces, pieceLength, steps, seed) => new PickerModel(pieces, pieceLength, seed).Run(steps), iter: 2000);

    [Fact]
    public void A_pick_among_10_000_pieces_and_50_peers_costs_no_allocation()
    {
        const int Pieces = 10_000;
        var random = new Random(7);
        var picker = new PiecePicker(new PieceLayout(Pieces * 1048576L, 1048576), random);
        var peers = Enumerable.Range(0, 50).Select(_ => NewPeer(Pieces, [.. Enumerable.Range(0, Pieces).Where(p => random.Next(2) == 0)])).ToArray();
        foreach (var peer in peers)
        {
            picker.ChangeAvailability(peer.Pieces, joins: true);
        }

        var picked = new BlockRequest[4];
        var costly = 0;
        for (var turn = 0; turn < 4000; turn++)
        {
            var peer = peers[turn % 50];
            var begun = picker.Partials.Count;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var count = picker.Pick(peer, false, 150, picked);
            var cost = GC.GetAllocatedBytesForCurrentThread() - before;
            // Beginning a piece makes its account; a block in a begun one costs nothing.
            costly += picker.Partials.Count == begun && turn > 200 && cost > 0 ? 1 : 0;
            foreach (var request in picked.AsSpan(0, count))
            {
                picker.Unrequest(request);
                picker.MarkReceived(request, peer);
                if (picker.Partial(request.Piece)!.IsComplete)
                {
                    picker.MarkHave(request.Piece);
                }
            }

            Assert.True(count > 0);
        }

        // A collection elsewhere is counted here too, now and then.
        Assert.InRange(costly, 0, 20);
    }
}
