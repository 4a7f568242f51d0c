using TuiTorrent.Core;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

internal enum KeeperTask
{
    Open,
    Barrier,
    Close,
    Tick,
}

/// <summary>The thread that opens storages and runs barriers, so that a slow sync never stops the workers.</summary>
/// <remarks>
/// A barrier is: take what is verified and written, sync the files, then save the state, in this order. All barriers that wait are saved in one
/// transaction. The timer is armed by the first unsaved block and runs once: at rest nothing wakes.
/// </remarks>
internal sealed class DiskKeeper : IDisposable
{
    private readonly object _gate = new();
    private readonly DiskWorkers _owner;
    private readonly IFileLayer _layer;
    private readonly FileHandles _handles;
    private readonly TorrentFiles _files;
    private readonly StateStore _state;
    private readonly IDiskEvents _events;
    private readonly DiskSettings _settings;
    private readonly Thread _thread;
    private readonly ITimer _timer;
    private readonly HashSet<TorrentStorage> _withoutEmptyFiles = [];

    // Under the gate.
    private List<Job> _jobs = [];
    private List<TorrentStorage> _dirty = [];
    private bool _isStopped;

    public DiskKeeper(
        DiskWorkers owner, DiskSettings settings, IFileLayer layer, FileHandles handles, TorrentFiles files, StateStore state, IDiskEvents events, TimeProvider time)
    {
        (_owner, _settings, _layer, _handles, _files, _state, _events) = (owner, settings, layer, handles, files, state, events);
        _thread = new Thread(Run) { Name = "disk keeper", IsBackground = true };
        _timer = time.CreateTimer(static keeper => ((DiskKeeper)keeper!).Post(KeeperTask.Tick, null), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => _thread.Start();

    public void Post(KeeperTask task, TorrentStorage? storage, Verification? verification = null)
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                _jobs.Add(new Job(task, storage, verification));
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Sees to it that the storage's next barrier comes in time.</summary>
    public void NoteDirty(TorrentStorage storage)
    {
        lock (_gate)
        {
            if (storage.IsListedDirty || _isStopped)
            {
                return;
            }

            storage.IsListedDirty = true;
            _dirty.Add(storage);
            if (_dirty.Count == 1)
            {
                _timer.Change(_settings.BarrierInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _timer.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            List<Job> jobs;
            lock (_gate)
            {
                while (_jobs.Count == 0 && !_isStopped)
                {
                    Monitor.Wait(_gate);
                }

                if (_isStopped)
                {
                    return;
                }

                (jobs, _jobs) = (_jobs, []);
            }

            foreach (var job in jobs)
            {
                if (job.Task == KeeperTask.Open)
                {
                    Open(job.Storage!);
                }
                else if (job.Task == KeeperTask.Tick)
                {
                    StartTimedBarriers();
                }
            }

            RunBarriers(jobs);
        }
    }

    private void Open(TorrentStorage storage)
    {
        var result = new StorageOpener(_layer, _files, _state, storage, _settings.BarrierBytes).Open();
        storage.IsOpen = result.Error is null;
        if (storage.IsOpen)
        {
            _withoutEmptyFiles.Add(storage);
        }

        _events.Opened(storage, result);
        if (result.PiecesHashed > 0)
        {
            NoteDirty(storage);
        }
    }

    private void StartTimedBarriers()
    {
        List<TorrentStorage> dirty;
        lock (_gate)
        {
            (dirty, _dirty) = (_dirty, []);
            foreach (var storage in dirty)
            {
                storage.IsListedDirty = false;
            }
        }

        foreach (var storage in dirty)
        {
            _owner.Flush(storage);
        }
    }

    private void RunBarriers(List<Job> jobs)
    {
        var updates = new List<ProgressUpdate>();
        var done = new Dictionary<TorrentStorage, DiskError?>();
        foreach (var storage in jobs.Where(j => j.Task is KeeperTask.Barrier or KeeperTask.Close).Select(j => j.Storage!).Distinct())
        {
            var closes = jobs.Any(j => j.Task == KeeperTask.Close && j.Storage == storage);
            done.Add(storage, storage.IsOpen ? Sync(storage, closes, updates) : null);
        }

        if (updates.Count > 0)
        {
            SaveState(updates, done);
        }

        foreach (var (storage, error) in done)
        {
            if (error is not null)
            {
                _owner.Fail(storage, error);
            }

            if (storage.HeldBlocks > 0 && storage.IsOpen)
            {
                NoteDirty(storage);
            }
        }

        foreach (var update in updates)
        {
            var storage = done.Keys.First(s => s.Layout.InfoHash == update.InfoHash);
            if (done[storage] is null)
            {
                _events.Claimed(storage, update.Claimed.Count);
            }
        }

        foreach (var job in jobs)
        {
            Finish(job);
        }
    }

    private void Finish(Job job)
    {
        var storage = job.Storage;
        if (job.Verification is not null)
        {
            _events.Verified(storage!, storage!.CloneVerified());
        }

        if (job.Task == KeeperTask.Close)
        {
            storage!.IsOpen = false;
            _withoutEmptyFiles.Remove(storage);
            _handles.CloseAll(storage);
            _events.Closed(storage);
        }
    }

    private void SaveState(List<ProgressUpdate> updates, Dictionary<TorrentStorage, DiskError?> done)
    {
        try
        {
            _state.SaveProgress(updates);
        }
        catch (StateException e)
        {
            foreach (var storage in done.Keys.ToList())
            {
                done[storage] ??= new DiskError(DiskErrorKind.State, "", e.Message);
            }
        }
    }

    // Payload first: adds an update only when every byte it speaks of is safe.
    private DiskError? Sync(TorrentStorage storage, bool closes, List<ProgressUpdate> updates)
    {
        if (storage.SyncFailed)
        {
            return storage.Failure;
        }

        if (_withoutEmptyFiles.Contains(storage) && MakeEmptyFiles(storage) is { } refused)
        {
            return refused;
        }

        var snapshot = storage.TakeSnapshot();
        var stamps = new List<SavedStamp>(snapshot.Files.Count);
        foreach (var file in snapshot.Files)
        {
            if (SyncFile(storage, file, stamps) is { } error)
            {
                storage.SyncFailed = true;
                return error;
            }
        }

        foreach (var path in snapshot.NewFiles)
        {
            if (_layer.SyncDirectories(path) is var errno and not 0)
            {
                storage.SyncFailed = true;
                return DiskError.FromErrno(errno, path.ToString());
            }
        }

        updates.Add(new ProgressUpdate(storage.Layout.InfoHash, snapshot.Verified, snapshot.Partial, stamps, closes && storage.Failure is null));
        return null;
    }

    private DiskError? SyncFile(TorrentStorage storage, int file, List<SavedStamp> stamps)
    {
        if (_handles.Rent(storage, file, OpenMode.Read, out var open) is { } error)
        {
            return error;
        }

        // The stamp comes first: the size it tells is then within what is synced, whatever is written meanwhile.
        var errno = _layer.Stat(open!.Handle, out var stamp);
        if (errno == 0 && stamp.Links == 0)
        {
            errno = Posix.Errno.NotFound;
        }

        if (errno == 0)
        {
            errno = _layer.SyncData(open.Handle);
        }

        _handles.Return(open);
        stamps.Add(new SavedStamp(file, stamp.Size, stamp.ModifiedNs));
        return errno == 0 ? null : DiskError.FromErrno(errno, storage.Describe(file));
    }

    // Files without a byte belong to no piece: they are made with the first barrier that has anything to save.
    private DiskError? MakeEmptyFiles(TorrentStorage storage)
    {
        if (storage.CloneVerified().Count == 0)
        {
            return null;
        }

        _withoutEmptyFiles.Remove(storage);
        for (var i = 0; i < storage.Layout.Files.Count; i++)
        {
            if (storage.Layout.Files[i] is { IsPad: false, Length: 0 } && _layer.Stat(storage.Paths![i]!, out _) == Posix.Errno.NotFound)
            {
                if (_handles.Rent(storage, i, OpenMode.Write, out var open) is { } error)
                {
                    return error;
                }

                _handles.Return(open!);
            }
        }

        return null;
    }

    private readonly record struct Job(KeeperTask Task, TorrentStorage? Storage, Verification? Verification);
}
