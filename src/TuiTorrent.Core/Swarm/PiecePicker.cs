using System.Runtime.InteropServices;

namespace TuiTorrent.Core.Swarm;

/// <summary>Chooses the blocks to ask a peer for and keeps account of every piece.</summary>
/// <remarks>
/// Loop thread only; no allocation but one small object a piece begun. A piece is in exactly one state: missing (in the <see cref="RarityIndex"/>),
/// partial (begun, not verified; the complete ones wait for their hash) or had. A block is asked of one peer, until nothing free is left: then (endgame)
/// of several, and whoever is late gets a cancel.
/// </remarks>
public sealed class PiecePicker
{
    /// <summary>Peers that are asked for the same block in the endgame: more would only waste what they send.</summary>
    public const int EndgameRequestsPerBlock = 2;

    /// <summary>Pieces taken in random order at first, so that there is soon something to trade, whatever it is.</summary>
    private const int RandomFirstPieces = 4;

    private readonly PieceLayout _layout;
    private readonly Random _random;
    private readonly RarityIndex _missing;
    private readonly Dictionary<int, PartialPiece> _partialByPiece = [];
    private readonly List<PartialPiece> _partials = [];
    private readonly HashSet<int> _suspicious = [];
    private int _freeBlocksInPartials;

    /// <summary>A picker for a torrent of which nothing is there.</summary>
    public PiecePicker(PieceLayout layout, Random random)
    {
        _layout = layout;
        _random = random;
        _missing = new RarityIndex(layout.PieceCount, random);
        Have = new Bitfield(layout.PieceCount);
    }

    /// <summary>Verified pieces. Only the picker changes it.</summary>
    public Bitfield Have { get; }

    /// <summary>Begun pieces, complete ones that wait for their hash included.</summary>
    public IReadOnlyList<PartialPiece> Partials => _partials;

    /// <summary>Nothing is left that has not been asked for.</summary>
    public bool IsEndgame => _missing.RarestFirst.IsEmpty && _freeBlocksInPartials == 0 && !Have.IsFull;

    /// <summary>Connected peers that have a piece, seeds not counted.</summary>
    public int Availability(int piece) => _missing.Availability(piece);

    /// <summary>A peer told of one more piece.</summary>
    public void AddAvailability(int piece) => _missing.Increment(piece);

    /// <summary>A peer's piece is no longer counted: it became a seed.</summary>
    public void RemoveAvailability(int piece) => _missing.Decrement(piece);

    /// <summary>Counts (or, on leaving, uncounts) all pieces of a peer that is no seed.</summary>
    public void ChangeAvailability(Bitfield pieces, bool joins)
    {
        if (pieces.IsFull)
        {
            return;
        }

        for (var piece = 0; piece < pieces.Length; piece++)
        {
            if (!pieces[piece])
            {
                continue;
            }

            if (joins)
            {
                _missing.Increment(piece);
            }
            else
            {
                _missing.Decrement(piece);
            }
        }
    }

    /// <summary>Whether a peer that has these pieces has any that we lack.</summary>
    public bool IsInteresting(Bitfield theirs)
    {
        if (Have.IsFull || theirs.Count == 0)
        {
            return false;
        }

        if (theirs.IsFull)
        {
            return true;
        }

        var a = theirs.Bytes;
        var b = Have.Bytes;
        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] & ~b[i]) != 0)
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
            _missing.Remove(piece);
        }

        _suspicious.Remove(piece);
        Have[piece] = true;
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
            _missing.Add(piece);
            _suspicious.Add(piece);
        }
    }

    /// <summary>Gives up all begun pieces: what the disk was given of them may not be there. Nobody may have requests in flight.</summary>
    public void DropPartials()
    {
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            _missing.Add(partial.Piece);
        }

        _partials.Clear();
        _partialByPiece.Clear();
        _freeBlocksInPartials = 0;
    }

    /// <summary>Fills <paramref name="picked"/> with blocks to ask <paramref name="peer"/> for and marks them; returns how many.</summary>
    /// <param name="peer">The peer; its pieces, its suspicion and its fast set decide.</param>
    /// <param name="wantsWholePieces">It is fast enough to fetch a piece alone within seconds: fewer hands on a piece make better evidence and larger runs on disk.</param>
    /// <param name="maxPartials">Begun pieces with free blocks there may be; those that are asked for whole are bounded by the pipelines.</param>
    /// <param name="picked">Receives the blocks.</param>
    public int Pick(Peer peer, bool wantsWholePieces, int maxPartials, Span<BlockRequest> picked)
    {
        var count = 0;
        if (_freeBlocksInPartials > 0)
        {
            count = PickFromPartials(peer, wantsWholePieces, ownedOnly: true, picked);
            if (count < picked.Length && !peer.IsOnParole)
            {
                count += PickFromPartials(peer, wantsWholePieces, ownedOnly: false, picked[count..]);
            }
        }

        while (count < picked.Length && (CountOpenPartials() < maxPartials || peer.IsOnParole) && Begin(peer, wantsWholePieces) is { } begun)
        {
            count += Take(begun, picked[count..]);
        }

        // Rather share a fast peer's piece than let this one stand idle. A suspect takes over what is nobody's, or what was begun might never
        // be finished; and rather mix suspects than wait, where all are suspects, for one who is not.
        if (count == 0 && _freeBlocksInPartials > 0)
        {
            count = peer.IsOnParole ? PickAbandoned(peer, picked) : 0;
            count = count > 0 ? count : PickShared(peer, picked);
        }

        return count == 0 && IsEndgame ? PickEndgame(peer, picked) : count;
    }

    /// <summary>A request came to nothing: refused, choked away, timed out, or its peer left.</summary>
    public void Unrequest(BlockRequest request)
    {
        if (_partialByPiece.TryGetValue(request.Piece, out var partial))
        {
            var free = partial.FreeCount;
            partial.Unrequest(request.Block);
            _freeBlocksInPartials += partial.FreeCount - free;
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
    internal bool IsMissing(int piece) => _missing.Contains(piece);

    /// <summary>Free blocks in begun pieces as counted along the way, for checks.</summary>
    internal int FreeBlocksInPartials => _freeBlocksInPartials;

    private bool Receive(PartialPiece partial, int block, Peer? giver)
    {
        var free = partial.FreeCount;
        var isNew = partial.MarkReceived(block, giver);
        _freeBlocksInPartials += partial.FreeCount - free;
        return isNew;
    }

    private void Drop(PartialPiece partial)
    {
        _partials.Remove(partial);
        _freeBlocksInPartials -= partial.FreeCount;
    }

    private PartialPiece GetOrBegin(int piece)
    {
        if (!_partialByPiece.TryGetValue(piece, out var partial))
        {
            partial = new PartialPiece(piece, _layout.BlockCount(piece));
            _missing.Remove(piece);
            _partialByPiece.Add(piece, partial);
            _partials.Add(partial);
            _freeBlocksInPartials += partial.BlockCount;
        }

        return partial;
    }

    private int CountOpenPartials()
    {
        var count = 0;
        foreach (var partial in _freeBlocksInPartials > 0 ? CollectionsMarshal.AsSpan(_partials) : [])
        {
            count += partial.FreeCount > 0 ? 1 : 0;
        }

        return count;
    }

    private int Take(PartialPiece partial, Span<BlockRequest> picked)
    {
        var count = 0;
        for (var block = partial.Find(BlockState.Free); block >= 0 && count < picked.Length; block = partial.Find(BlockState.Free, block))
        {
            partial.MarkRequested(block);
            _freeBlocksInPartials--;
            picked[count++] = new BlockRequest(partial.Piece, block);
        }

        return count;
    }

    private int PickFromPartials(Peer peer, bool wantsWholePieces, bool ownedOnly, Span<BlockRequest> picked)
    {
        var count = 0;
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            if (count == picked.Length)
            {
                break;
            }

            var allowed = ownedOnly ? partial.Owner == peer : partial.Owner is null && !(wantsWholePieces && partial.RequestedCount > 0);
            if (partial.FreeCount > 0 && allowed && peer.Offers(partial.Piece))
            {
                if (wantsWholePieces && partial.ReceivedCount == 0)
                {
                    partial.Owner = peer;
                }

                count += Take(partial, picked[count..]);
            }
        }

        return count;
    }

    private int PickShared(Peer peer, Span<BlockRequest> picked)
    {
        var count = 0;
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            if (partial.FreeCount > 0 && !partial.IsExclusive && peer.Offers(partial.Piece))
            {
                count += Take(partial, picked[count..]);
                if (count == picked.Length)
                {
                    break;
                }
            }
        }

        return count;
    }

    private int PickAbandoned(Peer peer, Span<BlockRequest> picked)
    {
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            if (partial.FreeCount > 0 && partial.Owner is null && peer.Offers(partial.Piece))
            {
                partial.Owner = peer;
                partial.IsExclusive = true;
                return Take(partial, picked);
            }
        }

        return 0;
    }

    private PartialPiece? Begin(Peer peer, bool wantsWholePieces)
    {
        var piece = Have.Count + _partials.Count < RandomFirstPieces ? RandomMissing(peer) : -1;
        if (piece < 0)
        {
            piece = RarestMissing(peer);
        }

        if (piece < 0)
        {
            return null;
        }

        var isSuspicious = peer.IsOnParole || _suspicious.Contains(piece);
        var partial = GetOrBegin(piece);
        partial.IsExclusive = isSuspicious;
        partial.Owner = isSuspicious || wantsWholePieces ? peer : null;
        return partial;
    }

    private int RarestMissing(Peer peer)
    {
        foreach (var piece in _missing.RarestFirst)
        {
            if (peer.Offers(piece))
            {
                return piece;
            }
        }

        return -1;
    }

    private int RandomMissing(Peer peer)
    {
        var missing = _missing.RarestFirst;
        for (var tries = 0; tries < 8 && !missing.IsEmpty; tries++)
        {
            var piece = missing[_random.Next(missing.Length)];
            if (peer.Offers(piece))
            {
                return piece;
            }
        }

        return -1;
    }

    private int PickEndgame(Peer peer, Span<BlockRequest> picked)
    {
        var count = 0;
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            if (partial.RequestedCount == 0 || partial.IsExclusive || !peer.Offers(partial.Piece))
            {
                continue;
            }

            for (var block = partial.Find(BlockState.Requested); block >= 0; block = block + 1 < partial.BlockCount ? partial.Find(BlockState.Requested, block + 1) : -1)
            {
                if (count == picked.Length)
                {
                    return count;
                }

                var request = new BlockRequest(partial.Piece, block);
                if (partial.RequestsOf(block) < EndgameRequestsPerBlock && !peer.Requests.Contains(request))
                {
                    partial.MarkRequested(block);
                    picked[count++] = request;
                }
            }
        }

        return count;
    }
}
