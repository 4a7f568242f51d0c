using System.Security.Cryptography;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Interop.Torrents;

/// <summary>Made-up files below one directory, to be shared by several tests that only read them.</summary>
internal sealed class TestData
{
    private readonly List<string> _files;
    private readonly Lazy<byte[]> _pieceHashes;

    private TestData(string directory, string name, bool isSingleFile, int pieceLength, List<string> files)
    {
        Directory = directory;
        Name = name;
        IsSingleFile = isSingleFile;
        PieceLength = pieceLength;
        _files = files;
        Length = files.Sum(file => new FileInfo(PathOf(file)).Length);
        _pieceHashes = new Lazy<byte[]>(HashPieces);
    }

    /// <summary>The directory above the torrent's own files.</summary>
    public string Directory { get; }

    /// <summary>The torrent's name.</summary>
    public string Name { get; }

    public bool IsSingleFile { get; }

    public int PieceLength { get; }

    /// <summary>Bytes of all files.</summary>
    public long Length { get; }

    /// <summary>One file of random bytes.</summary>
    public static TestData OneFile(string name, long length, int pieceLength)
    {
        var directory = Temporary.Shared.Directory(name);
        using (var file = File.Create(Path.Combine(directory, name)))
        {
            FillRandomly(file, length, new Random(name.Length));
        }

        return new TestData(directory, name, isSingleFile: true, pieceLength, [name]);
    }

    /// <summary>One file that is mostly a hole, with random bytes here and there.</summary>
    public static TestData Sparse(string name, long length, int pieceLength)
    {
        const int Island = 64 * 1024;
        const long Distance = 16L << 20;
        var directory = Temporary.Shared.Directory(name);
        var random = new Random(name.Length);
        using (var file = File.Create(Path.Combine(directory, name)))
        {
            file.SetLength(length);
            for (var at = 0L; at + Island <= length; at += Distance)
            {
                file.Position = at + random.Next((int)Distance - Island);
                FillRandomly(file, Island, random);
            }
        }

        return new TestData(directory, name, isSingleFile: true, pieceLength, [name]);
    }

    /// <summary>Many small files in folders; some are empty, most span no more than a piece or two.</summary>
    public static TestData ManyFiles(string name, int count, int pieceLength)
    {
        const int FilesPerFolder = 100;
        const int MaxLength = 8_000;
        var directory = Temporary.Shared.Directory(name);
        var random = new Random(count);
        var files = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var path = $"folder {i / FilesPerFolder:00}/file {i:0000}.bin";
            files.Add(path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name, path))!);
            using var file = File.Create(Path.Combine(directory, name, path));
            FillRandomly(file, i % 50 == 7 ? 0 : random.Next(1, MaxLength), random);
        }

        return new TestData(directory, name, isSingleFile: false, pieceLength, files);
    }

    /// <summary>The .torrent file, made by our own builder.</summary>
    /// <param name="tracker">The tracker's URL; null for none.</param>
    public byte[] MakeTorrent(string? tracker)
    {
        var builder = new TorrentBuilder(Name) { PieceLength = PieceLength, AnnounceTiers = tracker is null ? [] : [[tracker]] };
        foreach (var file in _files)
        {
            builder.AddFile(IsSingleFile ? [] : file.Split('/'), new FileInfo(PathOf(file)).Length);
        }

        return builder.Build(_pieceHashes.Value);
    }

    /// <summary>Where the torrent's file or folder is.</summary>
    public string RootPath => Path.Combine(Directory, Name);

    /// <summary>Names the files of this torrent in another directory that differ from ours by SHA-256, or are not there.</summary>
    /// <param name="directory">The directory above them.</param>
    /// <param name="knowsEmptyFiles">Whether files without content have to be there, too.</param>
    public IReadOnlyList<string> FindDifferences(string directory, bool knowsEmptyFiles) =>
    [
        .. _files.Where(file => (knowsEmptyFiles || new FileInfo(PathOf(file)).Length > 0)
            && !IsSame(PathOf(file), Path.Combine(directory, IsSingleFile ? "" : Name, file))),
    ];

    private static bool IsSame(string path, string other) => File.Exists(other) && Digest(path).AsSpan().SequenceEqual(Digest(other));

    private static byte[] Digest(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private static void FillRandomly(FileStream file, long length, Random random)
    {
        var chunk = new byte[64 * 1024];
        for (var left = length; left > 0; left -= chunk.Length)
        {
            random.NextBytes(chunk);
            file.Write(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
        }
    }

    private string PathOf(string file) => IsSingleFile ? RootPath : Path.Combine(RootPath, file);

    private byte[] HashPieces()
    {
        var hashes = new MemoryStream();
        var piece = new byte[PieceLength];
        var filled = 0;
        foreach (var path in _files)
        {
            using var file = File.OpenRead(PathOf(path));
            for (int read; (read = file.ReadAtLeast(piece.AsSpan(filled), piece.Length - filled, throwOnEndOfStream: false)) > 0;)
            {
                filled += read;
                if (filled == piece.Length)
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
