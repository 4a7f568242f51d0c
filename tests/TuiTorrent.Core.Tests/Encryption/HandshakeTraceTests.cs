using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>A closed socket says nothing; the phase and the count of bytes do.</summary>
public class HandshakeTraceTests
{
    [Fact]
    public void An_incoming_exchange_tells_each_phase_with_its_bytes()
    {
        var trace = new Recorder();
        var machine = Incoming(EncryptionPolicy.Preferred, trace);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(2, 3, TheirGreeting())], 250);
        Assert.Equal(
            ["classify 0", "key 20", "exchange 96", "sync 96", "torrent 116", "provide 136", "pad 150", "payload 153", "greeting 155", "done 223"],
            trace.Events.Select(e => $"{e.Phase} {e.Bytes}"));
        Assert.All(trace.Events, e => Assert.True(e.IsIncoming && e.Verdict == CloseReason.None));
        Assert.Equal((250, HandshakeStatus.Done), (trace.Events[^1].NowMs, trace.Events[^1].Status));
    }

    [Fact]
    public void An_outgoing_exchange_tells_each_phase()
    {
        var trace = new Recorder();
        var machine = Outgoing(EncryptionPolicy.Required, encrypted: true, trace);
        var peer = MeetConnecting(machine, out _);
        Feed(machine, [.. peer.Selection(2, 0), .. MsePeer.Apply(peer.StreamB, TheirGreeting())]);
        Assert.Equal(["classify", "key", "exchange", "sync", "select", "greeting", "done"], trace.Events.Select(e => e.Phase));
    }

    [Fact]
    public void A_failure_is_told_once_with_the_phase_that_it_ended_and_the_last_count()
    {
        var trace = new Recorder();
        var machine = Incoming(EncryptionPolicy.Preferred, trace);
        var peer = MeetAccepting(machine);
        Feed(machine, [.. peer.Names(Torrent), .. peer.Proposal(0, 0, TheirGreeting())], 7);
        machine.Tick(60_000);
        var last = Assert.Single(trace.Events, e => e.Status == HandshakeStatus.Failed);
        Assert.Equal(new HandshakeEvent(7, true, "provide", 96 + 124, HandshakeStatus.Failed, CloseReason.NoCommonCryptoMethod), last);
        Assert.Equal("provide", machine.Phase);
    }

    [Fact]
    public void The_torrent_is_known_as_soon_as_it_was_named()
    {
        var machine = Incoming(EncryptionPolicy.Preferred);
        Assert.Null(machine.InfoHash);
        var peer = MeetAccepting(machine);
        Assert.Null(machine.InfoHash);
        Feed(machine, peer.Names(Torrent));
        Assert.Equal(Torrent, machine.InfoHash);
        Assert.Equal(Torrent, Outgoing(EncryptionPolicy.Required, encrypted: true).InfoHash);
    }

    private sealed class Recorder : IHandshakeTrace
    {
        public List<HandshakeEvent> Events { get; } = [];

        public void Event(in HandshakeEvent e) => Events.Add(e);
    }
}
