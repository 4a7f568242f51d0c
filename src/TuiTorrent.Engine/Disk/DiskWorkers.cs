using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

/// <summary>All disk work of the process: hashing on arrival, writing in runs, reading, verifying, and the barriers that make pieces safe.</summary>
/// <remarks>
/// Every method may be called from any one thread at a time (the loop), returns at once and never throws for what the disk does; answers come by
/// <see cref="IDiskEvents"/>. Nothing but <see cref="Close"/> may be asked of a storage before its Opened event. Work that is queued
/// starts at <see cref="FlushQueue"/> at the latest. At rest no thread wakes.
/// </remarks>
public sealed class DiskWorkers : IDisposable
{
    /// <summary>Starts the threads.</summary>
    public DiskWorkers(DiskSettings settings, BlockPool pool, StateStore state, IDiskEvents events, TimeProvider time)
        : this(settings, pool, state, events, time, new PosixFiles())
    {
    }

    internal DiskWorkers(DiskSettings settings, BlockPool pool, StateStore state, IDiskEvents events, TimeProvider time, IFileLayer files)
    {
    }

    /// <summary>Opens a torrent's files below an absolute root; changes nothing on disk yet. Answer: Opened.</summary>
    public TorrentStorage Open(StorageLayout layout, string root, Preallocation preallocation) => throw new NotImplementedException();

    /// <summary>Takes a block of a piece, in any order within it. A block of a piece that is there already is given back unwritten.</summary>
    /// <param name="storage">The torrent.</param>
    /// <param name="piece">Index.</param>
    /// <param name="begin">Offset in the piece, a multiple of 16 KiB.</param>
    /// <param name="block">The disk's from now on; <see cref="Block.Length"/> must be the block's whole size.</param>
    public void Write(TorrentStorage storage, int piece, int begin, Block block) => throw new NotImplementedException();

    /// <summary>Reads up to 16 KiB of a verified piece into a block rented here, waiting for the pool when it is empty. Answer: BlockRead.</summary>
    public void Read(TorrentStorage storage, int piece, int begin, int length, object token) => throw new NotImplementedException();

    /// <summary>Hashes pieces when nothing else is to be done. Answers: VerifyProgress, then Verified after a barrier.</summary>
    public void Verify(TorrentStorage storage, Bitfield which) => throw new NotImplementedException();

    /// <summary>Ends a verification early; Verified comes all the same.</summary>
    public void CancelVerify(TorrentStorage storage) => throw new NotImplementedException();

    /// <summary>Forgets what there is of a piece that isn't verified.</summary>
    public void DropPiece(TorrentStorage storage, int piece) => throw new NotImplementedException();

    /// <summary>Writes what is held and runs a barrier. Answer: Claimed.</summary>
    public void Flush(TorrentStorage storage) => throw new NotImplementedException();

    /// <summary>Writes what is held, runs a barrier, closes the files. Answer: Closed, whatever failed.</summary>
    public void Close(TorrentStorage storage) => throw new NotImplementedException();

    /// <summary>Wakes the threads for what was queued; call it once after a batch. When the pool runs low it also makes them write what they hold.</summary>
    public void FlushQueue() => throw new NotImplementedException();

    /// <summary>Ends the threads after what they are at; what no barrier saved is as lost as after a kill. Close storages first.</summary>
    public void Dispose()
    {
    }
}
