using System.Runtime.InteropServices;
using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Daemon.Watch;

/// <summary>The watch directory, open for one pass: all that is done to a file in it goes through its handle.</summary>
/// <remarks>
/// One thread. Not kept open between passes, or its disk could not be unmounted. Nothing is opened that could block or act when opened: no links, pipes, devices.
/// </remarks>
internal sealed unsafe class WatchedDirectory : IDisposable
{
    private const string Added = ".added";
    private const string Invalid = ".invalid";
    private const string AddedDirectory = "added";

    /// <summary>How many files of one name may be kept before it is told that it can't be.</summary>
    private const int MaxSameNames = 100;

    private readonly int _handle;

    private WatchedDirectory(int handle) => _handle = handle;

    /// <summary>Opens it; null with half a sentence if that can't be done.</summary>
    public static WatchedDirectory? TryOpen(string path, out string problem)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            var handle = WatchCalls.OpenAt(WatchCalls.CurrentDirectory, name, WatchCalls.ReadOnly | WatchCalls.Directory | WatchCalls.CloseOnExec | WatchCalls.NonBlocking, 0);
            problem = handle >= 0 ? "" : Describe();
            return handle >= 0 ? new WatchedDirectory(handle) : null;
        }
    }

    /// <summary>Calls for each name in it that is a .torrent, until the call says false.</summary>
    public void List(Func<WatchName, bool> found)
    {
        // linux_dirent64: u64 inode, s64 offset, u16 length of the record, u8 type, then the name and a NUL (getdents(2)).
        const int NameOffset = 19;
        var buffer = stackalloc byte[16 * 1024];
        _ = WatchCalls.Seek(_handle, 0, 0);
        while (WatchCalls.ReadEntries(_handle, buffer, 16 * 1024) is > 0 and var length)
        {
            for (var at = 0; at < length;)
            {
                var name = WatchName.Of(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + NameOffset));
                if (name.IsTorrent && !found(name))
                {
                    return;
                }

                at += *(ushort*)(buffer + at + 16);
            }
        }
    }

    /// <summary>What a name is now, its content read if it is a file; null if it is gone.</summary>
    public WatchLook? Look(WatchName name, Func<WatchedFile, bool> isWorthReading)
    {
        fixed (byte* path = name.Terminated)
        {
            if (StatAt(_handle, path, WatchCalls.NoFollowStat) is not { } file)
            {
                return null;
            }

            if (!file.IsRegular)
            {
                return new WatchLook(file, null, $"it is {file.KindName}", IsReadable: false);
            }

            if (!isWorthReading(file))
            {
                return new WatchLook(file, null, null, IsReadable: true);
            }

            var handle = WatchCalls.OpenAt(_handle, path, WatchCalls.ReadOnly | WatchCalls.NoFollow | WatchCalls.NonBlocking | WatchCalls.NoTerminal | WatchCalls.CloseOnExec, 0);
            if (handle < 0)
            {
                return Marshal.GetLastPInvokeError() == WatchCalls.NotFound ? null : new WatchLook(file, null, $"it can't be read: {Describe()}", IsReadable: false);
            }

            try
            {
                return Read(handle);
            }
            finally
            {
                _ = WatchCalls.Close(handle);
            }
        }
    }

    /// <summary>Does with a file that was taken what the user wants; null if it went well, else half a sentence.</summary>
    public string? Finish(WatchName name, WatchAction action)
    {
        switch (action)
        {
            case WatchAction.Delete:
                fixed (byte* path = name.Terminated)
                {
                    return WatchCalls.Unlink(_handle, path, 0) == 0 ? null : Describe();
                }

            case WatchAction.Move:
                return MoveBeside(name);
            default:
                return Rename(name, _handle, name, Added);
        }
    }

    /// <summary>Marks a file that is no torrent; null if it went well, else half a sentence.</summary>
    public string? Spoil(WatchName name) => Rename(name, _handle, name, Invalid);

    /// <inheritdoc/>
    public void Dispose() => _ = WatchCalls.Close(_handle);

    private string? MoveBeside(WatchName name)
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(AddedDirectory + "\0"))
        {
            if (WatchCalls.MakeDirectory(_handle, path, 0x1FF) != 0 && Marshal.GetLastPInvokeError() != WatchCalls.Exists)
            {
                return Describe();
            }

            var target = WatchCalls.OpenAt(_handle, path, WatchCalls.ReadOnly | WatchCalls.Directory | WatchCalls.NoFollow | WatchCalls.CloseOnExec, 0);
            if (target < 0)
            {
                return Describe();
            }

            try
            {
                return Rename(name, target, name, "");
            }
            finally
            {
                _ = WatchCalls.Close(target);
            }
        }
    }

    /// <summary>Renames without treading on a file that has the name: that one keeps it, and ours gets a number.</summary>
    private string? Rename(WatchName from, int directory, WatchName to, string suffix)
    {
        for (var number = 0; number < MaxSameNames; number++)
        {
            var target = to.With(number == 0 ? suffix : $".{number}{suffix}");
            fixed (byte* oldPath = from.Terminated)
            fixed (byte* newPath = target.Terminated)
            {
                if (WatchCalls.Rename(_handle, oldPath, directory, newPath, WatchCalls.NoReplace) == 0)
                {
                    return null;
                }

                var error = Marshal.GetLastPInvokeError();
                if (error is WatchCalls.Invalid or WatchCalls.NotSupported && StatAt(directory, newPath, WatchCalls.NoFollowStat) is null)
                {
                    // A file system that can't promise; nobody else is known to use such names.
                    return WatchCalls.Rename(_handle, oldPath, directory, newPath, 0) == 0 ? null : Describe();
                }

                if (error is not (WatchCalls.Exists or WatchCalls.Invalid or WatchCalls.NotSupported))
                {
                    return Describe();
                }
            }
        }

        return "there are a hundred files of that name already";
    }

    private static WatchLook? Read(int handle)
    {
        byte none = 0;
        if (StatAt(handle, &none, WatchCalls.EmptyPath) is not { } file)
        {
            return null;
        }

        if (!file.IsRegular)
        {
            return new WatchLook(file, null, $"it is {file.KindName}", IsReadable: false);
        }

        if (file.Length > Limits.MaxMetainfoBytes)
        {
            return new WatchLook(file, null, "it is larger than 10 MiB, which no .torrent should be", IsReadable: true);
        }

        // One byte more than there should be, to notice that it grows.
        var bytes = new byte[file.Length + 1];
        var filled = 0;
        fixed (byte* first = bytes)
        {
            while (filled < bytes.Length)
            {
                var count = WatchCalls.Read(handle, first + filled, (nuint)(bytes.Length - filled));
                if (count < 0)
                {
                    return new WatchLook(file, null, $"it can't be read: {Describe()}", IsReadable: false);
                }

                if (count == 0)
                {
                    break;
                }

                filled += (int)count;
            }
        }

        if (filled > file.Length)
        {
            return new WatchLook(file, null, "it is being written", IsReadable: true);
        }

        return TorrentMetainfo.TryParse(bytes.AsMemory(0, filled), out var metainfo, out var error)
            ? new WatchLook(file, metainfo, null, IsReadable: true)
            : new WatchLook(file, null, error.Text, IsReadable: true);
    }

    // struct statx: mode at 28, inode at 32, size at 40, mtime at 112 and 120, the same on every architecture.
    private static WatchedFile? StatAt(int directory, byte* path, int flags)
    {
        var facts = stackalloc byte[WatchCalls.StatBytes];
        return WatchCalls.Stat(directory, path, flags, WatchCalls.StatMask, facts) == 0
            ? new WatchedFile(*(ushort*)(facts + 28), *(ulong*)(facts + 32), *(long*)(facts + 40), *(long*)(facts + 112), *(uint*)(facts + 120))
            : null;
    }

    private static string Describe() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()).ToLowerInvariant();
}
