using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>Makes the row of a torrent. Lists that did not change are those of the row before, so that rows can be compared by value.</summary>
internal static class SnapshotRow
{
    /// <summary>How far the seconds of a row may lag behind while nothing else of it changes: else a thousand torrents at rest would change with each.</summary>
    private const int SecondsTold = 60;

    /// <summary>The row made last if it still holds, else a new one of a version.</summary>
    public static TorrentSnapshot Update(long nowMs, TorrentEntry entry, long version, Func<long, DateTimeOffset> toTime)
    {
        if (entry.Snapshot is { } known)
        {
            if (IsQuiet(nowMs, entry, known))
            {
                return known;
            }

            var row = Of(nowMs, entry, toTime);
            (entry.SnapshotOf, entry.AreTrackersNew) = (entry.Row, false);
            return !IsLate(nowMs, entry, known) && row == known with { Version = 0, SecondsSeeding = row.SecondsSeeding, SecondsDownloading = row.SecondsDownloading }
                ? known
                : entry.Snapshot = row with { Version = version };
        }

        var first = entry.Snapshot = Of(nowMs, entry, toTime) with { Version = version };
        (entry.SnapshotOf, entry.AreTrackersNew) = (entry.Row, false);
        return first;
    }

    // Nobody is connected and nothing moved: no need to make a row to see that it is the same.
    private static bool IsQuiet(long nowMs, TorrentEntry entry, TorrentSnapshot known)
    {
        var torrent = entry.Torrent;
        return entry.SnapshotOf == (object)entry.Row && !entry.AreTrackersNew
            && known is { Peers: 0, DownloadBytesPerSecond: 0, UploadBytesPerSecond: 0 } && torrent.Peers.Count == 0
            && known.Activity == entry.Activity && known.Error == entry.Error?.Text && known.IsStalled == entry.IsStalled && known.Name == entry.Name
            && (known.DownloadedBytes, known.UploadedBytes) == (torrent.TotalDownloaded, torrent.TotalUploaded)
            && (known.DoneBytes, known.WantedBytes, known.KnownPeers) == (torrent.DoneBytes, torrent.WantedBytes, torrent.Book.Count)
            && known.JobProgress.Equals(entry.JobProgress) && !IsLate(nowMs, entry, known);
    }

    private static bool IsLate(long nowMs, TorrentEntry entry, TorrentSnapshot known) =>
        entry.Row.Totals.SecondsDownloading + entry.Torrent.SecondsDownloading(nowMs) - known.SecondsDownloading >= SecondsTold
        || entry.Row.Totals.SecondsSeeding + entry.Torrent.SecondsSeeding(nowMs) - known.SecondsSeeding >= SecondsTold;

    public static TorrentSnapshot Of(long nowMs, TorrentEntry entry, Func<long, DateTimeOffset> toTime)
    {
        var torrent = entry.Torrent;
        var before = entry.Snapshot;
        var encrypted = 0;
        foreach (var peer in torrent.Peers)
        {
            encrypted += peer.Connection.Cipher == CipherKind.Rc4 ? 1 : 0;
        }

        var (sending, getting) = torrent.CountActivePeers(nowMs);
        var totals = entry.TotalsAt(nowMs, toTime);
        var (names, trackerError) = TrackersOf(torrent, before, entry.AreTrackersNew);
        return new TorrentSnapshot
        {
            InfoHash = entry.InfoHash,
            Id = entry.Row.Id,
            Name = entry.Name,
            Status = entry.Error is not null ? TorrentStatus.Failed
                : !torrent.IsRunning ? TorrentStatus.Stopped
                : torrent.IsComplete ? TorrentStatus.Seeding : TorrentStatus.Downloading,
            Activity = entry.Activity,
            Error = entry.Error?.Text,
            DoneBytes = torrent.DoneBytes,
            TotalBytes = torrent.Layout.TotalLength,
            DownloadBytesPerSecond = torrent.Download.BytesPerSecond(nowMs),
            UploadBytesPerSecond = torrent.Upload.BytesPerSecond(nowMs),
            DownloadedBytes = totals.Downloaded,
            UploadedBytes = totals.Uploaded,
            WastedBytes = torrent.WastedBytes,
            CorruptBytes = totals.Corrupt,
            Peers = torrent.Peers.Count,
            EncryptedPeers = encrypted,
            Seeds = torrent.CountSeeds(),
            KnownPeers = torrent.Book.Count,
            PeersSending = sending,
            PeersGetting = getting,
            Options = entry.Row.Options,
            Directory = entry.Row.Root,
            QueuePosition = entry.Row.Position,
            WantedBytes = torrent.WantedBytes,
            LeftBytes = torrent.LeftBytes,
            AvailableBytes = torrent.CountAvailableBytes(),
            UnverifiedBytes = torrent.CountUnverifiedBytes(),
            JobProgress = entry.JobProgress,
            PieceCount = torrent.Layout.PieceCount,
            PieceLength = torrent.Layout.PieceLength,
            FileCount = entry.FileCount,
            IsPrivate = torrent.Spec.IsPrivate,
            AddedAt = entry.Row.Added,
            FinishedAt = entry.Row.Finished,
            ActiveAt = totals.Active,
            SecondsDownloading = totals.SecondsDownloading,
            SecondsSeeding = totals.SecondsSeeding,
            IsStalled = entry.IsStalled,
            IsSeedingDone = entry.Row.IsSeedingDone,
            TrackerNames = names,
            TrackerError = trackerError,
        };
    }

    // Host names each once; and what the tracker in use said when it failed.
    private static (IReadOnlyList<string> Names, string? Error) TrackersOf(Torrent torrent, TorrentSnapshot? before, bool areNew)
    {
        if (torrent.Announces is not { } announces)
        {
            return ([], null);
        }

        if (before is not null && !areNew)
        {
            return (before.TrackerNames, before.TrackerError);
        }

        var names = new List<string>();
        string? error = null;
        var works = false;
        foreach (var tracker in announces.Snapshot())
        {
            var host = tracker.Url.Host;
            if (!names.Contains(host))
            {
                names.Add(host);
            }

            works |= tracker.State == TrackerState.Working;
            error ??= tracker.State is TrackerState.Failing or TrackerState.Disabled ? tracker.Message : null;
        }

        return (before is not null && before.TrackerNames.SequenceEqual(names) ? before.TrackerNames : names, works ? null : error);
    }
}
