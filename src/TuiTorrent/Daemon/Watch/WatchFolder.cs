using TuiTorrent.Config;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Daemon.Watch;

/// <summary>Decides what becomes of the files in a watch directory: which wait, which are taken, which are broken.</summary>
/// <remarks>
/// Not thread-safe; it has no clock, no thread and no handle of its own. A name is noticed when the kernel or a listing tells of it, looked at in its turn, and then
/// taken, marked as broken, told once and left alone, or looked at again later. One torrent at a time is with the engine.
/// </remarks>
internal sealed class WatchFolder(WatchAction action, Action<LogLevel, string> tell)
{
    /// <summary>A broken file that its writer has closed is left so long, in case that it is opened again.</summary>
    public const int ClosedSettleMs = 2_000;

    /// <summary>One that may still be open: as long as a slow disk or line may hold up its writer.</summary>
    public const int OpenSettleMs = 60_000;

    /// <summary>Names noticed and not yet looked at; for more, the directory is listed again when these are done.</summary>
    private const int MaxNoticed = 1_000;

    /// <summary>Files that stay in the directory and must be remembered, so that each is told once.</summary>
    private const int MaxRemembered = 10_000;

    /// <summary>Sentences about single files until the directory has been gone through.</summary>
    private const int MaxTold = 20;

    private readonly Dictionary<WatchName, Entry> _entries = [];
    private readonly Dictionary<WatchName, bool> _noticed = [];
    private readonly Queue<WatchName> _turns = new();
    private WatchName? _taken;
    private bool _mustList;
    private bool _mustListKnown;
    private bool _hasProgressed;
    private int _told;
    private int _untold;
    private bool _isCrowded;

    /// <summary>When a file must be looked at again though nothing happens; null for never.</summary>
    public long? NextDeadlineMs
    {
        get
        {
            long? next = null;
            foreach (var entry in _entries.Values)
            {
                next = entry.DeadlineMs is { } deadline && !(deadline >= next) ? deadline : next;
            }

            return next;
        }
    }

    /// <summary>Whether a torrent is with the engine.</summary>
    public bool IsWaiting => _taken is not null;

    /// <summary>The directory may hold anything: it is new, or word of it was lost.</summary>
    public void NoticeAll() => _mustList = _mustListKnown = true;

    /// <summary>Something happened to a name.</summary>
    /// <param name="name">Which.</param>
    /// <param name="isClosed">Whoever wrote it is done, or has put it there whole.</param>
    public void Notice(WatchName name, bool isClosed)
    {
        if (name.IsTorrent && !TryQueue(name, isClosed))
        {
            _mustList = true;
        }
    }

    /// <summary>Goes on until there is a torrent for the engine, which is returned and whose end must be told by <see cref="Finish"/>, or nothing to do, which is null.</summary>
    public TorrentMetainfo? Next(long nowMs, WatchedDirectory directory)
    {
        if (_taken is not null)
        {
            return null;
        }

        foreach (var (name, entry) in _entries)
        {
            if (entry.DeadlineMs <= nowMs)
            {
                _ = TryQueue(name, isClosed: false);
            }
        }

        while (true)
        {
            while (_turns.TryDequeue(out var name))
            {
                _noticed.Remove(name, out var isClosed);
                if (Judge(nowMs, name, isClosed, directory) is { } metainfo)
                {
                    _taken = name;
                    return metainfo;
                }
            }

            if (!_mustList)
            {
                EndRound();
                return null;
            }

            List(directory);
        }
    }

    /// <summary>The directory is gone before its torrent's file could be put away: when it is back the file counts as a new one.</summary>
    public void Abandon() => _taken = null;

    /// <summary>How the engine liked the torrent that <see cref="Next"/> returned.</summary>
    public void Finish(AddResult result, WatchedDirectory directory)
    {
        var name = _taken!.Value;
        _taken = null;
        if (result.Error is { } error)
        {
            Keep(directory, name, LogLevel.Warning, $"{name.Shown} was not added: {error}");
            return;
        }

        if (directory.Finish(name, action) is { } problem)
        {
            Keep(directory, name, LogLevel.Warning, $"{name.Shown} was added, but can't be put away: {problem}.");
        }
        else
        {
            _entries.Remove(name);
            _hasProgressed = true;
        }

        Tell(LogLevel.Info, result.IsDuplicate ? $"{name.Shown} is there already: {result.Name}" : $"{name.Shown} added: {result.Name}");
    }

    private bool TryQueue(WatchName name, bool isClosed)
    {
        if (_noticed.TryGetValue(name, out var wasClosed))
        {
            _noticed[name] = wasClosed || isClosed;
            return true;
        }

        if (_noticed.Count >= MaxNoticed)
        {
            return false;
        }

        _noticed.Add(name, isClosed);
        _turns.Enqueue(name);
        return true;
    }

    private void List(WatchedDirectory directory)
    {
        var mustListKnown = _mustListKnown;
        _mustList = _mustListKnown = false;
        _hasProgressed = false;
        directory.List(name =>
        {
            // Where a listing goes on, those that stayed have been looked at.
            if ((!mustListKnown && _entries.ContainsKey(name)) || TryQueue(name, isClosed: false))
            {
                return true;
            }

            _mustList = true;
            return false;
        });
    }

    private void EndRound()
    {
        if (_untold > 0)
        {
            tell(LogLevel.Warning, $"watch directory: the same is true of {_untold} more files");
        }

        (_told, _untold) = (0, 0);
    }

    private TorrentMetainfo? Judge(long nowMs, WatchName name, bool isClosed, WatchedDirectory directory)
    {
        var known = _entries.TryGetValue(name, out var entry);
        var look = directory.Look(name, file => !(known && entry.DeadlineMs is null && entry.File == file) && file.Length > 0);
        if (look is null)
        {
            _entries.Remove(name);
            return null;
        }

        if (known && entry.DeadlineMs is null && entry.File == look.File)
        {
            return null;
        }

        if (look.Metainfo is { } metainfo)
        {
            return metainfo;
        }

        if (!look.IsReadable)
        {
            Remember(name, new Entry(look.File, 0, false, null));
            Tell(LogLevel.Warning, $"{name.Shown} can't be taken: {look.Problem}.");
            return null;
        }

        if (look.File.Length == 0)
        {
            // Browsers put an empty file where the real one will be. There is nothing to wait for but an event.
            Remember(name, new Entry(look.File, nowMs, isClosed, null));
            return null;
        }

        return Wait(nowMs, name, look, isClosed || (known && entry.IsClosed), known && entry.File == look.File ? entry.SinceMs : nowMs, directory);
    }

    /// <summary>What is no torrent may become one while somebody writes it; when nothing has changed for long enough, it won't.</summary>
    private TorrentMetainfo? Wait(long nowMs, WatchName name, WatchLook look, bool isClosed, long sinceMs, WatchedDirectory directory)
    {
        var deadlineMs = sinceMs + (isClosed ? ClosedSettleMs : OpenSettleMs);
        if (nowMs < deadlineMs)
        {
            Remember(name, new Entry(look.File, sinceMs, isClosed, deadlineMs));
            return null;
        }

        Tell(LogLevel.Warning, $"{name.Shown} is no torrent: {look.Problem}");
        if (directory.Spoil(name) is { } problem)
        {
            Keep(directory, name, LogLevel.Warning, $"{name.Shown} can't be renamed: {problem}.");
        }
        else
        {
            _entries.Remove(name);
            _hasProgressed = true;
        }

        return null;
    }

    /// <summary>The file stays where it is, and is left alone until it changes.</summary>
    private void Keep(WatchedDirectory directory, WatchName name, LogLevel level, string sentence)
    {
        if (directory.Look(name, static _ => false) is { } look)
        {
            Remember(name, new Entry(look.File, 0, false, null));
        }

        Tell(level, sentence);
    }

    private void Remember(WatchName name, Entry entry)
    {
        if (_entries.ContainsKey(name) || _entries.Count < MaxRemembered)
        {
            _entries[name] = entry;
            return;
        }

        // Without a memory of them they would be found again for ever.
        _mustList &= _hasProgressed;
        if (!_isCrowded)
        {
            _isCrowded = true;
            tell(LogLevel.Warning, $"watch directory: more than {MaxRemembered} files in it can't be taken; no more of them are told");
        }
    }

    private void Tell(LogLevel level, string sentence)
    {
        if (level == LogLevel.Info || _told++ < MaxTold)
        {
            tell(level, "watch directory: " + sentence);
        }
        else
        {
            _untold++;
        }
    }

    /// <summary>A file that stays for now.</summary>
    /// <param name="File">As it was when last looked at.</param>
    /// <param name="SinceMs">When it was first so.</param>
    /// <param name="IsClosed">Its writer has closed it.</param>
    /// <param name="DeadlineMs">When to look again; null to leave it alone until it changes.</param>
    private readonly record struct Entry(WatchedFile File, long SinceMs, bool IsClosed, long? DeadlineMs);
}
