using TuiTorrent.Core;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Registry;

/// <summary>All torrents, by each name that somebody calls them by, in the order of the queue.</summary>
/// <remarks>Loop thread only. Invariant: an entry stands in the queue at the index that is its row's position, save while <see cref="Renumber"/> has not run.</remarks>
internal sealed class TorrentRegistry
{
    private readonly List<TorrentEntry> _queue = [];
    private readonly Dictionary<InfoHash, TorrentEntry> _byHash = [];
    private readonly Dictionary<Torrent, TorrentEntry> _byTorrent = [];
    private readonly Dictionary<TorrentStorage, TorrentEntry> _byStorage = [];

    /// <summary>In the order of the queue.</summary>
    public IReadOnlyList<TorrentEntry> Queue => _queue;

    /// <summary>Storages that are not closed.</summary>
    public int OpenStorages => _byStorage.Count;

    public TorrentEntry? Find(InfoHash hash) => _byHash.GetValueOrDefault(hash);

    public TorrentEntry? Of(Torrent torrent) => _byTorrent.GetValueOrDefault(torrent);

    public TorrentEntry? Of(TorrentStorage storage) => _byStorage.GetValueOrDefault(storage);

    /// <summary>Adds behind all others, or at a place in the queue.</summary>
    public void Add(TorrentEntry entry)
    {
        _byHash.Add(entry.InfoHash, entry);
        _byTorrent.Add(entry.Torrent, entry);
        _queue.Add(entry);
    }

    public void Remove(TorrentEntry entry)
    {
        _byHash.Remove(entry.InfoHash);
        _byTorrent.Remove(entry.Torrent);
        _queue.Remove(entry);
    }

    public void Opened(TorrentEntry entry, TorrentStorage storage)
    {
        entry.Storage = storage;
        _byStorage.Add(storage, entry);
    }

    public void Closed(TorrentEntry entry)
    {
        _byStorage.Remove(entry.Storage!);
        entry.Storage = null;
    }

    /// <summary>Puts entries in a new order; gives those whose place changed.</summary>
    public List<TorrentEntry> Reorder(IReadOnlyList<TorrentEntry> order)
    {
        _queue.Clear();
        _queue.AddRange(order);
        return Renumber();
    }

    /// <summary>Makes each position the place in the queue; gives those that changed.</summary>
    public List<TorrentEntry> Renumber()
    {
        var changed = new List<TorrentEntry>();
        for (var i = 0; i < _queue.Count; i++)
        {
            if (_queue[i].Row.Position != i)
            {
                _queue[i].Row = _queue[i].Row with { Position = i };
                changed.Add(_queue[i]);
            }
        }

        return changed;
    }

    /// <summary>Another torrent that has a file where one of these would be; its name, or null.</summary>
    public string? FindClash(InfoHash besides, string root, IReadOnlyList<StorageFile> files)
    {
        HashSet<string>? taken = null;
        foreach (var other in _queue)
        {
            if (other.InfoHash == besides || !IsIn(other, root) || !SharesTop(other.Files, files))
            {
                continue;
            }

            taken ??= PathsOf(root, files);
            foreach (var path in PathsOf(root, other.Files))
            {
                if (taken.Contains(path))
                {
                    return other.Name;
                }
            }
        }

        return null;
    }

    /// <summary>Another torrent that has files below a directory of this one; its name, or null.</summary>
    public string? FindGuest(TorrentEntry entry, string[] directory)
    {
        foreach (var other in _queue)
        {
            if (other != entry && IsIn(other, entry.Row.Root) && PathsOf(entry.Row.Root, other.Files).Any(p => p.Split('/').AsSpan().StartsWith(directory)))
            {
                return other.Name;
            }
        }

        return null;
    }

    /// <summary>Files of other torrents that may be the same on disk as these: of one name, wherever. Lengths tell nothing: what lies there may be of neither.</summary>
    public List<RootedPath> FindTwins(TorrentEntry entry)
    {
        var own = new HashSet<string>();
        foreach (var file in entry.Files)
        {
            own.Add(file.Path[^1]);
        }

        var twins = new List<RootedPath>();
        foreach (var other in _queue)
        {
            if (other == entry || !other.Files.Any(f => own.Contains(f.Path[^1])) || !PathPlan.TryCreate(other.Row.Root, other.Files, out var plan, out _))
            {
                continue;
            }

            for (var i = 0; i < other.Files.Length; i++)
            {
                if (plan[i] is { } path && own.Contains(other.Files[i].Path[^1]))
                {
                    twins.Add(path);
                }
            }
        }

        return twins;
    }

    // Or on its way there.
    private static bool IsIn(TorrentEntry entry, string root) =>
        SameDirectory(entry.Row.Root, root) || entry.Row.Job is { Kind: StoredJobKind.Move } job && SameDirectory(job.To, root);

    private static bool SameDirectory(string a, string b) => a.TrimEnd('/') == b.TrimEnd('/');

    // Most torrents of a directory don't share a name at the top: no need to plan all their paths.
    private static bool SharesTop(IReadOnlyList<StorageFile> a, IReadOnlyList<StorageFile> b)
    {
        var tops = a.Where(f => !f.IsPad).Select(f => Clean(f.Path[0])).ToHashSet(StringComparer.Ordinal);
        return b.Any(f => !f.IsPad && tops.Contains(Clean(f.Path[0])));
    }

    private static string Clean(string name)
    {
        _ = NameCleaner.Clean(name, out var cleaned);
        return cleaned;
    }

    private static HashSet<string> PathsOf(string root, IReadOnlyList<StorageFile> files)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (PathPlan.TryCreate(root, files, out var plan, out _))
        {
            for (var i = 0; i < files.Count; i++)
            {
                if (plan[i] is { } path)
                {
                    paths.Add(path.Relative);
                }
            }
        }

        return paths;
    }
}
