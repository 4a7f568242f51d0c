using CsCheck;
using TuiTorrent.Cli;
using TuiTorrent.Core;

namespace TuiTorrent.Tests.Cli;

public sealed class ProgressLineTests
{
    private const long MiB = 1024 * 1024;

    private static readonly Transfer Half = new()
    {
        Name = "debian-12.7.0-amd64-netinst.iso",
        State = TransferState.Downloading,
        DoneBytes = 325 * MiB,
        TotalBytes = 650 * MiB,
        DownBytesPerSecond = 5 * MiB,
        UpBytesPerSecond = 300 * 1024,
        Peers = 12,
        EncryptedPeers = 9,
    };

    [Theory]
    [InlineData(140, "debian-12.7.0-amd64-netinst.iso  50.0%  [##############--------------]  down 5.0M/s  up 300K/s  12 peers (9 encrypted)  ETA 1m05s")]
    [InlineData(80, "debian-12.7.0…  50.0%  down 5.0M/s  up 300K/s  12 peers (9 encrypted)  ETA 1m05s")]
    [InlineData(78, "debian-12.7…  50.0%  down 5.0M/s  up 300K/s  12 peers (9 encrypted)  ETA 1m05s")]
    [InlineData(77, "debian-12.7.0-amd64-neti…  50.0%  down 5.0M/s  up 300K/s  12 peers  ETA 1m05s")]
    [InlineData(60, "debian-12.7.0-amd6…  50.0%  down 5.0M/s  12 peers  ETA 1m05s")]
    [InlineData(50, "debian-12.7.0-amd6…  50.0%  down 5.0M/s  ETA 1m05s")]
    [InlineData(40, "debian-12.7.0-amd64…  50.0%  down 5.0M/s")]
    [InlineData(25, "debian-12.7.0-amd…  50.0%")]
    [InlineData(10, "50.0%")]
    [InlineData(3, "50…")]
    public void A_narrow_line_drops_fields_in_order(int width, string line) => Assert.Equal(line, ProgressLine.Render(Half, width));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "…")]
    public void A_line_without_room_is_nearly_nothing(int width, string line) => Assert.Equal(line, ProgressLine.Render(Half, width));

    [Fact]
    public void Wide_names_are_cut_by_columns()
    {
        var line = ProgressLine.Render(Half with { Name = "日本語の名前の長いファイル.mkv" }, 40);

        Assert.Equal("日本語の名前の長い…  50.0%  down 5.0M/s", line);
    }

    [Fact]
    public void No_line_overflows_at_any_width()
    {
        var transfers =
            from name in Gen.String[Gen.Char["abc 日本語é…\u0301한"], 0, 60]
            from state in Gen.Enum<TransferState>()
            from total in Gen.Long[0, 1L << 50]
            from done in Gen.Long[0, total]
            from down in Gen.Long[0, 1L << 40]
            from up in Gen.Long[0, 1L << 40]
            from peers in Gen.Int[0, 10_000]
            select new Transfer
            {
                Name = name,
                State = state,
                TotalBytes = total,
                DoneBytes = done,
                CheckedBytes = done,
                DownBytesPerSecond = down,
                UpBytesPerSecond = up,
                Peers = peers,
                EncryptedPeers = peers / 2,
            };
        Gen.Select(transfers, Gen.Int[20, 140]).Sample((transfer, width) => TextWidth.Of(ProgressLine.Render(transfer, width)) <= width);
    }

    [Fact]
    public void What_is_not_quite_complete_is_not_100_percent()
    {
        var line = ProgressLine.Render(Half with { DoneBytes = 650 * MiB - 1 }, 10);

        Assert.Equal("99.9%", line);
    }

    [Fact]
    public void Checking_shows_what_was_looked_at()
    {
        var line = ProgressLine.Render(Half with { State = TransferState.Checking, DoneBytes = 0, CheckedBytes = 65 * MiB }, 80);

        Assert.Equal("debian-12.7.0-amd64-netinst.iso  checking 10.0%  [##--------------------------]", line);
    }

    [Fact]
    public void A_seeder_shows_its_rate_and_ratio_and_no_end()
    {
        var line = ProgressLine.Render(Half with { State = TransferState.Seeding, DoneBytes = 650 * MiB, UploadedBytes = 1300 * MiB }, 100);

        Assert.Equal("debian-12.7.0-amd64-netinst.iso  seeding, ratio 2.00  up 300K/s  12 peers (9 encrypted)", line);
    }

    [Fact]
    public void A_plain_line_has_everything_but_the_bar() =>
        Assert.Equal(
            "debian-12.7.0-amd64-netinst.iso  50.0%  down 5.0M/s  up 300K/s  12 peers (9 encrypted)  ETA 1m05s",
            ProgressLine.RenderPlain(Half));

    [Fact]
    public void A_torrent_that_stands_still_has_no_end_in_sight() =>
        Assert.EndsWith("ETA --", ProgressLine.RenderPlain(Half with { DownBytesPerSecond = 0 }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(192, "3m12s")]
    [InlineData(7500, "2h05m")]
    [InlineData(4 * 86_400 + 6 * 3600, "4d06h")]
    [InlineData(long.MaxValue / 100_000_000, ">99d")]
    public void Times_have_two_units(long seconds, string text) => Assert.Equal(text, ProgressLine.FormatTime(seconds));
}
