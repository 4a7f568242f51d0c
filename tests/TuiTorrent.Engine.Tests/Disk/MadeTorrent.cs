using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

/// <summary>A torrent with made data: content by a seed, zeros where pads are.</summary>
public sealed class MadeTorrent
{
    private readonly byte[] _data;

    private MadeTorrent(byte[] data, StorageLayout layout)
    {
        _data = data;
        Layout = layout;
    }

    public StorageLayout Layout { get; }

    public PieceLayout Pieces => Layout.Pieces;

    public static MadeTorrent OneFile(int length, int pieceLength, int seed = 1) => Multi(pieceLength, seed, ("file.bin", length));

    /// <summary>Paths have slashes between names; one that begins with ".pad/" is a pad file.</summary>
    public static MadeTorrent Multi(int pieceLength, int seed, params (string Path, int Length)[] files)
    {
        var random = new Random(seed);
        var data = new byte[files.Sum(f => f.Length)];
        random.NextBytes(data);
        var made = new List<StorageFile>();
        var offset = 0;
        foreach (var (path, length) in files)
        {
            var isPad = path.StartsWith(".pad/", StringComparison.Ordinal);
            made.Add(new StorageFile(path.Split('/'), offset, length, isPad));
            if (isPad)
            {
                data.AsSpan(offset, length).Clear();
            }

            offset += length;
        }

        var pieces = new PieceLayout(data.Length, pieceLength);
        var hashes = new byte[pieces.PieceCount * 20];
        for (var i = 0; i < pieces.PieceCount; i++)
        {
            SHA1.HashData(data.AsSpan((int)pieces.PieceOffset(i), pieces.PieceSize(i)), hashes.AsSpan(i * 20, 20));
        }

        return new MadeTorrent(data, new StorageLayout(new InfoHash(SHA1.HashData(hashes)), pieces, hashes, made));
    }

    public ReadOnlySpan<byte> Piece(int piece) => _data.AsSpan((int)Pieces.PieceOffset(piece), Pieces.PieceSize(piece));

    public ReadOnlySpan<byte> FileData(int file) => _data.AsSpan((int)Layout.Files[file].Offset, (int)Layout.Files[file].Length);

    public ReadOnlySpan<byte> BlockData(int piece, int block) =>
        _data.AsSpan((int)Pieces.PieceOffset(piece) + block * Limits.BlockSize, Pieces.BlockSize(piece, block));

    /// <summary>Writes all files as another program would have.</summary>
    public void PutOnDisk(string root)
    {
        for (var i = 0; i < Layout.Files.Count; i++)
        {
            if (!Layout.Files[i].IsPad)
            {
                var path = Path.Combine([root, .. Layout.Files[i].Path]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, FileData(i));
            }
        }
    }
}
