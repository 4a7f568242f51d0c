using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Daemon.Watch;

/// <summary>What a name in the watch directory is at one moment; two that are equal are very likely the same file unchanged.</summary>
internal readonly record struct WatchedFile(int Mode, ulong Inode, long Length, long ModifiedSeconds, uint ModifiedNanoseconds)
{
    private const int TypeMask = 0xF000;
    private const int TypeRegular = 0x8000;

    /// <summary>Whether it holds data of its own.</summary>
    public bool IsRegular => (Mode & TypeMask) == TypeRegular;

    /// <summary>For a sentence.</summary>
    public string KindName => (Mode & TypeMask) switch
    {
        TypeRegular => "a file",
        0x4000 => "a directory",
        0xA000 => "a symbolic link, which is not followed here",
        0x1000 => "a named pipe",
        0xC000 => "a socket",
        _ => "a device",
    };
}

/// <summary>What came of looking at a file.</summary>
/// <param name="File">What it is.</param>
/// <param name="Metainfo">The torrent in it; null if there is none.</param>
/// <param name="Problem">A sentence about why there is none; null if there is.</param>
/// <param name="IsReadable">False where the content could not be read at all.</param>
internal sealed record WatchLook(WatchedFile File, TorrentMetainfo? Metainfo, string? Problem, bool IsReadable);
