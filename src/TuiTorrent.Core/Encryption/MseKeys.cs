using System.Security.Cryptography;

namespace TuiTorrent.Core.Encryption;

/// <summary>The SHA-1 digests that an MSE handshake is made of.</summary>
/// <remarks>S is always 96 bytes, zeros on its left included: hashing it shorter fails one handshake in 256. Source: mse.md section 1.</remarks>
internal static class MseKeys
{
    internal const int HashLength = 20;

    // RC4's first bytes tell of its key: both streams drop them.
    private const int DroppedKeystream = 1024;

    internal static void Req1(ReadOnlySpan<byte> secret, Span<byte> digest) => Hash("req1"u8, secret, [], digest);

    internal static void Req2(InfoHash infoHash, Span<byte> digest)
    {
        Span<byte> skey = stackalloc byte[InfoHash.Length];
        infoHash.CopyTo(skey);
        Hash("req2"u8, [], skey, digest);
    }

    internal static void Req3(ReadOnlySpan<byte> secret, Span<byte> digest) => Hash("req3"u8, secret, [], digest);

    /// <summary>The stream of what the connecting side sends.</summary>
    internal static Rc4 StreamA(ReadOnlySpan<byte> secret, InfoHash infoHash) => Stream("keyA"u8, secret, infoHash);

    /// <summary>The stream of what the accepting side sends.</summary>
    internal static Rc4 StreamB(ReadOnlySpan<byte> secret, InfoHash infoHash) => Stream("keyB"u8, secret, infoHash);

    /// <summary>In place: xors <paramref name="other"/> into <paramref name="target"/>.</summary>
    internal static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] ^= other[i];
        }
    }

    private static Rc4 Stream(ReadOnlySpan<byte> label, ReadOnlySpan<byte> secret, InfoHash infoHash)
    {
        Span<byte> skey = stackalloc byte[InfoHash.Length];
        Span<byte> key = stackalloc byte[HashLength];
        infoHash.CopyTo(skey);
        Hash(label, secret, skey, key);
        return new Rc4(key, DroppedKeystream);
    }

    private static void Hash(ReadOnlySpan<byte> label, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> skey, Span<byte> digest)
    {
        Span<byte> input = stackalloc byte[4 + DiffieHellman.KeyLength + InfoHash.Length];
        label.CopyTo(input);
        secret.CopyTo(input[label.Length..]);
        skey.CopyTo(input[(label.Length + secret.Length)..]);
        SHA1.HashData(input[..(label.Length + secret.Length + skey.Length)], digest);
    }
}
