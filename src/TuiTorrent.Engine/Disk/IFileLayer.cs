using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>What is known of a file without reading it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedNs">Nanoseconds since 1970.</param>
/// <param name="Inode">With <paramref name="Device"/>, which file it is whatever its name.</param>
/// <param name="Device">Major and minor number.</param>
/// <param name="Links">Names it has; 0 when it was deleted while open.</param>
public readonly record struct FileStamp(long Size, long ModifiedNs, ulong Inode, ulong Device, uint Links);

/// <summary>How to open a file.</summary>
internal enum OpenMode
{
    /// <summary>It must be there.</summary>
    Read,

    /// <summary>It and its directories are made when missing.</summary>
    Write,
}

/// <summary>The file system as the disk's threads see it: the real one, or one that counts, fails and loses power.</summary>
/// <remarks>Any thread. Every method returns 0 or an errno, and never throws. A world boundary: this is why it is an interface.</remarks>
internal interface IFileLayer
{
    /// <summary>Whether the directory that all paths begin with is there; made, parents and all, when <paramref name="create"/>.</summary>
    int OpenRoot(string root, bool create);

    /// <summary>Opens a plain file; never through a link below the root.</summary>
    int Open(RootedPath path, OpenMode mode, out int handle, out FileStamp stamp);

    /// <summary>Looks at a plain file; never through a link below the root.</summary>
    int Stat(RootedPath path, out FileStamp stamp);

    /// <summary>Looks at an open file.</summary>
    int Stat(int handle, out FileStamp stamp);

    /// <summary>Closes a handle.</summary>
    void Close(int handle);

    /// <summary>Writes up to 64 segments one after another; may write less than asked, never nothing.</summary>
    int Write(int handle, long offset, ReadOnlySpan<IoSegment> segments, out long written);

    /// <summary>Reads; 0 bytes at the end of the file.</summary>
    int Read(int handle, long offset, Span<byte> destination, out int read);

    /// <summary>Takes the space of a whole file.</summary>
    int Allocate(int handle, long length);

    /// <summary>Where the next hole at or after <paramref name="offset"/> begins; the file's end counts as one.</summary>
    int NextHole(int handle, long offset, out long hole);

    /// <summary>Waits until the file's bytes would survive a power cut.</summary>
    int SyncData(int handle);

    /// <summary>Waits until the names on the way to a new file would.</summary>
    int SyncDirectories(RootedPath path);
}
