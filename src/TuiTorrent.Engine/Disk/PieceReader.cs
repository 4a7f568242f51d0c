using System.Security.Cryptography;

namespace TuiTorrent.Engine.Disk;

/// <summary>Hashes a piece as it is on disk.</summary>
internal static class PieceReader
{
    /// <summary>Whether the piece's bytes are there and right; what can't be read is wrong.</summary>
    public static bool Matches(TorrentFiles files, IncrementalHash hash, Span<byte> scratch, TorrentStorage storage, int piece)
    {
        var offset = storage.Layout.Pieces.PieceOffset(piece);
        var rest = storage.Layout.Pieces.PieceSize(piece);
        var isRead = true;
        while (rest > 0 && isRead)
        {
            var part = scratch[..Math.Min(rest, scratch.Length)];
            isRead = files.Read(storage, offset, part) is null;
            hash.AppendData(part);
            offset += part.Length;
            rest -= part.Length;
        }

        Span<byte> found = stackalloc byte[SHA1.HashSizeInBytes];
        hash.GetHashAndReset(found);
        return isRead && found.SequenceEqual(storage.Layout.HashOf(piece));
    }
}
