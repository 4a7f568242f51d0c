using System.Security.Cryptography;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Swarm;

/// <summary>Made-up data and its torrent: the same for the same name and sizes.</summary>
/// <param name="Path">Of the file, or of the directory with the files.</param>
/// <param name="TorrentFile">The .torrent file.</param>
/// <param name="Metainfo">The same, read.</param>
internal sealed record MadeUpTorrent(string Path, byte[] TorrentFile, TorrentMetainfo Metainfo)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes one file below <paramref name="directory"/> and describes it.</summary>
    public static MadeUpTorrent Make(string directory, string name, long length, string tracker) => Make(directory, name, [([], length)], tracker);

    /// <summary>Writes files below a directory and describes them.</summary>
    /// <param name="directory">Holds the torrent's file, or its directory.</param>
    /// <param name="name">Of the torrent.</param>
    /// <param name="files">Their paths below the torrent's directory, and lengths; one with an empty path is a torrent of a single file.</param>
    /// <param name="tracker">Announce address.</param>
    public static MadeUpTorrent Make(string directory, string name, IReadOnlyList<(string[] Path, long Length)> files, string tracker)
    {
        var root = System.IO.Path.Combine(directory, name);
        var random = new Random(20_260_101);
        var builder = new TorrentBuilder(name) { AnnounceTiers = [[tracker]], CreatedBy = "TuiTorrent swarm" };
        var paths = new List<string>(files.Count);
        foreach (var (path, length) in files)
        {
            paths.Add(System.IO.Path.Combine([root, .. path]));
            Write(paths[^1], length, random);
            builder.AddFile(path, length);
        }

        var torrent = builder.Build(Hash(paths, builder.EffectivePieceLength));
        return TorrentMetainfo.TryParse(torrent, out var metainfo, out var error)
            ? new MadeUpTorrent(root, torrent, metainfo)
            : throw new InvalidOperationException(error.Text);
    }

    private static void Write(string path, long length, Random random)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        var chunk = new byte[ChunkBytes];
        for (var written = 0L; written < length; written += chunk.Length)
        {
            random.NextBytes(chunk);
            file.Write(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - written)));
        }
    }

    /// <summary>Pieces run across the borders of files.</summary>
    private static byte[] Hash(List<string> paths, int pieceLength)
    {
        var hashes = new MemoryStream();
        var piece = new byte[pieceLength];
        var filled = 0;
        foreach (var path in paths)
        {
            using var file = File.OpenRead(path);
            for (int read; (read = file.ReadAtLeast(piece.AsSpan(filled), pieceLength - filled, throwOnEndOfStream: false)) > 0;)
            {
                filled += read;
                if (filled == pieceLength)
                {
                    hashes.Write(SHA1.HashData(piece));
                    filled = 0;
                }
            }
        }

        if (filled > 0)
        {
            hashes.Write(SHA1.HashData(piece.AsSpan(0, filled)));
        }

        return hashes.ToArray();
    }
}
