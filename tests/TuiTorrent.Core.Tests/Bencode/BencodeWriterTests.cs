using System.Buffers;
using System.Text;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Tests.Bencode;

public class BencodeWriterTests
{
    [Fact]
    public void Each_kind_of_value_is_written_as_the_format_says()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new BencodeWriter(output);
        writer.BeginDict();
        writer.Write("a"u8, long.MinValue);
        writer.Write("b"u8, [0xff, 0x00]);
        writer.Write("c"u8, "grün");
        writer.WriteKey("d"u8);
        writer.BeginList();
        writer.WriteNumber(0);
        writer.WriteRaw("le"u8);
        writer.End();
        writer.End();
        Assert.Equal(
            "d1:ai-9223372036854775808e1:b2:\u00ff\01:c5:gr\u00c3\u00bcn1:dli0eleee",
            Encoding.Latin1.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Writing_into_a_warm_buffer_allocates_nothing_in_release_builds()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var writer = new BencodeWriter(output);
        WriteOnce(writer);
        output.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteOnce(writer);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
#if DEBUG
        Assert.InRange(allocated, 0, 256);
#else
        Assert.Equal(0, allocated);
#endif

        static void WriteOnce(BencodeWriter writer)
        {
            writer.BeginDict();
            writer.Write("q"u8, 1234567);
            writer.Write("t"u8, "aa"u8);
            writer.End();
        }
    }
}
