using System.Runtime.InteropServices;

namespace TuiTorrent.Core.Swarm;

/// <summary>Chooses the blocks to ask a peer for and keeps account of every piece.</summary>
/// <remarks>
/// Loop thread only; no allocation but one small object a piece begun. A piece is in exactly one state: missing (in the <see cref="RarityIndex"/> if it is
/// wanted), partial (begun, not verified; the complete ones wait for their hash) or had. The index is made when it is needed first and goes when nothing is
/// missing any more: a torrent that seeds keeps one bit a piece. What is skipped is never asked for, and its free blocks don't count. A block is asked of one peer, until nothing free is left: then (endgame)
/// of several, and whoever is late gets a cancel.
/// </remarks>
public sealed partial class PiecePicker
{
    private readonly PieceLayout _layout;
    private readonly Random _random;
    private RarityIndex? _missing;
    private readonly Dictionary<int, PartialPiece> _partialByPiece = [];
    private readonly List<PartialPiece> _partials = [];
    private readonly HashSet<int> _suspicious = [];
    private int _freeBlocksInPartials;

    /// <summary>A picker for a torrent of which nothing is there.</summary>
    public PiecePicker(PieceLayout layout, Random random)
    {
        _layout = layout;
        _random = random;
        _missingWanted = layout.PieceCount;
        Have = new Bitfield(layout.PieceCount);
    }

    /// <summary>Verified pieces. Only the picker changes it.</summary>
    public Bitfield Have { get; }

    /// <summary>Begun pieces, complete ones that wait for their hash included.</summary>
    public IReadOnlyList<PartialPiece> Partials => _partials;

    /// <summary>Nothing is left that has not been asked for.</summary>
    public bool IsEndgame => !IsFinished && _freeBlocksInPartials == 0 && Missing.RarestFirst.IsEmpty;

    /// <summary>Connected peers that have a piece, seeds not counted; 0 once nothing is missing, for nobody counts any more.</summary>
    public int Availability(int piece) => _missing?.Availability(piece) ?? 0;

    /// <summary>A peer told of one more piece.</summary>
    public void AddAvailability(int piece)
    {
        if (!Have.IsFull)
        {
            Missing.Increment(piece);
        }
    }

    /// <summary>A peer's piece is no longer counted: it became a seed.</summary>
    public void RemoveAvailability(int piece) => _missing?.Decrement(piece);

    /// <summary>Counts (or, on leaving, uncounts) all pieces of a peer that is no seed.</summary>
    public void ChangeAvailability(Bitfield pieces, bool joins)
    {
        if (pieces.IsFull || pieces.Count == 0 || Have.IsFull)
        {
            return;
        }

        var missing = Missing;
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            if (!pieces[piece])
            {
                continue;
            }

            if (joins)
            {
                missing.Increment(piece);
            }
            else
            {
                missing.Decrement(piece);
            }
        }
    }

    /// <summary>Whether a peer that has these pieces has any that we lack and want.</summary>
    public bool IsInteresting(Bitfield theirs)
    {
        if (IsFinished || theirs.Count == 0)
        {
            return false;
        }

        if (theirs.IsFull)
        {
            return true;
        }

        var a = theirs.Bytes;
        var b = Have.Bytes;
        var wanted = _wanted is null ? default : _wanted.Bytes;
        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] & ~b[i]) != 0 && (wanted.IsEmpty || (a[i] & ~b[i] & wanted[i]) != 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Marks a piece as verified: found on disk, or hashed after its last block.</summary>
    public void MarkHave(int piece)
    {
        if (Have[piece])
        {
            return;
        }

        if (_partialByPiece.Remove(piece, out var partial))
        {
            Drop(partial);
        }
        else
        {
            _missing?.Remove(piece);
        }

        _suspicious.Remove(piece);
        Have[piece] = true;
        _missingWanted -= IsWanted(piece) ? 1 : 0;
        if (Have.IsFull)
        {
            _missing = null;
        }
    }

    /// <summary>Notes a block that was on disk before any peer was asked.</summary>
    public void MarkOnDisk(int piece, int block)
    {
        if (!Have[piece])
        {
            Receive(GetOrBegin(piece), block, null);
        }
    }

    /// <summary>The begun piece, or null.</summary>
    public PartialPiece? Partial(int piece) => _partialByPiece.GetValueOrDefault(piece);

    /// <summary>A piece was wrong: it is missing again, and will be fetched from one peer alone.</summary>
    public void MarkFailed(int piece)
    {
        if (_partialByPiece.Remove(piece, out var partial))
        {
            Drop(partial);
            _missing?.Add(piece);
            _suspicious.Add(piece);
        }
    }

    /// <summary>Gives up all begun pieces: what the disk was given of them may not be there. Nobody may have requests in flight.</summary>
    public void DropPartials()
    {
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            _missing?.Add(partial.Piece);
        }

        _partials.Clear();
        _partialByPiece.Clear();
        _freeBlocksInPartials = 0;
    }

    /// <summary>A request came to nothing: refused, choked away, timed out, or its peer left.</summary>
    public void Unrequest(BlockRequest request)
    {
        if (_partialByPiece.TryGetValue(request.Piece, out var partial))
        {
            var free = partial.FreeCount;
            partial.Unrequest(request.Block);
            _freeBlocksInPartials += partial.IsSkipped ? 0 : partial.FreeCount - free;
        }
    }

    /// <summary>A block arrived whose request has been taken back; false if nobody needs it any more.</summary>
    public bool MarkReceived(BlockRequest request, Peer giver) =>
        _partialByPiece.TryGetValue(request.Piece, out var partial) && Receive(partial, request.Block, giver);

    /// <summary>A peer left or gives nothing: no piece is reserved for it any more.</summary>
    public void Forget(Peer peer)
    {
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            partial.Forget(peer);
        }
    }

    /// <summary>Whether nobody has begun the piece, for checks of the invariant above.</summary>
    internal bool IsMissing(int piece) => _missing is null || !IsWanted(piece)
        ? !Have[piece] && !_partialByPiece.ContainsKey(piece)
        : _missing.Contains(piece);

    /// <summary>Free blocks in begun pieces as counted along the way, for checks.</summary>
    internal int FreeBlocksInPartials => _freeBlocksInPartials;

    private bool Receive(PartialPiece partial, int block, Peer? giver)
    {
        var free = partial.FreeCount;
        var isNew = partial.MarkReceived(block, giver);
        _freeBlocksInPartials += partial.IsSkipped ? 0 : partial.FreeCount - free;
        return isNew;
    }

    private void Drop(PartialPiece partial)
    {
        _partials.Remove(partial);
        _freeBlocksInPartials -= partial.IsSkipped ? 0 : partial.FreeCount;
    }

    private PartialPiece GetOrBegin(int piece)
    {
        if (!_partialByPiece.TryGetValue(piece, out var partial))
        {
            partial = new PartialPiece(piece, _layout.BlockCount(piece)) { IsSkipped = !IsWanted(piece) };
            _missing?.Remove(piece);
            _partialByPiece.Add(piece, partial);
            _partials.Add(partial);
            _freeBlocksInPartials += partial.IsSkipped ? 0 : partial.BlockCount;
        }

        return partial;
    }

    /// <summary>Pieces of which nothing is here and nothing asked for are missing again: whoever made us begin them left.</summary>
    private void DropUntouched()
    {
        for (var i = _partials.Count - 1; i >= 0; i--)
        {
            var partial = _partials[i];
            if (partial.FreeCount == partial.BlockCount)
            {
                _partialByPiece.Remove(partial.Piece);
                _partials.RemoveAt(i);
                _freeBlocksInPartials -= partial.IsSkipped ? 0 : partial.FreeCount;
                _missing?.Add(partial.Piece);
            }
        }
    }
}
