using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;

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

    /// <summary>The number by which people name it; stays with it for good. 0 where there is no state.</summary>
    public int Id { get; init; }

    /// <summary>The version of the snapshot in which this row last changed.</summary>
    public long Version { get; init; }

    /// <summary>What it is doing, in more detail.</summary>
    public TorrentActivity Activity { get; init; }

    /// <summary>What it is told to do by the user.</summary>
    public TorrentOptions Options { get; init; } = new();

    /// <summary>Absolute directory above its files.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Place in the queue, from 0.</summary>
    public int QueuePosition { get; init; }

    /// <summary>Bytes of the files that are wanted.</summary>
    public long WantedBytes { get; init; }

    /// <summary>Of them, those that are missing.</summary>
    public long LeftBytes { get; init; }

    /// <summary>Of the missing ones, those that a connected peer has.</summary>
    public long AvailableBytes { get; init; }

    /// <summary>Received, but of pieces that are not verified yet.</summary>
    public long UnverifiedBytes { get; init; }

    /// <summary>Bytes of pieces that were wrong, in all runs.</summary>
    public long CorruptBytes { get; init; }

    /// <summary>How far a verification has come, or a move; 0 to 1, and 0 when there is none.</summary>
    public double JobProgress { get; init; }

    /// <summary>Connected peers that give us data now.</summary>
    public int PeersSending { get; init; }

    /// <summary>Connected peers that get data from us now.</summary>
    public int PeersGetting { get; init; }

    /// <summary>Pieces.</summary>
    public int PieceCount { get; init; }

    /// <summary>Bytes of a piece.</summary>
    public int PieceLength { get; init; }

    /// <summary>Files, without pads.</summary>
    public int FileCount { get; init; }

    /// <summary>Peers come from its trackers only (BEP 27).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was first complete.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When payload last came or went, in any run.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>Seconds that it has been downloading, in all runs.</summary>
    public long SecondsDownloading { get; init; }

    /// <summary>Seconds that it has been seeding, in all runs.</summary>
    public long SecondsSeeding { get; init; }

    /// <summary>It has been running for long without moving anything.</summary>
    public bool IsStalled { get; init; }

    /// <summary>It stopped by itself, because it reached its ratio or idle limit.</summary>
    public bool IsSeedingDone { get; init; }

    /// <summary>Host names of its trackers, without passkeys.</summary>
    public IReadOnlyList<string> TrackerNames { get; init; } = [];

    /// <summary>What the tracker in use said last when it failed, clean; null if it works.</summary>
    public string? TrackerError { get; init; }

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
