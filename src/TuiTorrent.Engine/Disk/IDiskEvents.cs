using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <summary>What the disk tells the loop.</summary>
/// <remarks>
/// Called on the disk's threads, several at once: an implementation queues and returns. For one piece, the order of calls is the order of
/// what happened. Nothing is called for a storage after <see cref="Closed"/>.
/// </remarks>
public interface IDiskEvents
{
    /// <summary>The answer to Open; with an error the storage can only be closed.</summary>
    void Opened(TorrentStorage storage, OpenResult result);

    /// <summary>All blocks of a piece have come: its bytes are right and written, or wrong and forgotten.</summary>
    void PieceHashed(TorrentStorage storage, int piece, bool ok);

    /// <summary>The answer to Read: a block that is now the receiver's, or an error.</summary>
    void BlockRead(TorrentStorage storage, object token, int piece, int begin, Block? block, DiskError? error);

    /// <summary>A verification goes on; told now and then.</summary>
    void VerifyProgress(TorrentStorage storage, int piecesChecked, int piecesTotal);

    /// <summary>A verification ended or was cancelled; the bitfield is the receiver's.</summary>
    void Verified(TorrentStorage storage, Bitfield have);

    /// <summary>A barrier ended: so many pieces would survive a power cut.</summary>
    void Claimed(TorrentStorage storage, int claimedCount);

    /// <summary>The storage takes no more writes; close it, and open it again when the cause is gone.</summary>
    void Failed(TorrentStorage storage, DiskError error);

    /// <summary>Everything is saved and every file closed.</summary>
    void Closed(TorrentStorage storage);
}
