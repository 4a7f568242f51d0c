using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Tests.Model.Format;

public sealed class FormatTests
{
    [Theory]
    [InlineData(-1, "-")]
    [InlineData(0, "0")]
    [InlineData(1, "1B")]
    [InlineData(999, "999B")]
    [InlineData(1_000, "1.0K")]
    [InlineData(1_023, "1.0K")]
    [InlineData(1_024, "1.0K")]
    [InlineData(65_536, "64K")]
    [InlineData(10_188, "9.9K")]
    [InlineData(10_239, "10K")]
    [InlineData(1_022_975, "999K")]
    [InlineData(1_023_999, "1.0M")]
    [InlineData(3_250_586, "3.1M")]
    [InlineData(1_288_490_189, "1.2G")]
    [InlineData(long.MaxValue, "8.0E")]
    public void Sizes_take_at_most_four_columns(long bytes, string text) => Assert.Equal(text, ByteText.Short(bytes));

    [Theory]
    [InlineData(-5, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "0.98 KiB")]
    [InlineData(2_716_566_814, "2.53 GiB")]
    public void In_sentences_the_unit_is_written_in_full(long bytes, string text) => Assert.Equal(text, ByteText.Full(bytes));

    [Theory]
    [InlineData(2_716_566_814, 3_113_851_289, "2.53 of 2.90 GiB")]
    [InlineData(12_345, 3_113_851_289, "12.1 KiB of 2.90 GiB")]
    [InlineData(5, 900, "5 of 900 B")]
    public void A_part_of_a_size_names_the_unit_once(long bytes, long all, string text) => Assert.Equal(text, ByteText.Part(bytes, all));

    [Theory]
    [InlineData(2 << 20, "2 MiB")]
    [InlineData(512 << 10, "512 KiB")]
    [InlineData(1_000, "0.98 KiB")]
    [InlineData(0, "0 B")]
    public void A_power_of_two_has_no_decimals(long bytes, string text) => Assert.Equal(text, ByteText.Round(bytes));

    [Theory]
    [InlineData(0.99999, "99.9%")]
    [InlineData(1, "100%")]
    [InlineData(0.874, "87.4%")]
    [InlineData(double.NaN, "0.0%")]
    [InlineData(-3, "0.0%")]
    public void Not_all_is_never_a_hundred_percent(double share, string text) => Assert.Equal(text, NumberText.FinePercent(share));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_600 + 240, "1 h 4 min")]
    [InlineData(100_000, "1 d 3 h")]
    [InlineData(100 * 86_400L, "100 days")]
    [InlineData(long.MaxValue, "106 751 991 167 300 days")]
    public void A_span_is_told_in_two_units_at_most(long seconds, string text) => Assert.Equal(text, TimeText.Words(seconds));

    [Fact]
    public void Times_are_on_the_clock_of_the_viewer()
    {
        var abroad = TimeSpan.FromHours(5.5);
        var at = new DateTimeOffset(2026, 11, 22, 19, 52, 0, TimeSpan.Zero);

        Assert.Equal("2026-11-23 01:22", TimeText.Moment(at.ToUnixTimeSeconds(), abroad));
        Assert.Equal("01:22:00", TimeText.ClockWithSeconds(at, abroad));
        Assert.Equal("-", TimeText.Moment(long.MaxValue, abroad));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4_414_505, "4.21M")]
    [InlineData(831_488, "812K")]
    [InlineData(44_040_192, "42.0M")]
    [InlineData(10_480_000, "9.99M")]
    [InlineData(10_484_000, "10.0M")]
    [InlineData(104_820_000, "100M")]
    public void Long_rates_have_three_digits(long bytes, string text) => Assert.Equal(text, ByteText.Long(bytes));

    [Fact]
    public void No_size_is_wider_than_its_column()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = random.NextInt64() >> random.Next(63);
            Assert.InRange(ByteText.Short(bytes).Length, 1, ByteText.ShortColumns);
            Assert.InRange(ByteText.Long(bytes).Length, 1, ByteText.LongColumns);
        }
    }

    [Theory]
    [InlineData(-1, "-")]
    [InlineData(0, "0s")]
    [InlineData(40, "40s")]
    [InlineData(60, "1m")]
    [InlineData(3_599, "59m")]
    [InlineData(3_600, "1h00")]
    [InlineData(11_550, "3h12")]
    [InlineData(36_000, "10h")]
    [InlineData(4 * 86_400, "4d")]
    [InlineData(365 * 86_400, "365d")]
    [InlineData(366 * 86_400, ">1y")]
    [InlineData(long.MaxValue, ">1y")]
    public void Times_to_come_take_at_most_four_columns(long seconds, string text) => Assert.Equal(text, TimeText.Eta(seconds));

    [Theory]
    [InlineData(-1, "-")]
    [InlineData(double.NaN, "-")]
    [InlineData(double.PositiveInfinity, "-")]
    [InlineData(0, "0.00")]
    [InlineData(0.019, "0.01")]
    [InlineData(9.999, "9.99")]
    [InlineData(10, "10.0")]
    [InlineData(99.99, "99.9")]
    [InlineData(123.4, "123")]
    [InlineData(123_456, "9999")]
    public void Ratios_take_four_columns(double ratio, string text) => Assert.Equal(text, NumberText.Ratio(new char[8], ratio).ToString());

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.000_01, "1%")]
    [InlineData(0.29, "29%")]
    [InlineData(0.999_99, "99%")]
    [InlineData(1, "100%")]
    [InlineData(double.NaN, "0%")]
    public void Only_all_is_a_hundred_percent(double share, string text) => Assert.Equal(text, NumberText.Percent(new char[8], share).ToString());

    [Theory]
    [InlineData(-1, "-")]
    [InlineData(0, "0")]
    [InlineData(9_999, "9999")]
    [InlineData(10_000, "10k")]
    [InlineData(int.MaxValue, "999k")]
    public void Counts_stay_short(long count, string text) => Assert.Equal(text, NumberText.Count(new char[8], count).ToString());

    [Theory]
    [InlineData(0, "never")]
    [InlineData(-10, "just now")]
    [InlineData(59, "just now")]
    [InlineData(720, "12m ago")]
    [InlineData(47 * 3_600, "47h ago")]
    [InlineData(4 * 86_400, "4d ago")]
    public void Ages_are_told_in_one_unit(long seconds, string text)
        => Assert.Equal(text, TimeText.Age(seconds == 0 ? 0 : Samples.Now.ToUnixTimeSeconds() - seconds, Samples.Now));

    [Theory]
    [InlineData(-1, "-")]
    [InlineData(12, "12s")]
    [InlineData(720, "12m")]
    [InlineData(15_120, "4h12m")]
    [InlineData(273_720, "3d04h")]
    [InlineData(120 * 86_400, "120d")]
    public void Durations_have_two_units_at_most(long seconds, string text) => Assert.Equal(text, TimeText.Duration(seconds));

    [Fact]
    public void Moments_are_where_the_user_is()
    {
        Assert.Equal("2026-11-22 21:52", TimeText.Moment(Samples.Now.ToUnixTimeSeconds(), TimeSpan.FromHours(2)));
        Assert.Equal("-", TimeText.Moment(0, TimeSpan.Zero));
        Assert.Equal("-", TimeText.Moment(long.MaxValue, TimeSpan.Zero));
    }

    [Fact]
    public void Each_activity_has_its_letter()
        => Assert.Equal("PVVQDQSM!", string.Concat(Enum.GetValues<Activity>().Select(StateText.Letter)));

    [Fact]
    public void Thousands_stand_apart() => Assert.Equal("1 482 files", NumberText.Of(1_482, "file"));
}
