using System.Runtime.InteropServices;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <content>Which blocks a peer is asked for.</content>
public sealed partial class PiecePicker
{
    /// <summary>Peers that are asked for the same block in the endgame: more would only waste what they send.</summary>
    public const int EndgameRequestsPerBlock = 2;

    /// <summary>Pieces taken in random order at first, so that there is soon something to trade, whatever it is.</summary>
    private const int RandomFirstPieces = 4;

    /// <summary>Missing pieces looked at one by one for the rarest that a peer has. It is asked at each read: with two million pieces and a peer that has nothing new, more would cost milliseconds.</summary>
    private const int RarestLookedAt = 4096;

    private const int AnyLevel = -1;

    /// <summary>Fills <paramref name="picked"/> with blocks to ask <paramref name="peer"/> for and marks them; returns how many.</summary>
    /// <param name="peer">The peer; its pieces, its suspicion and its fast set decide.</param>
    /// <param name="wantsWholePieces">It is fast enough to fetch a piece alone within seconds: fewer hands on a piece make better evidence and larger runs on disk.</param>
    /// <param name="maxPartials">Begun pieces with free blocks there may be among those that the peer has; those asked for whole are bounded by the pipelines.</param>
    /// <param name="picked">Receives the blocks.</param>
    public int Pick(Peer peer, bool wantsWholePieces, int maxPartials, Span<BlockRequest> picked)
    {
        var count = 0;
        if (_priorities is null)
        {
            count = PickOfLevel(peer, wantsWholePieces, maxPartials, AnyLevel, picked);
        }
        else
        {
            for (var level = 0; level < PiecePriority.Levels && count < picked.Length; level++)
            {
                count += PickOfLevel(peer, wantsWholePieces, maxPartials, level, picked[count..]);
            }
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

    private int PickOfLevel(Peer peer, bool wantsWholePieces, int maxPartials, int level, Span<BlockRequest> picked)
    {
        var count = 0;
        if (_freeBlocksInPartials > 0)
        {
            count = PickFromPartials(peer, wantsWholePieces, ownedOnly: true, level, picked);
            if (count < picked.Length && !peer.IsOnParole)
            {
                count += PickFromPartials(peer, wantsWholePieces, ownedOnly: false, level, picked[count..]);
            }
        }

        return count < picked.Length ? count + PickNew(peer, wantsWholePieces, maxPartials, level, picked[count..]) : count;
    }

    private int PickNew(Peer peer, bool wantsWholePieces, int maxPartials, int level, Span<BlockRequest> picked)
    {
        if (_partials.Count >= Limits.MaxBegunPieces)
        {
            DropUntouched();
        }

        var count = 0;
        if (peer.IsOnParole || CountOpenPartials(peer, level) < maxPartials)
        {
            // All but the last of the pieces begun here are taken whole: they leave as many open as there were.
            while (count < picked.Length && _partials.Count < Limits.MaxBegunPieces && Begin(peer, wantsWholePieces, level) is { } begun)
            {
                count += Take(begun, picked[count..]);
            }
        }

        return count;
    }

    /// <summary>Open pieces that the peer could help with; the others, whose givers may have left for good or that are less wanted, must not keep it idle.</summary>
    private int CountOpenPartials(Peer peer, int level)
    {
        var count = 0;
        foreach (var partial in _freeBlocksInPartials > 0 ? CollectionsMarshal.AsSpan(_partials) : [])
        {
            count += IsOpen(partial) && (level == AnyLevel || LevelOf(partial.Piece) <= level) && peer.Offers(partial.Piece) ? 1 : 0;
        }

        return count;
    }

    private static bool IsOpen(PartialPiece partial) => partial.FreeCount > 0 && !partial.IsSkipped;

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

    private int PickFromPartials(Peer peer, bool wantsWholePieces, bool ownedOnly, int level, Span<BlockRequest> picked)
    {
        var count = 0;
        foreach (var partial in CollectionsMarshal.AsSpan(_partials))
        {
            if (count == picked.Length)
            {
                break;
            }

            var allowed = ownedOnly ? partial.Owner == peer : partial.Owner is null && !(wantsWholePieces && partial.RequestedCount > 0);
            if (IsOpen(partial) && allowed && (level == AnyLevel || LevelOf(partial.Piece) == level) && peer.Offers(partial.Piece))
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
            if (IsOpen(partial) && !partial.IsExclusive && peer.Offers(partial.Piece))
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
            if (IsOpen(partial) && partial.Owner is null && peer.Offers(partial.Piece))
            {
                partial.Owner = peer;
                partial.IsExclusive = true;
                return Take(partial, picked);
            }
        }

        return 0;
    }

    private PartialPiece? Begin(Peer peer, bool wantsWholePieces, int level)
    {
        if (IsFinished)
        {
            return null;
        }

        var piece = -1;
        if (IsSequential)
        {
            piece = FirstMissing(peer, level);
        }
        else
        {
            var missing = level == AnyLevel ? Missing.RarestFirst : Missing.OfLevel(level);
            piece = Have.Count + _partials.Count < RandomFirstPieces ? RandomMissing(peer, missing) : -1;
            piece = piece < 0 ? RarestMissing(peer, missing, level) : piece;
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

    private int RarestMissing(Peer peer, ReadOnlySpan<int> missing, int level)
    {
        var near = missing[..Math.Min(missing.Length, RarestLookedAt)];
        foreach (var piece in near)
        {
            if (peer.Offers(piece))
            {
                return piece;
            }
        }

        return near.Length == missing.Length ? -1
            : peer.PeerChoking ? FirstAllowedFast(peer, level)
            : Missing.FindAmong(LevelOrUsual(level), peer.Pieces, _random.Next(_layout.PieceCount));
    }

    private int FirstMissing(Peer peer, int level) =>
        peer.PeerChoking ? FirstAllowedFast(peer, level) : Missing.FindAmong(LevelOrUsual(level), peer.Pieces, 0);

    /// <summary>Where no piece has a priority of its own, all are at one level.</summary>
    private static int LevelOrUsual(int level) => level == AnyLevel ? PiecePriority.UsualLevel : level;

    private int FirstAllowedFast(Peer peer, int level)
    {
        var first = int.MaxValue;
        foreach (var piece in peer.AllowedFast)
        {
            if (piece < first && Missing.Contains(piece) && (level == AnyLevel || LevelOf(piece) == level) && peer.Offers(piece))
            {
                first = piece;
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    private int RandomMissing(Peer peer, ReadOnlySpan<int> missing)
    {
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
            if (partial.RequestedCount == 0 || partial.IsSkipped || partial.IsExclusive || !peer.Offers(partial.Piece))
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
