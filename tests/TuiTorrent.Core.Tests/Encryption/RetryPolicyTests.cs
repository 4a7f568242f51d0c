using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Encryption;

public class RetryPolicyTests
{
    [Theory]
    [InlineData(EncryptionPolicy.Disabled, PeerEncryption.Encrypted, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Allowed, PeerEncryption.Unknown, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Allowed, PeerEncryption.Plain, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Allowed, PeerEncryption.Encrypted, OutgoingAttempt.Encrypted)]
    [InlineData(EncryptionPolicy.Preferred, PeerEncryption.Unknown, OutgoingAttempt.Encrypted)]
    [InlineData(EncryptionPolicy.Preferred, PeerEncryption.Encrypted, OutgoingAttempt.Encrypted)]
    [InlineData(EncryptionPolicy.Preferred, PeerEncryption.Plain, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Required, PeerEncryption.Plain, OutgoingAttempt.Encrypted)]
    public void The_first_opening_follows_the_policy_and_what_is_remembered(EncryptionPolicy policy, PeerEncryption memory, OutgoingAttempt expected) =>
        Assert.Equal(expected, RetryPolicy.First(policy, memory));

    [Theory]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.RemoteClosed, false, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.SocketError, false, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.HandshakeTooShort, false, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.PeerIsPlaintextOnly, false, OutgoingAttempt.Plain)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.RemoteClosed, true, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Allowed, OutgoingAttempt.Plain, CloseReason.RemoteClosed, false, OutgoingAttempt.Encrypted)]
    [InlineData(EncryptionPolicy.Allowed, OutgoingAttempt.Plain, CloseReason.HandshakeTimeout, false, OutgoingAttempt.Encrypted)]
    [InlineData(EncryptionPolicy.Allowed, OutgoingAttempt.Plain, CloseReason.ConnectFailed, false, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Allowed, OutgoingAttempt.Plain, CloseReason.InfoHashMismatch, false, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.Encrypted, CloseReason.SelfConnection, false, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Required, OutgoingAttempt.Encrypted, CloseReason.PeerIsPlaintextOnly, false, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Disabled, OutgoingAttempt.Plain, CloseReason.RemoteClosed, false, OutgoingAttempt.None)]
    [InlineData(EncryptionPolicy.Preferred, OutgoingAttempt.None, CloseReason.RemoteClosed, false, OutgoingAttempt.None)]
    public void The_second_opening_is_the_other_one_if_it_can_help(
        EncryptionPolicy policy, OutgoingAttempt failed, CloseReason reason, bool sawMseBytes, OutgoingAttempt expected) =>
        Assert.Equal(expected, RetryPolicy.Second(policy, failed, reason, sawMseBytes));

    [Fact]
    public void What_worked_is_remembered()
    {
        Assert.Equal(PeerEncryption.Plain, RetryPolicy.Learn(CipherKind.Plain));
        Assert.Equal(PeerEncryption.Encrypted, RetryPolicy.Learn(CipherKind.MsePlaintext));
        Assert.Equal(PeerEncryption.Encrypted, RetryPolicy.Learn(CipherKind.Rc4));
    }
}
