using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine;

/// <summary>A torrent at one moment. Immutable, any thread. Sizes in bytes, rates in bytes a second.</summary>
public sealed record TorrentSnapshot
{
    /// <summary>Which torrent.</summary>
    public required InfoHash InfoHash { get; init; }

    /// <summary>Its title, clean.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    public required TorrentStatus Status { get; init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Verified bytes.</summary>
    public long DoneBytes { get; init; }

    /// <summary>All bytes.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Payload coming in.</summary>
    public long DownloadBytesPerSecond { get; init; }

    /// <summary>Payload going out.</summary>
    public long UploadBytesPerSecond { get; init; }

    /// <summary>Payload received, in all runs.</summary>
    public long DownloadedBytes { get; init; }

    /// <summary>Payload sent, in all runs.</summary>
    public long UploadedBytes { get; init; }

    /// <summary>Payload that was of no use.</summary>
    public long WastedBytes { get; init; }

    /// <summary>Connected peers.</summary>
    public int Peers { get; init; }

    /// <summary>Of them, those that speak RC4.</summary>
    public int EncryptedPeers { get; init; }

    /// <summary>Of them, those that have everything.</summary>
    public int Seeds { get; init; }

    /// <summary>Known addresses.</summary>
    public int KnownPeers { get; init; }

    /// <summary>Trackers in the order in which they are tried.</summary>
    public IReadOnlyList<TrackerStatus> Trackers { get; init; } = [];

    /// <summary>Handshakes of the whole session that succeeded, by cipher, and those refused.</summary>
    public HandshakeCounts Handshakes { get; init; }

    internal static TorrentSnapshot Of(long nowMs, Torrent torrent, SessionCore session)
    {
        var (encrypted, seeds) = (0, 0);
        foreach (var peer in torrent.Peers)
        {
            encrypted += peer.Connection.Cipher == CipherKind.Rc4 ? 1 : 0;
            seeds += peer.IsSeed ? 1 : 0;
        }

        return new TorrentSnapshot
        {
            InfoHash = torrent.InfoHash,
            Name = torrent.Spec.Name,
            Status = torrent.Status,
            Error = torrent.Error,
            DoneBytes = torrent.DoneBytes,
            TotalBytes = torrent.Layout.TotalLength,
            DownloadBytesPerSecond = torrent.Download.BytesPerSecond(nowMs),
            UploadBytesPerSecond = torrent.Upload.BytesPerSecond(nowMs),
            DownloadedBytes = torrent.TotalDownloaded,
            UploadedBytes = torrent.TotalUploaded,
            WastedBytes = torrent.WastedBytes,
            Peers = torrent.Peers.Count,
            EncryptedPeers = encrypted,
            Seeds = seeds,
            KnownPeers = torrent.Book.Count,
            Trackers = torrent.Announces?.Snapshot() ?? [],
            Handshakes = new HandshakeCounts(
                session.Handshakes.Plain, session.Handshakes.Rc4, session.Handshakes.MsePlaintext, session.Handshakes.Refused),
        };
    }
}

/// <summary>How handshakes ended since the engine was started.</summary>
public readonly record struct HandshakeCounts(long Plain, long Rc4, long MsePlaintext, long Refused);
