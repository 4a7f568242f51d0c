using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>What went wrong, as far as a user would act on it differently.</summary>
public enum DiskErrorKind
{
    /// <summary>No space or quota left.</summary>
    NoSpace,

    /// <summary>The device failed.</summary>
    InputOutput,

    /// <summary>The file system is read-only.</summary>
    ReadOnly,

    /// <summary>Not allowed.</summary>
    AccessDenied,

    /// <summary>A file or directory is gone that was there: a disk not mounted, or deleted by hand.</summary>
    Missing,

    /// <summary>The directory above the torrent's files is gone: a disk not mounted.</summary>
    RootMissing,

    /// <summary>A file is longer than the torrent's: not ours to overwrite.</summary>
    ForeignFile,

    /// <summary>A link, device, or other thing that isn't a plain file or directory stands in the way.</summary>
    Obstructed,

    /// <summary>Two names of the torrent are one file on this disk.</summary>
    NameClash,

    /// <summary>The torrent's names can't be made into paths.</summary>
    BadPath,

    /// <summary>The file system can't hold a file this long.</summary>
    FileTooBig,

    /// <summary>The state could not be saved.</summary>
    State,

    /// <summary>The caller asked for bytes that are not there yet.</summary>
    NotAvailable,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A failure of the disk, told so that a user can act.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Path">The file, cleaned; empty when there is none.</param>
/// <param name="Text">One sentence: what happened and what to do.</param>
public sealed record DiskError(DiskErrorKind Kind, string Path, string Text)
{
    internal static DiskError FromErrno(int errno, string path) => errno switch
    {
        Errno.NoSpace or Errno.Quota => new(DiskErrorKind.NoSpace, path, $"No space left for {path}: free some, then resume."),
        Errno.InputOutput or Errno.NoDevice => new(DiskErrorKind.InputOutput, path, $"The disk failed at {path}: look at the kernel's log and the disk's health."),
        Errno.ReadOnlyFileSystem => new(DiskErrorKind.ReadOnly, path, $"The file system of {path} is read-only: remount it for writing, then resume."),
        Errno.AccessDenied or Errno.NotPermitted => new(DiskErrorKind.AccessDenied, path, $"Not allowed to use {path}: give this user the right to, then resume."),
        Errno.NotFound => new(DiskErrorKind.Missing, path, $"{path} is gone: is its disk mounted? Put it back, or verify to go on without it."),
        Errno.TooManyLinks or Errno.NotDirectory or Errno.IsDirectory =>
            new(DiskErrorKind.Obstructed, path, $"A link or something else that isn't a plain file stands at {path}: move it away, then resume."),
        Errno.FileTooBig => new(DiskErrorKind.FileTooBig, path, $"The file system can't hold a file as long as {path}: use another one than FAT."),
        Errno.NameTooLong => new(DiskErrorKind.BadPath, path, $"The name of {path} is too long for this file system."),
        _ => new(DiskErrorKind.Other, path, $"The system refused {path} (errno {errno})."),
    };

    internal static DiskError NoRoot(string root) => new(
        DiskErrorKind.RootMissing, root, $"{root} is not there: is its disk mounted? Nothing is written until it is back.");

    internal static DiskError Foreign(string path, long found, long expected) => new(
        DiskErrorKind.ForeignFile, path, $"{path} has {found} bytes, more than the torrent's {expected}: it is left alone. Move it away, or choose another directory.");

    internal static DiskError Shorter(string path) => new(
        DiskErrorKind.Missing, path, $"{path} is shorter than it was: something else changed it. Verify the torrent.");

    internal static DiskError Clash(string path, string other) => new(
        DiskErrorKind.NameClash, path, $"{path} and {other} are the same file on this disk: use a file system that tells their names apart.");
}
