using TuiTorrent.Engine.Board;

namespace TuiTorrent.Engine.Tests.Board;

public class BoardTextsTests
{
    [Theory]
    [InlineData("Raspberry Pi Zero 2 W Rev 1.0\0", "Raspberry Pi Zero 2 W Rev 1.0")]
    [InlineData("Raspberry Pi 5 Model B Rev 1.0\0", "Raspberry Pi 5 Model B Rev 1.0")]
    [InlineData("\0", null)]
    [InlineData("\u001b[2J", "[2J")]
    public void A_model_is_clean(string text, string? expected) => Assert.Equal(expected, BoardTexts.Model(text));

    [Theory]
    [InlineData("48312\n", 48.312)]
    [InlineData("-5000", -5.0)]
    [InlineData("0\n", 0.0)]
    [InlineData("150001", null)]
    [InlineData("-274000", null)]
    [InlineData("", null)]
    [InlineData("hot", null)]
    [InlineData("99999999999999999999", null)]
    public void A_temperature_is_in_thousandths_and_plausible(string text, double? expected) => Assert.Equal(expected, BoardTexts.Temperature(text));

    [Theory]
    [InlineData("0\n", false, false, false)]
    [InlineData("0x0", false, false, false)]
    [InlineData("1", false, true, false)]
    [InlineData("2", true, false, false)]
    [InlineData("8", true, false, false)]
    [InlineData("50000\n", false, false, true)]
    [InlineData("0x50005\n", true, true, true)]
    [InlineData("80000", false, false, true)]
    [InlineData("10", false, false, false)]
    public void Flags_of_the_firmware_are_told_apart(string text, bool isThrottled, bool isUnderVoltage, bool hasBeen) =>
        Assert.Equal(new ThrottleFlags(isThrottled, isUnderVoltage, hasBeen), BoardTexts.Throttled(text));

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("throttled=0x0")]
    [InlineData("100000000")]
    public void What_are_no_flags_is_nothing(string text) => Assert.Null(BoardTexts.Throttled(text));

    [Fact]
    public void Load_is_three_numbers()
    {
        Assert.Equal([0.2, 0.18, 10.12], BoardTexts.Load("0.20 0.18 10.12 1/80 11206\n"));
        Assert.Empty(BoardTexts.Load("0.20 0.18"));
        Assert.Empty(BoardTexts.Load("a b c d"));
        Assert.Empty(BoardTexts.Load(""));
    }

    [Fact]
    public void Kilobytes_are_found_by_their_whole_name()
    {
        const string Text = "MemTotal:         430364 kB\nMemFree:           51188 kB\nMemAvailable:     274172 kB\nHugePages_Total:       0\nBad: x kB\nHuge: 9223372036854775807 kB\n";

        Assert.Equal(430364L * 1024, BoardTexts.Kilobytes(Text, "MemTotal"));
        Assert.Equal(274172L * 1024, BoardTexts.Kilobytes(Text, "MemAvailable"));
        Assert.Null(BoardTexts.Kilobytes(Text, "Mem"));
        Assert.Null(BoardTexts.Kilobytes(Text, "HugePages_Total"));
        Assert.Null(BoardTexts.Kilobytes(Text, "Bad"));
        Assert.Null(BoardTexts.Kilobytes(Text, "Huge"));
        Assert.Null(BoardTexts.Kilobytes("", "MemTotal"));
    }

    [Theory]
    [InlineData("   14276     5124  1150270    61352     9331    11870   301394   180440        0    48932   241792        0        0        0        0        0        0\n", 301394L * 512)]
    [InlineData("1 2 3 4 5 6 7", 7L * 512)]
    [InlineData("1 2 3 4 5 6", null)]
    [InlineData("1 2 3 4 5 6 -7", null)]
    [InlineData("1 2 3 4 5 6 9223372036854775807", null)]
    [InlineData("", null)]
    public void Written_sectors_have_512_bytes(string text, long? expected) => Assert.Equal(expected, BoardTexts.WrittenBytes(text));

    [Theory]
    [InlineData("0-3\n", 4)]
    [InlineData("0", 1)]
    [InlineData("0,2-3", 3)]
    [InlineData("", null)]
    [InlineData("3-0", null)]
    [InlineData("0-1-2", null)]
    [InlineData("0-4294967295", null)]
    public void Processors_are_counted(string text, int? expected) => Assert.Equal(expected, BoardTexts.Processors(text));

    [Theory]
    [InlineData("/home/pi", "/", "179:2", "ext4", "/dev/mmcblk0p2")]
    [InlineData("/mnt/disk", "/mnt/disk", "8:1", "btrfs", "/dev/sda1")]
    [InlineData("/mnt/disk/a/b", "/mnt/disk", "8:1", "btrfs", "/dev/sda1")]
    [InlineData("/mnt/disk2", "/", "179:2", "ext4", "/dev/mmcblk0p2")]
    [InlineData("/mnt/a b\\c/d", "/mnt/a b\\c", "8:17", "exfat", "/dev/sdb1")]
    [InlineData("/mnt/over", "/mnt/over", "0:51", "tmpfs", "second")]
    public void The_mount_of_a_directory_is_the_last_of_the_longest(string directory, string point, string device, string type, string source) =>
        Assert.Equal(new Mount(point, device, type, source), BoardTexts.FindMount(Mounts, directory));

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("21 1 8:1 / / rw")]
    [InlineData("21 1 8:1 / / rw -")]
    [InlineData("21 1 8:1 / / rw - ext4")]
    public void Lines_that_are_cut_name_no_mount(string text) => Assert.Null(BoardTexts.FindMount(text, "/"));

    [Fact]
    public void Written_today_counts_on_over_reboots_and_begins_anew_at_midnight()
    {
        var (monday, tuesday) = (new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24));
        var days = new WrittenToday();

        Assert.Equal(0, days.Look("sda1", 1_000, "boot1", monday));
        Assert.Equal(500, days.Look("sda1", 1_500, "boot1", monday));
        Assert.Equal(0, days.Look("sdb1", 7, "boot1", monday));
        days = WrittenToday.Read(days.Write());
        Assert.False(days.IsChanged);
        Assert.Equal(700, days.Look("sda1", 1_700, "boot1", monday));
        Assert.True(days.IsChanged);
        Assert.Equal(730, days.Look("sda1", 30, "boot2", monday));
        Assert.Equal(740, days.Look("sda1", 10, "boot2", monday)); // the disk was taken out and put in
        Assert.Equal(0, days.Look("sda1", 90, "boot2", tuesday));
        Assert.Equal(10, days.Look("sda1", 100, "boot2", tuesday));
    }

    [Fact]
    public void A_damaged_file_of_counts_counts_for_nothing()
    {
        var days = WrittenToday.Read("x\n2026-11-23 b sda1 -1 5\n2026-13-01 b sda1 1 5\n2026-11-23 b sda1 1\n\n");

        Assert.Equal("", days.Write());
    }

    private const string Mounts = """
        21 1 179:2 / / rw,noatime shared:1 - ext4 /dev/mmcblk0p2 rw
        22 21 0:20 / /proc rw,nosuid - proc proc rw
        90 21 8:1 /sub /mnt/disk rw - btrfs /dev/sda1 rw,subvol=/sub
        91 21 8:17 / /mnt/a\040b\134c rw master:3 propagate_from:2 - exfat /dev/sdb1 rw
        92 21 0:50 / /mnt/over rw - tmpfs first rw
        93 92 0:51 / /mnt/over rw - tmpfs second rw
        """;
}
