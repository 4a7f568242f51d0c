using System.Security.Cryptography;

namespace TuiTorrent.Engine.Disk;

/// <summary>Hashes a piece as it is on disk.</summary>
internal static class PieceReader
{
    /// <summary>Whether the piece's bytes are there and right; what can't be read is wrong.</summary>
    public static bool Matches(TorrentFiles files, IncrementalHash hash, Span<byte> scratch, TorrentStorage storage, int piece)
    {
        _ = Hash(files, hash, scratch, storage, piece, out var isRight);
        return isRight;
    }

    /// <summary>The same, with the reason if it can't be read.</summary>
    public static DiskError? Hash(TorrentFiles files, IncrementalHash hash, Span<byte> scratch, TorrentStorage storage, int piece, out bool isRight)
    {
        var offset = storage.Layout.Pieces.PieceOffset(piece);
        var rest = storage.Layout.Pieces.PieceSize(piece);
        DiskError? error = null;
        while (rest > 0 && error is null)
        {
            var part = scratch[..Math.Min(rest, scratch.Length)];
            error = files.Read(storage, offset, part);
            hash.AppendData(part);
            offset += part.Length;
            rest -= part.Length;
        }

        Span<byte> found = stackalloc byte[SHA1.HashSizeInBytes];
        hash.GetHashAndReset(found);
        isRight = error is null && found.SequenceEqual(storage.Layout.HashOf(piece));
        return error;
    }
}
