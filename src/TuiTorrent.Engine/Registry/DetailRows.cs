using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Registry;

/// <summary>Makes what only a close look at a torrent needs.</summary>
internal static class DetailRows
{
    public static TorrentDetail Of(long nowMs, TorrentEntry entry, TorrentSnapshot row, DetailParts parts, Func<long, DateTimeOffset> toTime)
    {
        var torrent = entry.Torrent;
        short[] availability = [];
        if (parts.HasFlag(DetailParts.Pieces))
        {
            availability = new short[torrent.Layout.PieceCount];
            torrent.CopyAvailability(availability);
        }

        return new TorrentDetail
        {
            Torrent = row,
            Files = parts.HasFlag(DetailParts.Files) ? Files(entry) : [],
            Peers = parts.HasFlag(DetailParts.Peers) ? [.. torrent.Peers.Select(p => Peer(nowMs, p))] : [],
            Trackers = parts.HasFlag(DetailParts.Trackers) ? Trackers(entry, toTime) : [],
            Have = parts.HasFlag(DetailParts.Pieces) ? torrent.Picker.Have.Clone() : null,
            Availability = availability,
        };
    }

    private static List<FileRow> Files(TorrentEntry entry)
    {
        var (layout, have) = (entry.Torrent.Layout, entry.Torrent.Picker.Have);
        _ = PathPlan.TryCreate(entry.Row.Root, entry.Files, out var plan, out _);
        var rows = new List<FileRow>(entry.FileCount);
        for (var i = 0; i < entry.Files.Length; i++)
        {
            var file = entry.Files[i];
            if (file.IsPad)
            {
                continue;
            }

            var first = (int)Math.Min(file.Offset / layout.PieceLength, layout.PieceCount - 1);
            var end = file.Length == 0 ? first : (int)((file.Offset + file.Length - 1) / layout.PieceLength) + 1;
            rows.Add(new FileRow(
                plan?[i]?.Relative ?? "", file.Length, Done(file, layout, have, first, end),
                FilePriorities.Of(entry.Row.Priorities, rows.Count), FilePriorities.IfWanted(entry.Row.Priorities, rows.Count), first, end));
        }

        return rows;
    }

    private static long Done(StorageFile file, PieceLayout layout, Bitfield have, int first, int end)
    {
        if (have.IsFull)
        {
            return file.Length;
        }

        var done = 0L;
        for (var piece = first; piece < end; piece++)
        {
            if (have[piece])
            {
                var from = Math.Max(file.Offset, layout.PieceOffset(piece));
                done += Math.Min(file.Offset + file.Length, layout.PieceOffset(piece) + layout.PieceSize(piece)) - from;
            }
        }

        return done;
    }

    private static PeerRow Peer(long nowMs, Peer peer) => new()
    {
        Endpoint = peer.Connection.Endpoint,
        Client = peer.ClientName,
        PeerId = peer.Connection.TheirPeerId,
        Cipher = peer.Connection.Cipher,
        IsIncoming = peer.Connection.IsIncoming,
        Source = peer.Source,
        AmChoking = peer.AmChoking,
        AmInterested = peer.AmInterested,
        PeerChoking = peer.PeerChoking,
        PeerInterested = peer.PeerInterested,
        IsSnubbed = peer.IsSnubbed,
        Progress = (double)peer.Pieces.Count / peer.Pieces.Length,
        DownloadBytesPerSecond = peer.Download.BytesPerSecond(nowMs),
        UploadBytesPerSecond = peer.Upload.BytesPerSecond(nowMs),
        Downloaded = peer.Download.Total,
        Uploaded = peer.Upload.Total,
        ConnectedSeconds = (nowMs - peer.JoinedAtMs) / 1000,
    };

    private static List<TrackerRow> Trackers(TorrentEntry entry, Func<long, DateTimeOffset> toTime)
    {
        var rows = new List<TrackerRow>();
        foreach (var tracker in entry.Torrent.Announces?.Snapshot() ?? [])
        {
            rows.Add(new TrackerRow
            {
                Id = entry.TrackerIdOf(tracker.Url),
                Tier = tracker.Tier,
                Url = tracker.Url.AbsoluteUri,
                Name = tracker.Name,
                State = tracker.State,
                Message = tracker.Message is { } text ? SafeText.From(text, Limits.MaxShownText) : null,
                LastAnnounce = tracker.LastAnnounceMs is { } lastMs ? toTime(lastMs) : null,
                IsLastGood = tracker.IsLastGood,
                NextAnnounce = tracker.NextAnnounceMs == long.MaxValue ? null : toTime(tracker.NextAnnounceMs),
                Seeders = tracker.Seeders,
                Leechers = tracker.Leechers,
                PeersReceived = tracker.PeersReceived,
            });
        }

        return rows;
    }
}
