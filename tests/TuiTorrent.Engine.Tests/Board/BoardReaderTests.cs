using TuiTorrent.Engine.Board;
using TuiTorrent.Engine.Tests.Trackers;

namespace TuiTorrent.Engine.Tests.Board;

/// <summary>Machines made of files.</summary>
public sealed class BoardReaderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tuitorrent-board-").FullName;

    [Fact]
    public void A_Pi_Zero_2_W_tells_all()
    {
        PutPi("soc/soc:firmware");
        Put("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0");

        var health = Reader().Read(["/home/pi/Downloads", "/home/pi", "/mnt/disk/t", "/mnt/gone"]);

        Assert.Equal("Raspberry Pi Zero 2 W Rev 1.0", health.Model);
        Assert.Equal(48.312, health.TemperatureC);
        Assert.True(health.IsUnderVoltage);
        Assert.True(health.IsThrottled);
        Assert.True(health.HasBeenThrottled);
        Assert.Equal([0.2, 0.18, 0.12], health.Load);
        Assert.Equal(4, health.Cores);
        Assert.Equal(430364L * 1024, health.MemoryTotal);
        Assert.Equal(274172L * 1024, health.MemoryAvailable);
        Assert.Equal(15_000L * 1024, health.OwnResident);
        Assert.Equal(6_000L * 1024, health.OwnPrivate);
        Assert.Equal(
            [
                new DiskHealth("/home/pi/Downloads", "mmcblk0p2", 1000, 400, false, 0),
                new DiskHealth("/mnt/disk/t", "sda1", 1000, 400, false, 0),
                new DiskHealth("/mnt/gone", "mmcblk0p2", 0, 0, true, null),
            ],
            health.Disks);
    }

    [Fact]
    public void A_kernel_that_names_the_chip_with_its_address_is_understood()
    {
        PutPi("soc@107c000000/soc@107c000000:firmware");

        Assert.True(Reader().Read([]).IsUnderVoltage);
    }

    [Fact]
    public void The_monitor_of_the_supply_stands_in_for_the_firmware()
    {
        Put("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        Put("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        Put("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");

        var health = Reader().Read([]);

        Assert.True(health.IsUnderVoltage);
        Assert.Null(health.IsThrottled);
    }

    [Fact]
    public void The_processors_zone_is_preferred()
    {
        Put("sys/class/thermal/thermal_zone0/type", "acpitz\n");
        Put("sys/class/thermal/thermal_zone0/temp", "20000\n");
        Put("sys/class/thermal/thermal_zone1/type", "x86_pkg_temp\n");
        Put("sys/class/thermal/thermal_zone1/temp", "61000\n");

        Assert.Equal(61, Reader().Read([]).TemperatureC);
    }

    [Fact]
    public void A_machine_that_tells_nothing_is_no_reason_to_throw()
    {
        var health = Reader().Read(["/x"]);

        Assert.Null(health.Model);
        Assert.Null(health.TemperatureC);
        Assert.Null(health.IsThrottled);
        Assert.Null(health.MemoryTotal);
        Assert.Empty(health.Load);
        Assert.Null(Assert.Single(health.Disks).WrittenToday);
    }

    [Fact]
    public void What_was_written_today_survives_a_restart()
    {
        PutPi("soc/soc:firmware");
        var counts = Path.Combine(_root, "written");
        var first = Reader(counts);
        first.Read(["/home"]);
        Put("sys/class/block/mmcblk0p2/stat", "1 2 3 4 5 6 1100 8 9 10 11\n");
        Assert.Equal(100 * 512, first.Read(["/home"]).Disks[0].WrittenToday);
        first.Save();

        Put("sys/class/block/mmcblk0p2/stat", "1 2 3 4 5 6 1150 8 9 10 11\n");
        Assert.Equal(150 * 512, Reader(counts).Read(["/home"]).Disks[0].WrittenToday);
    }

    [Fact]
    public void This_machine_answers()
    {
        var health = new BoardReader(null).Read(["/"]);

        Assert.NotEmpty(health.Load);
        Assert.True(health.MemoryTotal > health.OwnResident);
        Assert.True(Assert.Single(health.Disks).Total > 0);
        Assert.True(health.Cores > 0);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private BoardReader Reader(string? counts = null) =>
        new(_root, counts, new ManualTime(), path => path == "/mnt/gone" ? null : (1000, 400));

    private void PutPi(string firmware)
    {
        Put($"sys/devices/platform/{firmware}/get_throttled", "50005\n");
        Put("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
        Put("sys/class/thermal/thermal_zone0/temp", "48312\n");
        Put("sys/devices/system/cpu/online", "0-3\n");
        Put("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n");
        Put("proc/meminfo", "MemTotal:         430364 kB\nMemFree:           51188 kB\nMemAvailable:     274172 kB\n");
        Put("proc/self/status", "Name:\ttuitorrent\nVmRSS:\t   15000 kB\nRssAnon:\t    6000 kB\n");
        Put("proc/self/mountinfo", "21 1 179:2 / / rw,noatime shared:1 - ext4 /dev/root rw\n90 21 8:1 / /mnt/disk rw - ext4 /dev/sda1 rw\n");
        Put("proc/sys/kernel/random/boot_id", "0b9a2b7e-6f5e-4a55-8f3e-1f2d3c4b5a69\n");
        Put("sys/class/block/mmcblk0p2/stat", "1 2 3 4 5 6 1000 8 9 10 11\n");
        Put("sys/class/block/sda1/stat", "1 2 3 4 5 6 2000 8 9 10 11\n");
        Directory.CreateDirectory(Path.Combine(_root, "sys/dev/block"));
        File.CreateSymbolicLink(Path.Combine(_root, "sys/dev/block/179:2"), "../../devices/platform/soc/mmc/block/mmcblk0/mmcblk0p2");
    }

    private void Put(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
