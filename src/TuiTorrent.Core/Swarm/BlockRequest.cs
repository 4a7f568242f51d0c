using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>One block by its piece and its number in the piece.</summary>
public readonly record struct BlockRequest(int Piece, int Block)
{
    /// <summary>Offset of the block in its piece, bytes.</summary>
    public int Begin => Block * Limits.BlockSize;
}
