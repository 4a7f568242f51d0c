using CsCheck;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Tests.Views.Details;

namespace TuiTorrent.Dashboard.Tests.Model.Details;

public sealed class PieceMapTests
{
    [Fact]
    public void Every_piece_is_in_exactly_one_cell()
    {
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 600]).Sample((count, room) =>
        {
            var map = PieceMap.Of(DetailSamples.WithPieces(count, static _ => false, static _ => 1));
            var used = map.Fill(new PieceState[room]);
            var next = 0;
            for (var cell = 0; cell < used; cell++)
            {
                var (first, end) = map.Run(cell, used);
                Assert.Equal(next, first);
                Assert.True(end > first);
                next = end;
            }

            Assert.Equal(count, next);
        }, iter: 500);
    }

    [Fact]
    public void A_cell_says_what_all_of_its_pieces_say()
    {
        Gen.Select(Gen.Int[0, 3].Array[1, 300], Gen.Int[1, 80]).Sample((kinds, room) =>
        {
            // 0 here, 1 with nobody, 2 and 3 with peers.
            var map = PieceMap.Of(DetailSamples.WithPieces(kinds.Length, piece => kinds[piece] == 0, piece => kinds[piece] - 1));
            var cells = new PieceState[room];
            var used = map.Fill(cells);
            for (var cell = 0; cell < used; cell++)
            {
                var (first, end) = map.Run(cell, used);
                var run = kinds[first..end];
                var expected = run.Contains(1) ? PieceState.Nowhere : run.All(kind => kind == 0) ? PieceState.Have : run.Contains(0) ? PieceState.Partly : PieceState.Available;
                Assert.Equal(expected, cells[cell]);
            }

            Assert.Equal(kinds.Count(kind => kind == 0), map.Have);
            Assert.Equal(kinds.Count(kind => kind == 1), map.Nowhere);
        }, iter: 500);
    }

    [Fact]
    public void Copies_count_the_rarest_piece_and_the_share_of_the_others()
    {
        var map = PieceMap.Of(DetailSamples.WithPieces(5, static piece => piece == 0, static piece => piece == 1 ? 2 : 7));

        Assert.Equal(2.75, map.Copies);
    }

    [Fact]
    public void A_complete_torrent_needs_no_copies()
    {
        Assert.True(double.IsNaN(PieceMap.Of(DetailSamples.WithPieces(5, static _ => true, static _ => 0)).Copies));
    }

    [Fact]
    public void A_piece_is_skipped_if_no_wanted_file_has_a_byte_in_it()
    {
        var map = PieceMap.Of(DetailSamples.WithPieces(5, static _ => false, static _ => 0) with
        {
            PieceSize = 10,
            Files = [new(0, "a", 15, 0, true, 0), new(1, "b", 20, 0, false, 0), new(2, "c", 0, 0, true, 0), new(3, "d", 10, 0, true, 0)],
        });

        Assert.Equal(
            [PieceState.Nowhere, PieceState.Nowhere, PieceState.Skipped, PieceState.Nowhere, PieceState.Nowhere], Enumerable.Range(0, 5).Select(piece => map[piece]));
        Assert.Equal(1, map.Skipped);
    }

    [Fact]
    public void A_bar_shows_a_piece_in_several_cells_where_there_is_room()
    {
        var map = PieceMap.Of(DetailSamples.WithPieces(2, static piece => piece == 0, static _ => 1));
        var cells = new PieceState[6];

        map.Stretch(cells);

        Assert.Equal([PieceState.Have, PieceState.Have, PieceState.Have, PieceState.Available, PieceState.Available, PieceState.Available], cells);
    }

    [Fact]
    public void Too_few_bits_are_no_map()
    {
        Assert.False(PieceMap.Of(new TorrentDetail { Hash = "", PieceCount = 100, Pieces = new byte[3] }).IsKnown);
        Assert.False(PieceMap.Of(new TorrentDetail { Hash = "", PieceCount = -5 }).IsKnown);
    }
}
