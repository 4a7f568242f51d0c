using System.IO.Hashing;
using System.Runtime.InteropServices;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>Who gave which data of pieces that were wrong: once such a piece is right, the data that differ tell who lied.</summary>
/// <remarks>
/// Loop thread only; at most <see cref="Limits.MaxEvidenceBlocks"/> blocks, beyond which nothing new is remembered. Only a number is kept of a block, made
/// with a key that no peer knows, so that nobody can make two blocks of one number.
/// </remarks>
internal sealed class BlockEvidence(long key)
{
    private readonly Dictionary<int, List<Testimony>> _byPiece = [];
    private int _count;

    /// <summary>The number of a block's data; never 0, which stands for a block that was not looked at.</summary>
    public ulong DigestOf(ReadOnlySpan<byte> data) => XxHash3.HashToUInt64(data, key) | 1;

    /// <summary>A piece was wrong: who gave what is remembered.</summary>
    public void Remember(PartialPiece partial)
    {
        if (_count + partial.BlockCount > Limits.MaxEvidenceBlocks)
        {
            return;
        }

        ref var told = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPiece, partial.Piece, out _);
        told ??= [];
        for (var block = 0; block < partial.BlockCount; block++)
        {
            if (partial.Givers[block] is { } giver && partial.DigestOf(block) != 0)
            {
                told.Add(new Testimony(block, giver.Connection.Endpoint.Address, partial.DigestOf(block)));
                _count++;
            }
        }
    }

    /// <summary>A piece is right: the addresses that had given something else, each once or more; null for none. What was remembered of it is forgotten.</summary>
    public List<UInt128>? Judge(PartialPiece partial)
    {
        if (!_byPiece.Remove(partial.Piece, out var told))
        {
            return null;
        }

        _count -= told.Count;
        List<UInt128>? liars = null;
        foreach (var (block, giver, digest) in told)
        {
            if (partial.Givers[block] is not null && partial.DigestOf(block) is not 0 and var right && right != digest)
            {
                (liars ??= []).Add(giver);
            }
        }

        return liars;
    }

    private readonly record struct Testimony(int Block, UInt128 Giver, ulong Digest);
}
