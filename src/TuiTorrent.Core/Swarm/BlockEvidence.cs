using System.Runtime.InteropServices;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>Who gave which data of pieces that were wrong: once such a piece is right, the data that differ tell who lied.</summary>
/// <remarks>
/// Loop thread only; at most <see cref="Limits.MaxEvidenceBlocks"/> blocks, beyond which nothing new is remembered. Only a number is kept of a block, made
/// with a key that no peer knows: what differs in one word never has the same number, and what differs in more can't be made to have it.
/// </remarks>
internal sealed class BlockEvidence(ulong key)
{
    private readonly Dictionary<int, List<Testimony>> _byPiece = [];
    private readonly ulong _key = key | 1;
    private int _count;

    /// <summary>The number of a block's data.</summary>
    public ulong DigestOf(ReadOnlySpan<byte> data)
    {
        // Four lanes, so that a multiplication need not wait for the one before.
        ulong a = _key, b = _key + 2, c = _key + 4, d = _key + 6;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = Mix(a, words[i]);
            b = Mix(b, words[i + 1]);
            c = Mix(c, words[i + 2]);
            d = Mix(d, words[i + 3]);
        }

        for (; i < words.Length; i++)
        {
            a = Mix(a, words[i]);
        }

        foreach (var tail in data[(words.Length * sizeof(ulong))..])
        {
            a = Mix(a, tail);
        }

        return Mix(Mix(Mix(a, b), c), d);
    }

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
            if (partial.Givers[block] is { } giver)
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
            if (partial.Givers[block] is not null && partial.DigestOf(block) != digest)
            {
                (liars ??= []).Add(giver);
            }
        }

        return liars;
    }

    private ulong Mix(ulong sum, ulong word)
    {
        sum = (sum ^ word) * _key;
        return sum ^ sum >> 32;
    }

    private readonly record struct Testimony(int Block, UInt128 Giver, ulong Digest);
}
