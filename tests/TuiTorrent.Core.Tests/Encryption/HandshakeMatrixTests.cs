using CsCheck;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Our machine against our machine: every policy with every policy, cut in every way.</summary>
public class HandshakeMatrixTests
{
    private const EncryptionPolicy Disabled = EncryptionPolicy.Disabled;
    private const EncryptionPolicy Allowed = EncryptionPolicy.Allowed;
    private const EncryptionPolicy Preferred = EncryptionPolicy.Preferred;
    private const EncryptionPolicy Required = EncryptionPolicy.Required;

    public static TheoryData<EncryptionPolicy, EncryptionPolicy, PeerEncryption, CipherKind?> Pairs => new()
    {
        { Disabled, Disabled, PeerEncryption.Unknown, CipherKind.Plain },
        { Disabled, Allowed, PeerEncryption.Unknown, CipherKind.Plain },
        { Disabled, Preferred, PeerEncryption.Unknown, CipherKind.Plain },
        { Disabled, Required, PeerEncryption.Unknown, null },
        { Allowed, Disabled, PeerEncryption.Unknown, CipherKind.Plain },
        { Allowed, Allowed, PeerEncryption.Unknown, CipherKind.Plain },
        { Allowed, Preferred, PeerEncryption.Unknown, CipherKind.Plain },
        { Allowed, Required, PeerEncryption.Unknown, CipherKind.Rc4 },
        { Allowed, Disabled, PeerEncryption.Encrypted, CipherKind.Plain },
        { Allowed, Allowed, PeerEncryption.Encrypted, CipherKind.MsePlaintext },
        { Allowed, Preferred, PeerEncryption.Encrypted, CipherKind.Rc4 },
        { Allowed, Required, PeerEncryption.Encrypted, CipherKind.Rc4 },
        { Preferred, Disabled, PeerEncryption.Unknown, CipherKind.Plain },
        { Preferred, Allowed, PeerEncryption.Unknown, CipherKind.Rc4 },
        { Preferred, Preferred, PeerEncryption.Unknown, CipherKind.Rc4 },
        { Preferred, Required, PeerEncryption.Unknown, CipherKind.Rc4 },
        { Preferred, Required, PeerEncryption.Plain, CipherKind.Rc4 },
        { Preferred, Allowed, PeerEncryption.Plain, CipherKind.Plain },
        { Required, Disabled, PeerEncryption.Unknown, null },
        { Required, Allowed, PeerEncryption.Plain, CipherKind.Rc4 },
        { Required, Preferred, PeerEncryption.Unknown, CipherKind.Rc4 },
        { Required, Required, PeerEncryption.Unknown, CipherKind.Rc4 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void In_whole_segments(EncryptionPolicy ours, EncryptionPolicy theirs, PeerEncryption memory, CipherKind? expected) =>
        Assert.Equal(expected, Connect(ours, theirs, memory, 1, () => int.MaxValue));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Byte_by_byte(EncryptionPolicy ours, EncryptionPolicy theirs, PeerEncryption memory, CipherKind? expected) =>
        Assert.Equal(expected, Connect(ours, theirs, memory, 2, () => 1));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void In_random_pieces(EncryptionPolicy ours, EncryptionPolicy theirs, PeerEncryption memory, CipherKind? expected) =>
        Gen.Select(Gen.Int, Gen.Int[1, 400]).Sample(
            (seed, longest) =>
            {
                var random = new Random(seed);
                return Connect(ours, theirs, memory, seed, () => random.Next(longest + 1)) == expected;
            },
            iter: 10,
            threads: 1);

    // Dials as a session does: the first opening, and the second one where the policy allows it. Null if neither worked.
    private static CipherKind? Connect(EncryptionPolicy ours, EncryptionPolicy theirs, PeerEncryption memory, int seed, Func<int> nextLength)
    {
        var random = new SeededRandomSource(seed);
        for (var attempt = RetryPolicy.First(ours, memory); ;)
        {
            var connecting = HandshakeMachine.Outgoing(0, Settings(ours, random), Torrent, attempt == OutgoingAttempt.Encrypted, null);
            var accepting = HandshakeMachine.Incoming(0, Settings(theirs, random, TheirId), InfoHashIndex.Create([Torrent]), null);
            var link = new HandshakeLink(connecting, accepting).Run(() => Math.Max(1, nextLength()));
            if (connecting.Status == HandshakeStatus.Done && accepting.Status == HandshakeStatus.Done)
            {
                Assert.True(link.IsComplete);
                Assert.Equal(connecting.Result.Cipher, accepting.Result.Cipher);
                Assert.Equal(new PeerId(TheirId), connecting.Result.TheirPeerId);
                Assert.Equal(new PeerId(OurId), accepting.Result.TheirPeerId);
                return connecting.Result.Cipher;
            }

            // The other side's machine failed and its socket was closed: that is all that ours learns.
            Assert.Equal(HandshakeStatus.Failed, accepting.Status);
            var second = RetryPolicy.Second(ours, attempt, CloseReason.RemoteClosed, connecting.SawMseBytes);
            if (second == OutgoingAttempt.None || second == RetryPolicy.First(ours, memory))
            {
                return null;
            }

            attempt = second;
        }
    }
}
