using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Tests.Encryption;

namespace TuiTorrent.Fuzz.Targets;

/// <summary>Both sides of the handshake. Our exponent and pad are fixed, so an input can hold the other side's encrypted packets.</summary>
internal static class HandshakeTargets
{
    private const uint Both = 3;
    private const uint Rc4 = 2;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("mse-in", Incoming, IncomingSeeds, 1 << 20),
        new("mse-out", Outgoing, OutgoingSeeds, 1 << 20),
    ];

    private static byte[] Greeting => MsePeer.Greeting(Handshakes.Torrent, Handshakes.TheirId, 0x100005);

    private static void Incoming(byte[] input) => Run(
        HandshakeMachine.Incoming(0, Handshakes.Settings(EncryptionPolicy.Preferred, Ours), InfoHashIndex.Create([Handshakes.Torrent]), null), input);

    private static void Outgoing(byte[] input) => Run(
        HandshakeMachine.Outgoing(0, Handshakes.Settings(EncryptionPolicy.Preferred, Ours), Handshakes.Torrent, encrypted: true, null), input);

    private static ScriptedRandom Ours => new(Handshakes.Exponent, padLength: 7);

    private static void Run(HandshakeMachine machine, byte[] input)
    {
        Handshakes.RunAndTake(machine);
        var at = 0;
        for (var step = 96; at < input.Length && machine.Status is not (HandshakeStatus.Done or HandshakeStatus.Failed); step = 1 + input.Length % 50)
        {
            var part = input.AsSpan(at, Math.Min(step, input.Length - at)).ToArray();
            machine.Receive(at, part, out var consumed);
            FuzzTarget.Require(consumed == part.Length || machine.Status == HandshakeStatus.Done, "bytes were left without being done");
            at += consumed;
            Handshakes.RunAndTake(machine, at);
        }

        FuzzTarget.Require(machine.BytesReceived <= input.Length, "more was received than sent");
        if (machine.Status is not (HandshakeStatus.Done or HandshakeStatus.Failed))
        {
            FuzzTarget.Require(machine.Tick(70_000) == HandshakeStatus.Failed, "it never ends");
        }

        FuzzTarget.Require(machine.Status == HandshakeStatus.Done == (machine.Failure == Core.Session.CloseReason.None), "done and failed");
    }

    private static IEnumerable<byte[]> IncomingSeeds()
    {
        var ourKey = new MsePeer(Handshakes.Exponent).PublicKey;
        yield return Greeting;
        foreach (var (provide, pad, initial) in new[] { (Both, 0, Greeting), (Rc4, 20, Greeting), (1u, 3, []), (Rc4, 0, []) })
        {
            var peer = new MsePeer(Handshakes.TheirExponent);
            peer.Meet(ourKey, Handshakes.Torrent);
            byte[] start = [.. peer.PublicKey, .. new byte[pad], .. peer.Names(Handshakes.Torrent), .. peer.Proposal(provide, pad, initial)];
            yield return initial.Length > 0 ? start : [.. start, .. provide == Rc4 ? MsePeer.Apply(peer.StreamA, Greeting) : Greeting];
        }
    }

    private static IEnumerable<byte[]> OutgoingSeeds()
    {
        var ourKey = new MsePeer(Handshakes.Exponent).PublicKey;
        yield return Greeting;
        foreach (var (select, pad) in new[] { (Rc4, 0), (Rc4, 33), (1u, 0), (1u, 9) })
        {
            var peer = new MsePeer(Handshakes.TheirExponent);
            peer.Meet(ourKey, Handshakes.Torrent);
            byte[] start = [.. peer.PublicKey, .. new byte[pad], .. peer.Selection(select, pad)];
            yield return [.. start, .. select == Rc4 ? MsePeer.Apply(peer.StreamB, Greeting) : Greeting];
        }
    }
}
