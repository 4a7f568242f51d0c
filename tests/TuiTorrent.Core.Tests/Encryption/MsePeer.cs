using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>A second, plain-spoken implementation of MSE's packets, by other libraries than the one under test, able to send nonsense.</summary>
internal sealed class MsePeer
{
    public const int KeyLength = 96;

    public static readonly BigInteger P = BigInteger.Parse(
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A63A36210000000000090563",
        System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);

    private readonly BigInteger _exponent;

    public MsePeer(byte[] exponent)
    {
        _exponent = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        PublicKey = Fixed(BigInteger.ModPow(2, _exponent, P));
    }

    public byte[] PublicKey { get; }

    public byte[] Secret { get; private set; } = [];

    public byte[] Req1 => Hash("req1", Secret);

    public RC4Engine StreamA { get; private set; } = null!;

    public RC4Engine StreamB { get; private set; } = null!;

    public static byte[] Fixed(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[KeyLength - bytes.Length], .. bytes];
    }

    public static byte[] Hash(string label, params byte[][] parts) =>
        SHA1.HashData([.. System.Text.Encoding.ASCII.GetBytes(label), .. parts.SelectMany(p => p)]);

    public static byte[] Greeting(InfoHash infoHash, byte[] peerId, ulong reserved)
    {
        var bytes = new byte[68];
        bytes[0] = 19;
        System.Text.Encoding.ASCII.GetBytes("BitTorrent protocol").CopyTo(bytes, 1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(20), reserved);
        infoHash.ToArray().CopyTo(bytes, 28);
        peerId.CopyTo(bytes, 48);
        return bytes;
    }

    /// <summary>Learns the other side's key and sets both streams up.</summary>
    public void Meet(ReadOnlySpan<byte> theirKey, InfoHash infoHash)
    {
        Secret = Fixed(BigInteger.ModPow(new BigInteger(theirKey[..KeyLength], isUnsigned: true, isBigEndian: true), _exponent, P));
        StreamA = Stream(Hash("keyA", Secret, infoHash.ToArray()));
        StreamB = Stream(Hash("keyB", Secret, infoHash.ToArray()));
    }

    /// <summary>Req1 and the torrent's name: what packet 3 begins with.</summary>
    public byte[] Names(InfoHash infoHash)
    {
        var req2 = Hash("req2", infoHash.ToArray());
        var req3 = Hash("req3", Secret);
        return [.. Req1, .. req2.Zip(req3, (a, b) => (byte)(a ^ b))];
    }

    /// <summary>VC, provide, len PadC, PadC, len IA, IA: the encrypted part of packet 3.</summary>
    public byte[] Proposal(uint provide, int padLength, byte[] initial, int? claimedInitial = null, int? claimedPad = null, byte verification = 0)
    {
        var bytes = new byte[8 + 4 + 2 + padLength + 2 + initial.Length];
        bytes[7] = verification;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), provide);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(12), (ushort)(claimedPad ?? padLength));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14 + padLength), (ushort)(claimedInitial ?? initial.Length));
        initial.CopyTo(bytes, 16 + padLength);
        return Apply(StreamA, bytes);
    }

    /// <summary>VC, select, len PadD, PadD: packet 4.</summary>
    public byte[] Selection(uint select, int padLength, int? claimedPad = null)
    {
        var bytes = new byte[8 + 4 + 2 + padLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), select);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(12), (ushort)(claimedPad ?? padLength));
        return Apply(StreamB, bytes);
    }

    public static byte[] Apply(RC4Engine stream, ReadOnlySpan<byte> data)
    {
        var result = new byte[data.Length];
        stream.ProcessBytes(data.ToArray(), 0, data.Length, result, 0);
        return result;
    }

    private static RC4Engine Stream(byte[] key)
    {
        var engine = new RC4Engine();
        engine.Init(true, new KeyParameter(key));
        Apply(engine, new byte[1024]);
        return engine;
    }
}
