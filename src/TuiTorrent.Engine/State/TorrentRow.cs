using TuiTorrent.Core;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.State;

/// <summary>Everything that a restart must know of a torrent beside its .torrent and its progress.</summary>
internal sealed record TorrentRow
{
    public required InfoHash InfoHash { get; init; }

    /// <summary>Its number for good.</summary>
    public required int Id { get; init; }

    /// <summary>Absolute directory above its files.</summary>
    public required string Root { get; init; }

    public DateTimeOffset Added { get; init; }

    /// <summary>Place in the queue; gaps don't matter.</summary>
    public int Position { get; init; }

    /// <summary>The user stopped it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>It reached a limit of seeding.</summary>
    public bool IsSeedingDone { get; init; }

    /// <summary>It is to be verified.</summary>
    public bool WantsVerify { get; init; }

    public TorrentOptions Options { get; init; } = new();

    /// <summary>One byte a file, pads not counted: the priority in the low two bits, bit 2 for skipped. Null when all are as usual.</summary>
    public byte[]? Priorities { get; init; }

    /// <summary>Paths that the user changed, by the file's index, pads counted.</summary>
    public IReadOnlyDictionary<int, string>? Names { get; init; }

    /// <summary>Trackers by tier that replace those of the .torrent; null for none.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Trackers { get; init; }

    /// <summary>Why it failed, for the time until it is tried again.</summary>
    public string? Error { get; init; }

    /// <summary>What must be finished after a kill.</summary>
    public StoredJob? Job { get; init; }

    public RowTotals Totals { get; init; }

    public DateTimeOffset? Finished { get; init; }
}

/// <summary>What changes with every block and is saved now and then. Bytes and seconds.</summary>
internal readonly record struct RowTotals(
    long Uploaded, long Downloaded, long Corrupt, long SecondsDownloading, long SecondsSeeding, DateTimeOffset? Active);

/// <summary>Work on files that spans several steps of the disk.</summary>
/// <param name="Kind">Which.</param>
/// <param name="From">The old directory, or the old path below it.</param>
/// <param name="To">The new one.</param>
internal sealed record StoredJob(StoredJobKind Kind, string From, string To);

internal enum StoredJobKind
{
    /// <summary>Files go from one directory to another; the old one counts.</summary>
    Move,

    /// <summary>They are there; what is left at the old place goes.</summary>
    MoveCleanUp,

    /// <summary>A file or directory gets another name; the row has the new names.</summary>
    Rename,

    /// <summary>Its files are deleted, then it is forgotten.</summary>
    RemoveWithData,
}

/// <summary>A row and what is needed to take the torrent up again.</summary>
/// <param name="Row">The row.</param>
/// <param name="Metainfo">The .torrent.</param>
/// <param name="Claimed">Pieces claimed by the last barrier, as bytes of a bitfield; null for none.</param>
internal readonly record struct StoredTorrent(TorrentRow Row, byte[] Metainfo, byte[]? Claimed);
