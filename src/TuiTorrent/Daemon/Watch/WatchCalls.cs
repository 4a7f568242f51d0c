using System.Runtime.InteropServices;

namespace TuiTorrent.Daemon.Watch;

/// <summary>The calls of libc on names that need not be UTF-8, and inotify.</summary>
/// <remarks>Any thread. Each returns what the call returns; <see cref="Marshal.GetLastPInvokeError"/> holds errno. Numbers are those of Linux on x64 and arm64.</remarks>
internal static unsafe partial class WatchCalls
{
    public const int CurrentDirectory = -100; // AT_FDCWD
    public const int NoFollowStat = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    public const uint StatMask = 0x1 | 0x2 | 0x40 | 0x100 | 0x200; // type, mode, mtime, ino, size
    public const int StatBytes = 256;

    public const int ReadOnly = 0;
    public const int NonBlocking = 0x800;
    public const int NoTerminal = 0x100;
    public const int CloseOnExec = 0x80000;
    public const uint NoReplace = 1; // RENAME_NOREPLACE

    public const uint Modified = 0x4 | 0x8; // IN_ATTRIB, IN_CLOSE_WRITE
    public const uint Attributes = 0x4; // IN_ATTRIB
    public const uint Closed = 0x8 | 0x80; // IN_CLOSE_WRITE, IN_MOVED_TO
    public const uint Appeared = 0x80 | 0x100; // IN_MOVED_TO, IN_CREATE
    public const uint SelfGone = 0x400 | 0x800; // IN_DELETE_SELF, IN_MOVE_SELF
    public const uint WatchEnded = SelfGone | 0x2000 | 0x8000; // IN_UNMOUNT, IN_IGNORED
    public const uint Overflow = 0x4000; // IN_Q_OVERFLOW
    public const uint OnlyDirectory = 0x01000000; // IN_ONLYDIR

    public const short PollIn = 1;
    public const short PollUrgent = 2; // POLLPRI

    public const int NotFound = 2;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int Invalid = 22;
    public const int NoSpace = 28;
    public const int TooManyLinks = 40;
    public const int NotSupported = 95;

    // These two differ between the architectures.
    public static readonly int Directory = IsArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Stat(int directory, byte* path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int handle, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int handle, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadEntries(int directory, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int handle, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static partial int Rename(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeDirectory(int directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int NotifyCreate(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true)]
    public static partial int NotifyAdd(int notify, byte* path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int NotifyRemove(int notify, int watch);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventHandle(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollItem* items, nuint count, int timeoutMs);
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollItem
{
    public int Handle;
    public short Wanted;
    public short Ready;
}
