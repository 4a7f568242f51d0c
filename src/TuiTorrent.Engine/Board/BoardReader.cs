namespace TuiTorrent.Engine.Board;

/// <summary>Asks the kernel how the machine does. Nothing is kept open and no timer runs: it looks when it is asked.</summary>
/// <remarks>Any thread, one at a time. Never throws: what can't be read is null.</remarks>
public sealed class BoardReader
{
    /// <summary>More than a machine with many containers has in its mount table.</summary>
    private const int MaxFileBytes = 1024 * 1024;

    /// <summary>How often a look may write to the disk, for the flash card's sake.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private readonly string? _counterPath;
    private readonly TimeProvider _time;
    private readonly Func<string, (long Total, long Free)?> _space;
    private readonly Lock _gate = new();
    private WrittenToday? _written;
    private long? _savedAt;

    /// <summary>Over the machine that it runs on.</summary>
    /// <param name="counterPath">A file that keeps today's counts over restarts; null to begin anew with each.</param>
    /// <param name="time">The clock, which says when midnight is.</param>
    public BoardReader(string? counterPath, TimeProvider? time = null)
        : this("/", counterPath, time ?? TimeProvider.System, SpaceOf)
    {
    }

    internal BoardReader(string root, string? counterPath, TimeProvider time, Func<string, (long Total, long Free)?> space)
    {
        _root = root;
        _counterPath = counterPath;
        _time = time;
        _space = space;
    }

    /// <summary>How the machine does, and the disks below these directories.</summary>
    public BoardHealth Read(IReadOnlyList<string> directories)
    {
        lock (_gate)
        {
            var memory = Text("proc/meminfo") ?? "";
            var own = Text("proc/self/status") ?? "";
            var throttled = Throttled();
            return new BoardHealth
            {
                Model = Text("proc/device-tree/model") is { } model ? BoardTexts.Model(model) : null,
                TemperatureC = Temperature(),
                IsThrottled = throttled?.IsThrottled,
                IsUnderVoltage = throttled?.IsUnderVoltage ?? UnderVoltageAlarm(),
                HasBeenThrottled = throttled?.HasBeen,
                Load = BoardTexts.Load(Text("proc/loadavg") ?? ""),
                Cores = BoardTexts.Processors(Text("sys/devices/system/cpu/online") ?? "") ?? Environment.ProcessorCount,
                MemoryTotal = BoardTexts.Kilobytes(memory, "MemTotal"),
                MemoryAvailable = BoardTexts.Kilobytes(memory, "MemAvailable"),
                OwnResident = BoardTexts.Kilobytes(own, "VmRSS"),
                OwnPrivate = BoardTexts.Kilobytes(own, "RssAnon"),
                Disks = Disks(directories),
            };
        }
    }

    /// <summary>Keeps today's counts for the next process. Nothing happens if they are kept already or can't be.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (_counterPath is null || _written is not { IsChanged: true })
            {
                return;
            }

            _savedAt = _time.GetTimestamp();
            try
            {
                File.WriteAllText(_counterPath + ".new", _written.Write());
                File.Move(_counterPath + ".new", _counterPath, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Counts of a day are not worth a word.
            }
        }
    }

    private static (long Total, long Free)? SpaceOf(string directory)
    {
        try
        {
            var drive = new DriveInfo(directory);
            return (drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private List<DiskHealth> Disks(IReadOnlyList<string> directories)
    {
        var disks = new List<DiskHealth>();
        var mounts = Text("proc/self/mountinfo") ?? "";
        var bootId = Text("proc/sys/kernel/random/boot_id")?.Trim() ?? "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directory in directories)
        {
            var mount = BoardTexts.FindMount(mounts, directory);
            var space = _space(directory);
            var device = mount is null ? "" : DeviceOf(mount);
            if (seen.Add(mount is null || space is null ? "missing " + directory : mount.Device))
            {
                disks.Add(new DiskHealth(directory, device, space?.Total ?? 0, space?.Free ?? 0, space is null, space is null ? null : Written(device, bootId)));
            }
        }

        if (_savedAt is not { } savedAt || _time.GetElapsedTime(savedAt) >= SaveInterval)
        {
            Save();
        }

        return disks;
    }

    private long? Written(string device, string bootId)
    {
        if (bootId.Length == 0 || device.Length == 0 || device.AsSpan().ContainsAny(" /\n") || Text($"sys/class/block/{device}/stat") is not { } text || BoardTexts.WrittenBytes(text) is not { } count)
        {
            return null;
        }

        _written ??= WrittenToday.Read(_counterPath is null ? "" : TextOf(_counterPath) ?? "");
        return _written.Look(device, count, bootId, DateOnly.FromDateTime(_time.GetLocalNow().DateTime));
    }

    /// <summary>The kernel's name of the device: what a mount calls its source may be "/dev/root" or a label.</summary>
    private string DeviceOf(Mount mount)
    {
        try
        {
            if (new FileInfo(Path.Combine(_root, "sys/dev/block", mount.Device)).LinkTarget is { } target)
            {
                return Path.GetFileName(target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the source will do.
        }

        return mount.Source.StartsWith("/dev/", StringComparison.Ordinal) ? mount.Source[5..] : mount.Type;
    }

    /// <summary>The processor's zone by its name, else the first.</summary>
    private double? Temperature()
    {
        double? first = null;
        foreach (var zone in Directories("sys/class/thermal", "thermal_zone*"))
        {
            if (TextOf(Path.Combine(zone, "temp")) is { } text && BoardTexts.Temperature(text) is { } degrees)
            {
                var type = TextOf(Path.Combine(zone, "type")) ?? "";
                if (type.Contains("cpu", StringComparison.OrdinalIgnoreCase) || type.StartsWith("x86_pkg", StringComparison.Ordinal))
                {
                    return degrees;
                }

                first ??= degrees;
            }
        }

        return first;
    }

    /// <summary>The Pi's firmware is a child of "soc", which newer kernels name with an address.</summary>
    private ThrottleFlags? Throttled()
    {
        foreach (var soc in Directories("sys/devices/platform", "soc*"))
        {
            foreach (var firmware in Directories(soc, "*firmware"))
            {
                if (TextOf(Path.Combine(firmware, "get_throttled")) is { } text)
                {
                    return BoardTexts.Throttled(text);
                }
            }
        }

        return null;
    }

    /// <summary>The Pi's monitor of its supply (hwmon "rpi_volt"), where the firmware's flags can't be read.</summary>
    private bool? UnderVoltageAlarm()
    {
        foreach (var monitor in Directories("sys/class/hwmon", "hwmon*"))
        {
            if (TextOf(Path.Combine(monitor, "name"))?.Trim() == "rpi_volt" && TextOf(Path.Combine(monitor, "in0_lcrit_alarm"))?.Trim() is ("0" or "1") and var alarm)
            {
                return alarm == "1";
            }
        }

        return null;
    }

    private string[] Directories(string path, string pattern)
    {
        try
        {
            var found = Directory.GetDirectories(Path.Combine(_root, path), pattern);
            Array.Sort(found, StringComparer.Ordinal);
            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string? Text(string path) => TextOf(Path.Combine(_root, path));

    // Files of /proc and /sys have no length, and some answer a read with an error.
    private static string? TextOf(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[4096];
            var filled = 0;
            while (stream.Read(bytes, filled, bytes.Length - filled) is > 0 and var count)
            {
                filled += count;
                if (filled == bytes.Length)
                {
                    if (filled >= MaxFileBytes)
                    {
                        break;
                    }

                    Array.Resize(ref bytes, 2 * bytes.Length);
                }
            }

            return System.Text.Encoding.UTF8.GetString(bytes, 0, filled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
