using System.Globalization;
using System.Text;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Bencode;

public class BencodeReaderTests
{
    [Theory]
    [InlineData("i0e", 0)]
    [InlineData("i-1e", -1)]
    [InlineData("i9223372036854775807e", long.MaxValue)]
    [InlineData("i-9223372036854775808e", long.MinValue)]
    public void A_number_is_read_to_the_last_bit(string text, long expected)
    {
        var reader = new BencodeReader(Encoding.Latin1.GetBytes(text));
        Assert.True(reader.TryReadNumber(out var value));
        Assert.Equal(expected, value);
        Assert.True(reader.TryFinish());
    }

    [Theory]
    [InlineData("", BencodeError.Truncated, 0)]
    [InlineData("i", BencodeError.Truncated, 1)]
    [InlineData("i-", BencodeError.Truncated, 2)]
    [InlineData("i12", BencodeError.Truncated, 3)]
    [InlineData("ie", BencodeError.BadInteger, 1)]
    [InlineData("i-e", BencodeError.BadInteger, 2)]
    [InlineData("i-0e", BencodeError.BadInteger, 2)]
    [InlineData("i00e", BencodeError.BadInteger, 1)]
    [InlineData("i-01e", BencodeError.BadInteger, 2)]
    [InlineData("i+1e", BencodeError.BadInteger, 1)]
    [InlineData("i1.5e", BencodeError.BadInteger, 2)]
    [InlineData("i9223372036854775808e", BencodeError.IntegerOverflow, 1)]
    [InlineData("i-9223372036854775809e", BencodeError.IntegerOverflow, 2)]
    [InlineData("5:abcd", BencodeError.Truncated, 0)]
    [InlineData("5", BencodeError.Truncated, 1)]
    [InlineData("5;abcde", BencodeError.BadStringLength, 1)]
    [InlineData("00:", BencodeError.BadStringLength, 0)]
    [InlineData("2147483648:a", BencodeError.BadStringLength, 0)]
    [InlineData("x", BencodeError.UnexpectedByte, 0)]
    [InlineData("e", BencodeError.UnexpectedByte, 0)]
    [InlineData("li1e", BencodeError.Truncated, 4)]
    [InlineData("d1:a", BencodeError.Truncated, 4)]
    [InlineData("d1:ae", BencodeError.MissingValue, 4)]
    [InlineData("di1ei2ee", BencodeError.KeyNotString, 1)]
    [InlineData("dlei2ee", BencodeError.KeyNotString, 1)]
    [InlineData("leX", BencodeError.TrailingBytes, 2)]
    public void What_is_not_bencode_is_named_with_its_place(string text, BencodeError expected, int offset)
    {
        var reader = new BencodeReader(Encoding.Latin1.GetBytes(text));
        reader.TrySkipValue();
        Assert.False(reader.TryFinish());
        Assert.Equal((expected, offset), (reader.Error, reader.ErrorOffset));
    }

    [Fact]
    public void Containers_may_nest_to_the_limit_and_not_deeper()
    {
        Assert.Equal(BencodeError.None, Skip(Nested(Limits.MaxBencodeDepth)));
        Assert.Equal(BencodeError.TooDeep, Skip(Nested(Limits.MaxBencodeDepth + 1)));

        static byte[] Nested(int depth) => Encoding.Latin1.GetBytes(new string('l', depth) + new string('e', depth));
    }

    [Fact]
    public void A_dictionary_is_walked_in_any_order_and_other_types_read_as_missing()
    {
        var reader = new BencodeReader("d1:zi7e1:al2:xxe1:m3:abce"u8);
        var found = new List<string>();
        Assert.True(reader.TryEnterDict());
        while (reader.TryReadKey(out var key))
        {
            var name = Encoding.Latin1.GetString(key);
            found.Add(reader.TryReadNumber(out var number) ? name + number.ToString(CultureInfo.InvariantCulture) : name + "-");
        }

        Assert.True(reader.TryFinish());
        Assert.Equal(["z7", "a-", "m-"], found);
    }

    [Fact]
    public void A_list_that_ends_early_is_not_read_past_its_end()
    {
        var reader = new BencodeReader("lli1eei2ee"u8);
        Assert.True(reader.TryEnterList());
        Assert.True(reader.TryEnterList());
        Assert.True(reader.TryReadNumber(out _));
        Assert.False(reader.TryReadNumber(out _));
        Assert.False(reader.TrySkipValue());
        Assert.False(reader.TryMoveToItem());
        Assert.True(reader.TryReadNumber(out var second));
        Assert.Equal(2, second);
    }

    [Fact]
    public void Leaving_a_container_skips_the_rest_of_it()
    {
        var reader = new BencodeReader("ld1:ai1e1:bld1:ci2eeeei9ee"u8);
        Assert.True(reader.TryEnterList());
        Assert.True(reader.TryEnterDict());
        Assert.True(reader.TryReadKey(out _));
        Assert.True(reader.TryLeave());
        Assert.True(reader.TryReadNumber(out var next));
        Assert.Equal(9, next);
    }

    [Fact]
    public void The_raw_bytes_of_a_value_can_be_taken()
    {
        var reader = new BencodeReader("d1:ai1e4:infod1:xlee1:zi2ee"u8);
        reader.TryEnterDict();
        reader.TryReadKey(out _);
        reader.TrySkipValue();
        reader.TryReadKey(out _);
        Assert.True(reader.TryReadRaw(out var raw));
        Assert.True(raw.SequenceEqual("d1:xlee"u8));
        Assert.True(reader.TryReadKey(out var last));
        Assert.True(last.SequenceEqual("z"u8));
    }

    [Fact]
    public void Data_behind_the_first_value_begins_at_the_position()
    {
        var reader = new BencodeReader("d8:msg_typei1e5:piecei0eeDATA"u8);
        Assert.True(reader.TrySkipValue());
        Assert.True(reader.IsComplete);
        Assert.Equal(25, reader.Position);
        Assert.False(reader.Read());
        Assert.Equal(BencodeError.None, reader.Error);
    }

    [Fact]
    public void An_empty_reader_reports_missing_bytes()
    {
        var reader = default(BencodeReader);
        Assert.False(reader.Read());
        Assert.Equal(BencodeError.Truncated, reader.Error);
    }

    private static BencodeError Skip(byte[] data)
    {
        var reader = new BencodeReader(data);
        reader.TrySkipValue();
        reader.TryFinish();
        return reader.Error;
    }
}
