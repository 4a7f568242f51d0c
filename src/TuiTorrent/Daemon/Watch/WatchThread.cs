using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Daemon.Watch;

/// <summary>Waits for files in a watch directory and has <see cref="WatchFolder"/> decide about them.</summary>
/// <remarks>
/// A thread of its own blocks in poll(2) on inotify, the mount table and a wake-up: at rest it never runs. The mount table is waited for because a disk that is mounted
/// over the directory, or gone from it, is no event of the directory. Where files are put there by another machine (a network disk), the kernel tells nothing.
/// </remarks>
internal sealed unsafe class WatchThread : IDisposable
{
    private const int MostEventBytes = 16 * 1024;

    private readonly string _path;
    private readonly Action<LogLevel, string> _tell;
    private readonly Func<TorrentMetainfo, Task<AddResult>> _add;
    private readonly WatchFolder _folder;
    private readonly Thread _thread;
    private readonly int _notify;
    private readonly int _wake;
    private readonly int _mounts;
    private int _watch = -1;
    private int _watchAbove = -1;
    private bool _mustAttach;
    private bool _isTold;
    private AddResult? _result;
    private volatile bool _isEnded;

    private WatchThread(string path, WatchAction action, Func<TorrentMetainfo, Task<AddResult>> add, Action<LogLevel, string> tell, int notify, int wake)
    {
        (_path, _add, _tell, _notify, _wake) = (path, add, tell, notify, wake);
        _folder = new WatchFolder(action, tell);
        fixed (byte* mounts = "/proc/self/mountinfo\0"u8)
        {
            _mounts = WatchCalls.OpenAt(WatchCalls.CurrentDirectory, mounts, WatchCalls.ReadOnly | WatchCalls.CloseOnExec, 0);
        }

        _thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "watch" };
    }

    /// <summary>Begins to watch; null, and told, if the kernel has no watches left for this user.</summary>
    public static WatchThread? Start(string path, WatchAction action, Func<TorrentMetainfo, Task<AddResult>> add, Action<LogLevel, string> tell)
    {
        var notify = WatchCalls.NotifyCreate(WatchCalls.NonBlocking | WatchCalls.CloseOnExec);
        var wake = notify < 0 ? -1 : WatchCalls.EventHandle(0, WatchCalls.NonBlocking | WatchCalls.CloseOnExec);
        if (wake < 0)
        {
            tell(LogLevel.Error, $"watch directory: can't watch {path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())} (see fs.inotify.max_user_instances)");
            if (notify >= 0)
            {
                _ = WatchCalls.Close(notify);
            }

            return null;
        }

        var watcher = new WatchThread(path, action, add, tell, notify, wake);
        watcher._thread.Start();
        return watcher;
    }

    /// <summary>Ends the thread. A torrent that is with the engine is put away at the next start.</summary>
    public void Dispose()
    {
        _isEnded = true;
        Wake();
        _thread.Join();
        _ = WatchCalls.Close(_notify);
        _ = WatchCalls.Close(_wake);
        if (_mounts >= 0)
        {
            _ = WatchCalls.Close(_mounts);
        }
    }

    private void Run()
    {
        _folder.NoticeAll();
        Attach();
        while (!_isEnded)
        {
            Pass();
            Wait();
        }
    }

    /// <summary>Does all that can be done now.</summary>
    private void Pass()
    {
        var result = Interlocked.Exchange(ref _result, null);
        if (_watch < 0 && result is null)
        {
            return;
        }

        if (WatchedDirectory.TryOpen(_path, out _) is not { } directory)
        {
            if (result is not null)
            {
                _folder.Abandon();
            }

            return;
        }

        using (directory)
        {
            if (result is not null)
            {
                _folder.Finish(result, directory);
            }

            if (_folder.Next(Environment.TickCount64, directory) is { } metainfo)
            {
                Give(metainfo);
            }
        }
    }

    private void Give(TorrentMetainfo metainfo)
    {
        Task<AddResult> adding;
        try
        {
            adding = _add(metainfo);
        }
        catch (ObjectDisposedException)
        {
            _isEnded = true;
            return;
        }

        _ = adding.ContinueWith(
            added =>
            {
                // An engine that ended meanwhile: the file stays where it is, for the next start.
                if (added.IsCompletedSuccessfully)
                {
                    Volatile.Write(ref _result, added.GetAwaiter().GetResult());
                    Wake();
                }
            },
            TaskScheduler.Default);
    }

    /// <summary>Watches the directory, or what is there of the way to it.</summary>
    private void Attach()
    {
        if (_watch >= 0)
        {
            _ = WatchCalls.NotifyRemove(_notify, _watch);
            _watch = -1;
        }

        if (TryWatch(_path, WatchCalls.Modified | WatchCalls.Appeared | WatchCalls.SelfGone))
        {
            if (_isTold)
            {
                _isTold = false;
                _tell(LogLevel.Info, $"watch directory: {_path} is there");
            }

            _folder.NoticeAll();
            return;
        }

        if (!_isTold)
        {
            _isTold = true;
            _tell(LogLevel.Warning, $"watch directory: can't open {_path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()).ToLowerInvariant()}; waiting for it");
        }

        // What is made between two looks is no event: when the parent is watched, the directory may be there already.
        for (var above = Path.GetDirectoryName(_path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (TryWatch(above, WatchCalls.Attributes | WatchCalls.Appeared | WatchCalls.SelfGone))
            {
                (_watchAbove, _watch) = (_watch, -1);
                if (WatchedDirectory.TryOpen(_path, out _) is { } directory)
                {
                    directory.Dispose();
                    Wake();
                    _mustAttach = true;
                }

                break;
            }
        }
    }

    private bool TryWatch(string path, uint mask)
    {
        if (_watchAbove >= 0)
        {
            _ = WatchCalls.NotifyRemove(_notify, _watchAbove);
            _watchAbove = -1;
        }

        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            _watch = WatchCalls.NotifyAdd(_notify, name, mask | WatchCalls.OnlyDirectory);
            return _watch >= 0;
        }
    }

    private void Wait()
    {
        var timeoutMs = _folder.NextDeadlineMs is { } deadlineMs && _watch >= 0 ? (int)Math.Clamp(deadlineMs - Environment.TickCount64, 0, int.MaxValue) : -1;
        var items = stackalloc PollItem[3];
        items[0] = new PollItem { Handle = _notify, Wanted = WatchCalls.PollIn };
        items[1] = new PollItem { Handle = _wake, Wanted = WatchCalls.PollIn };
        items[2] = new PollItem { Handle = _mounts, Wanted = WatchCalls.PollUrgent };
        if (WatchCalls.Poll(items, 3, timeoutMs) <= 0)
        {
            return;
        }

        if (items[1].Ready != 0)
        {
            long count;
            _ = WatchCalls.Read(_wake, (byte*)&count, sizeof(long));
        }

        var mustAttach = items[2].Ready != 0 || _mustAttach;
        _mustAttach = false;
        if (items[0].Ready != 0)
        {
            mustAttach |= ReadEvents();
        }

        if (mustAttach && !_isEnded)
        {
            Attach();
        }
    }

    /// <summary>Hands events on; true if the directory must be looked for anew.</summary>
    private bool ReadEvents()
    {
        // struct inotify_event: s32 watch, u32 mask, u32 cookie, u32 length of the name with its NULs, then the name (inotify(7)).
        const int HeaderBytes = 16;
        var buffer = new byte[MostEventBytes];
        var mustAttach = false;
        nint length;
        fixed (byte* first = buffer)
        {
            length = WatchCalls.Read(_notify, first, MostEventBytes);
        }

        for (var at = 0; at + HeaderBytes <= length;)
        {
            var head = buffer.AsSpan(at, HeaderBytes);
            var watch = BinaryPrimitives.ReadInt32LittleEndian(head);
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var nameLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
            var name = buffer.AsSpan(at + HeaderBytes, nameLength);
            at += HeaderBytes + nameLength;
            if ((mask & WatchCalls.Overflow) != 0)
            {
                _folder.NoticeAll();
            }
            else if (watch != _watch || (mask & WatchCalls.WatchEnded) != 0)
            {
                // An event of the way to the directory, or the end of a watch; what is told of one that was given up counts for nothing.
                mustAttach |= watch == _watchAbove || watch == _watch;
            }
            else if (name.IndexOf((byte)0) is > 0 and var end)
            {
                _folder.Notice(WatchName.Of(name[..end]), (mask & WatchCalls.Closed) != 0);
            }
        }

        return mustAttach;
    }

    private void Wake()
    {
        long one = 1;
        _ = WatchCalls.Write(_wake, (byte*)&one, sizeof(long));
    }
}
