using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

/// <summary>All disk work of the process: hashing on arrival, writing in runs, reading, verifying, and the barriers that make pieces safe.</summary>
/// <remarks>
/// Called by one thread at a time (the loop); returns at once and never throws for what the disk does; answers come by
/// <see cref="IDiskEvents"/>. Nothing but <see cref="Close"/> may be asked of a storage before its Opened event. Work that is queued
/// starts at <see cref="FlushQueue"/> at the latest. At rest no thread wakes.
/// </remarks>
public sealed class DiskWorkers : IDisposable
{
    private readonly BlockPool _pool;
    private readonly IDiskEvents _events;
    private readonly DiskSettings _settings;
    private readonly FileHandles _handles;
    private readonly DiskWorker[] _workers;
    private readonly DiskKeeper _keeper;

    private readonly IFileLayer _layer;
    private readonly TorrentFiles _files;

    // The loop's own: the latest of each storage.
    private readonly Dictionary<TorrentStorage, Verification> _verifications = [];

    /// <summary>Starts the threads.</summary>
    public DiskWorkers(DiskSettings settings, BlockPool pool, StateStore state, IDiskEvents events, TimeProvider time)
        : this(settings, pool, state, events, time, new PosixFiles())
    {
    }

    internal DiskWorkers(DiskSettings settings, BlockPool pool, StateStore state, IDiskEvents events, TimeProvider time, IFileLayer layer)
    {
        (_settings, _pool, _events, _layer) = (settings, pool, events, layer);
        _handles = new FileHandles(layer, settings.MaxOpenFiles);
        _files = new TorrentFiles(layer, _handles);
        _workers = new DiskWorker[Math.Max(1, settings.Workers)];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new DiskWorker(i, this, pool, _files, events);
        }

        _keeper = new DiskKeeper(this, settings, layer, _handles, _files, state, events, time);
        _keeper.Start();
        foreach (var worker in _workers)
        {
            worker.Start();
        }
    }

    /// <summary>Whether less than a quarter of the pool is left.</summary>
    internal bool IsPoolLow => _pool.Available < _pool.Capacity / 4 + 1;

    /// <summary>Opens a torrent's files below an absolute root, which is made when it is missing and nothing was claimed there. Answer: Opened.</summary>
    /// <remarks>Throws ArgumentException when the files don't cover the torrent without gaps or there isn't a hash for each piece.</remarks>
    public TorrentStorage Open(StorageLayout layout, string root, Preallocation preallocation)
    {
        Check(layout);
        var storage = new TorrentStorage(layout, root, preallocation);
        _keeper.Post(KeeperTask.Open, storage);
        return storage;
    }

    /// <summary>Takes a block of a piece, in any order within it. A block that is there already, or isn't whole, is given back unwritten.</summary>
    /// <param name="storage">The torrent.</param>
    /// <param name="piece">Index.</param>
    /// <param name="begin">Offset in the piece, a multiple of 16 KiB.</param>
    /// <param name="block">The disk's from now on; <see cref="Block.Length"/> must be the block's whole size.</param>
    public void Write(TorrentStorage storage, int piece, int begin, Block block) =>
        WorkerOf(piece).Queue.Add(new WorkItem(WorkKind.Write, storage, piece, begin, block.Length, block));

    /// <summary>Reads up to 16 KiB of a verified piece into a block rented here, waiting for the pool when it is empty. Answer: BlockRead.</summary>
    public void Read(TorrentStorage storage, int piece, int begin, int length, object token) =>
        WorkerOf(piece).Queue.Add(new WorkItem(WorkKind.Read, storage, piece, begin, length, token));

    /// <summary>Hashes pieces on all processors at idle priority. Answers: VerifyProgress, then Verified after a barrier.</summary>
    /// <param name="storage">The torrent, its hashes loaded, with no verification under way; nothing may be written to it until the answer.</param>
    /// <param name="which">One bit a piece; not to be changed until the answer.</param>
    public void Verify(TorrentStorage storage, Bitfield which)
    {
        var verification = new Verification(this, _layer, _files, _events, storage, which);
        _verifications[storage] = verification;
        verification.Start();
    }

    /// <summary>Ends a verification early; Verified comes all the same.</summary>
    public void CancelVerify(TorrentStorage storage) => _verifications.GetValueOrDefault(storage)?.Cancel();

    /// <summary>Forgets what there is of a piece that isn't verified.</summary>
    public void DropPiece(TorrentStorage storage, int piece) =>
        WorkerOf(piece).Queue.Add(new WorkItem(WorkKind.Drop, storage, piece, 0, 0, null));

    /// <summary>Writes what is held and runs a barrier. Answer: Claimed.</summary>
    public void Flush(TorrentStorage storage) => PostMark(storage, KeeperTask.Barrier);

    /// <summary>Writes what is held, runs a barrier, closes the files. Answer: Closed, whatever failed.</summary>
    public void Close(TorrentStorage storage)
    {
        if (_verifications.Remove(storage, out var verification))
        {
            verification.Cancel();
            verification.ThenDo(() => PostMark(storage, KeeperTask.Close));
            return;
        }

        PostMark(storage, KeeperTask.Close);
    }

    /// <summary>Wakes the threads for what was queued; call it once after a batch. When the pool runs low it also makes them write what they hold.</summary>
    public void FlushQueue()
    {
        foreach (var worker in _workers)
        {
            worker.Queue.Wake();
        }

        if (IsPoolLow)
        {
            WakeHolders(null);
        }
    }

    /// <summary>Ends the threads after what they are at; what no barrier saved is as lost as after a kill. Close storages first.</summary>
    public void Dispose()
    {
        foreach (var verification in _verifications.Values)
        {
            verification.Join();
        }

        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _keeper.Dispose();
        _handles.CloseAll();
    }

    internal void WakeHolders(DiskWorker? besides)
    {
        foreach (var worker in _workers)
        {
            if (worker != besides && worker.HeldHint > 0)
            {
                worker.Queue.Wake(always: true);
            }
        }
    }

    internal void Fail(TorrentStorage storage, DiskError error)
    {
        if (storage.TryFail(error))
        {
            PostToAll(new WorkItem(WorkKind.Discard, storage, 0, 0, 0, null));
            _events.Failed(storage, error);
        }
    }

    internal void NoteDirty(TorrentStorage storage)
    {
        _keeper.NoteDirty(storage);
        if (storage.WantsBarrier(_settings.BarrierBytes))
        {
            _keeper.Post(KeeperTask.Barrier, storage);
        }
    }

    internal void VerificationEnded(Verification verification) => _keeper.Post(KeeperTask.Barrier, verification.Storage, verification);

    private static void Check(StorageLayout layout)
    {
        var end = 0L;
        foreach (var file in layout.Files)
        {
            if (file.Offset != end || file.Length < 0)
            {
                throw new ArgumentException("Files must follow one another without gaps.", nameof(layout));
            }

            end += file.Length;
        }

        if (end != layout.Pieces.TotalLength || !layout.PieceHashes.Covers(layout.Pieces.PieceCount))
        {
            throw new ArgumentException("Files and hashes must cover the torrent.", nameof(layout));
        }
    }

    private DiskWorker WorkerOf(int piece) => _workers[(uint)piece % (uint)_workers.Length];

    private void PostMark(TorrentStorage storage, KeeperTask then)
    {
        var mark = new Mark(_workers.Length, then == KeeperTask.Close, () => _keeper.Post(then, storage));
        PostToAll(new WorkItem(WorkKind.Mark, storage, 0, 0, 0, mark));
    }

    private void PostToAll(in WorkItem item)
    {
        foreach (var worker in _workers)
        {
            worker.Queue.Add(item);
            worker.Queue.Wake();
        }
    }
}
