using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;
using static TuiTorrent.Core.Wire.MessageId;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group W: what a peer may say, before, in and after the handshake, to a session that serves all of a torrent but its last piece.</summary>
/// <remarks>"accept" means that the connection lives at the end, "drop REASON" that it was closed; either way no block may be missing afterwards.</remarks>
public static class WireCases
{
    private const int Pieces = 12;
    private const int PieceLength = 32768;

    private static readonly string Id = "-XX0001-abcdefghijkl";

    public static IEnumerable<HostileCase> All() => [.. Greetings(), .. Lengths(), .. Cuts(), .. Requests(), .. Data(), .. Extensions(), .. Conduct()];

    private static IEnumerable<HostileCase> Greetings()
    {
        yield return Raw("W1 pstrlen 0", "drop EncryptionRefused", [0, .. new byte[67]]);
        yield return Raw("W1 pstrlen 255", "drop EncryptionRefused", [255, .. new byte[67]]);
        yield return Raw("W1 pstrlen 18", "drop EncryptionRefused", [18, .. Greeting()[1..]]);
        yield return Raw("W2 other protocol", "drop EncryptionRefused", [.. "\u0013BitTorrent protocoL"u8, .. new byte[48]]);
        yield return Raw("W2 HTTP", "drop EncryptionRefused", [.. "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8]);
        yield return Raw("W2 other torrent", "drop UnknownInfoHash", Msg.Greeting(default, default, 0));
        yield return Conduct("W3 our own id", "drop SelfConnection", (s, p) => p.Send(Msg.Greeting(TestSession.InfoHash, s.Core.OurPeerId, 0)), greets: false);
        yield return Conduct("W4 duplicate id", "drop DuplicatePeer", (s, p) =>
        {
            s.Join(id: Id);
            p.Greet(id: Id);
        }, greets: false);
        yield return Raw("W5 all reserved bits", "accept", Greeting(ulong.MaxValue));
        yield return Conduct("W6 handshake at a byte a second", "drop HandshakeTimeout", (s, p) =>
        {
            foreach (var b in Greeting())
            {
                p.Send([b]);
                s.Advance(1000);
            }
        }, greets: false);
        for (var length = 0; length < 68; length += length < 18 ? 6 : 11)
        {
            var cut = Greeting()[..length];
            yield return Conduct($"W6 handshake of {length} bytes", "drop HandshakeTimeout", (s, p) =>
            {
                p.Send(cut);
                s.Advance(Limits.HandshakeTimeoutMs);
            }, greets: false);
        }

        var flood = new byte[1 << 20];
        yield return Raw("W7 handshake with 1 MiB of keep-alives behind it", "drop Flood", [.. Greeting(), .. flood]);
        yield return Raw("W7 handshake with 1 MiB of requests behind it", "drop Flood", [.. Greeting(), .. Enumerable.Range(0, 61_680).SelectMany(_ => Msg.Block(Request, 0, 0))]);
    }

    private static IEnumerable<HostileCase> Lengths()
    {
        yield return After("W8 length 0xffffffff", "drop MessageTooLong", Msg.Lying(uint.MaxValue, 0));
        yield return After("W8 length 0xffffffff without an id", "accept", [255, 255, 255, 255]);
        yield return After("W9 length 2^31", "drop MessageTooLong", Msg.Lying(1u << 31, 7));
        yield return After("W9 length 2^31-1", "drop MessageTooLong", Msg.Lying(int.MaxValue, 20));
        foreach (var id in new[] { 10, 11, 12, 18, 19, 21, 22, 23, 99, 255 })
        {
            yield return After($"W10 unknown id {id}", "accept", [.. Msg.Raw(id), .. Msg.Raw(id, new byte[1000])]);
        }

        yield return After("W10 unknown id, longest", "accept", Msg.Raw(99, new byte[Limits.MaxControlMessageBytes - 1]));
        yield return After("W10 unknown id, too long", "drop MessageTooLong", Msg.Raw(99, new byte[Limits.MaxControlMessageBytes]));
        foreach (var (id, right) in new[] { (0, 1), (1, 1), (2, 1), (3, 1), (4, 5), (5, 3), (6, 13), (8, 13), (9, 3), (13, 5), (14, 1), (15, 1), (16, 13), (17, 5) })
        {
            foreach (var length in new[] { right - 1, right + 1, 70_000 })
            {
                if (length > 0)
                {
                    yield return After($"W11 id {id} with length {length}", length > 65536 ? "drop MessageTooLong" : "drop MalformedMessage", Msg.Raw(id, new byte[length - 1]));
                }
            }
        }

        yield return After("W11 extended without an id", "drop MalformedMessage", Msg.Raw(20));
        yield return After("W13 bitfield too long", "drop MalformedMessage", Msg.Bits(0, 0, 0));
        yield return After("W13 bitfield too short", "drop MalformedMessage", Msg.Bits(0));
        yield return After("W13 bitfield of 256 KiB", "drop MessageTooLong", Msg.Bits(new byte[262_144]));
        yield return After("W14 bitfield with a spare bit", "drop MalformedMessage", Msg.Bits(0, 8));
        yield return After("W14 bitfield with all bits", "drop MalformedMessage", Msg.Bits(255, 255));
        yield return After("W14 bitfield that is right", "accept", Msg.Bits(255, 0xf0));
        yield return After("W14 bitfield twice", "accept", [.. Msg.Bits(0, 0), .. Msg.Bits(0, 0)]);
        yield return After("W14 bitfield after have, with a spare bit", "drop MalformedMessage", [.. Msg.Piece(Have, 0), .. Msg.Bits(0, 8)]);
        yield return After("W14 bitfield after have", "accept", [.. Msg.Piece(Have, 0), .. Msg.Bits(0, 0)]);
        yield return After("W14 have-none and have-all", "drop ProtocolViolation", [.. Msg.Bare(HaveNone), .. Msg.Bare(HaveAll)]);
        yield return After("W14 have of a piece that is none", "drop ProtocolViolation", Msg.Piece(Have, Pieces));
        yield return After("W14 have 2^31", "drop ProtocolViolation", Msg.Piece(Have, 1L << 31));
        yield return After("W14 have 2^32-1", "drop ProtocolViolation", Msg.Piece(Have, uint.MaxValue));
        yield return Raw("W14 fast message without the extension", "drop ProtocolViolation", [.. Greeting(0), .. Msg.Bare(HaveAll)]);
    }

    private static IEnumerable<HostileCase> Cuts()
    {
        byte[] stream = [.. Greeting(), .. Msg.Extended(0, "d1:v2:abe"), .. Msg.Bits(0, 0x10), .. Msg.Bare(Interested), .. Msg.Block(Request, 0, 0), .. Msg.KeepAlive, .. Msg.Raw(99, 1)];
        yield return Raw("W12 whole", "accept", stream);
        for (var cut = 1; cut < stream.Length; cut += 5)
        {
            var at = cut;
            yield return new HostileCase($"W12 cut at {cut}", "accept", () => Verdict((_, p) => p.Send(stream[..at], stream[at..]), greets: false), stream) { AllocationLimitBytes = Allowance };
        }

        yield return new HostileCase("W12 a byte at a time", "accept", () => Verdict((_, p) => p.Send([.. stream.Select(b => new[] { b })]), greets: false), stream) { AllocationLimitBytes = Allowance };
    }

    private static IEnumerable<HostileCase> Requests()
    {
        yield return After("W15 request past the piece", "drop ProtocolViolation", Msg.Block(Request, 0, PieceLength));
        yield return After("W15 request over the piece's end", "drop ProtocolViolation", Msg.Block(Request, 0, PieceLength - 1, 2));
        yield return After("W15 request of the last byte", "accept", Msg.Block(Request, 0, PieceLength - 1, 1));
        yield return After("W15 request of a piece that is none", "drop ProtocolViolation", Msg.Block(Request, Pieces, 0));
        yield return After("W15 request of a piece that we lack", "accept", Msg.Block(Request, Pieces - 1, 0));
        yield return After("W15 request of nothing", "drop ProtocolViolation", Msg.Block(Request, 0, 0, 0));
        yield return After("W15 request of more than a block", "drop ProtocolViolation", Msg.Block(Request, 0, 0, 16385));
        yield return After("W16 begin and length wrap to 0", "drop ProtocolViolation", Msg.Block(Request, 0, uint.MaxValue - 16383));
        yield return After("W16 begin 2^31", "drop ProtocolViolation", Msg.Block(Request, 0, 1L << 31));
        yield return After("W16 length 2^32-1", "drop ProtocolViolation", Msg.Block(Request, 0, 1, uint.MaxValue));
        yield return After("W16 piece 2^32-1", "drop ProtocolViolation", Msg.Block(Request, uint.MaxValue, 0));
        yield return After("W16 cancel of anything", "accept", [.. Msg.Block(Cancel, uint.MaxValue, uint.MaxValue, uint.MaxValue)]);
        yield return Conduct("W17 2,048 requests and nothing read", "drop Flood", (_, p) => p.Flood(1, [.. Enumerable.Range(0, 2048).Select(i => Msg.Block(Request, i % 8, 8 * i, 8))]));
        yield return Conduct("W17 250 requests and nothing read", "accept", (_, p) => p.Send([.. Enumerable.Range(0, 250).Select(i => Msg.Block(Request, 0, 8 * i, 8))]));
        yield return Conduct("W18 the same request 10,000 times", "accept", (_, p) =>
        {
            p.Send([.. Enumerable.Range(0, 17).Select(i => Msg.Block(Request, 1, i, 1))]);
            p.Flood(10_000, Msg.Block(Request, 0, 0));
        });
        yield return Conduct("W19 cancel flood", "drop Flood", (_, p) => p.Flood(10_000, Msg.Block(Cancel, 0, 0)));
        yield return Conduct("W19 request and cancel in turn", "drop Flood", (_, p) => p.Flood(10_000, Msg.Block(Request, 0, 0), Msg.Block(Cancel, 0, 0)));
    }

    private static IEnumerable<HostileCase> Data()
    {
        yield return After("W20 piece never asked for", "accept", Msg.Data(11, 0));
        yield return Conduct("W20 pieces never asked for, 1,000 times", "drop Flood", (_, p) => p.Flood(1000, Msg.Data(11, 0)));
        yield return After("W20 piece that we have", "accept", Msg.Data(0, 0));
        yield return After("W21 begin past the end", "accept", Msg.Data(11, PieceLength));
        yield return After("W21 begin 2^32-1", "accept", Msg.Data(11, uint.MaxValue));
        yield return After("W21 index 2^32-1", "accept", Msg.Data(uint.MaxValue, 0));
        yield return After("W21 begin not at a block", "accept", Msg.Data(11, 1));
        yield return After("W22 piece of no bytes", "drop MalformedMessage", Msg.Data(11, 0, 0));
        yield return After("W22 piece of a byte", "accept", Msg.Data(11, 0, 1));
        yield return After("W22 piece of a block and one", "drop MalformedMessage", Msg.Data(11, 0, 16385));
        yield return Conduct("W22 pieces of a byte, more than memory has blocks", "drop Flood", (_, p) => p.Flood(1000, Msg.Data(11, 0, 1)));
        yield return Conduct("W23 a piece that fails the hash", "drop BadPieceData", (_, p) =>
        {
            p.Send(Msg.Bare(HaveAll), Msg.Bare(Unchoke));
            p.Serve(_ => false);
        });
        yield return Conduct("W25 a last block that never comes", "drop BothSeeds", (s, p) =>
        {
            p.Send(Msg.Bare(HaveAll), Msg.Bare(Unchoke));
            p.Answer(p.TakeRequests()[0]);
            s.Advance(60_000);
            var other = s.Join(isSeed: true);
            other.Send(Msg.Bare(Unchoke));
            other.Serve();
            if (!s.Torrent.IsComplete)
            {
                throw new InvalidOperationException("It holds the download up.");
            }
        });
    }

    private static IEnumerable<HostileCase> Extensions()
    {
        yield return After("W29 extended message before its handshake", "accept", Msg.Extended(1, "d8:msg_typei0ee"));
        yield return After("W29 handshake that is no dictionary", "drop MalformedMessage", Msg.Extended(0, "i1e"));
        yield return After("W29 handshake that is empty", "drop MalformedMessage", Msg.Extended(0, ""));
        yield return After("W29 handshake that is cut", "drop MalformedMessage", Msg.Extended(0, "d1:v10:abc"));
        yield return After("W29 handshake of 1 MB", "drop MessageTooLong", Msg.Extended(0, "d1:v1000000:" + new string('x', 1_000_000) + "e"));
        yield return After("W29 handshake 100 deep", "drop MalformedMessage", Msg.Extended(0, "d1:m" + new string('l', 1000)));
        yield return After("W29 ids 0, 256, -1, renamed", "accept", Msg.Extended(0, "d1:md11:ut_metadatai0e6:ut_pexi256e3:abci-1eee") is var first ? [.. first, .. Msg.Extended(0, "d1:md11:ut_metadatai9eee")] : []);
        yield return After("W29 m is a list", "accept", Msg.Extended(0, "d1:mlee"));
        foreach (var value in new[] { "-1", "0", "1", "2147483648", "9223372036854775807" })
        {
            yield return After("W30 reqq " + value, "accept", Msg.Extended(0, $"d4:reqqi{value}ee"));
        }

        yield return After("W30 v of 60 KB with an escape", "accept", Msg.Extended(0, "d1:v60000:\u001b]52;" + new string('x', 59995) + "e"));
        yield return After("W30 yourip of 3 bytes", "accept", Msg.Extended(0, "d6:yourip3:abce"));
        yield return After("W30 yourip of 17 bytes", "accept", Msg.Extended(0, "d6:yourip17:" + new string('x', 17) + "e"));
        yield return After("W30 p 0", "accept", Msg.Extended(0, "d1:pi0ee"));
        yield return After("W30 p 70000", "accept", Msg.Extended(0, "d1:pi70000ee"));
        foreach (var size in new[] { "-1", "0", "4294967296", "104857600" })
        {
            yield return After("W31 metadata_size " + size, "accept", Msg.Extended(0, $"d13:metadata_sizei{size}ee"));
        }
    }

    private static IEnumerable<HostileCase> Conduct()
    {
        yield return Conduct("W26 100,000 chokes and unchokes", "drop Flood", (_, p) => p.Flood(100_000, Msg.Bare(Choke), Msg.Bare(Unchoke)));
        yield return Conduct("W27 100,000 times interested", "drop Flood", (_, p) => p.Flood(100_000, Msg.Bare(Interested)));
        yield return Conduct("W27 interested and not, in turn", "drop Flood", (_, p) => p.Flood(100_000, Msg.Bare(Interested), Msg.Bare(NotInterested)));
        yield return After("W28 reject of what was not asked", "accept", Msg.Block(Reject, 0, 0));
        yield return Conduct("W28 rejects of what was not asked", "drop Flood", (_, p) => p.Flood(10_000, Msg.Block(Reject, 0, 0)));
        yield return After("W28 suggest a piece that is none", "accept", Msg.Piece(Suggest, uint.MaxValue));
        yield return After("W28 allow a piece that is none", "drop ProtocolViolation", Msg.Piece(AllowedFast, Pieces));
        yield return Conduct("W28 allowed-fast flood", "drop Flood", (_, p) => p.Flood(10_000, Msg.Piece(AllowedFast, 3)));
        yield return Conduct("W28 suggest flood", "drop Flood", (_, p) => p.Flood(10_000, Msg.Piece(Suggest, 3)));
        yield return Conduct("W28 haves again and again", "drop Flood", (_, p) => p.Flood(10_000, Msg.Piece(Have, 3)));
    }

    private static byte[] Greeting(ulong reserved = TestSession.AllExtensions) =>
        Msg.Greeting(TestSession.InfoHash, new PeerId(System.Text.Encoding.ASCII.GetBytes(Id)), reserved);

    // A session, its pool's first mebibyte and the copies that the scripted peer makes.
    private const long Allowance = 4 << 20;

    private static HostileCase Raw(string id, string expected, byte[] input) =>
        new(id, expected, () => Verdict((_, p) => p.Send(input), greets: false), input) { AllocationLimitBytes = Allowance + 8L * input.Length };

    private static HostileCase After(string id, string expected, byte[] input) => Raw(id, expected, [.. Greeting(), .. input]);

    private static HostileCase Conduct(string id, string expected, Action<TestSession, RawPeer> conduct, bool greets = true) =>
        new(id, expected, () => Verdict(conduct, greets)) { AllocationLimitBytes = 64 << 20 };

    private static string Verdict(Action<TestSession, RawPeer> conduct, bool greets)
    {
        var session = new TestSession(Pieces, PieceLength, new SessionSettings { Encryption = EncryptionPolicy.Disabled }, blocks: 64);
        session.Has([.. Enumerable.Range(0, Pieces - 1)]);
        var peer = session.Accept("10.9.9.9:1000")!;
        if (greets)
        {
            peer.Greet();
            peer.Send(Msg.Bare(Interested));
        }

        conduct(session, peer);
        var verdict = peer.Connection.State == ConnectionState.Closed ? "drop " + peer.CloseReason : "accept";
        while (session.World.Reads.Count > 0)
        {
            session.ServeReads();
            peer.TakeBytes();
        }

        return session.Shutdown() == 0 ? verdict : "leaks blocks";
    }
}
