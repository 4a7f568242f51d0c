using CsCheck;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Wire;

public class WireDecoderTests
{
    private const int Pieces = 20;

    private static readonly Gen<byte[]> Message = Gen.OneOf(
        Gen.Const(Msg.KeepAlive),
        AnyOf(MessageId.Choke, MessageId.Unchoke, MessageId.Interested, MessageId.NotInterested, MessageId.HaveAll, MessageId.HaveNone).Select(Msg.Bare),
        Gen.Select(AnyOf(MessageId.Have, MessageId.Suggest, MessageId.AllowedFast), Gen.UInt, (id, piece) => Msg.Piece(id, piece)),
        Gen.Select(AnyOf(MessageId.Request, MessageId.Cancel, MessageId.Reject), Gen.UInt, Gen.UInt, Gen.UInt, (id, p, b, l) => Msg.Block(id, p, b, l)),
        Gen.Byte.Array[(Pieces + 7) / 8].Select(bits => Msg.Bits(bits)),
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Byte.Array[1, 300], (p, b, data) => Msg.Raw(7, [.. Msg.U32(p), .. Msg.U32(b), .. data])),
        Gen.Byte.Array[2].Select(port => Msg.Raw(9, port)),
        Gen.Byte.Array[1, 200].Select(body => Msg.Raw(20, body)),
        Gen.Select(AnyOf(10, 11, 12, 18, 19, 21, 255), Gen.Byte.Array[0, 100], (id, body) => Msg.Raw(id, body)));

    [Fact]
    public void However_a_stream_is_cut_the_messages_are_the_same() =>
        Gen.Select(Message.Array[0, 12], Gen.Int[1, 40].Array[1, 20]).Sample((messages, cuts) =>
        {
            byte[] stream = [.. messages.SelectMany(m => m)];
            var whole = Decoded.Of(stream, Pieces);
            Assert.Equal(CloseReason.None, whole.Failure);
            Assert.Equal(messages.Length, whole.Messages.Count);
            Assert.Equal(whole.Messages, Decoded.Of(stream, Pieces, cuts).Messages);
            Assert.Equal(whole.Messages, Decoded.Of(stream, Pieces, 1).Messages);
        });

    [Fact]
    public void A_stream_of_every_message_may_be_cut_at_any_byte()
    {
        byte[] stream =
        [
            .. Msg.Bits(0xff, 0xff, 0xf0), .. Msg.KeepAlive, .. Msg.Bare(MessageId.Unchoke), .. Msg.Piece(MessageId.Have, 3), .. Msg.Data(1, 0, 50, 7),
            .. Msg.Raw(99, 1, 2, 3), .. Msg.Block(MessageId.Request, 1, 2, 3), .. Msg.Extended(0, "de"), .. Msg.Raw(9, 1, 2), .. Msg.Raw(99), .. Msg.Bare(MessageId.HaveAll),
        ];
        var expected = Decoded.Of(stream, Pieces).Messages;
        Assert.Equal(11, expected.Count);
        for (var cut = 1; cut < stream.Length; cut++)
        {
            Assert.Equal(expected, Decoded.Of(stream, Pieces, cut, stream.Length).Messages);
        }
    }

    [Fact]
    public void Any_bytes_give_the_same_end_however_cut_and_every_block_comes_back() =>
        Gen.Select(Gen.OneOf(Message, Gen.Byte.Array[1, 30]).Array[1, 8], Gen.Int[1, 9]).Sample((parts, step) =>
        {
            byte[] stream = [.. parts.SelectMany(p => p)];
            var (whole, cut) = (Decoded.Of(stream, Pieces), Decoded.Of(stream, Pieces, step));
            Assert.Equal(whole.Messages, cut.Messages);
            Assert.Equal(whole.Failure, cut.Failure);
            Assert.Equal(0, whole.BlocksOut + cut.BlocksOut);
        });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [InlineData(6, 13)]
    [InlineData(8, 13)]
    [InlineData(9, 3)]
    [InlineData(13, 5)]
    [InlineData(14, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 13)]
    [InlineData(17, 5)]
    public void A_message_of_fixed_length_is_taken_at_that_length_only(int id, int right)
    {
        for (var length = 1; length < 20; length++)
        {
            var result = Decoded.Of(Msg.Raw(id, new byte[length - 1]), Pieces);
            Assert.Equal(length == right ? CloseReason.None : CloseReason.MalformedMessage, result.Failure);
        }
    }

    [Theory]
    [InlineData(7, 9u, CloseReason.MalformedMessage)]
    [InlineData(7, 8u, CloseReason.MalformedMessage)]
    [InlineData(7, 10u, CloseReason.None)]
    [InlineData(7, 9u + 16384, CloseReason.None)]
    [InlineData(7, 10u + 16384, CloseReason.MalformedMessage)]
    [InlineData(20, 1u, CloseReason.MalformedMessage)]
    [InlineData(20, 65536u, CloseReason.None)]
    [InlineData(20, 65537u, CloseReason.MessageTooLong)]
    [InlineData(99, 65536u, CloseReason.None)]
    [InlineData(99, 65537u, CloseReason.MessageTooLong)]
    [InlineData(7, 0xffffffffu, CloseReason.MessageTooLong)]
    [InlineData(0, 0x80000000u, CloseReason.MessageTooLong)]
    public void A_length_is_judged_by_the_first_five_bytes(int id, uint length, CloseReason expected) =>
        Assert.Equal(expected, Decoded.Of(Msg.Lying(length, id), Pieces).Failure);

    [Fact]
    public void After_a_failure_nothing_more_is_read()
    {
        var result = Decoded.Of([.. Msg.Raw(0, 1), .. Msg.KeepAlive], Pieces);
        Assert.Equal(CloseReason.MalformedMessage, result.Failure);
        Assert.Empty(result.Messages);
    }

    [Fact]
    public void Memory_grows_with_what_came_and_not_with_what_was_announced()
    {
        var decoder = new WireDecoder(new BlockStash(new BlockPool(1)), Limits.MaxPieces);
        var message = Msg.Lying(1 + Limits.MaxPieces / 8, (int)MessageId.Bitfield, new byte[Limits.MaxPieces / 8]);
        for (var at = 0; at < message.Length - 1000; at += 1000)
        {
            Assert.Equal(DecodeStatus.NeedMore, decoder.TryRead(message.AsSpan(at, 1000), out _, out _));
            Assert.InRange(decoder.HeldBytes, at, 2 * (at + 1000));
        }
    }

    [Fact]
    public void A_large_cut_message_leaves_no_buffer_behind()
    {
        var decoder = new WireDecoder(new BlockStash(new BlockPool(1)), Pieces);
        var message = Msg.Raw(20, new byte[60_000]);
        decoder.TryRead(message.AsSpan(0, 30_000), out _, out _);
        Assert.Equal(DecodeStatus.Message, decoder.TryRead(message.AsSpan(30_000), out _, out _));
        decoder.TryRead(Msg.KeepAlive, out _, out _);
        Assert.InRange(decoder.HeldBytes, 0, 1024);
    }

    [Fact]
    public void A_message_that_lies_whole_in_the_input_costs_no_allocation()
    {
        var decoder = new WireDecoder(new BlockStash(new BlockPool(1)), Pieces);
        byte[] stream = [.. Msg.Piece(MessageId.Have, 3), .. Msg.Block(MessageId.Request, 1, 2, 3), .. Msg.Extended(0, "de"), .. Msg.Raw(99, 1)];
        // The least of several rounds: a collection elsewhere is counted here too.
        var least = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (ReadOnlySpan<byte> rest = stream; decoder.TryRead(rest, out var consumed, out _) == DecodeStatus.Message;)
            {
                rest = rest[consumed..];
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void A_block_that_is_still_arriving_comes_back_when_the_connection_ends()
    {
        var pool = new BlockPool(4);
        var decoder = new WireDecoder(new BlockStash(pool), Pieces);
        decoder.TryRead(Msg.Data(0, 0).AsSpan(0, 100), out _, out _);
        Assert.True(decoder.IsInMessage);
        Assert.Equal(1, pool.Outstanding);
        decoder.Release();
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public void Blocks_for_which_there_is_no_memory_are_a_flood() =>
        Assert.Equal(CloseReason.Flood, Decoded.Of([.. Enumerable.Range(0, 9).SelectMany(i => Msg.Data(i, 0, 1))], Pieces, keepsBlocks: true).Failure);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
