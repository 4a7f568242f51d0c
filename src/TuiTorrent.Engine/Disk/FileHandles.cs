namespace TuiTorrent.Engine.Disk;

/// <summary>The open files of all torrents: a bounded set, least recently used first out.</summary>
/// <remarks>
/// Any disk thread. A rented file stays open until it is returned. The lock is held while a file is opened: two threads that want the same
/// file must not both make it, and an open is short. Invariant: a file of a torrent that is longer than the torrent says, or that is another
/// file of the same torrent under a second name, is never given out for writing.
/// </remarks>
internal sealed class FileHandles(IFileLayer layer, int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TorrentStorage, int), OpenFile> _open = [];
    private readonly LinkedList<OpenFile> _byUse = new();
    private readonly Dictionary<(TorrentStorage, ulong, ulong), int> _files = [];

    /// <summary>Opens or finds a file; an error instead when it can't be used so.</summary>
    public DiskError? Rent(TorrentStorage storage, int file, OpenMode mode, out OpenFile? rented)
    {
        rented = null;
        lock (_gate)
        {
            if (_open.TryGetValue((storage, file), out var known))
            {
                if (mode == OpenMode.Read || known.IsWritable)
                {
                    _byUse.Remove(known.Node);
                    _byUse.AddLast(known.Node);
                    known.Users++;
                    rented = known;
                    return null;
                }

                Forget(known);
            }

            MakeRoom();
            var error = Open(storage, file, mode, out rented);
            if (rented is not null)
            {
                rented.Users = 1;
                _open.Add((storage, file), rented);
                _byUse.AddLast(rented.Node);
            }

            return error;
        }
    }

    /// <summary>Ends a rent.</summary>
    public void Return(OpenFile file)
    {
        lock (_gate)
        {
            if (--file.Users == 0 && file.IsForgotten)
            {
                layer.Close(file.Handle);
            }
        }
    }

    /// <summary>Closes what a torrent has open.</summary>
    public void CloseAll(TorrentStorage storage)
    {
        lock (_gate)
        {
            foreach (var file in _byUse.Where(f => f.Storage == storage).ToList())
            {
                Forget(file);
            }

            foreach (var key in _files.Keys.Where(k => k.Item1 == storage).ToList())
            {
                _files.Remove(key);
            }
        }
    }

    /// <summary>Closes everything.</summary>
    public void CloseAll()
    {
        lock (_gate)
        {
            while (_byUse.First is { } first)
            {
                Forget(first.Value);
            }
        }
    }

    private DiskError? Open(TorrentStorage storage, int file, OpenMode mode, out OpenFile? opened)
    {
        opened = null;
        var path = storage.Paths![file]!;
        var errno = layer.Open(path, mode, out var handle, out var stamp);
        if (errno != 0)
        {
            return DiskError.FromErrno(errno, path.ToString());
        }

        var expected = storage.Layout.Files[file].Length;
        var error = mode == OpenMode.Write && stamp.Size > expected
            ? DiskError.Foreign(path.ToString(), stamp.Size, expected)
            : FindClash(storage, file, path, stamp);
        if (error is not null)
        {
            layer.Close(handle);
            return error;
        }

        if (mode == OpenMode.Write && stamp.Size == 0)
        {
            storage.NoteNewFile(path);
        }

        var allocate = mode == OpenMode.Write && storage.Preallocation == Preallocation.Full && stamp.Size < expected;
        opened = new OpenFile(storage, file, handle, mode == OpenMode.Write, allocate);
        return null;
    }

    // A file system that takes two names for one (case, composition), or a hard link: writing both would ruin both.
    private DiskError? FindClash(TorrentStorage storage, int file, RootedPath path, FileStamp stamp)
    {
        if (storage.Layout.Files.Count == 1)
        {
            return null;
        }

        var key = (storage, stamp.Device, stamp.Inode);
        if (_files.TryGetValue(key, out var other) && other != file)
        {
            var otherPath = storage.Paths![other]!;
            if (layer.Stat(otherPath, out var otherStamp) == 0 && (otherStamp.Device, otherStamp.Inode) == (stamp.Device, stamp.Inode))
            {
                return DiskError.Clash(path.ToString(), otherPath.ToString());
            }
        }

        _files[key] = file;
        return null;
    }

    private void MakeRoom()
    {
        for (var node = _byUse.First; node is not null && _open.Count >= capacity;)
        {
            var next = node.Next;
            if (node.Value.Users == 0)
            {
                Forget(node.Value);
            }

            node = next;
        }
    }

    private void Forget(OpenFile file)
    {
        _open.Remove((file.Storage, file.Index));
        _byUse.Remove(file.Node);
        file.IsForgotten = true;
        if (file.Users == 0)
        {
            layer.Close(file.Handle);
        }
    }
}

/// <summary>A file that is open; rented from <see cref="FileHandles"/>.</summary>
internal sealed class OpenFile
{
    private int _wantsSpace;

    public OpenFile(TorrentStorage storage, int index, int handle, bool isWritable, bool wantsSpace)
    {
        Storage = storage;
        Index = index;
        Handle = handle;
        IsWritable = isWritable;
        _wantsSpace = wantsSpace ? 1 : 0;
        Node = new LinkedListNode<OpenFile>(this);
    }

    public TorrentStorage Storage { get; }

    public int Index { get; }

    public int Handle { get; }

    public bool IsWritable { get; }

    public LinkedListNode<OpenFile> Node { get; }

    // These two under the lock of FileHandles.
    public int Users { get; set; }

    public bool IsForgotten { get; set; }

    /// <summary>True for the first caller when the file's space is to be taken: that may last, so it is done outside the lock.</summary>
    public bool TakeWish() => Interlocked.Exchange(ref _wantsSpace, 0) == 1;
}
