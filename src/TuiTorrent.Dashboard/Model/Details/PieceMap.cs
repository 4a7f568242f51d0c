using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>How it stands with a run of pieces. What wants a look wins over what does not.</summary>
internal enum PieceState
{
    /// <summary>All are there.</summary>
    Have,

    /// <summary>Some are there.</summary>
    Partly,

    /// <summary>None is there; peers have them.</summary>
    Available,

    /// <summary>At least one is missing that no connected peer has.</summary>
    Nowhere,

    /// <summary>What is missing is not wanted.</summary>
    Skipped,
}

/// <summary>The pieces of a torrent, drawn together into as many cells as there is room for. Each piece is in exactly one run.</summary>
/// <remarks>Pure. Made anew when the detail or the room changes.</remarks>
internal sealed class PieceMap
{
    private readonly TorrentDetail _detail;
    private readonly bool[] _isSkipped;

    private PieceMap(TorrentDetail detail, bool[] isSkipped)
    {
        (_detail, _isSkipped) = (detail, isSkipped);
        Count = Math.Max(0, detail.PieceCount);
    }

    /// <summary>Pieces in all.</summary>
    public int Count { get; }

    /// <summary>Pieces that are there.</summary>
    public int Have { get; private set; }

    /// <summary>Pieces that are missing, wanted, and with no connected peer.</summary>
    public int Nowhere { get; private set; }

    /// <summary>Pieces that are missing and not wanted.</summary>
    public int Skipped { get; private set; }

    /// <summary>Full copies of what is missing among the peers: the rarest piece's count, and after the point the share of pieces that more have. NaN where nothing is missing, or availability is unknown.</summary>
    public double Copies { get; private set; } = double.NaN;

    /// <summary>Whether the bits of the pieces came.</summary>
    public bool IsKnown => Count > 0 && _detail.Pieces.Length >= (Count + 7) / 8;

    /// <summary>Of a detail; of its files, if it has them, come the skipped pieces.</summary>
    public static PieceMap Of(TorrentDetail detail)
    {
        var map = new PieceMap(detail, FindSkipped(detail));
        map.Tally();
        return map;
    }

    /// <summary>Runs in as many cells as there are pieces, at most.</summary>
    /// <param name="cells">Room; its length is used up to <see cref="Count"/>.</param>
    /// <returns>Cells that were set.</returns>
    public int Fill(Span<PieceState> cells)
    {
        var used = Math.Min(cells.Length, Count);
        for (var i = 0; i < used; i++)
        {
            var (first, end) = Run(i, used);
            cells[i] = StateOf(first, end);
        }

        return used;
    }

    /// <summary>All cells, a piece in several of them where there is more room than pieces: for a bar.</summary>
    public void Stretch(Span<PieceState> cells)
    {
        for (var i = 0; i < cells.Length && Count > 0; i++)
        {
            var (first, end) = Run(i, cells.Length);
            cells[i] = StateOf(first, Math.Max(end, first + 1));
        }
    }

    /// <summary>The pieces of a cell: from the first to before the end.</summary>
    public (int First, int End) Run(int cell, int cells) => ((int)((long)cell * Count / cells), (int)(((long)cell + 1) * Count / cells));

    /// <summary>How it stands with one piece.</summary>
    public PieceState this[int piece] => IsHere(piece) ? PieceState.Have
        : _isSkipped.Length > 0 && _isSkipped[piece] ? PieceState.Skipped
        : piece < _detail.Availability.Count && _detail.Availability[piece] == 0 ? PieceState.Nowhere
        : PieceState.Available;

    private PieceState StateOf(int first, int end)
    {
        var (have, available, skipped) = (0, 0, 0);
        for (var piece = first; piece < end; piece++)
        {
            switch (this[piece])
            {
                case PieceState.Nowhere:
                    return PieceState.Nowhere;
                case PieceState.Have:
                    have++;
                    break;
                case PieceState.Skipped:
                    skipped++;
                    break;
                default:
                    available++;
                    break;
            }
        }

        return have == end - first ? PieceState.Have
            : available == 0 ? PieceState.Skipped
            : have > 0 ? PieceState.Partly
            : PieceState.Available;
    }

    private bool IsHere(int piece) => piece >> 3 < _detail.Pieces.Length && (_detail.Pieces[piece >> 3] & (0x80 >> (piece & 7))) != 0;

    private void Tally()
    {
        var (rarest, atRarest, counted) = (int.MaxValue, 0, 0);
        for (var piece = 0; piece < Count; piece++)
        {
            var state = this[piece];
            Have += state == PieceState.Have ? 1 : 0;
            Nowhere += state == PieceState.Nowhere ? 1 : 0;
            Skipped += state == PieceState.Skipped ? 1 : 0;
            if (state is PieceState.Have or PieceState.Skipped || piece >= _detail.Availability.Count)
            {
                continue;
            }

            counted++;
            var peers = Math.Max(0, _detail.Availability[piece]);
            (rarest, atRarest) = peers < rarest ? (peers, 1) : (rarest, peers == rarest ? atRarest + 1 : atRarest);
        }

        if (counted > 0)
        {
            Copies = rarest + ((double)(counted - atRarest) / counted);
        }
    }

    /// <summary>Pieces in which no wanted file has a byte; empty where the files are unknown or all wanted.</summary>
    private static bool[] FindSkipped(TorrentDetail detail)
    {
        if (detail.PieceCount <= 0 || detail.PieceSize <= 0 || detail.Files.All(static file => file.IsWanted))
        {
            return [];
        }

        // A piece with bytes of several files is wanted if one of them is.
        var isSkipped = new bool[detail.PieceCount];
        Mark(isWanted: false);
        Mark(isWanted: true);
        return isSkipped;

        void Mark(bool isWanted)
        {
            var offset = 0L;
            foreach (var file in detail.Files)
            {
                if (file.IsWanted == isWanted && file.Length > 0)
                {
                    var first = Math.Min(offset / detail.PieceSize, detail.PieceCount);
                    var end = Math.Min(((offset + file.Length - 1) / detail.PieceSize) + 1, detail.PieceCount);
                    Array.Fill(isSkipped, !isWanted, (int)first, (int)Math.Max(0, end - first));
                }

                offset = Math.Min(offset + Math.Max(0, file.Length), long.MaxValue / 2);
            }
        }
    }
}
