using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Swarm;

/// <summary>What is wanted, how much and in which order.</summary>
public class PriorityTests
{
    private const byte Skip = PiecePriority.Skip, Low = PiecePriority.Low, Normal = PiecePriority.Normal, High = PiecePriority.High;

    [Fact]
    public void Higher_priorities_come_first_and_within_them_the_rarest()
    {
        var picker = PickerOf(10);
        byte[] priorities = [Normal, Normal, Normal, Normal, Low, High, Normal, Skip, High, Low];
        picker.SetPriorities(priorities);
        foreach (var piece in new[] { 0, 1, 2, 3 })
        {
            picker.MarkHave(piece);
        }

        picker.AddAvailability(5);
        picker.AddAvailability(9);
        Assert.Equal([8, 5, 6, 4, 9], Order(picker, 5));
        Assert.Empty(Order(picker, 1));
    }

    [Fact]
    public void A_begun_piece_of_low_priority_waits_for_those_that_are_wanted_more()
    {
        var picker = new PiecePicker(new PieceLayout(4 * 65536, 65536), new Random(1));
        var peer = PiecePickerTests.NewPeer(4);
        var picked = new BlockRequest[1];
        picker.Pick(peer, false, 16, picked);
        var begun = picked[0].Piece;
        byte[] priorities = [High, High, High, High];
        priorities[begun] = Low;
        picker.SetPriorities(priorities);
        var all = new BlockRequest[15];
        Assert.Equal(15, picker.Pick(peer, false, 1, all));
        Assert.All(all[..12], request => Assert.NotEqual(begun, request.Piece));
        Assert.All(all[12..], request => Assert.Equal(begun, request.Piece));
    }

    [Fact]
    public void In_order_means_the_first_that_the_peer_has_within_a_priority()
    {
        var picker = PickerOf(20);
        picker.IsSequential = true;
        Assert.Equal([0, 1, 2], Order(picker, 3));
        byte[] priorities = [.. Enumerable.Repeat(Normal, 20)];
        (priorities[17], priorities[12], priorities[5]) = (High, High, Low);
        picker.SetPriorities(priorities);
        Assert.Equal([12, 17, 3, 4, 6], Order(picker, 5));
        Assert.Equal([9, 11], Order(picker, 2, PiecePickerTests.NewPeer(20, 9, 11, 17)));
        picker.IsSequential = false;
        Assert.NotEqual([7, 8, 10, 13, 14, 15], Order(picker, 6));
    }

    [Fact]
    public void Priorities_of_another_number_or_above_three_are_a_mistake_of_the_caller()
    {
        var picker = PickerOf(2);
        Assert.Throws<ArgumentException>(() => picker.SetPriorities([Normal]));
        Assert.Throws<ArgumentOutOfRangeException>(() => picker.SetPriorities([Normal, 4]));
    }

    [Fact]
    public void A_complete_torrent_counts_nobodys_pieces()
    {
        var picker = PickerOf(4);
        for (var piece = 0; piece < 4; piece++)
        {
            picker.MarkHave(piece);
        }

        picker.ChangeAvailability(PiecePickerTests.NewPeer(4, 1, 2).Pieces, joins: true);
        picker.RemoveAvailability(1);
        Assert.Equal(0, picker.Availability(2));
        Assert.False(picker.IsEndgame);
    }

    [Fact]
    public void Only_what_is_wanted_is_fetched_and_then_the_torrent_seeds()
    {
        var session = new TestSession(pieces: 4);
        session.Torrent.SetPriorities(session.Now, [Normal, Skip, High, Skip]);
        Assert.Equal((65536, 65536), (session.Torrent.WantedBytes, session.Torrent.LeftBytes));
        var other = session.Join();
        other.Send(Msg.Bits(0b0100_0000));
        Assert.False(other.Peer.AmInterested);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve();
        Assert.Equal([0, 2], Enumerable.Range(0, 4).Where(piece => session.Picker.Have[piece]));
        Assert.Equal((true, false, TorrentStatus.Seeding), (session.Torrent.IsFinished, session.Torrent.IsComplete, session.Torrent.Status));
        Assert.Equal((0, 65536), (session.Torrent.LeftBytes, session.Torrent.Totals.Left));
        Assert.Equal([session.Torrent], session.World.Finished);
        Assert.Equal(CloseReason.BothSeeds, seed.CloseReason);
        Assert.True(other.IsOpen);
        Assert.Contains("upload_onlyi1e", System.Text.Encoding.Latin1.GetString(other.TakeBytes()), StringComparison.Ordinal);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void What_is_wanted_again_is_fetched_after_all()
    {
        var session = new TestSession(pieces: 3);
        session.Torrent.SetPriorities(session.Now, [Normal, Skip, Skip]);
        var peer = session.Join();
        peer.Send(Msg.Bits(0b1100_0000), Msg.Bare(MessageId.Unchoke));
        peer.Serve();
        Assert.Equal(TorrentStatus.Seeding, session.Torrent.Status);
        Assert.False(peer.Peer.AmInterested);
        session.Torrent.SetPriorities(session.Now, [Normal, Low, Low]);
        Assert.Equal(TorrentStatus.Downloading, session.Torrent.Status);
        Assert.Equal(65536, session.Torrent.LeftBytes);
        Assert.True(peer.Peer.AmInterested);
        Assert.Equal([1], peer.TakeRequests().Select(request => request.Piece).Distinct());
    }

    [Fact]
    public void Requests_for_what_is_skipped_are_taken_back_and_what_came_is_kept()
    {
        var session = new TestSession(pieces: 2);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        var first = seed.TakeRequests()[0];
        seed.Answer(first);
        byte[] priorities = [Normal, Normal];
        priorities[first.Piece] = Skip;
        session.Torrent.SetPriorities(session.Now, priorities);
        Assert.Contains($"Cancel {first.Piece} {16384 - first.Begin} 16384", seed.Take());
        Assert.Equal(1, session.Picker.Partial(first.Piece)!.ReceivedCount);
        session.Torrent.SetPriorities(session.Now, [Normal, Normal]);
        Assert.Equal([new BlockRequest(first.Piece, 1 - first.Block)], seed.TakeRequests());
    }

    [Fact]
    public void Skipping_all_that_is_missing_finishes_and_asks_no_tracker_to_count_it()
    {
        var session = new TestSession(pieces: 2);
        session.Has(0);
        session.Torrent.SetPriorities(session.Now, [Normal, Skip]);
        Assert.Equal([session.Torrent], session.World.Finished);
        Assert.Equal(32768, session.Torrent.Totals.Left);
        var peer = session.Join(isSeed: true);
        Assert.Equal(CloseReason.BothSeeds, peer.CloseReason);
        session.Advance(2000);
        Assert.Equal(long.MaxValue, session.Core.NextDeadlineMs);
    }

    private static PiecePicker PickerOf(int pieces) => new(new PieceLayout(pieces * 16384L, 16384), new Random(1));

    /// <summary>The pieces that a peer is asked for, one after the other.</summary>
    private static List<int> Order(PiecePicker picker, int count, Peer? peer = null)
    {
        peer ??= PiecePickerTests.NewPeer(picker.Have.Length);
        var order = new List<int>();
        var picked = new BlockRequest[1];
        while (order.Count < count && picker.Pick(peer, false, 1000, picked) == 1 && !order.Contains(picked[0].Piece))
        {
            order.Add(picked[0].Piece);
            picker.Unrequest(picked[0]);
            picker.MarkReceived(picked[0], peer);
        }

        return order;
    }
}
