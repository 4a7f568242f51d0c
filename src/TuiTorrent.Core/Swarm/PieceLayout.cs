using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>How a torrent's bytes fall into pieces and blocks.</summary>
/// <remarks>Lengths in bytes. Every piece has <see cref="PieceLength"/> bytes but the last, every block 16 KiB but a piece's last.</remarks>
public readonly record struct PieceLayout
{
    /// <summary>Lays out <paramref name="totalLength"/> bytes (at least 1) in pieces of <paramref name="pieceLength"/>.</summary>
    public PieceLayout(long totalLength, int pieceLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceLength, 1);
        TotalLength = totalLength;
        PieceLength = pieceLength;
        PieceCount = checked((int)((totalLength + pieceLength - 1) / pieceLength));
    }

    /// <summary>Bytes of the torrent, pad files included.</summary>
    public long TotalLength { get; }

    /// <summary>Bytes of each piece but the last.</summary>
    public int PieceLength { get; }

    /// <summary>Pieces.</summary>
    public int PieceCount { get; }

    /// <summary>Bytes of one piece.</summary>
    public int PieceSize(int piece) => (int)Math.Min(PieceLength, TotalLength - (long)piece * PieceLength);

    /// <summary>Blocks of one piece.</summary>
    public int BlockCount(int piece) => (PieceSize(piece) + Limits.BlockSize - 1) / Limits.BlockSize;

    /// <summary>Bytes of one block of one piece.</summary>
    public int BlockSize(int piece, int block) => Math.Min(Limits.BlockSize, PieceSize(piece) - block * Limits.BlockSize);

    /// <summary>Where a piece begins in the torrent.</summary>
    public long PieceOffset(int piece) => (long)piece * PieceLength;

    /// <summary>Whether piece, begin and length name bytes of this torrent; safe for any values.</summary>
    public bool Contains(long piece, long begin, long length) =>
        piece >= 0 && piece < PieceCount && begin >= 0 && length > 0 && length <= PieceSize((int)piece) - begin;
}
