using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>What has bitten other clients in the wild, each as a test of ours.</summary>
public class InteropBugTests
{
    private static readonly InfoHash VectorTorrent = new([.. Enumerable.Range(0, 20).Select(i => (byte)i)]);

    [Theory]
    [InlineData(0xb7)] // The secret begins with a zero byte.
    [InlineData(0x4e)] // The accepting side's key does.
    public void Short_numbers_are_padded_on_the_left(byte last)
    {
        byte[] a = [.. Enumerable.Range(0x01, 20).Select(i => (byte)i)];
        byte[] b = [.. Enumerable.Range(0x21, 19).Select(i => (byte)i), last];
        var accepting = HandshakeMachine.Incoming(
            0, Settings(EncryptionPolicy.Required, new ScriptedRandom(b)), InfoHashIndex.Create([VectorTorrent]), null);
        var peer = new MsePeer(a);
        Feed(accepting, peer.PublicKey);
        peer.Meet(RunAndTake(accepting), VectorTorrent);
        Assert.Equal(HandshakeStatus.Done, Feed(accepting, [.. peer.Names(VectorTorrent), .. peer.Proposal(2, 0, TheirGreeting(VectorTorrent))]));

        var connecting = HandshakeMachine.Outgoing(
            0, Settings(EncryptionPolicy.Required, new ScriptedRandom(a)), VectorTorrent, encrypted: true, null);
        peer = new MsePeer(b);
        peer.Meet(RunAndTake(connecting), VectorTorrent);
        Feed(connecting, peer.PublicKey);
        Assert.Equal(peer.Names(VectorTorrent), RunAndTake(connecting)[..40]);
        Feed(connecting, [.. peer.Selection(2, 0), .. MsePeer.Apply(peer.StreamB, TheirGreeting(VectorTorrent))]);
        Assert.Equal(HandshakeStatus.Done, connecting.Status);
    }

    [Fact]
    public void Plaintext_selected_by_the_peer_is_no_error()
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: true);
        var peer = MeetConnecting(machine, out _);
        Feed(machine, [.. peer.Selection(1, 0), .. TheirGreeting()]);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
        Assert.Equal(CipherKind.MsePlaintext, machine.Result.Cipher);
        Assert.Null(machine.Result.Inbound ?? machine.Result.Outbound);
    }

    [Fact]
    public void A_retry_shares_nothing_with_the_first_try()
    {
        var settings = Settings(EncryptionPolicy.Preferred, new SeededRandomSource(5));
        var first = HandshakeMachine.Outgoing(0, settings, Torrent, encrypted: true, null);
        var second = HandshakeMachine.Outgoing(0, settings, Torrent, encrypted: true, null);
        Assert.NotEqual(RunAndTake(first)[..96], RunAndTake(second)[..96]);

        var plain = HandshakeMachine.Outgoing(0, settings, Torrent, encrypted: false, null);
        Assert.Equal(MsePeer.Greeting(Torrent, OurId, 0x100005), Take(plain));
        Feed(plain, TheirGreeting());
        Assert.Null(plain.Result.Outbound);
    }

    [Fact]
    public void Everything_behind_packet_4_in_one_segment_is_used_at_once()
    {
        var machine = Outgoing(EncryptionPolicy.Required, encrypted: true);
        var peer = MeetConnecting(machine, out _);
        byte[] messages = [.. Enumerable.Range(0, 400).Select(i => (byte)i)];
        byte[] segment = [.. new byte[77], .. peer.Selection(2, 265), .. MsePeer.Apply(peer.StreamB, [.. TheirGreeting(), .. messages])];
        Assert.Equal(HandshakeStatus.Done, machine.Receive(0, segment, out var consumed));
        var rest = segment.AsSpan(consumed);
        machine.Result.Inbound!.Process(rest);
        Assert.Equal(messages, rest.ToArray());
    }

    [Fact]
    public void A_verification_constant_that_is_not_zero_is_noticed()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting(), verification: 1)]);
        Assert.Equal(CloseReason.BadVerificationConstant, machine.Failure);
    }

    [Fact]
    public void A_stopped_torrent_is_not_accepted()
    {
        var machine = HandshakeMachine.Incoming(
            0, Settings(EncryptionPolicy.Allowed, new ScriptedRandom(Exponent)), InfoHashIndex.Create([OtherTorrent]), null);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())]);
        Assert.Equal(CloseReason.UnknownInfoHash, machine.Failure);
    }

    [Fact]
    public void Packets_that_nobody_took_yet_are_not_lost()
    {
        var machine = Incoming(EncryptionPolicy.Required);
        var peer = MeetAccepting(machine);
        var packet = (byte[])[.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())];
        Feed(machine, packet.AsSpan(0, 56));
        Assert.Equal(14, machine.Output.Length);
        Feed(machine, packet.AsSpan(56));
        var sent = MsePeer.Apply(peer.StreamB, Take(machine));
        Assert.Equal(14 + 68, sent.Length);
        Assert.Equal(MsePeer.Greeting(Torrent, OurId, 0x100005), sent[14..]);
    }

    [Fact]
    public void Both_pads_at_their_longest_fit()
    {
        var connecting = HandshakeMachine.Outgoing(
            0, Settings(EncryptionPolicy.Required, new ScriptedRandom(Exponent, 512, 0xff)), Torrent, encrypted: true, null);
        Assert.Equal(608, RunAndTake(connecting).Length);
        var peer = new MsePeer(TheirExponent);
        peer.Meet(new MsePeer(Exponent).PublicKey, Torrent);
        Feed(connecting, [.. peer.PublicKey, .. new byte[512]]);
        RunAndTake(connecting);
        Feed(connecting, [.. peer.Selection(2, 512), .. MsePeer.Apply(peer.StreamB, TheirGreeting())]);
        Assert.Equal(HandshakeStatus.Done, connecting.Status);
    }

    [Fact]
    public void Pads_of_every_length_are_made()
    {
        var settings = Settings(EncryptionPolicy.Required, new SeededRandomSource(3));
        var lengths = Enumerable.Range(0, 40).Select(_ =>
        {
            var machine = HandshakeMachine.Outgoing(0, settings, Torrent, encrypted: true, null);
            return RunAndTake(machine).Length;
        }).ToHashSet();
        Assert.All(lengths, n => Assert.InRange(n, 96, 608));
        Assert.True(lengths.Count > 30);
    }

    [Theory]
    [InlineData(EncryptionPolicy.Required, 2, 68)]
    [InlineData(EncryptionPolicy.Preferred, 2, 68)]
    [InlineData(EncryptionPolicy.Allowed, 3, 0)]
    public void Our_initial_payload_is_one_handshake_and_only_where_rc4_is_all_we_offer(EncryptionPolicy policy, int provide, int length)
    {
        var machine = Outgoing(policy, encrypted: true);
        var peer = MeetConnecting(machine, out var packet);
        Assert.Equal(peer.Names(Torrent), packet[..40]);
        var header = MsePeer.Apply(peer.StreamA, packet.AsSpan(40));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)provide, 0, 0, 0, (byte)length], header[..16]);
        Assert.Equal(length == 0 ? [] : MsePeer.Greeting(Torrent, OurId, 0x100005), header[16..]);
    }

    [Theory]
    [InlineData(CipherKind.MsePlaintext)]
    [InlineData(CipherKind.Rc4)]
    public void Where_both_were_offered_our_handshake_follows_the_selection(CipherKind selected)
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: true);
        var peer = MeetConnecting(machine, out _);
        MsePeer.Apply(peer.StreamA, new byte[16]);
        Feed(machine, peer.Selection(selected == CipherKind.Rc4 ? 2u : 1u, 0));
        var greeting = Take(machine);
        Assert.Equal(
            MsePeer.Greeting(Torrent, OurId, 0x100005),
            selected == CipherKind.Rc4 ? MsePeer.Apply(peer.StreamA, greeting) : greeting);
    }

    [Theory]
    [InlineData(0x8000)]
    [InlineData(0xffff)]
    public void Lengths_are_never_negative(int length)
    {
        var machine = Incoming(EncryptionPolicy.Required);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting(), claimedInitial: length)]);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
    }

    [Fact]
    public void A_plain_retry_is_allowed_until_the_first_byte_of_a_key()
    {
        var machine = Outgoing(EncryptionPolicy.Preferred, encrypted: true);
        RunAndTake(machine);
        Assert.False(machine.SawMseBytes);
        Feed(machine, [0x13]);
        Assert.False(machine.SawMseBytes);
        Feed(machine, [0x14]);
        Assert.True(machine.SawMseBytes);
    }

    [Fact]
    public void A_long_encrypted_stream_behind_the_handshake_stays_right()
    {
        var machine = Incoming(EncryptionPolicy.Required);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())]);
        MsePeer.Apply(peer.StreamB, Take(machine));
        var data = new byte[200_000];
        new Random(1).NextBytes(data);
        var inbound = MsePeer.Apply(peer.StreamA, data);
        machine.Result.Inbound!.Process(inbound);
        Assert.True(inbound.AsSpan().SequenceEqual(data));
        var outbound = data.ToArray();
        machine.Result.Outbound!.Process(outbound);
        Assert.True(outbound.AsSpan().SequenceEqual(MsePeer.Apply(peer.StreamB, data)));
    }
}
