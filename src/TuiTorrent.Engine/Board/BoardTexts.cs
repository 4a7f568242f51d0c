using System.Globalization;
using TuiTorrent.Core;

namespace TuiTorrent.Engine.Board;

/// <summary>Reads the texts in which the kernel tells of the machine. Pure; a text that is not as expected gives null and no exception.</summary>
internal static class BoardTexts
{
    private const int MaxModel = 80;
    private const double ColdestC = -40;
    private const double HottestC = 150;

    /// <summary>/proc/device-tree/model: a name and a NUL.</summary>
    public static string? Model(string text) => SafeText.From(text.TrimEnd('\0'), MaxModel) is { Length: > 0 } name ? name : null;

    /// <summary>/sys/class/thermal/thermal_zone*/temp: thousandths of a degree.</summary>
    public static double? Temperature(string text) =>
        long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value / 1000.0 is >= ColdestC and <= HottestC
            ? value / 1000.0
            : null;

    /// <summary>get_throttled of the Raspberry Pi's firmware, hexadecimal with or without "0x".</summary>
    /// <remarks>Now: bit 0 under-voltage, 1 frequency capped, 2 throttled, 3 soft temperature limit. Since boot: the same from bit 16 on.</remarks>
    public static ThrottleFlags? Throttled(string text)
    {
        var digits = text.AsSpan().Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? new ThrottleFlags((bits & 0xE) != 0, (bits & 1) != 0, (bits & 0xF0000) != 0)
            : null;
    }

    /// <summary>/proc/loadavg: "0.20 0.18 0.12 1/80 11206".</summary>
    public static IReadOnlyList<double> Load(string text)
    {
        var fields = text.Split(' ', 4);
        var load = new double[3];
        for (var i = 0; i < load.Length; i++)
        {
            if (i >= fields.Length || !double.TryParse(fields[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out load[i]))
            {
                return [];
            }
        }

        return load;
    }

    /// <summary>Bytes of a line "Name:   1234 kB", as in /proc/meminfo and /proc/self/status.</summary>
    public static long? Kilobytes(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > name.Length && line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] == ':')
            {
                var value = line[(name.Length + 1)..].Trim();
                return value.EndsWith(" kB", StringComparison.Ordinal)
                    && long.TryParse(value[..^3].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
                    && kilobytes <= long.MaxValue / 1024
                        ? kilobytes * 1024
                        : null;
            }
        }

        return null;
    }

    /// <summary>/sys/class/block/*/stat: the seventh number counts written sectors, which have 512 bytes whatever the device's have.</summary>
    public static long? WrittenBytes(string text)
    {
        var fields = text.Split((char[]?)null, 8, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 7 && long.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors) && sectors <= long.MaxValue / 512
            ? sectors * 512
            : null;
    }

    /// <summary>/sys/devices/system/cpu/online: "0-3", "0", "0,2-3".</summary>
    public static int? Processors(string text)
    {
        var count = 0;
        foreach (var part in text.Trim().Split(','))
        {
            var range = part.Split('-');
            if (range.Length > 2
                || !int.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(range[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || last < first
                || last > 65_535)
            {
                return null;
            }

            count += last - first + 1;
        }

        return count;
    }

    /// <summary>The mount that a directory lies on, by /proc/self/mountinfo: the last of the longest mount points above it. Null if there is none.</summary>
    /// <remarks>"36 35 98:0 /mnt1 /mnt/x rw,noatime master:1 - ext3 /dev/root rw": fields 3 and 5, and after the dash 1 and 2 (proc_pid_mountinfo(5)).</remarks>
    public static Mount? FindMount(string text, string directory)
    {
        Mount? best = null;
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-", 6 <= fields.Length ? 6 : fields.Length);
            if (dash < 0 || dash + 2 >= fields.Length)
            {
                continue;
            }

            var point = Unescape(fields[4]);
            if (IsBelow(directory, point) && (best is null || point.Length >= best.Point.Length))
            {
                best = new Mount(point, fields[2], fields[dash + 1], Unescape(fields[dash + 2]));
            }
        }

        return best;
    }

    private static bool IsBelow(string directory, string point) =>
        directory == point || point == "/" || (directory.StartsWith(point, StringComparison.Ordinal) && directory[point.Length] == '/');

    // Blank, tab, line feed and backslash are written as three octal digits.
    private static string Unescape(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
            .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal)
        : text;
}

/// <summary>What the board's firmware says about its supply and heat.</summary>
/// <param name="IsThrottled">Slowed down now.</param>
/// <param name="IsUnderVoltage">The supply is too weak now.</param>
/// <param name="HasBeen">Any of it since the machine was started.</param>
internal readonly record struct ThrottleFlags(bool IsThrottled, bool IsUnderVoltage, bool HasBeen);

/// <summary>A mounted file system.</summary>
/// <param name="Point">Where.</param>
/// <param name="Device">"major:minor".</param>
/// <param name="Type">"ext4".</param>
/// <param name="Source">"/dev/mmcblk0p2", or any word.</param>
internal sealed record Mount(string Point, string Device, string Type, string Source);
