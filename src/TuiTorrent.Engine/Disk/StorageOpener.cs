using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Posix;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

/// <summary>Opens one storage: plans its paths, compares its files with the state, and finds what was finished after the last barrier.</summary>
/// <remarks>
/// A claim is trusted when its files are at least as long as they were and not clearly older; when the program ended in order, their time
/// must be what it was. A file that fails this loses its pieces, and the state is told so before anything is written. Used once, on the keeper's thread.
/// </remarks>
internal sealed class StorageOpener(IFileLayer layer, TorrentFiles files, StateStore state, TorrentStorage storage, long barrierBytes)
{
    // FAT keeps times in steps of two seconds once a file has left the cache.
    private const long StampToleranceNs = 2_000_000_000;

    // fdatasync leaves a file's time to the next write-back of its inode: after a power cut it may be older than the bytes.
    private const long UnsyncedTimeNs = 600_000_000_000;

    // Sentences about single files; a torrent of thousands shall not fill a screen.
    private const int MaxWarnings = 20;

    private readonly List<string> _warnings = [];
    private readonly StorageLayout _layout = storage.Layout;
    private readonly Bitfield _toVerify = new(storage.Layout.Pieces.PieceCount);
    private Bitfield _have = new(storage.Layout.Pieces.PieceCount);
    private List<PartialPiece> _partial = [];

    // What the state goes on claiming: not what lay in files that are gone. Files that changed keep their claims but get a stamp that never
    // fits, so that they are doubted again should the verification be interrupted.
    private readonly List<SavedStamp> _doubted = [];
    private Bitfield? _kept;

    public OpenResult Open()
    {
        if (!PathPlan.TryCreate(storage.Root, _layout.Files, out var plan, out var problem))
        {
            return Refuse(new DiskError(DiskErrorKind.BadPath, "", problem.Text));
        }

        storage.Paths = plan;
        try
        {
            var progress = state.LoadProgress(_layout.InfoHash, _layout.Pieces.PieceCount, _layout.Pieces.BlockCount);
            if (progress is not { Claimed.IsFull: true })
            {
                _layout.PieceHashes.Load();
            }

            return Compare(progress);
        }
        catch (StateException e)
        {
            return Refuse(new DiskError(DiskErrorKind.State, "", e.Message));
        }
    }

    private OpenResult Refuse(DiskError error) => new(new Bitfield(_layout.Pieces.PieceCount), [], null, 0, _warnings, error);

    private OpenResult Compare(Progress? progress)
    {
        var hasClaims = progress is { Claimed.Count: > 0 };
        var errno = layer.OpenRoot(storage.Root, create: !hasClaims);
        if (errno != 0)
        {
            return Refuse(hasClaims && errno is Errno.NotFound or Errno.NotDirectory ? DiskError.NoRoot(storage.Root) : DiskError.FromErrno(errno, storage.Root));
        }

        if (StatAll(out var found) is { } error)
        {
            return Refuse(error);
        }

        var hashed = 0;
        if (progress is null)
        {
            LookForForeignData(found);
        }
        else
        {
            _have = progress.Claimed.Clone();
            _kept = progress.Claimed.Clone();
            _partial = [.. progress.Partial];
            if (hasClaims && TrustFiles(progress, found) is { } missing)
            {
                return Refuse(missing);
            }

            Commit();
            if (!progress.WasClosed)
            {
                hashed = HashUnclaimed(found);
            }
        }

        DropWholePartials();
        if (progress is null ? _toVerify.Count == 0 : _kept!.Count != progress.Claimed.Count || _doubted.Count > 0)
        {
            // From now on what lies there without a claim is our own; and what isn't trusted any more must be known before a byte is written.
            state.SaveProgress([new ProgressUpdate(_layout.InfoHash, _kept ?? new Bitfield(_have.Length), _partial, _doubted, Closing: false)]);
        }

        if (!_have.IsFull)
        {
            // A complete claim of which something is gone.
            _layout.PieceHashes.Load();
        }

        storage.Device = Array.Find(found, f => f is not null)?.Device ?? 0;
        return new OpenResult(_have, _partial, _toVerify.Count > 0 ? _toVerify : null, hashed, _warnings, null);
    }

    private DiskError? StatAll(out FileStamp?[] found)
    {
        found = new FileStamp?[_layout.Files.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (storage.Paths![i] is not { } path)
            {
                continue;
            }

            var errno = layer.Stat(path, out var stamp);
            if (errno == 0)
            {
                found[i] = stamp;
            }
            else if (errno != Errno.NotFound)
            {
                return DiskError.FromErrno(errno, path.ToString());
            }
        }

        return null;
    }

    private void LookForForeignData(FileStamp?[] found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            var file = _layout.Files[i];
            var length = Math.Min(file.Length, found[i]?.Size ?? 0);
            if (found[i] is { } stamp && stamp.Size > file.Length)
            {
                Warn($"{storage.Describe(i)} is longer than the torrent's file: it is read but never written.");
            }

            if (length > 0)
            {
                SetPieces(_toVerify, file, length, true);
            }
        }
    }

    // Takes claims from files that changed. An error when every file with a claim is gone: rather a disk that isn't mounted than a loss.
    private DiskError? TrustFiles(Progress progress, FileStamp?[] found)
    {
        var (trusted, missing) = (0, 0);
        for (var i = 0; i < found.Length; i++)
        {
            var file = _layout.Files[i];
            if (file.IsPad || file.Length == 0 || !AnyPiece(progress.Claimed, file) && !_partial.Exists(p => Touches(p.Piece, file)))
            {
                continue;
            }

            if (found[i] is not { } stamp)
            {
                missing++;
                SetPieces(_kept!, file, file.Length, false);
                Warn($"{storage.Describe(i)} is gone: its pieces will be downloaded again.");
            }
            else if (IsTrusted(progress, i, stamp))
            {
                trusted++;
                continue;
            }
            else
            {
                trusted++;
                Warn($"{storage.Describe(i)} was changed by something else: its pieces must be verified.");
                SetPieces(_toVerify, file, file.Length, true);
                _doubted.Add(new SavedStamp(i, long.MaxValue, 0));
            }

            SetPieces(_have, file, file.Length, false);
            _partial.RemoveAll(p => Touches(p.Piece, file));
        }

        return missing > 0 && trusted == 0
            ? new DiskError(DiskErrorKind.Missing, storage.Root, $"All data is gone from {storage.Root}: is the disk mounted? Put it back, or verify to start anew.")
            : null;
    }

    private static bool IsTrusted(Progress progress, int file, FileStamp now)
    {
        if (!progress.Stamps.TryGetValue(file, out var then) || now.Size < then.Size)
        {
            return false;
        }

        var newerNs = now.ModifiedNs - then.ModifiedNs;
        return progress.WasClosed ? Math.Abs(newerNs) <= StampToleranceNs : newerNs >= -UnsyncedTimeNs;
    }

    private void Commit()
    {
        for (var i = 0; i < _have.Length; i++)
        {
            if (_have[i])
            {
                storage.MarkVerified(i, true);
            }
        }
    }

    private int HashUnclaimed(FileStamp?[] found)
    {
        if (_have.IsFull)
        {
            return 0;
        }

        var candidates = new UnclaimedPieces(layer, storage, found, _have, _partial, 2 * barrierBytes).Find();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var scratch = new byte[16 * Limits.BlockSize];
        foreach (var piece in candidates)
        {
            if (!_toVerify[piece] && PieceReader.Matches(files, hash, scratch, storage, piece))
            {
                _have[piece] = true;
                _partial.RemoveAll(p => p.Piece == piece);
                storage.MarkPieceDirty(piece);
                storage.MarkVerified(piece, true);
            }
        }

        return candidates.Count;
    }

    // A piece with all its blocks but the wrong hash is worth nothing, and no block would come to finish it.
    private void DropWholePartials()
    {
        _partial.RemoveAll(static p => p.Blocks.IsFull);
        foreach (var partial in _partial)
        {
            storage.Restore(partial);
        }
    }

    private bool Touches(int piece, StorageFile file)
    {
        var (first, last) = storage.PiecesOf(file, Math.Max(1, file.Length));
        return file.Length > 0 && piece >= first && piece <= last;
    }

    private bool AnyPiece(Bitfield bits, StorageFile file)
    {
        var (first, last) = storage.PiecesOf(file, file.Length);
        for (var i = first; i <= last; i++)
        {
            if (bits[i])
            {
                return true;
            }
        }

        return false;
    }

    private void SetPieces(Bitfield bits, StorageFile file, long length, bool value)
    {
        var (first, last) = storage.PiecesOf(file, length);
        for (var i = first; i <= last; i++)
        {
            bits[i] = value;
        }
    }

    private void Warn(string text)
    {
        if (_warnings.Count < MaxWarnings)
        {
            _warnings.Add(text);
        }
        else if (_warnings.Count == MaxWarnings)
        {
            _warnings.Add("More files are like this.");
        }
    }
}
