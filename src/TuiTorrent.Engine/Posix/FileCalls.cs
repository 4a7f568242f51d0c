using System.Runtime.InteropServices;

namespace TuiTorrent.Engine.Posix;

/// <summary>The file calls of libc that .NET has no door to: paths below a directory handle, gather writes, fdatasync, locks.</summary>
/// <remarks>
/// Any thread. Each returns what the call returns; <see cref="Marshal.GetLastPInvokeError"/> holds errno. Sizes are those of 64-bit Linux,
/// where off_t has 64 bits and a variadic call passes integers as any other.
/// </remarks>
internal static unsafe partial class FileCalls
{
    public const int CurrentDirectory = -100;
    public const int EmptyPath = 0x1000;
    public const int NoFollowStat = 0x100;
    public const uint BasicStats = 0x7ff;

    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    public const int SeekData = 3;
    public const int SeekHole = 4;

    public const int RemoveDirectory = 0x200;
    public const uint NoReplace = 1;

    // These two differ between the architectures.
    public static readonly int Directory = IsArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeDirectoryAt(int directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Stat(int directory, byte* path, int flags, uint mask, Statx* result);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "pwritev", SetLastError = true)]
    public static partial nint WriteVector(int handle, IoSegment* segments, int count, long offset);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint Read(int handle, byte* buffer, nint length, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(int handle);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(int handle, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int handle, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static partial int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(int handle, FileTime* accessedAndModified);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int handle, long length);
}

/// <summary>One piece of a gather write: struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct IoSegment(nint start, nint length)
{
    /// <summary>Address of the first byte; the memory is pinned.</summary>
    public readonly nint Start = start;

    /// <summary>Bytes.</summary>
    public readonly nint Length = length;
}

/// <summary>struct timespec of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FileTime(long seconds, long nanoseconds)
{
    public readonly long Seconds = seconds;
    public readonly long Nanoseconds = nanoseconds;
}

/// <summary>struct statx: the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    [FieldOffset(16)]
    public uint Links;
    [FieldOffset(28)]
    public ushort Mode;
    [FieldOffset(32)]
    public ulong Inode;
    [FieldOffset(40)]
    public long Size;
    [FieldOffset(112)]
    public long ModifiedSeconds;
    [FieldOffset(120)]
    public uint ModifiedNanoseconds;
    [FieldOffset(136)]
    public uint DeviceMajor;
    [FieldOffset(140)]
    public uint DeviceMinor;
}

/// <summary>The errno values that have a meaning of their own here (the same on x64 and arm64).</summary>
internal static class Errno
{
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int OtherDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TooManyOpen = 24;
    public const int FileTooBig = 27;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int NotSupported = 95;
    public const int Quota = 122;
    public const int NotPermitted = 1;
    public const int NoDevice = 6;
}
