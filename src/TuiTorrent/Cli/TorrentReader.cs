using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli;

/// <summary>Reads a .torrent file from disk.</summary>
internal static class TorrentReader
{
    /// <summary>The torrent; if null, <paramref name="problem"/> is a sentence for the user.</summary>
    public static TorrentMetainfo? Read(string path, out string problem)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            var length = RandomAccess.GetLength(handle);
            if (length > Limits.MaxMetainfoBytes)
            {
                problem = $"{path}: the file is larger than 10 MiB, which no .torrent should be. Check that it is the .torrent and not the data.";
                return null;
            }

            var bytes = new byte[length];
            var filled = 0;
            while (filled < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(filled), filled) is > 0 and var count)
            {
                filled += count;
            }

            if (TorrentMetainfo.TryParse(bytes.AsMemory(0, filled), out var metainfo, out var error))
            {
                problem = "";
                return metainfo;
            }

            problem = $"{path}: {error.Text}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"can't read {path}: {FileProblem.Describe(e)}.";
        }

        return null;
    }
}
