using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>Deletes a torrent's own files, and directories that they leave empty.</summary>
/// <remarks>Used by one thread, the storage closed. Links are not followed, and what is a file of another torrent too, by whatever path, is left. May be run again after a kill.</remarks>
internal static class DataRemover
{
    /// <summary>Deletes; null, or a sentence about the first file that could not be deleted.</summary>
    /// <param name="root">The directory above the files; never deleted itself.</param>
    /// <param name="files">The torrent's.</param>
    /// <param name="others">Files of other torrents that may be the same ones.</param>
    public static string? Delete(string root, IReadOnlyList<StorageFile> files, IReadOnlyList<RootedPath> others)
    {
        if (!PathPlan.TryCreate(root, files, out var plan, out _))
        {
            return null; // such names never made a file
        }

        var layer = new PosixFiles();
        var kept = new HashSet<(ulong, ulong)>();
        foreach (var other in others)
        {
            if (layer.Stat(other, out var stamp) == 0)
            {
                kept.Add((stamp.Device, stamp.Inode));
            }
        }

        string? problem = null;
        var paths = new List<RootedPath>(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            if (plan[i] is not { } path)
            {
                continue;
            }

            paths.Add(path);
            if (layer.Stat(path, out var stamp) == 0 && !kept.Contains((stamp.Device, stamp.Inode))
                && PosixTree.DeleteFile(path) is not (0 or Errno.NotFound) and var errno)
            {
                problem ??= DiskError.FromErrno(errno, path.ToString()).Text;
            }
        }

        PosixTree.DeleteEmptyDirectories(root, paths);
        return problem;
    }
}
