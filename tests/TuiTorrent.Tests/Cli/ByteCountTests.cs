using CsCheck;
using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

public sealed class ByteCountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("16384", 16384)]
    [InlineData("500K", 500 * 1024)]
    [InlineData("500k", 500 * 1024)]
    [InlineData("2M", 2 * 1024 * 1024)]
    [InlineData("1.5M", 1536 * 1024)]
    [InlineData("2MiB", 2 * 1024 * 1024)]
    [InlineData("1G", 1L << 30)]
    [InlineData(" 7 B", 0, false)]
    [InlineData("7B", 7)]
    [InlineData("", 0, false)]
    [InlineData("K", 0, false)]
    [InlineData("iB", 0, false)]
    [InlineData("5iB", 0, false)]
    [InlineData("-1", 0, false)]
    [InlineData("1.5", 0, false)]
    [InlineData("1e3", 0, false)]
    [InlineData("1,5M", 0, false)]
    [InlineData("5X", 0, false)]
    [InlineData("99999999999999999999T", 0, false)]
    public void A_size_has_steps_of_1024(string text, long bytes, bool isRight = true)
    {
        Assert.Equal(isRight, ByteCount.TryParse(text, out var parsed));
        Assert.Equal(isRight ? bytes : 0, isRight ? parsed : 0);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("0", 0)]
    [InlineData("1M/s", 1024 * 1024)]
    public void A_rate_may_be_none(string text, long bytesPerSecond)
    {
        Assert.True(ByteCount.TryParseRate(text, out var parsed));
        Assert.Equal(bytesPerSecond, parsed);
    }

    [Theory]
    [InlineData("0.0001K")]
    [InlineData("fast")]
    [InlineData("")]
    public void What_is_no_rate_is_refused(string text) => Assert.False(ByteCount.TryParseRate(text, out _));

    [Theory]
    [InlineData(0, "0 B", "0")]
    [InlineData(999, "999 B", "999")]
    [InlineData(1000, "1.0 KiB", "1.0K")]
    [InlineData(1024 * 1024, "1.0 MiB", "1.0M")]
    [InlineData(1_023_000, "999 KiB", "999K")]
    [InlineData(1_023_990, "1.0 MiB", "1.0M")]
    [InlineData(681_574_400, "650 MiB", "650M")]
    public void Sizes_are_shown_short(long bytes, string text, string shortText)
    {
        Assert.Equal(text, ByteCount.Format(bytes));
        Assert.Equal(shortText, ByteCount.FormatShort(bytes));
    }

    [Fact]
    public void No_shown_size_is_longer_than_eight_characters() =>
        Gen.Long[0, 1L << 50].Sample(bytes => ByteCount.Format(bytes).Length <= 8 && ByteCount.FormatShort(bytes).Length <= 5);
}
