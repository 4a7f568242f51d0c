using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>Takes a torrent's files to another directory: renamed where that is one disk, else copied, synced, and deleted later by <see cref="CleanUp"/>.</summary>
/// <remarks>
/// Used by one thread, the storage closed. Can be broken off by a kill at any moment and run again: a file is at its new place only when it is whole there (it is copied under
/// another name), and leaves its old place only by a rename or when the state knows the new directory. Times are kept, so that claims stay good.
/// </remarks>
internal sealed class Mover
{
    private const int ChunkBytes = 1024 * 1024;

    private readonly PosixFiles _layer = new();
    private readonly string _from;
    private readonly string _to;
    private readonly List<(RootedPath From, RootedPath To, long Length)> _files = [];
    private readonly List<int> _renamed = [];
    private readonly List<int> _copied = [];
    private readonly Action<double> _progress;
    private readonly CancellationToken _cancellation;
    private long _done;
    private readonly long _total = 1;

    public Mover(string from, string to, IReadOnlyList<StorageFile> files, Action<double> progress, CancellationToken cancellation)
    {
        (_from, _to, _progress, _cancellation) = (from, to, progress, cancellation);
        if (!PathPlan.TryCreate(from, files, out var before, out var problem) || !PathPlan.TryCreate(to, files, out var after, out problem))
        {
            throw new ArgumentException(problem.Text, nameof(files));
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (!files[i].IsPad)
            {
                _files.Add((before[i]!, after[i]!, files[i].Length));
                _total += files[i].Length;
            }
        }
    }

    /// <summary>Whether it can begin: null, or a sentence for the user. Makes the new directory.</summary>
    public string? Check()
    {
        if (_layer.OpenRoot(_from, create: false) != 0)
        {
            return $"{_from} is not there: is its disk mounted?";
        }

        if (_layer.OpenRoot(_to, create: true) is not 0 and var errno)
        {
            return DiskError.FromErrno(errno, _to).Text;
        }

        foreach (var (from, to, _) in _files)
        {
            if (PosixTree.Exists(to) is not 0 and var none)
            {
                if (none != Errno.NotFound)
                {
                    return DiskError.FromErrno(none, to.ToString()).Text;
                }

                continue;
            }

            if (_layer.Stat(from, out var ours) == 0 && _layer.Stat(to, out var theirs) == 0 && (ours.Device, ours.Inode) == (theirs.Device, theirs.Inode))
            {
                return $"{_to} is the directory in which the files are already.";
            }

            return $"{to} is there already: move it away, or choose another directory.";
        }

        return null;
    }

    /// <summary>Takes every file over: null, or a sentence. After a failure everything is back where it was, unless <paramref name="isStuck"/>.</summary>
    public string? Run(out bool isStuck)
    {
        // Without this, files of a disk that is not mounted would look as if they were taken over already.
        isStuck = true;
        if ((_layer.OpenRoot(_from, create: false) != 0 ? _from : _layer.OpenRoot(_to, create: false) != 0 ? _to : null) is { } missing)
        {
            return DiskError.NoRoot(missing).Text;
        }

        isStuck = false;
        var buffer = GC.AllocateUninitializedArray<byte>(ChunkBytes);
        for (var i = 0; i < _files.Count; i++)
        {
            if (Take(i, buffer) is { } error)
            {
                isStuck = _cancellation.IsCancellationRequested || !TryUndo();
                return error;
            }

            _progress(Math.Min(1, (double)_done / _total));
        }

        foreach (var path in _files.Select(f => f.To).DistinctBy(p => p.RelativeDirectory))
        {
            if (_layer.SyncDirectories(path) is not (0 or Errno.NotFound) and var errno)
            {
                isStuck = !TryUndo();
                return DiskError.FromErrno(errno, path.ToString()).Text;
            }
        }

        if (_layer.OpenRoot(_from, create: false) == 0)
        {
            return null;
        }

        isStuck = true;
        return DiskError.NoRoot(_from).Text;
    }

    /// <summary>Deletes what was copied at its old place, and directories left empty there. The state must know the new directory by now.</summary>
    public void CleanUp()
    {
        foreach (var (from, to, _) in _files)
        {
            if (_layer.Stat(from, out var old) == 0 && _layer.Stat(to, out var copy) == 0 && (old.Device, old.Inode) != (copy.Device, copy.Inode) && old.Size == copy.Size)
            {
                _ = PosixTree.DeleteFile(from);
            }
        }

        PosixTree.DeleteEmptyDirectories(_from, _files.Select(f => f.From));
    }

    private string? Take(int index, byte[] buffer)
    {
        var (from, to, length) = _files[index];
        if (_cancellation.IsCancellationRequested)
        {
            return "The program ended during the move; it goes on at the next start.";
        }

        var errno = PosixTree.Rename(from, to);
        switch (errno)
        {
            case 0:
                _renamed.Add(index);
                _done += length;
                return null;
            case Errno.NotFound:
                // Never begun, or taken over before a kill: then it goes back with the others if they do.
                if (_layer.Stat(to, out _) == 0)
                {
                    _renamed.Add(index);
                }

                _done += length;
                return null;
            case Errno.Exists when _layer.Stat(from, out var old) == 0 && _layer.Stat(to, out var copy) == 0 && old.Size == copy.Size && old.ModifiedNs == copy.ModifiedNs:
                _copied.Add(index);
                _done += length;
                return null;
            case Errno.OtherDevice:
                errno = Copy(from, to, index, buffer);
                if (errno == 0)
                {
                    _copied.Add(index);
                }

                break;
        }

        return errno == 0 ? null
            : errno == Errno.Exists ? $"{to} is there already: move it away, or choose another directory."
            : DiskError.FromErrno(errno, to.ToString()).Text;
    }

    private int Copy(RootedPath from, RootedPath to, int index, byte[] buffer)
    {
        // A name of its own, until every byte is safe. What a kill left of it is written over.
        var directory = to.RelativeDirectory;
        var name = $".tuitorrent-move-{index}";
        var part = new RootedPath(_to, directory.Length == 0 ? [name] : [.. directory.Split('/'), name]);
        _ = PosixTree.DeleteFile(part);
        var errno = _layer.Open(from, OpenMode.Read, out var source, out var stamp);
        if (errno != 0)
        {
            return errno;
        }

        errno = _layer.Open(part, OpenMode.Write, out var target, out _);
        if (errno == 0)
        {
            errno = CopyBytes(source, target, stamp, buffer);
            _layer.Close(target);
            errno = errno != 0 ? errno : PosixTree.Rename(part, to);
            if (errno != 0)
            {
                _ = PosixTree.DeleteFile(part);
            }
        }

        _layer.Close(source);
        return errno;
    }

    // Holes stay holes: they tell which pieces were never written.
    private unsafe int CopyBytes(int source, int target, FileStamp stamp, byte[] buffer)
    {
        var errno = FileCalls.Truncate(target, stamp.Size) == 0 ? 0 : System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
        var offset = 0L;
        while (errno == 0 && (offset = PosixTree.NextData(source, offset, stamp.Size)) < stamp.Size)
        {
            if (_cancellation.IsCancellationRequested)
            {
                return Errno.Interrupted;
            }

            var end = _layer.NextHole(source, offset, out var hole) == 0 ? Math.Min(hole, stamp.Size) : stamp.Size;
            var chunk = buffer.AsSpan(0, (int)Math.Min(end - offset, buffer.Length));
            errno = _layer.Read(source, offset, chunk, out var read);
            if (errno != 0 || read == 0)
            {
                return errno != 0 ? errno : Errno.InputOutput;
            }

            fixed (byte* first = chunk)
            {
                for (var at = 0L; at < read && errno == 0;)
                {
                    errno = _layer.Write(target, offset + at, [new IoSegment((nint)(first + at), (nint)(read - at))], out var written);
                    at += errno == 0 ? written : 0;
                }
            }

            offset += read;
            _done += read;
            _progress(Math.Min(1, (double)_done / _total));
        }

        errno = errno != 0 ? errno : PosixTree.SetModified(target, stamp.ModifiedNs);
        return errno != 0 ? errno : _layer.SyncData(target);
    }

    private bool TryUndo()
    {
        var isBack = true;
        foreach (var index in _renamed)
        {
            isBack &= PosixTree.Rename(_files[index].To, _files[index].From) == 0;
        }

        foreach (var index in _copied)
        {
            // Only what has its twin at the old place.
            if (_layer.Stat(_files[index].From, out _) == 0)
            {
                _ = PosixTree.DeleteFile(_files[index].To);
            }
        }

        PosixTree.DeleteEmptyDirectories(_to, _files.Select(f => f.To));
        return isBack;
    }
}
