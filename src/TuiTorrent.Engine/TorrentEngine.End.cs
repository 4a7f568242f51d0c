using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>The end in good order, and what is saved on the way there: totals.</summary>
public sealed partial class TorrentEngine
{
    private const int SaveTotalsMs = 60_000;

    private long _starts;
    private long _downloadedBefore;
    private long _uploadedBefore;
    private long _secondsBefore;
    private long _removedDownloaded;
    private long _removedUploaded;

    /// <summary>Torrents ever added.</summary>
    private long AddedEver { get; set; }

    private void LoadCounts()
    {
        _starts = _state.LoadCount("starts") + 1;
        _downloadedBefore = _state.LoadCount("downloaded_ever");
        _uploadedBefore = _state.LoadCount("uploaded_ever");
        _secondsBefore = _state.LoadCount("seconds_ever");
        AddedEver = _state.LoadCount("added_ever");
        var starts = _starts;
        _ = _saver.SaveAsync(s => s.SaveCount("starts", starts));
    }

    private long SecondsEver() => _secondsBefore + (long)(_time.GetUtcNow() - StartedAt).TotalSeconds;

    private (long Downloaded, long Uploaded) MovedInThisRun()
    {
        var (downloaded, uploaded) = (_removedDownloaded, _removedUploaded);
        foreach (var entry in _registry.Queue)
        {
            downloaded += entry.Torrent.Download.Total;
            uploaded += entry.Torrent.Upload.Total;
        }

        return (downloaded, uploaded);
    }

    private void NoteTraffic(long nowMs)
    {
        var (downloaded, uploaded) = MovedInThisRun();
        _traffic.Note(nowMs, downloaded, uploaded);
    }

    /// <summary>Totals change with every block, and are worth a write only now and then.</summary>
    private void SaveTotalsDue(long nowMs)
    {
        if (nowMs >= _nextTotalsMs)
        {
            _nextTotalsMs = nowMs + SaveTotalsMs;
            SaveAllTotals();
        }
    }

    private void SaveTotals(TorrentEntry entry)
    {
        var totals = entry.TotalsAt(_clock.NowMs, TimeOf);
        if (totals != entry.Saved)
        {
            entry.Saved = totals;
            var id = entry.Row.Id;
            _ = _saver.SaveAsync(s => s.UpdateTotals(id, totals));
        }
    }

    // Where no byte moved since, seconds alone are not worth a write: they are saved with the stop.
    private void SaveAllTotals(bool isLast = false)
    {
        var isAny = isLast;
        foreach (var entry in _registry.Queue)
        {
            if (isLast || entry.Saved.Uploaded != entry.Torrent.TotalUploaded || entry.Saved.Downloaded != entry.Torrent.TotalDownloaded)
            {
                SaveTotals(entry);
                isAny = true;
            }
        }

        if (isAny)
        {
            var (downloaded, uploaded) = MovedInThisRun();
            var (added, seconds) = (AddedEver, SecondsEver());
            var (downloadedEver, uploadedEver) = (_downloadedBefore + downloaded, _uploadedBefore + uploaded);
            _ = _saver.SaveAsync(s =>
            {
                s.SaveCount("downloaded_ever", downloadedEver);
                s.SaveCount("uploaded_ever", uploadedEver);
                s.SaveCount("seconds_ever", seconds);
                s.SaveCount("added_ever", added);
            });
        }
    }

    private void BeginStop(TaskCompletionSource stopped)
    {
        if (_stopped is { } earlier)
        {
            _ = earlier.Task.ContinueWith(_ => stopped.TrySetResult(), TaskScheduler.Default);
            return;
        }

        _stopped = stopped;
        _stopDeadlineMs = _clock.NowMs + StopTimeoutMs;
        _fileWorkEnding.Cancel();
        SaveAllTotals(isLast: true);
        _session.Shutdown(_clock.NowMs);
        foreach (var entry in _registry.Queue)
        {
            if (entry.State is StorageState.Opening or StorageState.Open or StorageState.Verifying)
            {
                Close(entry);
            }
        }
    }

    /// <summary>A stop is over when files are closed and trackers know, or when it took too long.</summary>
    private void ContinueStop(long nowMs)
    {
        if (_stopped is not null && (_registry.OpenStorages == 0 && _announces.Count == 0 || nowMs >= _stopDeadlineMs))
        {
            _isEnded = true;
        }
    }
}
