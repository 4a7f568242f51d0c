using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>The cells of one row of torrent_get, on their way to a <see cref="TorrentItem"/>.</summary>
internal struct TorrentCells
{
    private const int LocalError = 3;

    private JsonElement _id, _hash, _name, _status, _error, _errorText, _stalled, _wanted, _total, _left, _done, _recheck, _down, _up, _eta, _peers, _ratio;
    private JsonElement _downloaded, _uploaded, _labels, _directory, _added, _active, _doneAt, _queue, _files, _private, _priority;
    private JsonElement _activity, _job, _seeds, _knownPeers, _encrypted, _trackerNames, _trackers;

    /// <summary>Keeps the cell of a column.</summary>
    public void Take(string column, JsonElement cell)
    {
        switch (column)
        {
            case "id": _id = cell; break;
            case "hash_string": _hash = cell; break;
            case "name": _name = cell; break;
            case "status": _status = cell; break;
            case "error": _error = cell; break;
            case "error_string": _errorText = cell; break;
            case "is_stalled": _stalled = cell; break;
            case "size_when_done": _wanted = cell; break;
            case "total_size": _total = cell; break;
            case "left_until_done": _left = cell; break;
            case "percent_done": _done = cell; break;
            case "recheck_progress": _recheck = cell; break;
            case "rate_download": _down = cell; break;
            case "rate_upload": _up = cell; break;
            case "eta": _eta = cell; break;
            case "peers_connected": _peers = cell; break;
            case "upload_ratio": _ratio = cell; break;
            case "downloaded_ever": _downloaded = cell; break;
            case "uploaded_ever": _uploaded = cell; break;
            case "labels": _labels = cell; break;
            case "download_dir": _directory = cell; break;
            case "added_date": _added = cell; break;
            case "activity_date": _active = cell; break;
            case "done_date": _doneAt = cell; break;
            case "queue_position": _queue = cell; break;
            case "file_count": _files = cell; break;
            case "is_private": _private = cell; break;
            case "bandwidth_priority": _priority = cell; break;
            case "tuitorrent_activity": _activity = cell; break;
            case "tuitorrent_job_progress": _job = cell; break;
            case "tuitorrent_seeds": _seeds = cell; break;
            case "tuitorrent_known_peers": _knownPeers = cell; break;
            case "tuitorrent_encrypted_peers": _encrypted = cell; break;
            case "tuitorrent_tracker_names": _trackerNames = cell; break;
            case "trackers": _trackers = cell; break;
        }
    }

    /// <summary>The torrent; the one that is known, if nothing changed; null if it has no number or hash.</summary>
    public readonly TorrentItem? ToItem(IReadOnlyDictionary<int, TorrentItem> known)
    {
        var id = _id.Int();
        var before = known.GetValueOrDefault(id);
        var hash = _hash.Text(64, before?.Hash ?? "");
        if (id <= 0 || hash.Length == 0)
        {
            return null;
        }

        before = before?.Hash == hash ? before : null;
        var item = new TorrentItem
        {
            Id = id,
            Hash = hash,
            Name = _name.Text(LinkLimits.MaxName, before?.Name ?? ""),
            Activity = ReadActivity(),
            IsStalled = _stalled.Flag(),
            WantedBytes = _wanted.Count(),
            TotalBytes = _total.Count(),
            LeftBytes = _left.Count(),
            Done = _done.Part(),
            JobProgress = (_job.ValueKind == JsonValueKind.Number ? _job : _recheck).Part(),
            DownRate = _down.Count(),
            UpRate = _up.Count(),
            EtaSeconds = Math.Max(-1, _eta.Long(-1)),
            Seeds = Math.Max(-1, _seeds.Int(-1)),
            Peers = Math.Max(0, _peers.Int()),
            KnownPeers = Math.Max(-1, _knownPeers.Int(-1)),
            EncryptedPeers = Math.Max(-1, _encrypted.Int(-1)),
            Ratio = _ratio.Real(-1) is >= 0 and var ratio ? ratio : -1,
            Downloaded = _downloaded.Count(),
            Uploaded = _uploaded.Count(),
            Labels = _labels.Texts(LinkLimits.MaxLabels, LinkLimits.MaxName, before?.Labels ?? []),
            Error = _errorText.Text(LinkLimits.MaxSentence, before?.Error ?? ""),
            Trackers = ReadTrackers(before),
            Directory = _directory.Text(LinkLimits.MaxPath, before?.Directory ?? ""),
            AddedAt = _added.Count(),
            ActiveAt = _active.Count(),
            DoneAt = _doneAt.Count(),
            QueuePosition = Math.Max(0, _queue.Int()),
            FileCount = Math.Max(0, _files.Int()),
            IsPrivate = _private.Flag(),
            Priority = Math.Clamp(_priority.Int(), -1, 1),
        };
        return item == before ? before : item;
    }

    private readonly Activity ReadActivity() => _activity.Word() switch
    {
        "stopped" => Activity.Stopped,
        "queued_to_verify" => Activity.QueuedToVerify,
        "verifying" => Activity.Verifying,
        "queued_to_download" => Activity.QueuedToDownload,
        "downloading" => Activity.Downloading,
        "queued_to_seed" => Activity.QueuedToSeed,
        "seeding" => Activity.Seeding,
        "moving" => Activity.Moving,
        "failed" => Activity.Failed,
        _ => _status.Long() switch
        {
            1 => Activity.QueuedToVerify,
            2 => Activity.Verifying,
            3 => Activity.QueuedToDownload,
            4 => Activity.Downloading,
            5 => Activity.QueuedToSeed,
            6 => Activity.Seeding,
            _ => _error.Long() == LocalError ? Activity.Failed : Activity.Stopped,
        },
    };

    private readonly IReadOnlyList<string> ReadTrackers(TorrentItem? before)
    {
        if (_trackerNames.ValueKind == JsonValueKind.Array)
        {
            return _trackerNames.Texts(LinkLimits.MaxTrackerNames, LinkLimits.MaxName, before?.Trackers ?? []);
        }

        if (_trackers.ValueKind != JsonValueKind.Array)
        {
            return before?.Trackers ?? [];
        }

        var names = new List<string>();
        foreach (var tracker in _trackers.Items(LinkLimits.MaxTrackerNames))
        {
            var name = HostOf(tracker.At("announce").Text(LinkLimits.MaxPath));
            if (name.Length > 0 && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return before is not null && names.SequenceEqual(before.Trackers) ? before.Trackers : names;
    }

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Host : "";
}
