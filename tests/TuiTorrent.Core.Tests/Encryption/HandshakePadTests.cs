using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Rule R2 and the search for the end of a pad whose length nobody tells.</summary>
public class HandshakePadTests
{
    private static readonly byte[] TheirKey = new MsePeer(TheirExponent).PublicKey;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_608_bytes_before_our_answer_it_goes_on(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Assert.Equal(HandshakeStatus.KeyExchange, Feed(machine, [.. TheirKey, .. new byte[512]]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_609_bytes_before_our_answer_it_is_invalid_and_no_power_is_made(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Assert.Equal(HandshakeStatus.Failed, Feed(machine, [.. TheirKey, .. new byte[513]]));
        Assert.Equal(CloseReason.HandshakeUnsynchronised, machine.Failure);
        Assert.Null(machine.TakeKeyExchange());
        Assert.Equal(609, machine.BytesReceived);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bytes_that_come_while_the_powers_run_count(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Feed(machine, TheirKey);
        var exchange = machine.TakeKeyExchange()!;
        Assert.Equal(HandshakeStatus.KeyExchange, Feed(machine, new byte[512]));
        Assert.Equal(HandshakeStatus.Failed, Feed(machine, new byte[1]));
        Assert.Equal(CloseReason.HandshakeUnsynchronised, machine.Failure);
        exchange.Run();
        Assert.Equal(HandshakeStatus.Failed, machine.CompleteKeyExchange(0, exchange));
        Assert.Equal(0, machine.Output.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_rule_holds_until_our_packet_went_out(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Feed(machine, [.. TheirKey, .. new byte[512]]);
        Run(machine);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Status);
        Assert.Equal(HandshakeStatus.Failed, Feed(machine, new byte[1]));
        Assert.Equal(CloseReason.HandshakeUnsynchronised, machine.Failure);
    }

    [Fact]
    public void With_608_bytes_and_then_packet_3_behind_our_answer_it_works()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine, 512);
        Assert.Equal(HandshakeStatus.Done, Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())]));
    }

    [Theory]
    [InlineData(0, 512, true)]
    [InlineData(0, 513, false)]
    [InlineData(512, 0, true)]
    [InlineData(512, 1, false)]
    [InlineData(200, 312, true)]
    [InlineData(200, 313, false)]
    public void A_torrents_request_ends_at_byte_628_or_never(int padBefore, int padAfter, bool isFound)
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        var peer = MeetAccepting(machine, padBefore);
        Feed(machine, [.. new byte[padAfter], .. peer.Req1]);
        Assert.Equal(isFound ? "torrent" : "sync", machine.Phase);
        Assert.Equal(isFound ? CloseReason.None : CloseReason.HandshakeUnsynchronised, machine.Failure);
    }

    [Theory]
    [InlineData(0, 512, true)]
    [InlineData(0, 513, false)]
    [InlineData(512, 0, true)]
    [InlineData(512, 1, false)]
    [InlineData(200, 312, true)]
    [InlineData(200, 313, false)]
    public void A_verification_constant_ends_at_byte_616_or_never(int padBefore, int padAfter, bool isFound)
    {
        var machine = Outgoing(EncryptionPolicy.Required, encrypted: true);
        var peer = MeetConnecting(machine, out _, padBefore);
        var verification = peer.Selection(2, 0)[..8];
        Feed(machine, [.. new byte[padAfter], .. verification]);
        Assert.Equal(isFound ? "select" : "sync", machine.Phase);
        Assert.Equal(isFound ? CloseReason.None : CloseReason.HandshakeUnsynchronised, machine.Failure);
    }

    [Theory]
    [InlineData(true, 627)]
    [InlineData(false, 615)]
    public void Noise_is_given_up_at_the_very_byte_that_could_have_ended_it(bool isIncoming, int last)
    {
        var machine = Opened(isIncoming);
        Feed(machine, TheirKey);
        RunAndTake(machine);
        for (var n = 96; n < last; n++)
        {
            Assert.Equal(HandshakeStatus.NeedMore, Feed(machine, [1]));
        }

        Assert.Equal(HandshakeStatus.Failed, Feed(machine, [1]));
        Assert.Equal(last + 1, machine.BytesReceived);
    }

    [Fact]
    public void A_pad_that_ends_in_the_beginning_of_the_request_hides_nothing()
    {
        for (var prefix = 1; prefix < 20; prefix++)
        {
            var machine = Incoming(EncryptionPolicy.Allowed);
            var peer = MeetAccepting(machine);
            Feed(machine, peer.Req1.AsSpan(0, prefix));
            Assert.Equal(HandshakeStatus.Done, Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting())]));
        }
    }

    private static HandshakeMachine Opened(bool isIncoming)
    {
        var machine = isIncoming ? Incoming(EncryptionPolicy.Allowed) : Outgoing(EncryptionPolicy.Allowed, encrypted: true);
        RunAndTake(machine);
        return machine;
    }
}
