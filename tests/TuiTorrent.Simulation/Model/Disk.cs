using TuiTorrent.Core.Session;

namespace TuiTorrent.Simulation.Model;

/// <summary>How a disk behaves.</summary>
internal sealed record DiskPlan
{
    public int LatencyUs { get; init; } = 2_000;

    /// <summary>Added at random to each operation: that is what makes them end out of order.</summary>
    public int SpreadUs { get; init; } = 6_000;

    /// <summary>Reads in a thousand that fail.</summary>
    public int FailReadsPermille { get; init; }

    /// <summary>Blocks read that are changed on the way: a peer that lies.</summary>
    public int LiePermille { get; init; }

    /// <summary>Blocks that fit; then ENOSPC until <see cref="Disk.Enlarge"/>.</summary>
    public int CapacityBlocks { get; init; } = int.MaxValue;

    /// <summary>Time from a right hash to the claim: the barrier.</summary>
    public int BarrierUs { get; init; } = 3_000_000;
}

/// <summary>What a client has on its disk. It outlives the client's runs, and knows what is claimed, what is only written, and what is neither.</summary>
internal sealed class Disk
{
    private readonly Content _content;
    private readonly byte[] _data;
    private readonly bool[][] _written;
    private int _capacityBlocks;
    private int _blocksWritten;

    public Disk(Content content, DiskPlan plan, bool isFull)
    {
        _content = content;
        Plan = plan;
        _capacityBlocks = plan.CapacityBlocks;
        var layout = content.Layout;
        _data = isFull ? content.Data : new byte[layout.TotalLength];
        _written = new bool[layout.PieceCount][];
        IsRight = new bool[layout.PieceCount];
        IsClaimed = new bool[layout.PieceCount];
        for (var piece = 0; piece < layout.PieceCount; piece++)
        {
            _written[piece] = new bool[layout.BlockCount(piece)];
            IsRight[piece] = IsClaimed[piece] = isFull;
        }
    }

    public DiskPlan Plan { get; }

    /// <summary>Pieces whose bytes were hashed and found right.</summary>
    public bool[] IsRight { get; }

    /// <summary>Pieces that a crash can't take back.</summary>
    public bool[] IsClaimed { get; }

    /// <summary>Blocks received from sessions.</summary>
    public long Written { get; private set; }

    /// <summary>Makes room on a full disk.</summary>
    public void Enlarge() => _capacityBlocks = int.MaxValue;

    public bool IsWritten(int piece, int block) => _written[piece][block];

    /// <summary>False if the disk is full.</summary>
    public bool TryWrite(int piece, int begin, ReadOnlySpan<byte> block)
    {
        if (_blocksWritten >= _capacityBlocks)
        {
            return false;
        }

        _blocksWritten++;
        Written++;
        block.CopyTo(_data.AsSpan((int)_content.Layout.PieceOffset(piece) + begin));
        _written[piece][begin / Limits.BlockSize] = true;
        return true;
    }

    public bool IsWhole(int piece) => !_written[piece].AsSpan().Contains(false);

    /// <summary>Hashes a whole piece; a wrong one is as if never written.</summary>
    public bool Hash(int piece)
    {
        IsRight[piece] = _content.IsRight(_data, piece);
        if (!IsRight[piece])
        {
            Array.Clear(_written[piece]);
        }

        return IsRight[piece];
    }

    public void Read(int piece, int begin, Span<byte> destination) =>
        _data.AsSpan((int)_content.Layout.PieceOffset(piece) + begin, destination.Length).CopyTo(destination);

    /// <summary>After a failure: blocks of pieces that are not whole count as lost.</summary>
    public void ForgetUnfinished()
    {
        for (var piece = 0; piece < _written.Length; piece++)
        {
            if (!IsRight[piece])
            {
                Array.Clear(_written[piece]);
            }
        }
    }

    /// <summary>After a crash: what was not claimed is hashed again where it is whole.</summary>
    public void Recover()
    {
        for (var piece = 0; piece < _written.Length; piece++)
        {
            if (!IsClaimed[piece])
            {
                IsRight[piece] = false;
                if (IsWhole(piece))
                {
                    IsClaimed[piece] = Hash(piece);
                }
            }
        }
    }
}
