using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Wire;

public class WireEncoderTests
{
    private readonly byte[] _buffer = new byte[64];

    [Fact]
    public void Each_message_has_the_layout_of_its_section()
    {
        Assert.Equal([0, 0, 0, 0], Written(WireEncoder.KeepAlive(_buffer)));
        Assert.Equal([0, 0, 0, 1, 2], Written(WireEncoder.Bare(_buffer, MessageId.Interested)));
        Assert.Equal([0, 0, 0, 5, 4, 0, 1, 2, 3], Written(WireEncoder.ForPiece(_buffer, MessageId.Have, 0x010203)));
        Assert.Equal([0, 0, 0, 13, 6, 0, 0, 0, 1, 0, 0, 0x40, 0, 0, 0, 0x20, 0], Written(WireEncoder.ForBlock(_buffer, MessageId.Request, 1, 0x4000, 0x2000)));
        Assert.Equal([0, 0, 0x40, 9, 7, 0, 0, 0, 1, 0, 0, 0, 2], Written(WireEncoder.PieceHeader(_buffer, 1, 2, 0x4000)));
        Assert.Equal([0, 0, 0, 3, 5, 0xf0, 0x80], Written(WireEncoder.Bitfield(_buffer, [0xf0, 0x80])));
        Assert.Equal([0, 0, 0, 4, 20, 0, (byte)'d', (byte)'e'], Written(WireEncoder.Extended(_buffer, 0, "de"u8)));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        for (var i = 0; i < 2; i++)
        {
            var id = i == 0 ? MessageId.Cancel : MessageId.Reject;
            var length = WireEncoder.ForBlock(_buffer, id, int.MaxValue, 16384, 1);
            Assert.Equal([$"{id} 2147483647 16384 1 0 0  "], Decoded.Of(Written(length), 1).Messages);
        }
    }

    private byte[] Written(int length) => _buffer[..length];
}
