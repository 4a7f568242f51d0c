namespace TuiTorrent.Core.Session;

/// <summary>Blocks that the loop has set aside, so that what it reads next is sure to find room.</summary>
/// <remarks>
/// Loop thread only. Before a connection is handed n bytes, <see cref="TryPrepare"/> has succeeded for n. Disk threads rent from the same pool at the same time, so looking at what is available would not be enough.
/// </remarks>
public sealed class BlockStash(BlockPool pool)
{
    private const int PieceMessageHeader = 13;

    private readonly Stack<Block> _blocks = new();

    /// <summary>Sets aside what <paramref name="byteCount"/> bytes from one connection can need; false if the pool can't give it now.</summary>
    /// <param name="byteCount">Bytes about to be read.</param>
    /// <param name="pieceLength">Bytes of a piece: each may end in a block shorter than the others, and has a header (13 bytes) on the wire.</param>
    public bool TryPrepare(int byteCount, int pieceLength)
    {
        var needed = byteCount / Limits.BlockSize + byteCount / (pieceLength + PieceMessageHeader) + 2;
        while (_blocks.Count < needed)
        {
            if (pool.TryRent() is not { } block)
            {
                pool.AwaitRoom();
                return false;
            }

            _blocks.Push(block);
        }

        return true;
    }

    /// <summary>Takes an empty block, which the caller then owns; null if a peer used up more than honest data needs.</summary>
    public Block? Take() => _blocks.TryPop(out var block) ? block : pool.TryRent();

    /// <summary>Takes back a block that turned out to be unwanted, for the next reader.</summary>
    public void Put(Block block)
    {
        block.Length = 0;
        _blocks.Push(block);
    }

    /// <summary>Gives everything back to the pool.</summary>
    public void Release()
    {
        while (_blocks.TryPop(out var block))
        {
            block.Return();
        }
    }
}
