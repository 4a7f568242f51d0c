using System.Numerics;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Plain or MSE: the first byte that differs from the greeting decides.</summary>
public class HandshakeClassifierTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    public void A_key_that_begins_as_a_greeting_does_is_a_key(int matching)
    {
        byte[] key = [.. TheirGreeting()[..matching], .. Enumerable.Repeat((byte)0xee, 96 - matching)];
        foreach (var isWhole in (bool[])[true, false])
        {
            var machine = Incoming(EncryptionPolicy.Allowed);
            if (isWhole)
            {
                Feed(machine, key);
            }
            else
            {
                for (var i = 0; i < 96; i++)
                {
                    Assert.Equal(i > matching, machine.SawMseBytes);
                    Feed(machine, key.AsSpan(i, 1));
                }
            }

            Assert.Equal(HandshakeStatus.KeyExchange, machine.Status);
        }
    }

    [Fact]
    public void A_whole_exchange_with_a_key_that_begins_with_0x13_works()
    {
        var peer = Enumerable.Range(0, 5000).Select(i => new MsePeer([0x55, (byte)(i >> 8), (byte)i])).First(p => p.PublicKey[0] == 0x13);
        var machine = Incoming(EncryptionPolicy.Allowed);
        Feed(machine, peer.PublicKey);
        peer.Meet(RunAndTake(machine), Torrent);
        Assert.Equal(HandshakeStatus.Done, Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())]));
    }

    [Fact]
    public void A_plain_handshake_in_single_bytes_is_answered_as_soon_as_the_torrent_is_known()
    {
        var machine = Incoming(EncryptionPolicy.Preferred);
        var greeting = TheirGreeting();
        for (var i = 0; i < 68; i++)
        {
            Assert.Equal(i >= 48, machine.Output.Length > 0);
            Assert.Equal(i == 67 ? HandshakeStatus.Done : HandshakeStatus.NeedMore, Feed(machine, greeting.AsSpan(i, 1)));
        }

        Assert.Equal(MsePeer.Greeting(Torrent, OurId, 0x100005), Take(machine));
        Assert.Equal(new HandshakeResult(Torrent, new PeerId(TheirId), 0x1ff, CipherKind.Plain, null, null), machine.Result);
    }

    [Fact]
    public void A_plain_handshake_with_2_KiB_behind_it_leaves_them_untouched()
    {
        var machine = Incoming(EncryptionPolicy.Preferred);
        byte[] data = [.. TheirGreeting(), .. Enumerable.Range(0, 2048).Select(i => (byte)i)];
        var copy = data.ToArray();
        Assert.Equal(HandshakeStatus.Done, machine.Receive(0, data, out var consumed));
        Assert.Equal(68, consumed);
        Assert.Equal(68, machine.BytesReceived);
        Assert.Equal(copy, data);
    }

    [Fact]
    public void After_the_end_nothing_is_consumed()
    {
        var machine = Incoming(EncryptionPolicy.Preferred);
        Feed(machine, TheirGreeting());
        Assert.Equal(HandshakeStatus.Done, machine.Receive(0, new byte[5], out var consumed));
        Assert.Equal(0, consumed);
    }

    [Fact]
    public void After_a_failure_everything_is_consumed()
    {
        var machine = Incoming(EncryptionPolicy.Required);
        Assert.Equal(HandshakeStatus.Failed, machine.Receive(0, [.. TheirGreeting(), 1, 2], out var consumed));
        Assert.Equal(70, consumed);
        Assert.Throws<InvalidOperationException>(() => machine.Result);
    }

    [Fact]
    public void Policies_refuse_what_they_forbid_at_the_byte_that_decides()
    {
        var required = Incoming(EncryptionPolicy.Required);
        Assert.Equal(HandshakeStatus.NeedMore, Feed(required, TheirGreeting().AsSpan(0, 19)));
        Assert.Equal(HandshakeStatus.Failed, Feed(required, TheirGreeting().AsSpan(19, 1)));
        Assert.Equal(CloseReason.PlaintextRefused, required.Failure);

        var disabled = Incoming(EncryptionPolicy.Disabled);
        Assert.Equal(HandshakeStatus.NeedMore, Feed(disabled, [0x13]));
        Assert.Equal(HandshakeStatus.Failed, Feed(disabled, [0x14]));
        Assert.Equal(CloseReason.EncryptionRefused, disabled.Failure);
    }

    [Fact]
    public void A_plain_opening_sends_the_handshake_at_once_and_takes_the_answer()
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: false);
        Assert.Equal(MsePeer.Greeting(Torrent, OurId, 0x100005), Take(machine));
        Assert.Equal(HandshakeStatus.Done, Feed(machine, TheirGreeting()));
        Assert.Equal(CipherKind.Plain, machine.Result.Cipher);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    public void A_plain_opening_answered_by_something_else_fails(int matching)
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: false);
        Feed(machine, [.. TheirGreeting()[..matching], 0xee]);
        Assert.Equal(CloseReason.BadProtocolName, machine.Failure);
        Assert.False(machine.SawMseBytes);
    }

    [Theory]
    [InlineData(EncryptionPolicy.Required)]
    [InlineData(EncryptionPolicy.Allowed)]
    public void An_encrypted_opening_answered_in_plain_says_so_and_saw_no_key(EncryptionPolicy policy)
    {
        var machine = Outgoing(policy, encrypted: true);
        RunAndTake(machine);
        Feed(machine, TheirGreeting());
        Assert.Equal(CloseReason.PeerIsPlaintextOnly, machine.Failure);
        Assert.False(machine.SawMseBytes);
    }

    [Fact]
    public void Plain_handshakes_for_unknown_torrents_are_refused_before_the_peer_id()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        Feed(machine, TheirGreeting(new InfoHash("cccccccccccccccccccc"u8)).AsSpan(0, 48));
        Assert.Equal(CloseReason.UnknownInfoHash, machine.Failure);
        Assert.Equal(0, machine.Output.Length);
    }

    [Fact]
    public void Plain_answers_for_another_torrent_are_refused()
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: false);
        Feed(machine, TheirGreeting(OtherTorrent));
        Assert.Equal(CloseReason.InfoHashMismatch, machine.Failure);
    }

    [Fact]
    public void Our_own_peer_id_is_ourselves()
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: false);
        Feed(machine, MsePeer.Greeting(Torrent, OurId, 0));
        Assert.Equal(CloseReason.SelfConnection, machine.Failure);
    }

    [Theory]
    [InlineData(EncryptionPolicy.Disabled, true)]
    [InlineData(EncryptionPolicy.Required, false)]
    public void An_opening_that_the_policy_forbids_is_a_bug_of_the_caller(EncryptionPolicy policy, bool encrypted) =>
        Assert.Throws<ArgumentException>(() => Outgoing(policy, encrypted));

    [Fact]
    public void A_key_may_come_before_ours_was_computed()
    {
        var machine = Outgoing(EncryptionPolicy.Required, encrypted: true);
        var peer = new MsePeer(TheirExponent);
        Assert.Equal(HandshakeStatus.KeyExchange, Feed(machine, peer.PublicKey));
        var key = RunAndTake(machine);

        // Our key and packet 3 leave together.
        Assert.Equal(BigInteger.ModPow(2, new BigInteger(Exponent, isUnsigned: true, isBigEndian: true), MsePeer.P), new BigInteger(key.AsSpan(0, 96), isUnsigned: true, isBigEndian: true));
        Assert.Equal(96 + 124, key.Length);
        peer.Meet(key, Torrent);
        Feed(machine, [.. peer.Selection(2, 0), .. MsePeer.Apply(peer.StreamB, TheirGreeting())]);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
    }
}
