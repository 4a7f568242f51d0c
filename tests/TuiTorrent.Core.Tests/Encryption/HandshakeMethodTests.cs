using System.Numerics;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Keys, names, methods, pads and initial payloads at their bounds.</summary>
public class HandshakeMethodTests
{
    public static TheoryData<int, bool> Keys => new()
    {
        { 0, false }, { 1, false }, { 2, true }, { -2, true }, { -1, false }, { int.MinValue, false }, { int.MaxValue, false },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Keys_are_taken_from_2_to_P_minus_2(int offset, bool isValid)
    {
        var key = MsePeer.Fixed(offset switch
        {
            int.MinValue => MsePeer.P,
            int.MaxValue => (BigInteger.One << 768) - 1,
            < 0 => MsePeer.P + offset,
            _ => offset,
        });
        Assert.Equal(isValid, DiffieHellman.IsValid(key));
        foreach (var machine in (HandshakeMachine[])[Incoming(EncryptionPolicy.Allowed), Outgoing(EncryptionPolicy.Allowed, encrypted: true)])
        {
            RunAndTake(machine);
            Feed(machine, key);
            Assert.Equal(isValid ? CloseReason.None : CloseReason.BadPublicKey, machine.Failure);
            Assert.Equal(isValid, machine.TakeKeyExchange() is not null);
        }
    }

    [Theory]
    [InlineData(EncryptionPolicy.Required, 0u, null)]
    [InlineData(EncryptionPolicy.Required, 1u, null)]
    [InlineData(EncryptionPolicy.Required, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Required, 3u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Required, 0xfffffffeu, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Required, 0xfffffffcu, null)]
    [InlineData(EncryptionPolicy.Preferred, 0u, null)]
    [InlineData(EncryptionPolicy.Preferred, 1u, CipherKind.MsePlaintext)]
    [InlineData(EncryptionPolicy.Preferred, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Preferred, 3u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Preferred, 0xfffffffcu, null)]
    [InlineData(EncryptionPolicy.Allowed, 0u, null)]
    [InlineData(EncryptionPolicy.Allowed, 1u, CipherKind.MsePlaintext)]
    [InlineData(EncryptionPolicy.Allowed, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Allowed, 3u, CipherKind.MsePlaintext)]
    [InlineData(EncryptionPolicy.Allowed, 0xfffffffeu, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Allowed, 0xffffffffu, CipherKind.MsePlaintext)]
    public void Of_what_is_provided_the_policy_selects(EncryptionPolicy policy, uint provide, CipherKind? expected)
    {
        var machine = Incoming(policy);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(provide, 0, TheirGreeting())]);
        if (expected is null)
        {
            Assert.Equal(CloseReason.NoCommonCryptoMethod, machine.Failure);
            return;
        }

        Assert.Equal(HandshakeStatus.Done, machine.Status);
        Assert.Equal(expected, machine.Result.Cipher);
        var selection = MsePeer.Apply(peer.StreamB, machine.Output[..14]);
        Assert.Equal(expected == CipherKind.Rc4 ? 2 : 1, selection[11]);
        Assert.All(selection.Where((_, i) => i != 11), b => Assert.Equal(0, b));
        var greeting = machine.Output[14..].ToArray();
        Assert.Equal(
            MsePeer.Greeting(Torrent, OurId, 0x100005),
            expected == CipherKind.Rc4 ? MsePeer.Apply(peer.StreamB, greeting) : greeting);
    }

    [Theory]
    [InlineData(EncryptionPolicy.Required, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Required, 1u, null)]
    [InlineData(EncryptionPolicy.Required, 3u, null)]
    [InlineData(EncryptionPolicy.Preferred, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Preferred, 1u, null)]
    [InlineData(EncryptionPolicy.Allowed, 0u, null)]
    [InlineData(EncryptionPolicy.Allowed, 1u, CipherKind.MsePlaintext)]
    [InlineData(EncryptionPolicy.Allowed, 2u, CipherKind.Rc4)]
    [InlineData(EncryptionPolicy.Allowed, 3u, null)]
    [InlineData(EncryptionPolicy.Allowed, 4u, null)]
    [InlineData(EncryptionPolicy.Allowed, 0x80000001u, null)]
    public void Exactly_one_method_that_we_offered_may_be_selected(EncryptionPolicy policy, uint select, CipherKind? expected)
    {
        var machine = Outgoing(policy, encrypted: true);
        var peer = MeetConnecting(machine, out _);
        Feed(machine, peer.Selection(select, 0));
        if (expected is null)
        {
            Assert.Equal(CloseReason.BadCryptoSelect, machine.Failure);
            return;
        }

        var greeting = TheirGreeting();
        Feed(machine, expected == CipherKind.Rc4 ? MsePeer.Apply(peer.StreamB, greeting) : greeting);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
        Assert.Equal(expected, machine.Result.Cipher);
        Assert.Equal(0x1fful, machine.Result.TheirReserved);
        Assert.Equal(expected == CipherKind.Rc4, machine.Result.Inbound is not null && machine.Result.Outbound is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(512, true)]
    [InlineData(513, false)]
    [InlineData(0x8000, false)]
    [InlineData(0xffff, false)]
    public void Pads_inside_the_encryption_have_at_most_512_bytes(int length, bool isValid)
    {
        var accepting = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(accepting);
        Feed(accepting, [.. peer.Names(Torrent), .. peer.Proposal(2, isValid ? length : 0, TheirGreeting(), claimedPad: length)]);
        Assert.Equal(isValid ? CloseReason.None : CloseReason.PadTooLong, accepting.Failure);
        Assert.Equal(isValid, accepting.Status == HandshakeStatus.Done);

        var connecting = Outgoing(EncryptionPolicy.Required, encrypted: true);
        peer = MeetConnecting(connecting, out _);
        Feed(connecting, peer.Selection(2, isValid ? length : 0, claimedPad: length));
        Feed(connecting, MsePeer.Apply(peer.StreamB, TheirGreeting()));
        Assert.Equal(isValid ? CloseReason.None : CloseReason.PadTooLong, connecting.Failure);
        Assert.Equal(isValid, connecting.Status == HandshakeStatus.Done);
    }

    [Theory]
    [InlineData(2u, 0, CipherKind.Rc4)]
    [InlineData(2u, 1, CipherKind.Rc4)]
    [InlineData(2u, 67, CipherKind.Rc4)]
    [InlineData(2u, 68, CipherKind.Rc4)]
    [InlineData(2u, 69, CipherKind.Rc4)]
    [InlineData(2u, 65535, CipherKind.Rc4)]
    [InlineData(3u, 0, CipherKind.MsePlaintext)]
    [InlineData(3u, 48, CipherKind.MsePlaintext)]
    [InlineData(3u, 68, CipherKind.MsePlaintext)]
    [InlineData(3u, 69, CipherKind.Rc4)]
    [InlineData(1u, 68, CipherKind.MsePlaintext)]
    [InlineData(1u, 69, null)]
    [InlineData(1u, 65535, null)]
    public void Initial_payload_of_any_length_is_read_in_rc4_and_the_rest_in_the_selected_method(uint provide, int length, CipherKind? expected)
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine);
        byte[] stream = [.. TheirGreeting(), .. Enumerable.Range(0, 65600).Select(i => (byte)i)];
        byte[] packet = [.. peer.Names(Torrent), .. peer.Proposal(provide, 0, stream[..length])];
        byte[] behind = stream[length..(length + 100)];
        packet = [.. packet, .. expected == CipherKind.Rc4 ? MsePeer.Apply(peer.StreamA, behind) : behind];
        var status = machine.Receive(0, packet, out var consumed);
        if (expected is null)
        {
            Assert.Equal(CloseReason.InitialPayloadTooLong, machine.Failure);
            return;
        }

        Assert.Equal(HandshakeStatus.Done, status);
        Assert.Equal(expected, machine.Result.Cipher);
        Assert.Equal(new PeerId(TheirId), machine.Result.TheirPeerId);
        var rest = packet.AsSpan(consumed);
        machine.Result.Inbound?.Process(rest);
        Assert.Equal(stream[68..(length + 100)], rest.ToArray());
    }

    [Fact]
    public void A_torrent_that_we_do_not_have_is_refused()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine);
        Feed(machine, peer.Names(new InfoHash("cccccccccccccccccccc"u8)));
        Assert.Equal(CloseReason.UnknownInfoHash, machine.Failure);
    }

    [Fact]
    public void The_greeting_must_name_the_torrent_of_the_shared_key()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting(OtherTorrent))]);
        Assert.Equal(CloseReason.InfoHashMismatch, machine.Failure);
    }

    [Fact]
    public void An_answer_for_another_torrent_is_refused()
    {
        var machine = Outgoing(EncryptionPolicy.Required, encrypted: true);
        var peer = MeetConnecting(machine, out _);
        Feed(machine, [.. peer.Selection(2, 0), .. MsePeer.Apply(peer.StreamB, TheirGreeting(OtherTorrent))]);
        Assert.Equal(CloseReason.InfoHashMismatch, machine.Failure);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_hybrid_torrent_is_found_by_either_hash(bool keyIsFirst, bool greetingIsFirst)
    {
        InfoHash first = Torrent, second = OtherTorrent;
        var index = InfoHashIndex.Create([KeyValuePair.Create(first, first), KeyValuePair.Create(second, first)]);
        var machine = HandshakeMachine.Incoming(0, Settings(EncryptionPolicy.Required, new ScriptedRandom(Exponent)), index, null);
        var key = keyIsFirst ? first : second;
        var peer = new MsePeer(TheirExponent);
        Feed(machine, peer.PublicKey);
        peer.Meet(RunAndTake(machine), key);
        var greeting = greetingIsFirst ? first : second;
        Feed(machine, [.. peer.Names(key), .. peer.Proposal(2, 0, TheirGreeting(greeting))]);
        Assert.Equal(first, machine.Result.InfoHash);

        // The answer uses the name by which the peer asked.
        var answer = MsePeer.Apply(peer.StreamB, machine.Output)[14..];
        Assert.Equal(greeting, new InfoHash(answer.AsSpan(28)));
    }
}
