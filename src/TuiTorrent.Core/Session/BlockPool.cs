namespace TuiTorrent.Core.Session;

/// <summary>The slab of 16 KiB blocks: at once the memory limit of all payload and the back-pressure on every reader.</summary>
/// <remarks>
/// Any thread. Memory is taken a mebibyte at a time when first needed, pinned, and reused newest first so that a warm cache line is met again.
/// Invariant: <see cref="Outstanding"/> + <see cref="Available"/> == <see cref="Capacity"/>.
/// </remarks>
public sealed class BlockPool
{
    private const int BlocksPerSlab = 64;

    private readonly Lock _gate = new();
    private readonly Stack<Block> _free = new();
    private int _created;
    private bool _isAwaited;

    /// <summary>A pool of at most <paramref name="capacity"/> blocks.</summary>
    public BlockPool(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>Called once, by whichever thread gives a block back, when a quarter is free after <see cref="AwaitRoom"/>.</summary>
    public Action? RoomMade { get; set; }

    /// <summary>Blocks there can be at once.</summary>
    public int Capacity { get; }

    /// <summary>Blocks rented and not yet returned.</summary>
    public int Outstanding { get; private set; }

    /// <summary>Blocks that can be rented now.</summary>
    public int Available => Capacity - Outstanding;

    // Not at the first block: a reader that wakes for one goes back to sleep at once.
    private bool HasRoom => Available >= Capacity / 4;

    /// <summary>Rents a block, or null when all are out: the caller then stops reading.</summary>
    public Block? TryRent()
    {
        lock (_gate)
        {
            if (Outstanding == Capacity)
            {
                return null;
            }

            if (_free.Count == 0)
            {
                Grow();
            }

            var block = _free.Pop();
            Outstanding++;
            block.MarkRented();
            return block;
        }
    }

    /// <summary>Asks to be told by <see cref="RoomMade"/> when readers may go on; at once if that is so already.</summary>
    public void AwaitRoom()
    {
        bool isRoomMade;
        lock (_gate)
        {
            // Between the rent that failed and this call everything may have come back: nobody would tell of it any more.
            isRoomMade = HasRoom;
            _isAwaited = !isRoomMade;
        }

        if (isRoomMade)
        {
            RoomMade?.Invoke();
        }
    }

    internal void Put(Block block)
    {
        bool isRoomMade;
        lock (_gate)
        {
            Outstanding--;
            _free.Push(block);
            isRoomMade = _isAwaited && HasRoom;
            _isAwaited &= !isRoomMade;
        }

        if (isRoomMade)
        {
            RoomMade?.Invoke();
        }
    }

    private void Grow()
    {
        var count = Math.Min(BlocksPerSlab, Capacity - _created);
        var slab = GC.AllocateUninitializedArray<byte>(count * Limits.BlockSize, pinned: true);
        for (var i = count - 1; i >= 0; i--)
        {
            _free.Push(new Block(this, slab, i * Limits.BlockSize));
        }

        _created += count;
    }
}
