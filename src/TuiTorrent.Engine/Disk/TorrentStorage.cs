using TuiTorrent.Core;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

/// <summary>One torrent's files below one root; made by <see cref="DiskWorkers.Open"/>.</summary>
/// <remarks>
/// To the outside a name for the disk's work. Within: what the disk's threads share, under one lock that is never held across a call of the system.
/// Invariants: a piece is Verified only when its bytes are right and written; what a barrier claims was Verified before the files were synced;
/// a piece is never both Verified and Partial; a file with unsynced bytes of a Verified or Partial piece is in DirtyFiles or being synced.
/// </remarks>
public sealed class TorrentStorage
{
    private readonly Dictionary<int, Bitfield> _partial = [];
    private readonly Bitfield _verified;
    private HashSet<int> _dirtyFiles = [];
    private Dictionary<string, RootedPath> _newDirectories = [];
    private long _dirtyBytes;
    private DiskError? _failure;
    private int _heldBlocks;

    internal TorrentStorage(StorageLayout layout, string root, Preallocation preallocation)
    {
        Layout = layout;
        Root = root;
        Preallocation = preallocation;
        _verified = new Bitfield(layout.Pieces.PieceCount);
    }

    /// <summary>What the disk knows of the torrent.</summary>
    public StorageLayout Layout { get; }

    /// <summary>The directory that its files lie below.</summary>
    public string Root { get; }

    /// <summary>Whether space is taken first.</summary>
    public Preallocation Preallocation { get; }

    internal Lock Gate { get; } = new();

    /// <summary>Set by opening, before anything else can happen.</summary>
    internal PathPlan? Paths { get; set; }

    /// <summary>The disk that its first file lies on; 0 while it has none. Set by opening.</summary>
    internal ulong Device { get; set; }

    /// <summary>Opened without an error and not yet closed.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>After a sync failed nobody knows which bytes are on disk: nothing more may be claimed.</summary>
    internal bool SyncFailed { get; set; }

    /// <summary>Under the keeper's lock: whether it stands in the list of storages that the next barrier takes.</summary>
    internal bool IsListedDirty { get; set; }

    /// <summary>Whether a barrier for it was asked for and hasn't begun.</summary>
    internal bool BarrierQueued { get; set; }

    /// <summary>Blocks in memory that are not written: kept by the workers.</summary>
    internal int HeldBlocks => Volatile.Read(ref _heldBlocks);

    /// <summary>Why it takes no more writes, or null.</summary>
    internal DiskError? Failure => Volatile.Read(ref _failure);

    internal void AddHeld(int blocks) => Interlocked.Add(ref _heldBlocks, blocks);

    /// <summary>The first failure counts; true for that one.</summary>
    internal bool TryFail(DiskError error) => Interlocked.CompareExchange(ref _failure, error, null) is null;

    /// <summary>The file that holds a byte of the torrent.</summary>
    internal int FileAt(long offset)
    {
        var files = Layout.Files;
        var (low, high) = (0, files.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (files[middle].Offset <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>First and last piece that a file of at least one byte touches.</summary>
    internal (int First, int Last) PiecesOf(StorageFile file, long length) =>
        ((int)(file.Offset / Layout.Pieces.PieceLength), (int)((file.Offset + length - 1) / Layout.Pieces.PieceLength));

    internal string Describe(int file) => Paths?[file]?.ToString() ?? Root;

    internal bool IsVerified(int piece)
    {
        lock (Gate)
        {
            return _verified[piece];
        }
    }

    internal Bitfield CloneVerified()
    {
        lock (Gate)
        {
            return _verified.Clone();
        }
    }

    /// <summary>The blocks of a piece that are written, or null when the piece is verified. Changed only by its worker, by <see cref="MarkWritten"/>.</summary>
    internal Bitfield? BeginPiece(int piece)
    {
        lock (Gate)
        {
            if (_verified[piece])
            {
                return null;
            }

            if (!_partial.TryGetValue(piece, out var written))
            {
                written = new Bitfield(Layout.Pieces.BlockCount(piece));
                _partial.Add(piece, written);
            }

            return written;
        }
    }

    internal void Restore(PartialPiece partial)
    {
        lock (Gate)
        {
            _partial[partial.Piece] = partial.Blocks.Clone();
        }
    }

    internal void DropPartial(int piece)
    {
        lock (Gate)
        {
            _partial.Remove(piece);
        }
    }

    internal bool IsPartial(int piece)
    {
        lock (Gate)
        {
            return _partial.ContainsKey(piece);
        }
    }

    internal void MarkVerified(int piece, bool verified)
    {
        lock (Gate)
        {
            _verified[piece] = verified;
            if (verified)
            {
                _partial.Remove(piece);
            }
        }
    }

    internal void MarkWritten(Bitfield written, int firstBlock, int endBlock)
    {
        lock (Gate)
        {
            for (var i = firstBlock; i < endBlock; i++)
            {
                written[i] = true;
            }
        }
    }

    internal void MarkDirty(int file, long bytes)
    {
        lock (Gate)
        {
            _dirtyFiles.Add(file);
            _dirtyBytes += bytes;
        }
    }

    /// <summary>For bytes that were found, not written: they too must be synced before they are claimed.</summary>
    internal void MarkPieceDirty(int piece)
    {
        var offset = Layout.Pieces.PieceOffset(piece);
        var end = offset + Layout.Pieces.PieceSize(piece);
        lock (Gate)
        {
            for (var i = FileAt(offset); i < Layout.Files.Count && Layout.Files[i].Offset < end; i++)
            {
                if (Layout.Files[i] is { IsPad: false, Length: > 0 })
                {
                    _dirtyFiles.Add(i);
                }
            }
        }
    }

    internal void NoteNewFile(RootedPath path)
    {
        lock (Gate)
        {
            _newDirectories.TryAdd(path.RelativeDirectory, path);
        }
    }

    /// <summary>True once when enough was written for a barrier to run before its time.</summary>
    internal bool WantsBarrier(long limitBytes)
    {
        lock (Gate)
        {
            if (_dirtyBytes < limitBytes || BarrierQueued)
            {
                return false;
            }

            return BarrierQueued = true;
        }
    }

    /// <summary>Takes what a barrier is to make safe; what changes from here on belongs to the next.</summary>
    internal BarrierSnapshot TakeSnapshot()
    {
        lock (Gate)
        {
            var partial = new List<PartialPiece>(_partial.Count);
            foreach (var (piece, written) in _partial)
            {
                if (written.Count > 0)
                {
                    partial.Add(new PartialPiece(piece, written.Clone()));
                }
            }

            partial.Sort(static (a, b) => a.Piece.CompareTo(b.Piece));
            var snapshot = new BarrierSnapshot(_verified.Clone(), partial, _dirtyFiles, _newDirectories.Values.ToList());
            BarrierQueued = false;
            _dirtyBytes = 0;
            _dirtyFiles = [];
            _newDirectories = [];
            return snapshot;
        }
    }
}

/// <summary>What one barrier makes safe for one torrent.</summary>
internal sealed record BarrierSnapshot(
    Bitfield Verified, IReadOnlyList<PartialPiece> Partial, IReadOnlyCollection<int> Files, IReadOnlyList<RootedPath> NewFiles);
