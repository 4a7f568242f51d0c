using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Rule R1 and the deadlines, on a clock that only these tests move.</summary>
public class HandshakeTimingTests
{
    private static readonly byte[] TheirKey = new MsePeer(TheirExponent).PublicKey;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_95_bytes_after_30_seconds_it_is_invalid(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Feed(machine, TheirKey.AsSpan(0, 95), 29_999);
        Assert.Equal(30_000, machine.NextDeadlineMs);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(29_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(30_000));
        Assert.Equal(CloseReason.HandshakeTooShort, machine.Failure);
        Assert.Equal(95, machine.BytesReceived);
        Assert.Equal(long.MaxValue, machine.NextDeadlineMs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_the_96th_byte_after_29_9_seconds_it_goes_on(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Feed(machine, TheirKey.AsSpan(0, 95), 1_000);
        Assert.Equal(HandshakeStatus.KeyExchange, Feed(machine, TheirKey.AsSpan(95), 29_900));
        Assert.Equal(HandshakeStatus.KeyExchange, machine.Tick(30_000));
        Assert.Equal(60_000, machine.NextDeadlineMs);
        Run(machine, 30_000);
        Assert.NotEmpty(Take(machine));
    }

    [Fact]
    public void The_96th_byte_at_30_seconds_is_too_late_even_if_no_tick_came_before()
    {
        var machine = Opened(isIncoming: true);
        Feed(machine, TheirKey.AsSpan(0, 95), 29_999);
        Assert.Equal(HandshakeStatus.Failed, Feed(machine, TheirKey.AsSpan(95), 30_000));
        Assert.Null(machine.TakeKeyExchange());
    }

    [Fact]
    public void A_peer_that_is_neither_plain_nor_encrypted_yet_is_invalid_after_30_seconds()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        Feed(machine, TheirGreeting().AsSpan(0, 19));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(30_000));
        Assert.Equal(CloseReason.HandshakeTooShort, machine.Failure);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(67)]
    public void A_plain_handshake_must_be_whole_after_30_seconds(int length)
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        Feed(machine, TheirGreeting().AsSpan(0, length));
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(29_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(30_000));
        Assert.Equal(CloseReason.HandshakeTimeout, machine.Failure);
    }

    [Fact]
    public void A_plain_opening_that_nobody_answers_times_out_after_30_seconds()
    {
        var machine = Outgoing(EncryptionPolicy.Allowed, encrypted: false);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(29_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(30_000));
        Assert.Equal(CloseReason.HandshakeTimeout, machine.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_state_lasts_longer_than_60_seconds(bool isIncoming)
    {
        var machine = Opened(isIncoming);
        Feed(machine, TheirKey);
        RunAndTake(machine);
        Assert.Equal("sync", machine.Phase);
        Assert.Equal(60_000, machine.NextDeadlineMs);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(59_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(60_000));
        Assert.Equal(CloseReason.HandshakeTimeout, machine.Failure);
    }

    [Fact]
    public void An_encrypted_greeting_that_drips_ends_after_60_seconds()
    {
        var machine = Incoming(EncryptionPolicy.Preferred);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 0, TheirGreeting()[..67], claimedInitial: 68)]);
        Assert.Equal("greeting", machine.Phase);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(59_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(60_000));
    }

    [Fact]
    public void Powers_that_finish_after_the_deadline_are_ignored()
    {
        var machine = Opened(isIncoming: true);
        Feed(machine, TheirKey);
        var exchange = machine.TakeKeyExchange();
        exchange!.Run();
        machine.Tick(60_000);
        Assert.Equal(HandshakeStatus.Failed, machine.CompleteKeyExchange(60_001, exchange));
        Assert.Equal(0, machine.Output.Length);
    }

    [Fact]
    public void Time_begins_at_accept_not_at_zero()
    {
        var settings = Settings(EncryptionPolicy.Allowed, new ScriptedRandom(Exponent));
        var machine = HandshakeMachine.Incoming(1_000_000, settings, InfoHashIndex.Empty, null);
        Assert.Equal(1_030_000, machine.NextDeadlineMs);
        Assert.Equal(HandshakeStatus.NeedMore, machine.Tick(1_029_999));
        Assert.Equal(HandshakeStatus.Failed, machine.Tick(1_030_000));
    }

    [Fact]
    public void A_finished_handshake_has_no_deadline()
    {
        var machine = Incoming(EncryptionPolicy.Allowed);
        Feed(machine, TheirGreeting());
        Assert.Equal(long.MaxValue, machine.NextDeadlineMs);
        Assert.Equal(HandshakeStatus.Done, machine.Tick(60_000));
    }

    private static HandshakeMachine Opened(bool isIncoming)
    {
        var machine = isIncoming ? Incoming(EncryptionPolicy.Allowed) : Outgoing(EncryptionPolicy.Allowed, encrypted: true);
        RunAndTake(machine);
        return machine;
    }
}
