using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>What becomes of a torrent: from what is wanted of it and how far it is follows the next step, and each step that ends asks for the next.</summary>
public sealed partial class TorrentEngine
{
    /// <summary>Between two tries of what waits for a disk, or for room on it.</summary>
    private const int RetryMs = 30_000;

    /// <summary>Room on a disk that makes it worth going on, beyond what is missing of a small torrent.</summary>
    private const long RoomBytes = 64 * 1024 * 1024;

    private readonly HashSet<ulong> _verifyingDevices = [];
    private long _nextRetryMs = long.MaxValue;

    /// <summary>Takes the next step; harmless when there is none.</summary>
    private void Advance(TorrentEntry entry)
    {
        if (_stopped is not null || _registry.Find(entry.InfoHash) != entry)
        {
            return;
        }

        switch (entry.State)
        {
            case StorageState.Closed:
                AdvanceClosed(entry);
                break;
            case StorageState.Open or StorageState.Verifying when entry.MustClose:
                Close(entry);
                break;
            case StorageState.Open when entry.IsVerifyDue:
                TryVerify(entry);
                break;
            case StorageState.Open when entry.MayRun && !entry.Torrent.IsRunning:
                StartInSession(entry);
                break;
            case StorageState.Open when !entry.MayRun && entry.Torrent.IsRunning:
                StopInSession(entry);
                break;
        }
    }

    private void AdvanceClosed(TorrentEntry entry)
    {
        if (entry.IsJobRunning || entry.Row.Job is not null && entry.Error is not null && !entry.IsRetrying)
        {
            return;
        }

        if (entry.IsRemoving && entry.Row.Job is null)
        {
            Forget(entry);
        }
        else if (entry.Row.Job is { } job)
        {
            RunJob(entry, job);
        }
        else if ((entry.Error is null || entry.IsRetrying) && (!entry.IsResting || entry.IsVerifyDue))
        {
            Open(entry);
        }
    }

    private void Open(TorrentEntry entry)
    {
        try
        {
            if (entry.IsProgressVoid)
            {
                _state.ResetProgress(entry.InfoHash);
                entry.IsProgressVoid = false;
            }
        }
        catch (StateException e)
        {
            Fail(entry, new DiskError(DiskErrorKind.State, "", e.Message));
            return;
        }

        var layout = new StorageLayout(entry.InfoHash, entry.Torrent.Layout, entry.Hashes, entry.Files);
        entry.State = StorageState.Opening;
        _registry.Opened(entry, _disk.Open(layout, entry.Row.Root, _settings.Preallocation));
    }

    private void Close(TorrentEntry entry)
    {
        StopInSession(entry);
        if (entry.State == StorageState.Verifying && entry.ToVerify is not null && !entry.Row.WantsVerify)
        {
            // What was not looked at yet must not be taken for looked at.
            entry.Row = entry.Row with { WantsVerify = true };
            Save(entry);
        }

        ReleaseDevice(entry);
        entry.State = StorageState.Closing;
        _disk.Close(entry.Storage!);
    }

    private void StorageOpened(TorrentStorage storage, OpenResult result)
    {
        if (_registry.Of(storage) is not { State: StorageState.Opening } entry)
        {
            return;
        }

        if (result.Error is { } error)
        {
            entry.State = StorageState.Closing;
            _disk.Close(storage);
            if (entry.IsRemoving)
            {
                return; // nothing of it needs to be opened any more
            }

            if (error.Kind == DiskErrorKind.Missing && entry.IsVerifyAsked && !entry.IsProgressVoid)
            {
                // The directory is there, the data is not, and the user wants to know what is: nothing.
                entry.IsProgressVoid = true;
                return;
            }

            Fail(entry, error);
            return;
        }

        Recover(entry);
        entry.State = StorageState.Open;
        entry.Torrent.ReplaceHave(result.Have);
        foreach (var partial in result.Partial)
        {
            for (var block = 0; block < partial.Blocks.Length; block++)
            {
                if (partial.Blocks[block])
                {
                    entry.Torrent.SetOnDisk(partial.Piece, block);
                }
            }
        }

        if (result.ToVerify is { Count: > 0 } unknown)
        {
            entry.ToVerify = unknown;
            foreach (var warning in result.Warnings)
            {
                Tell(entry, new EngineNote(entry.InfoHash, NoteLevel.Warning, warning));
            }
        }

        entry.PiecesHashed = result.PiecesHashed;
        entry.Warnings = result.NeedsVerify ? [] : result.Warnings;
        PlanSoon();
        Advance(entry);
    }

    private void TryVerify(TorrentEntry entry)
    {
        var device = entry.Storage!.Device;
        if (!_verifyingDevices.Add(device))
        {
            return; // its turn comes when the one before it ends
        }

        entry.VerifyDevice = device;
        StopInSession(entry);
        Bitfield which;
        if (entry.ToVerify is { } unknown && !entry.Row.WantsVerify)
        {
            which = unknown;
        }
        else
        {
            which = new Bitfield(entry.Torrent.Layout.PieceCount);
            which.SetAll(true);
        }

        try
        {
            entry.Hashes.Load();
        }
        catch (StateException e)
        {
            ReleaseDevice(entry);
            Fail(entry, new DiskError(DiskErrorKind.State, "", e.Message));
            return;
        }

        entry.JobProgress = 0;
        entry.State = StorageState.Verifying;
        _disk.Verify(entry.Storage, which);
    }

    private void StorageVerified(TorrentStorage storage, Bitfield have)
    {
        if (_registry.Of(storage) is not { State: StorageState.Verifying } entry || _stopped is not null)
        {
            return;
        }

        entry.State = StorageState.Open;
        entry.JobProgress = 0;
        if (storage.Failure is null)
        {
            entry.Torrent.ReplaceHave(have);
            entry.PiecesHashed = have.Length;
            entry.ToVerify = null;
            entry.IsVerifyAsked = false;
            if (entry.Row.WantsVerify)
            {
                entry.Row = entry.Row with { WantsVerify = false };
                Save(entry);
            }
        }

        ReleaseDevice(entry);
        PlanSoon();
        Advance(entry);
    }

    private void ReleaseDevice(TorrentEntry entry)
    {
        if (entry.VerifyDevice is not { } device)
        {
            return;
        }

        entry.VerifyDevice = null;
        _verifyingDevices.Remove(device);
        foreach (var other in _registry.Queue)
        {
            if (other != entry && other is { State: StorageState.Open, IsVerifyDue: true })
            {
                Post(() => Advance(other));
            }
        }
    }

    private void StorageClosed(TorrentStorage storage)
    {
        if (_registry.Of(storage) is { } entry)
        {
            _registry.Closed(entry);
            entry.State = StorageState.Closed;
            Advance(entry);
        }
    }

    private void StartInSession(TorrentEntry entry)
    {
        var nowMs = _clock.NowMs;
        if (entry.Torrent.IsComplete)
        {
            entry.Hashes.Release();
        }

        entry.RunningSinceMs = nowMs;
        entry.AreTrackersNew = true;
        _session.Start(nowMs, entry.Torrent);
        Tell(entry, new TorrentStarted(entry.InfoHash, entry.Torrent.DoneBytes, entry.PiecesHashed, entry.Warnings));
        (entry.PiecesHashed, entry.Warnings) = (0, []);
        if (entry.Torrent.IsComplete)
        {
            NoteFinished(entry);
            Tell(entry, new TorrentCompleted(entry.InfoHash));
        }
    }

    /// <summary>Tells an event of a torrent by number and name, too.</summary>
    private void Tell(TorrentEntry? entry, EngineEvent e) => _events(entry is null ? e : e with { Id = entry.Row.Id, Name = entry.Name });

    private void StopInSession(TorrentEntry entry)
    {
        if (entry.Torrent.IsRunning)
        {
            entry.AreTrackersNew = true;
            _session.Stop(_clock.NowMs, entry.Torrent);
            SaveTotals(entry);
        }
    }

    /// <summary>The first time that nothing is missing is remembered.</summary>
    private void NoteFinished(TorrentEntry entry)
    {
        if (entry.Row.Finished is null && entry.Torrent.IsComplete)
        {
            entry.Row = entry.Row with { Finished = _time.GetUtcNow() };
            Save(entry);
        }
    }

    /// <summary>It can't go on. What waits for a disk is tried again by itself.</summary>
    private void Fail(TorrentEntry entry, DiskError error)
    {
        var isNews = entry.Error?.Text != error.Text;
        entry.Error = error;
        entry.IsRetrying = false;
        var waits = error.Kind is DiskErrorKind.NoSpace or DiskErrorKind.RootMissing or DiskErrorKind.Missing;
        entry.RetryAtMs = waits ? _clock.NowMs + RetryMs : long.MaxValue;
        _nextRetryMs = Math.Min(_nextRetryMs, entry.RetryAtMs);
        _session.Fail(_clock.NowMs, entry.Torrent, error.Text);
        if (isNews)
        {
            entry.Row = entry.Row with { Error = error.Text };
            Save(entry);
            Tell(entry, new TorrentFailed(entry.InfoHash, error.Text));
        }

        PlanSoon();
        Advance(entry);
    }

    private void Recover(TorrentEntry entry)
    {
        entry.IsRetrying = false;
        entry.RetryAtMs = long.MaxValue;
        if (entry.Error is not null || entry.Row.Error is not null)
        {
            entry.Error = null;
            entry.Row = entry.Row with { Error = null };
            Save(entry);
        }
    }

    private void RetryDue(long nowMs)
    {
        if (nowMs < _nextRetryMs)
        {
            return;
        }

        _nextRetryMs = long.MaxValue;
        foreach (var entry in _registry.Queue)
        {
            if (entry.RetryAtMs <= nowMs)
            {
                entry.RetryAtMs = nowMs + RetryMs;
                Retry(entry);
            }

            _nextRetryMs = Math.Min(_nextRetryMs, entry.RetryAtMs);
        }
    }

    private void Retry(TorrentEntry entry)
    {
        if (entry.Error is not { } error || entry.State != StorageState.Closed)
        {
            return;
        }

        if (error.Kind != DiskErrorKind.NoSpace)
        {
            entry.IsRetrying = true;
            Advance(entry);
            return;
        }

        var (root, needed) = (entry.Row.Root, Math.Min(entry.Torrent.LeftBytes, RoomBytes));
        WorkOnFiles(() => FreeBytes(root), free =>
        {
            if (entry.Error?.Kind == DiskErrorKind.NoSpace && free > needed)
            {
                entry.IsRetrying = true;
                Advance(entry);
            }
        });
    }

    /// <summary>What this user may still write below a directory; 0 where it is not there.</summary>
    private static long FreeBytes(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
