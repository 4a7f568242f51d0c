using System.Buffers;
using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Fuzz.Targets;

/// <summary>The decoders that take a whole input.</summary>
internal static class CodecTargets
{
    private const int Pieces = 20;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("bencode", Bencode, () => Texts("i-12e", "4:spam", "d1:ai-12e1:bl4:spamlee1:cd1:xi0eee", "lllleeee", "d1:ad1:ad1:adeeee", "l1:a2:bc3:deee")),
        new("metainfo", Metainfo, () => Texts(
            "d8:announce17:http://t.example/4:infod6:lengthi5e4:name1:f12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
            "d13:announce-listll5:udp:/eel3:abcee13:creation datei5e4:infod5:filesld6:lengthi5e4:pathl1:a1:beed4:attr1:p6:lengthi3e4:pathl4:.pad1:3eee4:name1:d10:name.utf-81:d12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaa7:privatei1eee")),
        new("wire", Wire, () =>
        [
            [.. Msg.Bits(0xff, 0xff, 0xf0), .. Msg.KeepAlive, .. Msg.Bare(MessageId.Unchoke), .. Msg.Piece(MessageId.Have, 3), .. Msg.Data(1, 0, 50, 7)],
            [.. Msg.Raw(99, 1, 2, 3), .. Msg.Block(MessageId.Request, 1, 2, 3), .. Msg.Extended(0, "de"), .. Msg.Raw(9, 1, 2), .. Msg.Bare(MessageId.HaveAll), .. Msg.Raw(99)],
            Msg.Data(1, 0), Msg.Lying(uint.MaxValue, 7), Msg.Lying(0x80000000, 20),
        ]),
        new("extension", Extension, () => Texts(
            "d1:ei1e1:md11:ut_metadatai2e6:ut_pexi1ee13:metadata_sizei31235e1:pi6881e4:reqqi250e11:upload_onlyi1e1:v10:Client 1.06:yourip4:abcde",
            "d6:yourip16:abcdefghijklmnope", "de")),
    ];

    private static void Bencode(byte[] input)
    {
        var reader = new BencodeReader(input);
        var isValue = reader.TryReadRaw(out var raw);
        FuzzTarget.Require(reader.Position >= 0 && reader.Position <= input.Length, "position");
        FuzzTarget.Require(isValue == reader.IsComplete, "complete");
        if (isValue)
        {
            var again = new BencodeReader(raw);
            FuzzTarget.Require(again.TrySkipValue() && again.TryFinish(), "what was cut out is no value");
        }
    }

    private static void Metainfo(byte[] input)
    {
        if (new MetainfoReader(input).TryRead(out var metainfo, out _))
        {
            FuzzTarget.Require(metainfo is not null, "nothing read");
        }
    }

    private static void Wire(byte[] input)
    {
        var whole = Decoded.Of(input, Pieces);
        var cut = Decoded.Of(input, Pieces, 1 + input.Length % 7, 3);
        FuzzTarget.Require(whole.BlocksOut == 0 && cut.BlocksOut == 0, "blocks are out");
        FuzzTarget.Require(whole.Failure == cut.Failure && whole.Messages.SequenceEqual(cut.Messages), "the cut made a difference");
    }

    private static void Extension(byte[] input)
    {
        if (!ExtensionHandshake.TryParse(input, out var read))
        {
            return;
        }

        var output = new ArrayBufferWriter<byte>();
        read.WriteTo(output);
        FuzzTarget.Require(ExtensionHandshake.TryParse(output.WrittenSpan, out var again), "what was written is not read");
        FuzzTarget.Require(again with { Client = "" } == read with { Client = "" }, "what was written is read differently");
        FuzzTarget.Require(!read.Client.Any(char.IsControl) && read.Client.Length <= 64, "the client's name is not clean");
    }

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.Latin1.GetBytes);
}
