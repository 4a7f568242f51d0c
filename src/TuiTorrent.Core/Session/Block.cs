namespace TuiTorrent.Core.Session;

/// <summary>A buffer of 16 KiB from the slab. It has exactly one owner: connection, loop, disk or pool.</summary>
/// <remarks>Passing a block on passes its ownership; the last owner calls <see cref="Return"/>. Using a returned block throws.</remarks>
public sealed class Block
{
    private readonly BlockPool _pool;
    private readonly byte[] _slab;
    private readonly int _offset;
    private int _rented;

    internal Block(BlockPool pool, byte[] slab, int offset)
    {
        _pool = pool;
        _slab = slab;
        _offset = offset;
    }

    /// <summary>Bytes in use, 0 to 16384.</summary>
    public int Length { get; set; }

    /// <summary>All 16 KiB. The memory is pinned: its address holds while the pool lives.</summary>
    public Span<byte> Buffer
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _rented) == 0, this);
            return _slab.AsSpan(_offset, Limits.BlockSize);
        }
    }

    /// <summary>The first <see cref="Length"/> bytes.</summary>
    public Span<byte> Data => Buffer[..Length];

    /// <summary>The same memory for calls that take no span.</summary>
    public Memory<byte> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _rented) == 0, this);
            return _slab.AsMemory(_offset, Length);
        }
    }

    /// <summary>Gives the block back. Any thread; a second call throws.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref _rented, 0) == 0)
        {
            throw new InvalidOperationException("A block was returned twice.");
        }

        _pool.Put(this);
    }

    internal void MarkRented()
    {
        Length = 0;
        Volatile.Write(ref _rented, 1);
    }
}
