using System.Runtime.InteropServices;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>Moves and deletes names below a root, by the same walk that never follows a link.</summary>
/// <remarks>Any thread, no state. Methods return 0 or an errno.</remarks>
internal static unsafe class PosixTree
{
    /// <summary>Gives a file or directory another name, and makes the directories above the new one; never replaces anything (EEXIST).</summary>
    public static int Rename(RootedPath from, RootedPath to) =>
        -PosixFiles.WithParent(from, create: false, (fromParent, fromName) =>
        {
            // Only where there is something to move are directories made for it.
            var found = Exists(fromParent, fromName);
            return found != 0 ? -found : PosixFiles.WithParent(to, create: true, (toParent, toName) =>
            {
                var result = PosixFiles.Retry(() => FileCalls.RenameAt(fromParent, (byte*)fromName, toParent, (byte*)toName, FileCalls.NoReplace));
                if (result != -Errno.Invalid)
                {
                    return result;
                }

                // Not every file system can refuse to replace: then we look first.
                return Exists(toParent, toName) switch
                {
                    Errno.NotFound => PosixFiles.Retry(() => FileCalls.RenameAt(fromParent, (byte*)fromName, toParent, (byte*)toName, 0)),
                    0 => -Errno.Exists,
                    var errno => -errno,
                };
            });
        });

    /// <summary>Deletes a plain file; a link or a directory of that name is left alone (ELOOP).</summary>
    public static int DeleteFile(RootedPath path)
    {
        var errno = new PosixFiles().Stat(path, out _);
        return errno != 0 ? errno : -PosixFiles.WithParent(path, create: false, (parent, name) => PosixFiles.Retry(() => FileCalls.UnlinkAt(parent, (byte*)name, 0)));
    }

    /// <summary>Deletes a directory that is empty.</summary>
    public static int DeleteDirectory(RootedPath path) =>
        -PosixFiles.WithParent(path, create: false, (parent, name) => PosixFiles.Retry(() => FileCalls.UnlinkAt(parent, (byte*)name, FileCalls.RemoveDirectory)));

    /// <summary>Whether anything has this name: 0, or an errno.</summary>
    public static int Exists(RootedPath path) => -PosixFiles.WithParent(path, create: false, (parent, name) => -Exists(parent, name));

    /// <summary>Deletes the directories above files, deepest first, as far as they are empty; never the root.</summary>
    public static void DeleteEmptyDirectories(string root, IEnumerable<RootedPath> files)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var path = file.RelativeDirectory; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf('/'))])
            {
                if (!directories.Add(path))
                {
                    break;
                }
            }
        }

        foreach (var directory in directories.OrderByDescending(d => d.Length))
        {
            _ = DeleteDirectory(new RootedPath(root, directory.Split('/')));
        }
    }

    /// <summary>Sets when a file was last modified.</summary>
    public static int SetModified(int handle, long modifiedNs)
    {
        var (seconds, nanoseconds) = Math.DivRem(modifiedNs, 1_000_000_000);
        if (nanoseconds < 0)
        {
            (seconds, nanoseconds) = (seconds - 1, nanoseconds + 1_000_000_000);
        }

        var time = new FileTime(seconds, nanoseconds);
        var times = stackalloc FileTime[2] { time, time };
        return -PosixFiles.Retry(() => FileCalls.SetTimes(handle, times));
    }

    /// <summary>Where the next bytes at or after an offset begin; the file's length when there are none.</summary>
    public static long NextData(int handle, long offset, long length)
    {
        var data = FileCalls.Seek(handle, offset, FileCalls.SeekData);
        return data >= 0 ? Math.Min(data, length)
            : Marshal.GetLastPInvokeError() == Errno.NoDevice ? length // ENXIO: only a hole is left
            : offset;
    }

    private static int Exists(int parent, nint name)
    {
        Statx result;
        return FileCalls.Stat(parent, (byte*)name, FileCalls.NoFollowStat, FileCalls.BasicStats, &result) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
