using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <summary>A piece that is being put together from blocks, by the one worker it belongs to.</summary>
/// <remarks>
/// Invariants: blocks [0, Hashed) are in the hash; a block is held while it is not yet both hashed and written, unless memory ran low: then a
/// written block may be given back before it is hashed and is read again in its turn. Reused for other pieces.
/// </remarks>
internal sealed class PieceAssembly : IDisposable
{
    /// <summary>
    /// Blocks of a run: 64 KiB, aligned in the piece. Large enough that a call is nothing beside its copy, small enough to be still in the cache
    /// that hashed it, and that the kernel has page-cache folios of the size at hand: with ext4 in a virtual machine, runs of 256 KiB cost up to 3.1 CPU seconds a GiB, of 64 KiB 2.0.
    /// </summary>
    public const int RunBlocks = 4;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private Block?[] _held = [];
    private bool[] _received = [];
    private byte[] _runFill = [];
    private bool _hashIsDirty;

    public TorrentStorage Storage { get; private set; } = null!;

    public int Piece { get; private set; }

    public int BlockCount { get; private set; }

    /// <summary>Blocks that have come, held or written.</summary>
    public int Received { get; private set; }

    public int Hashed { get; private set; }

    public int HeldCount { get; private set; }

    /// <summary>Blocks in the file; belongs to the storage and is changed by it alone.</summary>
    public Bitfield Written { get; private set; } = null!;

    /// <summary>Stands in its worker's list of pieces that this batch changed.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether a run became whole since it was last written out.</summary>
    public bool HasFullRun { get; private set; }

    public bool IsComplete => Received == BlockCount;

    public long Offset => Storage.Layout.Pieces.PieceOffset(Piece);

    public void Begin(TorrentStorage storage, int piece, Bitfield written)
    {
        (Storage, Piece, Written) = (storage, piece, written);
        BlockCount = written.Length;
        (Received, Hashed, HeldCount) = (0, 0, 0);
        (HasFullRun, IsTouched) = (false, false);
        var runs = (BlockCount + RunBlocks - 1) / RunBlocks;
        if (_held.Length < BlockCount)
        {
            _held = new Block?[BlockCount];
            _received = new bool[BlockCount];
            _runFill = new byte[runs];
        }

        Array.Clear(_received, 0, BlockCount);
        Array.Clear(_runFill, 0, runs);
        for (var i = 0; i < BlockCount && written.Count > 0; i++)
        {
            if (written[i])
            {
                Mark(i);
            }
        }
    }

    public bool HasReceived(int block) => _received[block];

    public Block? Held(int block) => _held[block];

    public ReadOnlySpan<Block?> HeldRange(int first, int end) => _held.AsSpan(first, end - first);

    public void Hold(int index, Block block)
    {
        _held[index] = block;
        HeldCount++;
        Storage.AddHeld(1);
        Mark(index);
    }

    /// <summary>Hashes held blocks as far as they follow one another.</summary>
    public void HashHeld()
    {
        while (Hashed < BlockCount && _held[Hashed] is { } block)
        {
            Append(block.Data);
            if (Written[Hashed++])
            {
                Release(Hashed - 1);
            }
        }
    }

    /// <summary>Hashes what was read back: whole blocks from <see cref="Hashed"/> on.</summary>
    public void HashReadBack(ReadOnlySpan<byte> data, int blocks)
    {
        Append(data);
        for (var i = 0; i < blocks; i++)
        {
            Release(Hashed++);
        }
    }

    /// <summary>The end of a stretch of received blocks that are in the file but not in memory, from <see cref="Hashed"/> on.</summary>
    public int ReadBackEnd(int maxBlocks)
    {
        var end = Hashed;
        while (end < BlockCount && end - Hashed < maxBlocks && Written[end] && _held[end] is null)
        {
            end++;
        }

        return end;
    }

    /// <summary>Whether the hash is the expected one; call when all is hashed.</summary>
    public bool Check()
    {
        Span<byte> found = stackalloc byte[SHA1.HashSizeInBytes];
        _hash.GetHashAndReset(found);
        _hashIsDirty = false;
        return found.SequenceEqual(Storage.Layout.HashOf(Piece));
    }

    /// <summary>
    /// The next stretch of blocks, from <paramref name="from"/> on, that are held and not written; false when there is none.
    /// </summary>
    /// <param name="from">First block to look at; the end of the stretch afterwards.</param>
    /// <param name="fullRunsOnly">Only blocks of runs that are whole.</param>
    /// <param name="first">The stretch's first block.</param>
    public bool NextUnwritten(ref int from, bool fullRunsOnly, out int first)
    {
        while (from < BlockCount && !IsWanted(from, fullRunsOnly))
        {
            from++;
        }

        first = from;
        while (from < BlockCount && IsWanted(from, fullRunsOnly))
        {
            from++;
        }

        return first < from;
    }

    /// <summary>After a write: gives back what is also hashed, or everything when memory is short.</summary>
    public void ReleaseWritten(int first, int end, bool alsoUnhashed)
    {
        for (var i = first; i < end; i++)
        {
            if (Written[i] && (i < Hashed || alsoUnhashed))
            {
                Release(i);
            }
        }
    }

    public void ClearFullRun() => HasFullRun = false;

    /// <summary>Gives every held block back and forgets the hash.</summary>
    public void End()
    {
        for (var i = 0; i < BlockCount && HeldCount > 0; i++)
        {
            Release(i);
        }

        if (_hashIsDirty)
        {
            Span<byte> unused = stackalloc byte[SHA1.HashSizeInBytes];
            _hash.GetHashAndReset(unused);
            _hashIsDirty = false;
        }
    }

    public void Dispose() => _hash.Dispose();

    private void Append(ReadOnlySpan<byte> data)
    {
        _hash.AppendData(data);
        _hashIsDirty = true;
    }

    private void Release(int index)
    {
        if (_held[index] is { } block)
        {
            _held[index] = null;
            HeldCount--;
            Storage.AddHeld(-1);
            block.Return();
        }
    }

    private void Mark(int index)
    {
        _received[index] = true;
        Received++;
        var run = index / RunBlocks;
        if (++_runFill[run] == RunSize(run))
        {
            HasFullRun = true;
        }
    }

    private bool IsWanted(int block, bool fullRunsOnly)
    {
        if (_held[block] is null || Written[block])
        {
            return false;
        }

        var run = block / RunBlocks;
        return !fullRunsOnly || _runFill[run] == RunSize(run);
    }

    private int RunSize(int run) => Math.Min(RunBlocks, BlockCount - run * RunBlocks);
}
