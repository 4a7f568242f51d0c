using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>What the handshake tests share: two torrents, two peers, and a hand that runs the powers.</summary>
internal static class Handshakes
{
    public static readonly InfoHash Torrent = new("aaaaaaaaaaaaaaaaaaaa"u8);
    public static readonly InfoHash OtherTorrent = new("bbbbbbbbbbbbbbbbbbbb"u8);
    public static readonly byte[] OurId = "-TT0100-abcdefghijkl"u8.ToArray();
    public static readonly byte[] TheirId = "-XX1234-zyxwvutsrqpo"u8.ToArray();
    public static readonly byte[] Exponent = [.. Enumerable.Range(0x41, 20).Select(i => (byte)i)];
    public static readonly byte[] TheirExponent = [.. Enumerable.Range(0x61, 20).Select(i => (byte)i)];

    public static HandshakeSettings Settings(EncryptionPolicy policy, IRandomSource random, byte[]? id = null) =>
        new(policy, new PeerId(id ?? OurId), 0x0000_0000_0010_0005, random);

    /// <summary>Runs the powers that a machine waits for.</summary>
    public static void Run(HandshakeMachine machine, long nowMs = 0)
    {
        while (machine.TakeKeyExchange() is { } exchange)
        {
            exchange.Run();
            machine.CompleteKeyExchange(nowMs, exchange);
        }
    }

    /// <summary>Takes what the machine has to send.</summary>
    public static byte[] Take(HandshakeMachine machine)
    {
        var bytes = machine.Output.ToArray();
        machine.OutputTaken();
        return bytes;
    }

    public static byte[] RunAndTake(HandshakeMachine machine, long nowMs = 0)
    {
        Run(machine, nowMs);
        return Take(machine);
    }

    public static HandshakeMachine Incoming(EncryptionPolicy policy, IHandshakeTrace? trace = null) =>
        HandshakeMachine.Incoming(0, Settings(policy, new ScriptedRandom(Exponent)), InfoHashIndex.Create([Torrent, OtherTorrent]), trace);

    public static HandshakeMachine Outgoing(EncryptionPolicy policy, bool encrypted, IHandshakeTrace? trace = null) =>
        HandshakeMachine.Outgoing(0, Settings(policy, new ScriptedRandom(Exponent)), Torrent, encrypted, trace);

    /// <summary>Gives the machine a copy of the bytes.</summary>
    public static HandshakeStatus Feed(HandshakeMachine machine, ReadOnlySpan<byte> data, long nowMs = 0) =>
        machine.Receive(nowMs, data.ToArray(), out _);

    /// <summary>Packets 1 and 2 with an accepting machine, so that the peer may send packet 3.</summary>
    public static MsePeer MeetAccepting(HandshakeMachine machine, int padLength = 0)
    {
        var peer = new MsePeer(TheirExponent);
        Feed(machine, [.. peer.PublicKey, .. new byte[padLength]]);
        peer.Meet(RunAndTake(machine), Torrent);
        return peer;
    }

    /// <summary>Packets 1 to 3 with a connecting machine, so that the peer may send packet 4.</summary>
    public static MsePeer MeetConnecting(HandshakeMachine machine, out byte[] proposal, int padLength = 0)
    {
        var peer = new MsePeer(TheirExponent);
        peer.Meet(RunAndTake(machine), Torrent);
        Feed(machine, [.. peer.PublicKey, .. new byte[padLength]]);
        proposal = RunAndTake(machine);
        return peer;
    }

    public static byte[] TheirGreeting(InfoHash? infoHash = null) => MsePeer.Greeting(infoHash ?? Torrent, TheirId, 0x1ff);
}
