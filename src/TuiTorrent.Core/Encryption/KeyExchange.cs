namespace TuiTorrent.Core.Encryption;

/// <summary>The modular powers that a handshake waits for: our public key if it is not made yet, and the shared secret if the peer's key is known.</summary>
/// <remarks>The loop makes one, any one thread runs it, the loop completes it: never two threads at once.</remarks>
public sealed class KeyExchange
{
    private readonly byte[]? _theirPublicKey;
    private byte[]? _secret;

    internal KeyExchange(KeyPair ourKeys, byte[]? theirPublicKey)
    {
        OurKeys = ourKeys;
        _theirPublicKey = theirPublicKey;
    }

    /// <summary>Whether <see cref="Run"/> came to its end.</summary>
    public bool IsFinished { get; private set; }

    internal KeyPair OurKeys { get; }

    /// <summary>96 bytes with their leading zeros; null if only a public key was asked for.</summary>
    internal byte[]? Secret => _secret;

    /// <summary>Computes; one or two milliseconds on a desktop, several times that on a Pi. Any thread; throws nothing.</summary>
    public void Run()
    {
        OurKeys.ComputePublicKey();
        if (_theirPublicKey is not null)
        {
            _secret = new byte[DiffieHellman.KeyLength];
            DiffieHellman.Secret(_theirPublicKey, OurKeys.Exponent, _secret);
        }

        IsFinished = true;
    }
}
