using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>How an outgoing connection opens.</summary>
public enum OutgoingAttempt
{
    /// <summary>Not at all: nothing is left to try.</summary>
    None,

    /// <summary>With the traditional handshake.</summary>
    Plain,

    /// <summary>With MSE.</summary>
    Encrypted,
}

/// <summary>What is remembered of a peer: from the PEX flag, from the tracker or from the last handshake that succeeded.</summary>
public enum PeerEncryption
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>The last success was plain.</summary>
    Plain,

    /// <summary>It prefers MSE, or the last success was MSE.</summary>
    Encrypted,
}

/// <summary>Which openings an outgoing connection tries, and in which order. Each is a new socket and a new machine.</summary>
/// <remarks>Pure, any thread. Source: mse.md section 3 (policies, failure of the connecting side) and section 6.</remarks>
public static class RetryPolicy
{
    /// <summary>The opening to begin with.</summary>
    public static OutgoingAttempt First(EncryptionPolicy policy, PeerEncryption memory) => policy switch
    {
        EncryptionPolicy.Required => OutgoingAttempt.Encrypted,
        EncryptionPolicy.Preferred => memory == PeerEncryption.Plain ? OutgoingAttempt.Plain : OutgoingAttempt.Encrypted,
        EncryptionPolicy.Allowed => memory == PeerEncryption.Encrypted ? OutgoingAttempt.Encrypted : OutgoingAttempt.Plain,
        _ => OutgoingAttempt.Plain,
    };

    /// <summary>The opening to try at once after the first one failed; a second failure is final.</summary>
    /// <param name="policy">The session's policy.</param>
    /// <param name="failed">The first opening.</param>
    /// <param name="reason">How it ended: the machine's reason or the socket's.</param>
    /// <param name="sawMseBytes">The machine's <see cref="HandshakeMachine.SawMseBytes"/>: a peer that answered with a key speaks MSE, and plain would only waste its time.</param>
    public static OutgoingAttempt Second(EncryptionPolicy policy, OutgoingAttempt failed, CloseReason reason, bool sawMseBytes)
    {
        if (policy is not (EncryptionPolicy.Preferred or EncryptionPolicy.Allowed) || !MayBeDueToOpening(reason))
        {
            return OutgoingAttempt.None;
        }

        return failed switch
        {
            OutgoingAttempt.Encrypted when !sawMseBytes => OutgoingAttempt.Plain,
            OutgoingAttempt.Plain => OutgoingAttempt.Encrypted,
            _ => OutgoingAttempt.None,
        };
    }

    /// <summary>What to remember of a peer whose handshake succeeded.</summary>
    public static PeerEncryption Learn(CipherKind cipher) => cipher == CipherKind.Plain ? PeerEncryption.Plain : PeerEncryption.Encrypted;

    // A peer that can't be reached, or that answers for another torrent, will do so in either dress.
    private static bool MayBeDueToOpening(CloseReason reason) => reason
        is CloseReason.RemoteClosed
        or CloseReason.SocketError
        or CloseReason.HandshakeTooShort
        or CloseReason.HandshakeTimeout
        or CloseReason.PeerIsPlaintextOnly
        or CloseReason.BadProtocolName;
}
