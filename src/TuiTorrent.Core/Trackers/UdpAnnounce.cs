using System.Buffers.Binary;
using System.Text;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>The bodies of a UDP tracker's requests and replies.</summary>
/// <remarks>Source: BEP 15, BEP 41.</remarks>
internal static class UdpAnnounce
{
    /// <summary>Bytes before a request's body: connection id, action, transaction id.</summary>
    public const int HeaderLength = 16;

    /// <summary>Bytes of the longest announce, URL data in its chunks included.</summary>
    public const int MaxLength = HeaderLength + BodyLength + Limits.MaxUdpUrlData + 2 * ((Limits.MaxUdpUrlData + MaxChunk - 1) / MaxChunk);

    private const int BodyLength = 82;
    private const byte UrlDataOption = 2;
    private const int MaxChunk = 255;

    // <20 info hash> <20 peer id> <u64 downloaded> <u64 left> <u64 uploaded> <u32 event> <u32 ip 0> <u32 key> <i32 peers wanted> <u16 port>
    // then ( <u8 option 2> <u8 length> <length bytes of path and query> )*
    public static int WriteBody(Span<byte> body, AnnounceRequest request, Uri url)
    {
        var identity = request.Identity;
        identity.InfoHash.CopyTo(body);
        identity.PeerId.CopyTo(body[20..]);
        BinaryPrimitives.WriteInt64BigEndian(body[40..], request.Totals.Downloaded);
        BinaryPrimitives.WriteInt64BigEndian(body[48..], request.Totals.Left);
        BinaryPrimitives.WriteInt64BigEndian(body[56..], request.Totals.Uploaded);
        BinaryPrimitives.WriteInt32BigEndian(body[64..], (int)request.Event);
        BinaryPrimitives.WriteInt32BigEndian(body[68..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(body[72..], identity.Key);
        BinaryPrimitives.WriteInt32BigEndian(body[76..], request.NumWant);
        BinaryPrimitives.WriteUInt16BigEndian(body[80..], identity.Port);
        return BodyLength + WriteUrlData(body[BodyLength..], url);
    }

    // After action and transaction id: <u32 interval> <u32 leechers> <u32 seeders> ( <4 or 16 address> <u16 port> )*
    public static AnnounceReply ReadReply(ReadOnlySpan<byte> body, UdpTrackerPath path)
    {
        var peers = new PeerList(path.Scope);
        peers.AddCompact(body[12..], path.IsIPv6 ? PeerList.IPv6Stride : PeerList.IPv4Stride);
        var (interval, minInterval) = AnnounceIntervals.Clamp(BinaryPrimitives.ReadInt32BigEndian(body), null);
        return new AnnounceReply
        {
            IntervalSeconds = interval,
            MinIntervalSeconds = minInterval,
            Leechers = ReadCount(body[4..]),
            Seeders = ReadCount(body[8..]),
            Peers = peers.Take(null),
        };
    }

    // After action and transaction id: <u32 seeders> <u32 completed> <u32 leechers>
    public static ScrapeReply ReadScrape(ReadOnlySpan<byte> body) =>
        new(ReadCount(body) ?? 0, ReadCount(body[8..]) ?? 0, ReadCount(body[4..]) ?? 0);

    private static int? ReadCount(ReadOnlySpan<byte> bytes)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return count < 0 ? null : count;
    }

    private static int WriteUrlData(Span<byte> options, Uri url)
    {
        var text = url.PathAndQuery;
        if (text is "" or "/" || text.Length > Limits.MaxUdpUrlData)
        {
            return 0;
        }

        Span<byte> data = stackalloc byte[Limits.MaxUdpUrlData];
        var left = data[..Encoding.ASCII.GetBytes(text, data)];
        var written = 0;
        while (!left.IsEmpty)
        {
            var chunk = left[..Math.Min(left.Length, MaxChunk)];
            options[written] = UrlDataOption;
            options[written + 1] = (byte)chunk.Length;
            chunk.CopyTo(options[(written + 2)..]);
            written += 2 + chunk.Length;
            left = left[chunk.Length..];
        }

        return written;
    }
}
