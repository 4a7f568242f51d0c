using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>System calls that the framework doesn't offer. Numbers and layouts are those of Linux, the same on x64 and arm64.</summary>
internal static unsafe partial class PosixCalls
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeSizeAndTime = 0x1 | 0x200 | 0x40; // STATX_TYPE, STATX_SIZE, STATX_MTIME
    private const int StatBytes = 256;
    private const int ModeOffset = 28;
    private const int SizeOffset = 40;
    private const int ModifiedOffset = 112;
    private const int TypeMask = 0xF000;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8; // STATX_TYPE, STATX_MODE, STATX_UID
    private const int OwnerOffset = 20;
    private const int ModeMask = 0xFFF;

    /// <summary>Ends the process now: nothing is flushed, no handler runs.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    /// <summary>Columns of the terminal behind a descriptor; 0 if it is none or doesn't know.</summary>
    public static int Columns(int descriptor)
    {
        // struct winsize: rows, columns, pixels across, pixels down, each 16 bits.
        var size = stackalloc ushort[4];
        return Control(descriptor, GetWindowSize, size) == 0 ? size[1] : 0;
    }

    /// <summary>Whether a descriptor is a terminal.</summary>
    public static bool IsTerminal(int descriptor) => IsATerminal(descriptor) == 1;

    /// <summary>The process's directory; null if it was deleted or can't be seen.</summary>
    public static string? WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What is at a path, links not followed; null if there is nothing or it can't be seen.</summary>
    public static FileFacts? Look(string path)
    {
        var facts = stackalloc byte[StatBytes];
        if (Stat(CurrentDirectory, path, NoFollow, TypeSizeAndTime, facts) != 0)
        {
            return null;
        }

        return new FileFacts(KindOf(facts), *(long*)(facts + SizeOffset), *(long*)(facts + ModifiedOffset), *(uint*)(facts + ModifiedOffset + sizeof(long)));
    }

    /// <summary>What is at the end of a path, links followed; null if there is nothing or it can't be seen.</summary>
    public static OwnedFile? LookThrough(string path)
    {
        var facts = stackalloc byte[StatBytes];
        return Stat(CurrentDirectory, path, 0, TypeModeAndOwner, facts) == 0
            ? new OwnedFile(KindOf(facts), *(ushort*)(facts + ModeOffset) & ModeMask, *(uint*)(facts + OwnerOffset))
            : null;
    }

    /// <summary>The user that the process acts as; 0 is root.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint UserId();

    private static FileKind KindOf(byte* facts) => (*(ushort*)(facts + ModeOffset) & TypeMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.SymbolicLink,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsATerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, byte* facts);
}

/// <summary>What a path is.</summary>
internal enum FileKind
{
    /// <summary>Data.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, pipe or socket.</summary>
    Other,
}

/// <summary>A file at one moment; two that are equal very likely hold the same data.</summary>
internal readonly record struct FileFacts(FileKind Kind, long Length, long ModifiedSeconds, uint ModifiedNanoseconds);

/// <summary>Whose a file is, and who may do what with it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The twelve bits of chmod.</param>
/// <param name="Owner">The number of its user.</param>
internal readonly record struct OwnedFile(FileKind Kind, int Mode, uint Owner);
