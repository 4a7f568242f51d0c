using TuiTorrent.Core;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Registry;

/// <summary>How far a torrent's files are open.</summary>
internal enum StorageState : byte
{
    Closed,
    Opening,
    Open,
    Verifying,
    Closing,
}

/// <summary>A torrent as the engine keeps it: what the user wants of it, and how far its files and its part in the swarm are.</summary>
/// <remarks>
/// Loop thread only. What it does is computed from these facts by <see cref="Activity"/>, never stored. Invariants: it runs in the session only while its storage is Open;
/// work on its files (<see cref="TorrentRow.Job"/>) begins only while that is Closed; there is a storage in every state but Closed.
/// </remarks>
internal sealed class TorrentEntry
{
    private long _activeAtMs = -1;
    private DateTimeOffset _activeAt;
    private Dictionary<Uri, int>? _trackerIds;

    public TorrentEntry(TorrentRow row, string name, Torrent torrent, StorageFile[] files, PieceHashes hashes)
    {
        (Row, Name, Torrent, Files, Hashes) = (row, name, torrent, files, hashes);
        IsVerifyAsked = row.WantsVerify;
        Saved = row.Totals;
        FileCount = files.Count(f => !f.IsPad);
    }

    /// <summary>What the state knows of it.</summary>
    public TorrentRow Row { get; set; }

    /// <summary>Its title, clean.</summary>
    public string Name { get; set; }

    public Torrent Torrent { get; }

    /// <summary>As they are named now, pads included.</summary>
    public StorageFile[] Files { get; set; }

    /// <summary>Files without pads.</summary>
    public int FileCount { get; }

    public PieceHashes Hashes { get; }

    public StorageState State { get; set; }

    public TorrentStorage? Storage { get; set; }

    /// <summary>Pieces that may be there and must be hashed before it runs; null for none.</summary>
    public Bitfield? ToVerify { get; set; }

    /// <summary>The user asked for a verification: it runs though the torrent is stopped.</summary>
    public bool IsVerifyAsked { get; set; }

    /// <summary>The disk that its verification keeps to itself; null while there is none.</summary>
    public ulong? VerifyDevice { get; set; }

    /// <summary>Why it can't go on; null if it can.</summary>
    public DiskError? Error { get; set; }

    /// <summary>When it is tried again by itself; the largest value for never.</summary>
    public long RetryAtMs { get; set; } = long.MaxValue;

    /// <summary>It is being tried again: the error stands until that went well.</summary>
    public bool IsRetrying { get; set; }

    /// <summary>What was claimed is to be forgotten before its files are opened again.</summary>
    public bool IsProgressVoid { get; set; }

    /// <summary>It is its turn in the queue.</summary>
    public bool HasTurn { get; set; } = true;

    /// <summary>The user let it go on without waiting for its turn.</summary>
    public bool IgnoresQueue { get; set; }

    /// <summary>It has been running for long without moving anything.</summary>
    public bool IsStalled { get; set; }

    /// <summary>It is being forgotten.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Its job is being worked on.</summary>
    public bool IsJobRunning { get; set; }

    /// <summary>The row as it was before a job that nobody has begun yet: it comes back if that is refused.</summary>
    public TorrentRow? RowBefore { get; set; }

    /// <summary>0 to 1.</summary>
    public double JobProgress { get; set; }

    /// <summary>Since when it runs in the session; ms.</summary>
    public long RunningSinceMs { get; set; }

    /// <summary>What of the totals is saved.</summary>
    public RowTotals Saved { get; set; }

    /// <summary>Pieces hashed by the last opening or verification, until that is told.</summary>
    public int PiecesHashed { get; set; }

    /// <summary>Sentences about files that changed, until they are told.</summary>
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>Its pieces have priorities.</summary>
    public bool HasPriorities { get; set; }

    /// <summary>Told when it is gone, or its job has begun.</summary>
    public TaskCompletionSource<CommandResult>? Waiter { get; set; }

    /// <summary>The row made last.</summary>
    public TorrentSnapshot? Snapshot { get; set; }

    /// <summary>What the user had set when it was made.</summary>
    public TorrentRow? SnapshotOf { get; set; }

    /// <summary>Something happened to its trackers since.</summary>
    public bool AreTrackersNew { get; set; } = true;

    public InfoHash InfoHash => Row.InfoHash;

    /// <summary>The user, or a limit, wants it to rest.</summary>
    public bool IsResting => Row.IsStopped || Row.IsSeedingDone;

    /// <summary>Nothing that is wanted is missing.</summary>
    public bool IsFinished => Torrent.IsFinished;

    /// <summary>Whether a verification is wanted now.</summary>
    public bool IsVerifyDue => (Row.WantsVerify || ToVerify is not null) && (IsVerifyAsked || !IsResting);

    /// <summary>Whether its files must be closed for what is wanted of it.</summary>
    public bool MustClose => IsRemoving || Row.Job is not null || Storage is { } storage && storage.Root != Row.Root || Error is not null && !IsRetrying || IsResting && !IsVerifyDue;

    /// <summary>Whether it is to run as soon as it can.</summary>
    public bool MayRun => !IsResting && (HasTurn || IgnoresQueue);

    public TorrentActivity Activity =>
        Row.Job is { Kind: StoredJobKind.Move or StoredJobKind.MoveCleanUp } && IsJobRunning ? TorrentActivity.Moving
        : State == StorageState.Verifying ? TorrentActivity.Verifying
        : Error is not null ? TorrentActivity.Failed
        : IsVerifyDue ? TorrentActivity.QueuedToVerify
        : Torrent.IsRunning ? IsFinished ? TorrentActivity.Seeding : TorrentActivity.Downloading
        : IsResting ? TorrentActivity.Stopped
        : IsFinished ? TorrentActivity.QueuedToSeed : TorrentActivity.QueuedToDownload;

    /// <summary>The number of a tracker, which stays with it in this run.</summary>
    public int TrackerIdOf(Uri url)
    {
        _trackerIds ??= [];
        if (!_trackerIds.TryGetValue(url, out var id))
        {
            _trackerIds.Add(url, id = _trackerIds.Count);
        }

        return id;
    }

    /// <summary>The totals of all runs.</summary>
    public RowTotals TotalsAt(long nowMs, Func<long, DateTimeOffset> toTime) => new(
        Torrent.TotalUploaded,
        Torrent.TotalDownloaded,
        Row.Totals.Corrupt + Torrent.CorruptBytes,
        Row.Totals.SecondsDownloading + Torrent.SecondsDownloading(nowMs),
        Row.Totals.SecondsSeeding + Torrent.SecondsSeeding(nowMs),
        ActiveAt(toTime));

    /// <summary>When payload last came or went, in any run; to whole seconds, so that a row at rest stays the same.</summary>
    public DateTimeOffset? ActiveAt(Func<long, DateTimeOffset> toTime)
    {
        if (Torrent.LastPayloadMs is not { } atMs)
        {
            return Row.Totals.Active;
        }

        if (atMs != _activeAtMs)
        {
            (_activeAtMs, _activeAt) = (atMs, toTime(atMs));
        }

        return _activeAt;
    }
}
