using System.Buffers;
using System.Globalization;
using CsCheck;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Tests.Bencode;

public class BencodePropertyTests
{
    // Each step either writes a value or opens or closes a container.
    private static readonly Gen<(int Kind, long Number, byte[] Bytes)[]> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Long, Gen.Byte.Array[0, 20]).Array[0, 60];

    [Fact]
    public void What_the_writer_writes_the_reader_reads() => Steps.Sample(steps =>
    {
        var (encoded, written) = Write(steps);
        Assert.Equal(written, Read(encoded));
    });

    [Fact]
    public void No_cut_of_a_value_is_a_value() => Steps.Sample(steps =>
    {
        var encoded = Write(steps).Encoded;
        for (var length = 0; length < encoded.Length; length++)
        {
            var reader = new BencodeReader(encoded.AsSpan(0, length));
            Assert.False(reader.TrySkipValue());
            Assert.False(reader.IsComplete);
            Assert.Equal(BencodeError.Truncated, reader.Error);
        }
    });

    [Fact]
    public void A_changed_byte_is_read_without_exceptions_and_within_the_input() =>
        Gen.Select(Steps, Gen.Int[0, 10_000], Gen.Byte).Sample((steps, at, value) =>
        {
            var encoded = Write(steps).Encoded;
            encoded[at % encoded.Length] = value;
            var reader = new BencodeReader(encoded);
            reader.TrySkipValue();
            reader.TryFinish();
            Assert.InRange(reader.Position, 0, encoded.Length);
            Assert.InRange(reader.ErrorOffset, 0, encoded.Length);
        });

    [Fact]
    public void Random_bytes_are_read_without_exceptions() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        var reader = new BencodeReader(bytes);
        Assert.Equal(reader.TrySkipValue(), reader.IsComplete);
        Assert.Equal(reader.IsComplete, reader.Error == BencodeError.None);
    });

    private static (byte[] Encoded, List<string> Events) Write((int Kind, long Number, byte[] Bytes)[] steps)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new BencodeWriter(output);
        var events = new List<string> { "l" };
        var open = new Stack<(bool IsDict, int Keys)>();
        open.Push((false, 0));
        writer.BeginList();
        foreach (var (kind, number, bytes) in steps)
        {
            if (kind == 4)
            {
                if (open.Count > 1)
                {
                    Close();
                }

                continue;
            }

            if (open.Peek().IsDict)
            {
                var (_, keys) = open.Pop();
                open.Push((true, keys + 1));
                var key = keys.ToString("d6", CultureInfo.InvariantCulture);
                writer.WriteKey(System.Text.Encoding.ASCII.GetBytes(key));
                events.Add("k" + key);
            }

            switch (kind)
            {
                case 0:
                    writer.WriteNumber(number);
                    events.Add("i" + number.ToString(CultureInfo.InvariantCulture));
                    break;
                case 1:
                    writer.WriteBytes(bytes);
                    events.Add("s" + Convert.ToHexString(bytes));
                    break;
                case 2:
                    writer.BeginList();
                    events.Add("l");
                    open.Push((false, 0));
                    break;
                default:
                    writer.BeginDict();
                    events.Add("d");
                    open.Push((true, 0));
                    break;
            }
        }

        while (open.Count > 0)
        {
            Close();
        }

        return (output.WrittenSpan.ToArray(), events);

        void Close()
        {
            open.Pop();
            writer.End();
            events.Add("e");
        }
    }

    private static List<string> Read(byte[] encoded)
    {
        var events = new List<string>();
        var reader = new BencodeReader(encoded);
        while (reader.Read())
        {
            events.Add(reader.Token switch
            {
                BencodeToken.Number => "i" + reader.Number.ToString(CultureInfo.InvariantCulture),
                BencodeToken.Bytes when reader.IsKey => "k" + System.Text.Encoding.ASCII.GetString(reader.Bytes),
                BencodeToken.Bytes => "s" + Convert.ToHexString(reader.Bytes),
                BencodeToken.ListStart => "l",
                BencodeToken.DictStart => "d",
                _ => "e",
            });
        }

        Assert.True(reader.TryFinish());
        return events;
    }
}
