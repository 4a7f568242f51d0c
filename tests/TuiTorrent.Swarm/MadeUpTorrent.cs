using System.Security.Cryptography;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Swarm;

/// <summary>A file of made-up data and its torrent: the same for the same name and size.</summary>
internal sealed record MadeUpTorrent(string Path, byte[] TorrentFile, TorrentMetainfo Metainfo)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes the data below <paramref name="directory"/> and describes it.</summary>
    public static MadeUpTorrent Make(string directory, string name, long length, string tracker)
    {
        Directory.CreateDirectory(directory);
        var path = System.IO.Path.Combine(directory, name);
        var random = new Random(20_260_101);
        using (var file = File.Create(path))
        {
            var chunk = new byte[ChunkBytes];
            for (var written = 0L; written < length; written += chunk.Length)
            {
                random.NextBytes(chunk);
                file.Write(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - written)));
            }
        }

        var builder = new TorrentBuilder(name) { AnnounceTiers = [[tracker]], CreatedBy = "TuiTorrent swarm" };
        builder.AddFile([], length);
        var torrent = builder.Build(Hash(path, builder.EffectivePieceLength));
        return TorrentMetainfo.TryParse(torrent, out var metainfo, out var error)
            ? new MadeUpTorrent(path, torrent, metainfo)
            : throw new InvalidOperationException(error.Text);
    }

    private static byte[] Hash(string path, int pieceLength)
    {
        using var file = File.OpenRead(path);
        var hashes = new MemoryStream();
        var piece = new byte[pieceLength];
        for (int read; (read = file.ReadAtLeast(piece, pieceLength, throwOnEndOfStream: false)) > 0;)
        {
            hashes.Write(SHA1.HashData(piece.AsSpan(0, read)));
        }

        return hashes.ToArray();
    }
}
