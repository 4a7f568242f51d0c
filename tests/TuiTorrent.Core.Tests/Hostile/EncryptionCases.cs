using System.Numerics;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Tests.Encryption;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group E: handshakes, plain and MSE, that are wrong, endless or only just right. The bytes are all that the peer sends.</summary>
public static class EncryptionCases
{
    private static readonly MsePeer Template = Met();

    private static byte[] Key => Template.PublicKey;

    private static byte[] Names => Template.Names(Torrent);

    public static IEnumerable<HostileCase> All() =>
        [.. Keys(), .. Pads(), .. Proposals(), .. Selections(), .. Switches(), .. Greetings(), .. Floods(), .. Cuts()];

    private static IEnumerable<HostileCase> Keys()
    {
        var p = MsePeer.P;
        (string Id, BigInteger Value, bool IsValid)[] keys =
        [
            ("E1 Y=0", 0, false), ("E2 Y=1", 1, false), ("E2 Y=2", 2, true), ("E3 Y=P-2", p - 2, true), ("E3 Y=P-1", p - 1, false),
            ("E3 Y=P", p, false), ("E3 Y=P+1", p + 1, false), ("E3 Y=2^768-1", (BigInteger.One << 768) - 1, false),
        ];
        foreach (var (id, value, isValid) in keys)
        {
            var verdict = isValid ? "drop HandshakeTimeout" : "drop BadPublicKey";
            yield return HostileCase.Of(id + " to us", verdict, MsePeer.Fixed(value), Accepting);
            yield return HostileCase.Of(id + " as answer", verdict, MsePeer.Fixed(value), Connecting);
        }
    }

    private static IEnumerable<HostileCase> Pads()
    {
        byte[] proposal = [.. Names, .. Met().Proposal(2, 0, TheirGreeting())];
        foreach (var pad in (int[])[0, 1, 511, 512])
        {
            yield return HostileCase.Of($"E4 PadA {pad}", "accept Rc4", [.. Key, .. new byte[pad], .. proposal], Accepting);
        }

        yield return HostileCase.Of("E4 PadA 513", "drop HandshakeUnsynchronised", [.. Key, .. new byte[513], .. proposal], Accepting);
        yield return HostileCase.Of("E5 no sync in 531 bytes", "drop HandshakeTimeout", [.. Key, .. new byte[531]], Accepting);
        yield return HostileCase.Of("E5 no sync in 532 bytes", "drop HandshakeUnsynchronised", [.. Key, .. new byte[532]], Accepting);
        yield return HostileCase.Of("E5 half a sync, over and over", "drop HandshakeUnsynchronised", [.. Key, .. Repeated(Names[..19], 60)], Accepting);
        yield return HostileCase.Of("E6 endless pad", "drop HandshakeUnsynchronised", [.. Key, .. new byte[1 << 20]], Accepting);
        yield return HostileCase.Of("E6 endless pad at once", "drop HandshakeUnsynchronised", [.. Key, .. new byte[1 << 20]], AcceptingAtOnce);
        yield return HostileCase.Of("E6 609 bytes at once", "drop HandshakeUnsynchronised", [.. Key, .. new byte[513]], AcceptingAtOnce);
        yield return HostileCase.Of("E6 608 bytes at once", "drop HandshakeTimeout", [.. Key, .. new byte[512]], AcceptingAtOnce);
        yield return HostileCase.Of("E12 no VC in 519 bytes", "drop HandshakeTimeout", [.. Key, .. new byte[519]], Connecting);
        yield return HostileCase.Of("E12 no VC in 520 bytes", "drop HandshakeUnsynchronised", [.. Key, .. new byte[520]], Connecting);
        yield return HostileCase.Of("E12 endless answer", "drop HandshakeUnsynchronised", [.. Key, .. new byte[1 << 20]], Connecting);
    }

    private static IEnumerable<HostileCase> Proposals()
    {
        yield return HostileCase.Of("E7 unknown SKEY", "drop UnknownInfoHash", [.. Key, .. Template.Names(new InfoHash("cccccccccccccccccccc"u8))], Accepting);
        yield return HostileCase.Of("E7 SKEY of zeros", "drop UnknownInfoHash", [.. Key, .. Names[..20], .. new byte[20]], Accepting);
        yield return Proposal("E8 provide 0", "drop NoCommonCryptoMethod", p => p.Proposal(0, 0, TheirGreeting()));
        yield return Proposal("E8 provide unknown bits", "drop NoCommonCryptoMethod", p => p.Proposal(0xfffffffc, 0, TheirGreeting()));
        yield return Proposal("E8 provide unknown bits and RC4", "accept Rc4", p => p.Proposal(0xfffffffe, 0, TheirGreeting()));
        yield return Proposal("E8 provide all bits", "accept MsePlaintext", p => p.Proposal(uint.MaxValue, 0, TheirGreeting()));
        yield return Proposal("E8 provide plaintext", "accept MsePlaintext", p => p.Proposal(1, 0, TheirGreeting()));
        yield return Proposal("E10 PadC 512", "accept Rc4", p => p.Proposal(2, 512, TheirGreeting()));
        yield return Proposal("E10 PadC 513", "drop PadTooLong", p => p.Proposal(2, 513, TheirGreeting()));
        yield return Proposal("E10 PadC 0x8000", "drop PadTooLong", p => p.Proposal(2, 0, TheirGreeting(), claimedPad: 0x8000));
        yield return Proposal("E10 PadC 65535", "drop PadTooLong", p => p.Proposal(2, 0, TheirGreeting(), claimedPad: 65535));
        yield return Proposal("E10 PadC 512 claimed, none sent", "drop HandshakeTimeout", p => p.Proposal(2, 0, [], claimedPad: 512));
        yield return Proposal("E10 VC not zero", "drop BadVerificationConstant", p => p.Proposal(2, 0, TheirGreeting(), verification: 0x80));
        yield return Proposal("E16 IA 65535 of zeros", "drop BadProtocolName", p => p.Proposal(2, 0, new byte[65535]));
        yield return Proposal("E16 IA 65535 claimed, 68 sent", "accept Rc4", p => p.Proposal(2, 0, TheirGreeting(), claimedInitial: 65535));
        yield return Proposal("E16 IA 69 for plaintext", "drop InitialPayloadTooLong", p => p.Proposal(1, 0, [.. TheirGreeting(), 0]));
        yield return Proposal("E16 IA 68 for plaintext", "accept MsePlaintext", p => p.Proposal(1, 0, TheirGreeting()));
        yield return Proposal("E16 IA 0 and silence", "drop HandshakeTimeout", p => p.Proposal(2, 0, []));
        yield return Proposal("E16 IA for another torrent", "drop InfoHashMismatch", p => p.Proposal(2, 0, TheirGreeting(OtherTorrent)));
        yield return Proposal("E16 IA for an unknown torrent", "drop UnknownInfoHash", p => p.Proposal(2, 0, TheirGreeting(new InfoHash("cccccccccccccccccccc"u8))));
        yield return Proposal("E16 IA with our own peer id", "drop SelfConnection", p => p.Proposal(2, 0, MsePeer.Greeting(Torrent, OurId, 0)));
    }

    private static IEnumerable<HostileCase> Selections()
    {
        foreach (var select in (uint[])[0, 3, 4, 6, 0x80000000, 0x80000002, uint.MaxValue])
        {
            yield return Selection($"E9 select {select:x}", "drop BadCryptoSelect", p => p.Selection(select, 0));
        }

        yield return HostileCase.Of("E9 select unoffered", "drop BadCryptoSelect", [.. Key, .. Met().Selection(1, 0)], ConnectingRequired);
        yield return Selection("E9 select RC4", "accept Rc4", p => [.. p.Selection(2, 0), .. MsePeer.Apply(p.StreamB, TheirGreeting())]);
        yield return Selection("E9 select plaintext", "accept MsePlaintext", p => [.. p.Selection(1, 0), .. TheirGreeting()]);
        yield return Selection("E11 PadD 512", "accept Rc4", p => [.. p.Selection(2, 512), .. MsePeer.Apply(p.StreamB, TheirGreeting())]);
        yield return Selection("E11 PadD 513", "drop PadTooLong", p => p.Selection(2, 513));
        yield return Selection("E11 PadD 0x8000", "drop PadTooLong", p => p.Selection(2, 0, claimedPad: 0x8000));
        yield return Selection("E11 PadD 65535", "drop PadTooLong", p => p.Selection(2, 0, claimedPad: 65535));
    }

    private static IEnumerable<HostileCase> Switches()
    {
        yield return Selection("E13 plaintext after RC4 was selected", "drop BadProtocolName", p => [.. p.Selection(2, 0), .. TheirGreeting()]);
        yield return Selection(
            "E13 RC4 after plaintext was selected", "drop BadProtocolName", p => [.. p.Selection(1, 0), .. MsePeer.Apply(p.StreamB, TheirGreeting())]);
        yield return Proposal("E13 plaintext after RC4 was provided", "drop BadProtocolName", p => [.. p.Proposal(2, 0, []), .. TheirGreeting()]);
        yield return Proposal(
            "E13 RC4 after plaintext was provided", "drop BadProtocolName", p => [.. p.Proposal(1, 0, []), .. MsePeer.Apply(p.StreamA, TheirGreeting())]);
        yield return HostileCase.Of("E13 plain greeting after a key", "drop HandshakeTimeout", [.. Key, .. TheirGreeting()], Accepting);
        yield return HostileCase.Of("E13 plain answer to a key", "drop PeerIsPlaintextOnly", TheirGreeting(), Connecting);
    }

    private static IEnumerable<HostileCase> Greetings()
    {
        yield return HostileCase.Of("E17 nothing", "drop HandshakeTooShort", [], Accepting);
        yield return HostileCase.Of("E17 0x13 and silence", "drop HandshakeTooShort", [0x13], Accepting);
        yield return HostileCase.Of("E17 greeting but for its 20th byte", "drop HandshakeTooShort", [.. TheirGreeting()[..19], 0x4c], Accepting);
        yield return HostileCase.Of("E17 greeting for an unknown torrent", "drop UnknownInfoHash", TheirGreeting(new InfoHash("cccccccccccccccccccc"u8)), Accepting);
        yield return HostileCase.Of("E17 greeting with our own peer id", "drop SelfConnection", MsePeer.Greeting(Torrent, OurId, 0), Accepting);
        yield return HostileCase.Of("E17 every reserved bit", "accept Plain", MsePeer.Greeting(Torrent, TheirId, ulong.MaxValue), Accepting);
        yield return HostileCase.Of("E17 greeting with 1 MiB behind it", "accept Plain", [.. TheirGreeting(), .. new byte[1 << 20]], AcceptingAtOnce);
        yield return HostileCase.Of("E17 web browser", "drop HandshakeTooShort", "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"u8.ToArray(), Accepting);
        yield return HostileCase.Of("E17 TLS client", "drop HandshakeTimeout", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, .. new byte[506]], Accepting);
    }

    private static IEnumerable<HostileCase> Floods()
    {
        // Each holds its few hundred bytes until the loop finds time for its powers, or the deadline comes.
        yield return new HostileCase("E14 10,000 keys at once", "drop HandshakeTimeout", TenThousandKeys, Key) { AllocationLimitBytes = 10_000 * 1024 };

        // What was recorded from one connection fits no other, as our exponent is fresh.
        byte[] recorded = [.. Key, .. new byte[512], .. Names, .. Met().Proposal(2, 0, TheirGreeting())];
        yield return HostileCase.Of("E15 replayed conversation", "drop HandshakeUnsynchronised", recorded, AcceptingAfresh);
        yield return HostileCase.Of("E15 our own key sent back", "drop HandshakeTimeout", new MsePeer(Exponent).PublicKey, Connecting);
    }

    private static IEnumerable<HostileCase> Cuts()
    {
        byte[] whole = [.. Key, .. new byte[3], .. Names, .. Met().Proposal(2, 2, TheirGreeting())];
        for (var length = 0; length < whole.Length; length++)
        {
            yield return HostileCase.Of($"E18 cut at {length}", length < 96 ? "drop HandshakeTooShort" : "drop HandshakeTimeout", whole[..length], Accepting);
        }
    }

    private static HostileCase Proposal(string id, string expected, Func<MsePeer, byte[]> behindNames) =>
        HostileCase.Of(id, expected, [.. Key, .. Names, .. behindNames(Met())], Accepting);

    private static HostileCase Selection(string id, string expected, Func<MsePeer, byte[]> behindKey) =>
        HostileCase.Of(id, expected, [.. Key, .. behindKey(Met())], Connecting);

    private static MsePeer Met()
    {
        var peer = new MsePeer(TheirExponent);
        peer.Meet(new MsePeer(Exponent).PublicKey, Torrent);
        return peer;
    }

    private static byte[] Repeated(byte[] part, int times) => [.. Enumerable.Repeat(part, times).SelectMany(b => b)];

    private static string Accepting(byte[] input) => Converse(Incoming(EncryptionPolicy.Allowed), input, Key.Length);

    private static string AcceptingAtOnce(byte[] input) => Converse(Incoming(EncryptionPolicy.Allowed), input, input.Length);

    private static string AcceptingAfresh(byte[] input) => Converse(
        HandshakeMachine.Incoming(0, Settings(EncryptionPolicy.Allowed, new SeededRandomSource(1)), InfoHashIndex.Create([Torrent]), null),
        input,
        Key.Length);

    private static string Connecting(byte[] input) => Converse(Outgoing(EncryptionPolicy.Allowed, encrypted: true), input, Key.Length);

    private static string ConnectingRequired(byte[] input) => Converse(Outgoing(EncryptionPolicy.Required, encrypted: true), input, Key.Length);

    // The peer waits for our packet behind its first bytes, as it must; then it sends all the rest, and then nothing more.
    private static string Converse(HandshakeMachine machine, byte[] input, int firstLength)
    {
        RunAndTake(machine);
        var first = Math.Min(firstLength, input.Length);
        Feed(machine, input.AsSpan(0, first));
        RunAndTake(machine);
        Feed(machine, input.AsSpan(first));
        return machine.Tick(60_000) == HandshakeStatus.Done ? "accept " + machine.Result.Cipher : "drop " + machine.Failure;
    }

    private static string TenThousandKeys()
    {
        var settings = Settings(EncryptionPolicy.Allowed, new SeededRandomSource(1));
        var machines = new HandshakeMachine[10_000];
        for (var i = 0; i < machines.Length; i++)
        {
            machines[i] = HandshakeMachine.Incoming(0, settings, InfoHashIndex.Empty, null);
            Feed(machines[i], Key);
        }

        return "drop " + string.Join(", ", machines.Select(m => m.Tick(60_000) == HandshakeStatus.Failed ? m.Failure.ToString() : "nothing").Distinct());
    }
}
