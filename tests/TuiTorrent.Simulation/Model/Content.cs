using System.Security.Cryptography;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Simulation.Model;

/// <summary>A torrent whose bytes come from the seed, with the hashes of its pieces.</summary>
internal sealed class Content
{
    private readonly byte[][] _hashes;

    public Content(World world, long length, int pieceLength)
    {
        Data = new byte[length];
        world.Random.NextBytes(Data);
        Layout = new PieceLayout(length, pieceLength);
        _hashes = new byte[Layout.PieceCount][];
        for (var piece = 0; piece < _hashes.Length; piece++)
        {
            _hashes[piece] = SHA1.HashData(Piece(Data, piece));
        }

        Spec = new TorrentSpec(new InfoHash(SHA1.HashData(Data)), "content", Layout, IsPrivate: false);
    }

    public byte[] Data { get; }

    public PieceLayout Layout { get; }

    public TorrentSpec Spec { get; init; }

    /// <summary>Whether a copy of the data has this piece right.</summary>
    public bool IsRight(byte[] copy, int piece)
    {
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(Piece(copy, piece), hash);
        return hash.SequenceEqual(_hashes[piece]);
    }

    private ReadOnlySpan<byte> Piece(byte[] data, int piece) => data.AsSpan((int)Layout.PieceOffset(piece), Layout.PieceSize(piece));
}
