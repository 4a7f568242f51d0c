using System.Buffers.Binary;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Wire;

/// <summary>Peer messages as bytes, right ones and wrong ones, and bytes as text that a test can compare.</summary>
internal static class Msg
{
    public static byte[] KeepAlive => [0, 0, 0, 0];

    /// <summary>Any id with any payload.</summary>
    public static byte[] Raw(int id, params byte[] payload) => [.. U32(1 + payload.Length), (byte)id, .. payload];

    /// <summary>A length prefix that may lie, an id and what follows.</summary>
    public static byte[] Lying(uint length, int id, params byte[] payload) => [.. U32(length), (byte)id, .. payload];

    public static byte[] Bare(MessageId id) => Raw((int)id);

    public static byte[] Piece(MessageId id, long piece) => Raw((int)id, U32(piece));

    public static byte[] Block(MessageId id, long piece, long begin, long length = 16384) =>
        Raw((int)id, [.. U32(piece), .. U32(begin), .. U32(length)]);

    public static byte[] Data(long piece, long begin, int length = 16384, byte fill = 0)
    {
        var data = new byte[length];
        data.AsSpan().Fill(fill);
        return Raw((int)MessageId.Piece, [.. U32(piece), .. U32(begin), .. data]);
    }

    public static byte[] Bits(params byte[] bits) => Raw((int)MessageId.Bitfield, bits);

    public static byte[] Extended(byte id, string body) => Raw((int)MessageId.Extended, [id, .. System.Text.Encoding.Latin1.GetBytes(body)]);

    public static byte[] U32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    public static byte[] Greeting(InfoHash infoHash, PeerId id, ulong reserved)
    {
        var bytes = new byte[68];
        bytes[0] = 19;
        "BitTorrent protocol"u8.CopyTo(bytes.AsSpan(1));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(20), reserved);
        infoHash.CopyTo(bytes.AsSpan(28));
        id.CopyTo(bytes.AsSpan(48));
        return bytes;
    }

    /// <summary>"Request 0 16384 16384" for each whole message; written apart from the decoder under test.</summary>
    public static List<string> Describe(ReadOnlySpan<byte> stream)
    {
        var result = new List<string>();
        while (stream.Length >= 4)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(stream);
            var body = stream.Slice(4, length);
            result.Add(length == 0 ? "KeepAlive" : Describe((MessageId)body[0], body[1..]));
            stream = stream[(4 + length)..];
        }

        return result;
    }

    private static string Describe(MessageId id, ReadOnlySpan<byte> payload)
    {
        switch (id)
        {
            case MessageId.Have or MessageId.Suggest or MessageId.AllowedFast:
                return $"{id} {BinaryPrimitives.ReadUInt32BigEndian(payload)}";
            case MessageId.Request or MessageId.Cancel or MessageId.Reject:
                return $"{id} {BinaryPrimitives.ReadUInt32BigEndian(payload)} {BinaryPrimitives.ReadUInt32BigEndian(payload[4..])} {BinaryPrimitives.ReadUInt32BigEndian(payload[8..])}";
            case MessageId.Piece:
                return $"{id} {BinaryPrimitives.ReadUInt32BigEndian(payload)} {BinaryPrimitives.ReadUInt32BigEndian(payload[4..])} +{payload.Length - 8}";
            case MessageId.Bitfield:
                return $"{id} {Convert.ToHexStringLower(payload)}";
            case MessageId.Extended:
                return $"{id} {payload[0]}";
            default:
                return payload.IsEmpty ? id.ToString() : $"{id} +{payload.Length}";
        }
    }
}
