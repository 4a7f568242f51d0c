using System.Buffers.Binary;
using TuiTorrent.Core;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.State;

/// <summary>How a file looked when its pieces were claimed.</summary>
internal readonly record struct SavedStamp(int File, long Size, long ModifiedNs);

/// <summary>What one barrier makes true for one torrent.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Claimed">Pieces that are synced.</param>
/// <param name="Partial">Blocks that are synced, of pieces that are not complete.</param>
/// <param name="Stamps">Files that were written since the last barrier.</param>
/// <param name="Closing">Nothing more will be written: until it is opened again the stamps must match exactly.</param>
internal sealed record ProgressUpdate(
    InfoHash InfoHash, Bitfield Claimed, IReadOnlyList<PartialPiece> Partial, IReadOnlyList<SavedStamp> Stamps, bool Closing);

/// <summary>What is known of a torrent's files from the last barrier.</summary>
/// <param name="Claimed">Pieces that were synced.</param>
/// <param name="Partial">As <see cref="ProgressUpdate.Partial"/>.</param>
/// <param name="Stamps">By file index; a file without one was never written by us.</param>
/// <param name="WasClosed">Whether nothing was written after the stamps were taken.</param>
internal sealed record Progress(
    Bitfield Claimed, IReadOnlyList<PartialPiece> Partial, IReadOnlyDictionary<int, SavedStamp> Stamps, bool WasClosed);

/// <summary>Partial pieces as bytes: for each the piece (4 bytes, little-endian), the number of blocks (4 bytes), the bits.</summary>
internal static class PartialBlob
{
    public static byte[] Encode(IReadOnlyList<PartialPiece> partial)
    {
        var length = 0;
        foreach (var piece in partial)
        {
            length += 8 + piece.Blocks.Bytes.Length;
        }

        var blob = new byte[length];
        var rest = blob.AsSpan();
        foreach (var piece in partial)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, piece.Piece);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], piece.Blocks.Length);
            piece.Blocks.Bytes.CopyTo(rest[8..]);
            rest = rest[(8 + piece.Blocks.Bytes.Length)..];
        }

        return blob;
    }

    /// <summary>Reads until the end or the first thing that can't be: what is lost is only fetched again.</summary>
    public static List<PartialPiece> Decode(ReadOnlySpan<byte> blob, int pieceCount, Func<int, int> blockCount)
    {
        var partial = new List<PartialPiece>();
        var last = -1;
        while (blob.Length >= 8)
        {
            var piece = BinaryPrimitives.ReadInt32LittleEndian(blob);
            var blocks = BinaryPrimitives.ReadInt32LittleEndian(blob[4..]);
            blob = blob[8..];
            if (piece <= last || piece >= pieceCount || blocks != blockCount(piece) || blob.Length < Bitfield.ByteLength(blocks))
            {
                break;
            }

            var bits = new Bitfield(blocks);
            if (!bits.TrySet(blob[..Bitfield.ByteLength(blocks)]))
            {
                break;
            }

            partial.Add(new PartialPiece(piece, bits));
            blob = blob[Bitfield.ByteLength(blocks)..];
            last = piece;
        }

        return partial;
    }
}
