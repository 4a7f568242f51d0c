namespace TuiTorrent.Core.Encryption;

/// <summary>A private exponent and, once it was computed, its public key; used for one connection only.</summary>
/// <remarks>Owned by one thread at a time: the loop, or who runs the <see cref="KeyExchange"/> that holds it.</remarks>
public sealed class KeyPair
{
    private readonly byte[] _exponent = new byte[DiffieHellman.ExponentLength];
    private byte[]? _publicKey;

    /// <summary>A fresh exponent of 160 random bits; the public key comes later.</summary>
    public KeyPair(IRandomSource random) => random.Fill(_exponent);

    /// <summary>Whether the public key was computed.</summary>
    public bool IsReady => _publicKey is not null;

    internal ReadOnlySpan<byte> Exponent => _exponent;

    /// <summary>96 bytes; empty before it was computed.</summary>
    internal ReadOnlySpan<byte> PublicKey => _publicKey;

    internal void ComputePublicKey()
    {
        if (_publicKey is null)
        {
            var publicKey = new byte[DiffieHellman.KeyLength];
            DiffieHellman.PublicKey(_exponent, publicKey);
            _publicKey = publicKey;
        }
    }
}
