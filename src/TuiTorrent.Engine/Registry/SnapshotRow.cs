using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>Makes the row of a torrent. Lists that did not change are those of the row before, so that rows can be compared by value.</summary>
internal static class SnapshotRow
{
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
        var (names, trackerError) = TrackersOf(torrent, before);
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
    private static (IReadOnlyList<string> Names, string? Error) TrackersOf(Torrent torrent, TorrentSnapshot? before)
    {
        if (torrent.Announces is not { } announces)
        {
            return ([], null);
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
