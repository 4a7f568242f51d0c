using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TuiTorrent.Core.Swarm;

/// <summary>The pieces that a peer may fetch although it is choked: a set that both sides could compute, so asking again gains nothing.</summary>
/// <remarks>Pure. For IPv4; the algorithm is not defined for IPv6. Source: BEP 6, "allowed fast set generation".</remarks>
public static class AllowedFastSet
{
    /// <summary>Fills <paramref name="pieces"/> with distinct pieces for the peer at <paramref name="endpoint"/>; returns how many.</summary>
    public static int Generate(PeerEndpoint endpoint, InfoHash infoHash, int pieceCount, Span<int> pieces)
    {
        if (!endpoint.IsIPv4)
        {
            return 0;
        }

        var wanted = Math.Min(pieces.Length, pieceCount);
        Span<byte> x = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32BigEndian(x, endpoint.IPv4 & 0xffffff00);
        infoHash.CopyTo(x[4..]);
        var digest = x;
        Span<byte> next = stackalloc byte[20];
        var count = 0;
        while (count < wanted)
        {
            SHA1.HashData(digest, next);
            digest = x[..20];
            next.CopyTo(digest);
            for (var i = 0; i < 5 && count < wanted; i++)
            {
                var piece = (int)(BinaryPrimitives.ReadUInt32BigEndian(next[(4 * i)..]) % (uint)pieceCount);
                if (!pieces[..count].Contains(piece))
                {
                    pieces[count++] = piece;
                }
            }
        }

        return count;
    }
}
