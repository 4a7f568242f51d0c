using TuiTorrent.Core;

namespace TuiTorrent.Engine.Disk;

/// <summary>A piece of which some blocks are on disk, its hash not yet known.</summary>
/// <param name="Piece">Index.</param>
/// <param name="Blocks">One bit a block: those that need not be asked for again.</param>
public sealed record PartialPiece(int Piece, Bitfield Blocks);

/// <summary>What was found when a torrent's storage was opened.</summary>
/// <remarks>Made on a disk thread and never changed after: the receiver may keep it.</remarks>
/// <param name="Have">Pieces whose bytes are known to be right.</param>
/// <param name="Partial">Pieces in part on disk.</param>
/// <param name="ToVerify">Pieces that may be there and must be hashed before anything is downloaded; null when there are none.</param>
/// <param name="PiecesHashed">Pieces that were hashed at opening because they were finished after the last barrier.</param>
/// <param name="Warnings">Sentences for the user: which files changed and what that costs.</param>
/// <param name="Error">Why the storage could not be opened; nothing was changed then.</param>
public sealed record OpenResult(
    Bitfield Have,
    IReadOnlyList<PartialPiece> Partial,
    Bitfield? ToVerify,
    int PiecesHashed,
    IReadOnlyList<string> Warnings,
    DiskError? Error)
{
    /// <summary>Whether data without a claim lies where the torrent's files belong.</summary>
    public bool NeedsVerify => ToVerify is { Count: > 0 };
}
