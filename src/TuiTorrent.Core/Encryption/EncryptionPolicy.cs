namespace TuiTorrent.Core.Encryption;

/// <summary>How far a session speaks Message Stream Encryption.</summary>
public enum EncryptionPolicy
{
    /// <summary>Never: incoming MSE is refused, outgoing is plain.</summary>
    Disabled,

    /// <summary>Out: plain, then MSE. In: both; plaintext is selected where the peer offers it, which saves the CPU.</summary>
    Allowed,

    /// <summary>Out: MSE, then plain. In: both; RC4 is selected.</summary>
    Preferred,

    /// <summary>MSE with RC4 or no connection.</summary>
    Required,
}
