namespace TuiTorrent.Core.Encryption;

/// <summary>What lies between the wire and the messages of one connection.</summary>
public enum CipherKind
{
    /// <summary>A traditional handshake: no MSE at all.</summary>
    Plain,

    /// <summary>An MSE handshake that selected plaintext for what follows it.</summary>
    MsePlaintext,

    /// <summary>An MSE handshake that selected RC4.</summary>
    Rc4,
}
