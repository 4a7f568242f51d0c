using TuiTorrent.Core;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Engine.Disk;

/// <summary>One file of a torrent, as the torrent names it.</summary>
/// <param name="Path">Raw names from the torrent, its own name first when it has several files; cleaned by <see cref="PathPlan"/> only.</param>
/// <param name="Offset">Bytes of the torrent before it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsPad">A pad file (BEP 47): neither made nor written, reads as zeros.</param>
public sealed record StorageFile(IReadOnlyList<string> Path, long Offset, long Length, bool IsPad);

/// <summary>What the disk must know of a torrent.</summary>
/// <param name="InfoHash">Its name in the state.</param>
/// <param name="Pieces">How bytes fall into pieces.</param>
/// <param name="PieceHashes">The hash of each piece, in memory or fetched when they are needed.</param>
/// <param name="Files">In the torrent's order, without gaps, from offset 0 to the total length.</param>
public sealed record StorageLayout(InfoHash InfoHash, PieceLayout Pieces, PieceHashes PieceHashes, IReadOnlyList<StorageFile> Files)
{
    /// <summary>The SHA-1 that a piece must have.</summary>
    public ReadOnlySpan<byte> HashOf(int piece) => PieceHashes.Of(piece);
}

/// <summary>Whether space is taken before it is written.</summary>
public enum Preallocation
{
    /// <summary>Files grow as pieces come, with holes.</summary>
    Sparse,

    /// <summary>A file's space is taken when it is first written; where the file system can't, as <see cref="Sparse"/>.</summary>
    Full,
}
