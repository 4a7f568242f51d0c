using System.Runtime.InteropServices;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Tests.Disk;

/// <summary>What an operation of the file layer does, for those that fail on purpose.</summary>
internal enum FileOperation
{
    Root,
    Open,
    Stat,
    Write,
    Read,
    Allocate,
    Hole,
    SyncData,
    SyncDirectories,
}

/// <summary>A file system in memory that counts operations, fails when told to, and forgets unsynced bytes when its power is cut.</summary>
internal sealed class SimulatedFiles : IFileLayer
{
    private const int PageSize = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly Dictionary<int, SimulatedFile> _handles = [];
    private int _nextHandle = 100;
    private ulong _nextInode = 1;

    /// <summary>Operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>From this operation on, all fail: the power is gone.</summary>
    public int CrashAt { get; set; } = int.MaxValue;

    /// <summary>Gives an errno for operations that shall fail.</summary>
    public Func<FileOperation, int>? Fault { get; set; }

    /// <summary>Handles that were opened and not closed.</summary>
    public int OpenHandles => _handles.Count;

    /// <summary>Keeps of each unsynced write all, a part, or nothing, and of each new name it or nothing, as the seed will.</summary>
    public void CutPower(int seed)
    {
        lock (_gate)
        {
            var random = new Random(seed);
            _handles.Clear();
            foreach (var (name, file) in _names.ToArray())
            {
                file.CutPower(random);
                if (!file.IsNameSynced && random.Next(2) == 0)
                {
                    _names.Remove(name);
                }
            }

            CrashAt = int.MaxValue;
        }
    }

    /// <summary>A file's bytes as a reader finds them, or null.</summary>
    public byte[]? Content(string relative) => _names.GetValueOrDefault(relative)?.Current;

    public int OpenRoot(string root, bool create) => Count(FileOperation.Root, () => 0);

    public int Open(RootedPath path, OpenMode mode, out int handle, out FileStamp stamp)
    {
        var (opened, found) = (-1, default(FileStamp));
        var errno = Count(FileOperation.Open, () =>
        {
            if (!_names.TryGetValue(path.Relative, out var file))
            {
                if (mode == OpenMode.Read)
                {
                    return Errno.NotFound;
                }

                file = new SimulatedFile(_nextInode++);
                _names.Add(path.Relative, file);
            }

            opened = _nextHandle++;
            _handles.Add(opened, file);
            found = file.Stamp;
            return 0;
        });
        (handle, stamp) = (opened, found);
        return errno;
    }

    public int Stat(RootedPath path, out FileStamp stamp)
    {
        var found = default(FileStamp);
        var errno = Count(FileOperation.Stat, () =>
        {
            if (!_names.TryGetValue(path.Relative, out var file))
            {
                return Errno.NotFound;
            }

            found = file.Stamp;
            return 0;
        });
        stamp = found;
        return errno;
    }

    public int Stat(int handle, out FileStamp stamp)
    {
        var found = default(FileStamp);
        var errno = Count(FileOperation.Stat, () =>
        {
            found = _handles[handle].Stamp;
            return 0;
        });
        stamp = found;
        return errno;
    }

    public void Close(int handle)
    {
        lock (_gate)
        {
            _handles.Remove(handle);
        }
    }

    public unsafe int Write(int handle, long offset, ReadOnlySpan<IoSegment> segments, out long written)
    {
        using var bytes = new MemoryStream();
        foreach (var segment in segments)
        {
            bytes.Write(new ReadOnlySpan<byte>((void*)segment.Start, (int)segment.Length));
        }

        var done = 0L;
        var errno = Count(FileOperation.Write, () =>
        {
            // A write may always be a short one: every third is.
            var data = bytes.ToArray();
            var length = Operations % 3 == 0 && data.Length > 1 ? data.Length / 2 : data.Length;
            _handles[handle].Write((int)offset, data[..length], Operations);
            done = length;
            return 0;
        });
        written = done;
        return errno;
    }

    public int Read(int handle, long offset, Span<byte> destination, out int read)
    {
        byte[] got = [];
        var length = destination.Length;
        var errno = Count(FileOperation.Read, () =>
        {
            var current = _handles[handle].Current;
            got = current.AsSpan((int)Math.Min(offset, current.Length)).ToArray();
            return 0;
        });
        read = Math.Min(length, got.Length);
        got.AsSpan(0, read).CopyTo(destination);
        return errno;
    }

    public int Allocate(int handle, long length) => Count(FileOperation.Allocate, () =>
    {
        _handles[handle].Grow((int)length);
        return 0;
    });

    public int NextHole(int handle, long offset, out long hole)
    {
        var found = 0L;
        var errno = Count(FileOperation.Hole, () =>
        {
            found = _handles[handle].NextHole((int)offset);
            return 0;
        });
        hole = found;
        return errno;
    }

    public int SyncData(int handle) => Count(FileOperation.SyncData, () =>
    {
        _handles[handle].Sync();
        return 0;
    });

    public int SyncDirectories(RootedPath path) => Count(FileOperation.SyncDirectories, () =>
    {
        foreach (var (name, file) in _names)
        {
            file.IsNameSynced |= Path.GetDirectoryName(name) == path.RelativeDirectory;
        }

        return 0;
    });

    private int Count(FileOperation operation, Func<int> work)
    {
        lock (_gate)
        {
            if (++Operations >= CrashAt)
            {
                return Errno.InputOutput;
            }

            var errno = Fault?.Invoke(operation) ?? 0;
            return errno != 0 ? errno : work();
        }
    }

    private sealed class SimulatedFile(ulong inode)
    {
        private readonly List<(int Offset, byte[] Data)> _unsynced = [];
        private readonly HashSet<int> _pages = [];
        private byte[] _synced = [];
        private long _modified;

        public byte[] Current { get; private set; } = [];

        public bool IsNameSynced { get; set; }

        public FileStamp Stamp => new(Current.Length, _modified * 1_000_000_000, inode, 1, 1);

        public void Write(int offset, byte[] data, int time)
        {
            Current = Apply(Current, offset, data);
            _unsynced.Add((offset, data));
            _modified = time;
            for (var page = offset / PageSize; page <= (offset + data.Length - 1) / PageSize; page++)
            {
                _pages.Add(page);
            }
        }

        public void Grow(int length)
        {
            Current = Apply(Current, length, []);
            _unsynced.Add((length, []));
        }

        public void Sync()
        {
            _synced = (byte[])Current.Clone();
            _unsynced.Clear();
        }

        public void CutPower(Random random)
        {
            foreach (var (offset, data) in _unsynced)
            {
                var kept = random.Next(3) switch { 0 => 0, 1 => random.Next(data.Length + 1), _ => data.Length };
                _synced = kept == 0 && data.Length > 0 ? _synced : Apply(_synced, offset, data[..kept]);
            }

            Current = (byte[])_synced.Clone();
            _unsynced.Clear();
        }

        public long NextHole(int offset)
        {
            var page = offset / PageSize;
            while (_pages.Contains(page))
            {
                page++;
            }

            return Math.Min(Current.Length, Math.Max(offset, page * PageSize));
        }

        private static byte[] Apply(byte[] content, int offset, byte[] data)
        {
            var result = content.Length >= offset + data.Length ? content : [.. content, .. new byte[offset + data.Length - content.Length]];
            data.CopyTo(result.AsSpan(offset));
            return result;
        }
    }
}
