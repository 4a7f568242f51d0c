using System.Runtime.InteropServices;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>The real file system.</summary>
/// <remarks>
/// Paths below the root are walked one name at a time with O_NOFOLLOW, each relative to the handle of the directory before it: a directory
/// that is swapped for a link between two steps is refused, not followed. Stateless, any thread.
/// </remarks>
internal sealed unsafe class PosixFiles : IFileLayer
{
    private const uint DirectoryMode = 0x1ff; // 0777, less the umask
    private const uint FileMode = 0x1b6; // 0666, less the umask
    private const ushort TypeMask = 0xf000;
    private const ushort RegularFile = 0x8000;

    /// <inheritdoc/>
    public int OpenRoot(string root, bool create)
    {
        if (create)
        {
            try
            {
                Directory.CreateDirectory(root);
            }
            catch (UnauthorizedAccessException)
            {
                return Errno.AccessDenied;
            }
            catch (IOException)
            {
                // What stands in the way is told by the open below.
            }
        }

        var handle = OpenRootHandle(root);
        return handle < 0 ? -handle : Done(handle);
    }

    /// <inheritdoc/>
    public int Open(RootedPath path, OpenMode mode, out int handle, out FileStamp stamp)
    {
        stamp = default;
        // Without O_NONBLOCK, opening a pipe that someone put there would wait for ever.
        var flags = FileCalls.NoFollow | FileCalls.CloseOnExec | FileCalls.NonBlocking
            | (mode == OpenMode.Write ? FileCalls.ReadWrite | FileCalls.Create : FileCalls.ReadOnly);
        handle = WithParent(path, mode == OpenMode.Write, (parent, name) => Retry(() => FileCalls.OpenAt(parent, (byte*)name, flags, FileMode)));
        if (handle < 0)
        {
            return -handle;
        }

        var error = Stat(handle, out stamp);
        if (error != 0)
        {
            Close(handle);
        }

        return error;
    }

    /// <inheritdoc/>
    public int Stat(RootedPath path, out FileStamp stamp)
    {
        FileStamp found = default;
        var result = WithParent(path, create: false, (parent, name) =>
        {
            var error = StatAt(parent, (byte*)name, FileCalls.NoFollowStat, out found);
            return -error;
        });
        stamp = found;
        return -result;
    }

    /// <inheritdoc/>
    public int Stat(int handle, out FileStamp stamp)
    {
        byte empty = 0;
        return StatAt(handle, &empty, FileCalls.EmptyPath, out stamp);
    }

    /// <inheritdoc/>
    public void Close(int handle) => _ = FileCalls.Close(handle);

    /// <inheritdoc/>
    public int Write(int handle, long offset, ReadOnlySpan<IoSegment> segments, out long written)
    {
        fixed (IoSegment* first = segments)
        {
            do
            {
                written = FileCalls.WriteVector(handle, first, segments.Length, offset);
                if (written > 0)
                {
                    return 0;
                }
            }
            while (written < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

            return written == 0 ? Errno.InputOutput : Marshal.GetLastPInvokeError();
        }
    }

    /// <inheritdoc/>
    public int Read(int handle, long offset, Span<byte> destination, out int read)
    {
        fixed (byte* first = destination)
        {
            nint got;
            do
            {
                got = FileCalls.Read(handle, first, destination.Length, offset);
            }
            while (got < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

            read = (int)Math.Max(0, got);
            return got < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <inheritdoc/>
    public int Allocate(int handle, long length)
    {
        var error = -Retry(() => FileCalls.Allocate(handle, 0, 0, length));
        return error == Errno.NotSupported ? 0 : error;
    }

    /// <inheritdoc/>
    public int NextHole(int handle, long offset, out long hole)
    {
        hole = FileCalls.Seek(handle, offset, FileCalls.SeekHole);
        return hole < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <inheritdoc/>
    public int SyncData(int handle) => -Retry(() => FileCalls.SyncData(handle));

    /// <inheritdoc/>
    public int SyncDirectories(RootedPath path)
    {
        var parent = OpenRootHandle(path.Root);
        var names = path.TerminatedNames;
        while (parent >= 0)
        {
            var error = -Retry(() => FileCalls.Sync(parent));
            var isLast = names.IndexOf((byte)0) == names.Length - 1;
            if (isLast || error is not (0 or Errno.Invalid))
            {
                Close(parent);
                return error == Errno.Invalid ? 0 : error; // some file systems can't sync a directory
            }

            parent = Descend(parent, ref names, create: false);
        }

        return -parent;
    }

    // Runs the call with the handle of the file's directory and the file's name; gives the call's result, or -errno.
    internal static int WithParent(RootedPath path, bool create, Func<int, nint, int> call)
    {
        var parent = OpenRootHandle(path.Root);
        var names = path.TerminatedNames;
        while (parent >= 0 && names.IndexOf((byte)0) != names.Length - 1)
        {
            parent = Descend(parent, ref names, create);
        }

        if (parent < 0)
        {
            return parent;
        }

        fixed (byte* name = names)
        {
            var result = call(parent, (nint)name);
            _ = FileCalls.Close(parent);
            return result;
        }
    }

    // Opens the next directory and closes the one before; -errno on failure.
    private static int Descend(int parent, ref ReadOnlySpan<byte> names, bool create)
    {
        var flags = FileCalls.ReadOnly | FileCalls.Directory | FileCalls.NoFollow | FileCalls.CloseOnExec;
        int child;
        fixed (byte* name = names)
        {
            var at = (nint)name;
            child = Retry(() => FileCalls.OpenAt(parent, (byte*)at, flags, 0));
            if (child == -Errno.NotFound && create)
            {
                var made = Retry(() => FileCalls.MakeDirectoryAt(parent, (byte*)at, DirectoryMode));
                child = made is 0 or -Errno.Exists ? Retry(() => FileCalls.OpenAt(parent, (byte*)at, flags, 0)) : made;
            }
        }

        names = names[(names.IndexOf((byte)0) + 1)..];
        _ = FileCalls.Close(parent);
        return child;
    }

    private static int OpenRootHandle(string root)
    {
        var flags = FileCalls.ReadOnly | FileCalls.Directory | FileCalls.CloseOnExec;
        fixed (byte* name = System.Text.Encoding.UTF8.GetBytes(root + "\0"))
        {
            var at = (nint)name;
            return Retry(() => FileCalls.OpenAt(FileCalls.CurrentDirectory, (byte*)at, flags, 0));
        }
    }

    private static int StatAt(int directory, byte* name, int flags, out FileStamp stamp)
    {
        Statx result;
        stamp = default;
        if (FileCalls.Stat(directory, name, flags, FileCalls.BasicStats, &result) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        if ((result.Mode & TypeMask) != RegularFile)
        {
            return Errno.TooManyLinks;
        }

        var modifiedNs = unchecked(result.ModifiedSeconds * 1_000_000_000 + result.ModifiedNanoseconds);
        stamp = new FileStamp(result.Size, modifiedNs, result.Inode, (ulong)result.DeviceMajor << 32 | result.DeviceMinor, result.Links);
        return 0;
    }

    private static int Done(int handle)
    {
        _ = FileCalls.Close(handle);
        return 0;
    }

    // The call's result, or -errno; tried again when a signal broke in.
    internal static int Retry(Func<int> call)
    {
        while (true)
        {
            var result = call();
            if (result >= 0)
            {
                return result;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                return -error;
            }
        }
    }
}
