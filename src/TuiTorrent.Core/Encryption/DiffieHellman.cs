using Org.BouncyCastle.Math;

namespace TuiTorrent.Core.Encryption;

/// <summary>The 768-bit group of MSE: keys of 96 bytes, big-endian, padded with zeros on the left.</summary>
/// <remarks>
/// P is a safe prime, so 0, 1 and P-1 are the only degenerate keys. It begins as Oakley group 1 does but ends otherwise: no library has it.
/// Pure, any thread; a power costs about a millisecond, so the loop never calls one. Source: mse.md section 1.
/// </remarks>
internal static class DiffieHellman
{
    /// <summary>Bytes of a public key and of the shared secret.</summary>
    internal const int KeyLength = 96;

    /// <summary>Bytes of a private exponent: 160 random bits; more buys nothing in this group.</summary>
    internal const int ExponentLength = 20;

    private static readonly BigInteger P = new(1, Prime);
    private static readonly BigInteger G = BigInteger.Two;

    internal static ReadOnlySpan<byte> Prime =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xC9, 0x0F, 0xDA, 0xA2, 0x21, 0x68, 0xC2, 0x34,
        0xC4, 0xC6, 0x62, 0x8B, 0x80, 0xDC, 0x1C, 0xD1, 0x29, 0x02, 0x4E, 0x08, 0x8A, 0x67, 0xCC, 0x74,
        0x02, 0x0B, 0xBE, 0xA6, 0x3B, 0x13, 0x9B, 0x22, 0x51, 0x4A, 0x08, 0x79, 0x8E, 0x34, 0x04, 0xDD,
        0xEF, 0x95, 0x19, 0xB3, 0xCD, 0x3A, 0x43, 0x1B, 0x30, 0x2B, 0x0A, 0x6D, 0xF2, 0x5F, 0x14, 0x37,
        0x4F, 0xE1, 0x35, 0x6D, 0x6D, 0x51, 0xC2, 0x45, 0xE4, 0x85, 0xB5, 0x76, 0x62, 0x5E, 0x7E, 0xC6,
        0xF4, 0x4C, 0x42, 0xE9, 0xA6, 0x3A, 0x36, 0x21, 0x00, 0x00, 0x00, 0x00, 0x00, 0x09, 0x05, 0x63,
    ];

    /// <summary>Whether a remote key is worth a power: 2 to P-2. It costs nothing and comes before everything else.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> bound = stackalloc byte[KeyLength];
        Prime.CopyTo(bound);
        bound[^1]--; // P is odd: P-1 differs in its last byte only.
        var isAboveOne = publicKey[..^1].ContainsAnyExcept((byte)0) || publicKey[^1] > 1;
        return isAboveOne && publicKey.SequenceCompareTo(bound) < 0;
    }

    /// <summary>G to the private exponent.</summary>
    internal static void PublicKey(ReadOnlySpan<byte> exponent, Span<byte> publicKey) => Power(G, exponent, publicKey);

    /// <summary>The peer's key to our private exponent.</summary>
    internal static void Secret(ReadOnlySpan<byte> theirPublicKey, ReadOnlySpan<byte> exponent, Span<byte> secret) =>
        Power(new BigInteger(1, theirPublicKey), exponent, secret);

    private static void Power(BigInteger b, ReadOnlySpan<byte> exponent, Span<byte> result)
    {
        Span<byte> digits = stackalloc byte[KeyLength];
        var power = b.ModPow(new BigInteger(1, exponent), P);
        var length = power.GetLengthofByteArrayUnsigned();
        power.ToByteArrayUnsigned(digits[(KeyLength - length)..]);
        digits.CopyTo(result);
    }
}
