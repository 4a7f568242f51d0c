using System.Globalization;

namespace TuiTorrent.Dashboard.Model.Format;

/// <summary>Times to come, times gone and moments, in few columns.</summary>
internal static class TimeText
{
    /// <summary>Columns of <see cref="Eta(Span{char}, long)"/>: "3h12".</summary>
    public const int EtaColumns = 4;

    private const long Minute = 60;
    private const long Hour = 3_600;
    private const long Day = 86_400;

    /// <summary>"40s", "2m", "3h12", "14h", "4d", ">1y"; "-" where nobody can tell.</summary>
    public static ReadOnlySpan<char> Eta(Span<char> buffer, long seconds)
    {
        if (seconds is < 0 or > 365 * Day)
        {
            var text = seconds < 0 ? "-" : ">1y";
            text.CopyTo(buffer);
            return buffer[..text.Length];
        }

        var (value, unit) = seconds switch
        {
            < Minute => (seconds, 's'),
            < Hour => (seconds / Minute, 'm'),
            < Day => (seconds / Hour, 'h'),
            _ => (seconds / Day, 'd'),
        };
        value.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        buffer[length++] = unit;
        if (unit == 'h' && value < 10)
        {
            (seconds / Minute % 60).TryFormat(buffer[length..], out var more, "00", CultureInfo.InvariantCulture);
            length += more;
        }

        return buffer[..length];
    }

    /// <summary>The same as a string.</summary>
    public static string Eta(long seconds) => Eta(stackalloc char[8], seconds).ToString();

    /// <summary>How long something has lasted: "12s", "12m", "4h12m", "3d04h", "120d".</summary>
    public static string Duration(long seconds) => seconds switch
    {
        < 0 => "-",
        < Minute => $"{seconds}s",
        < Hour => $"{seconds / Minute}m",
        < Day => $"{seconds / Hour}h{seconds / Minute % 60:00}m",
        < 100 * Day => $"{seconds / Day}d{seconds / Hour % 24:00}h",
        _ => $"{seconds / Day}d",
    };

    /// <summary>For sentences: "12 s", "26 min", "3 h 4 min", "3 d 4 h", "120 days".</summary>
    public static string Words(long seconds) => seconds switch
    {
        < Minute => $"{Math.Max(0, seconds)} s",
        < Hour => $"{seconds / Minute} min",
        < Day => $"{seconds / Hour} h {seconds / Minute % 60} min",
        < 100 * Day => $"{seconds / Day} d {seconds / Hour % 24} h",
        _ => $"{NumberText.Grouped(seconds / Day)} days",
    };

    /// <summary>"just now", "12m ago", "3h ago", "4d ago"; "never" for 0.</summary>
    /// <param name="at">Seconds since 1970.</param>
    /// <param name="now">Now. A moment after it counts as now: clocks of two machines differ.</param>
    public static string Age(long at, DateTimeOffset now)
    {
        if (at <= 0)
        {
            return "never";
        }

        return Math.Max(0, now.ToUnixTimeSeconds() - at) switch
        {
            < Minute => "just now",
            < Hour and var seconds => $"{seconds / Minute}m ago",
            < 2 * Day and var seconds => $"{seconds / Hour}h ago",
            var seconds => $"{seconds / Day}d ago",
        };
    }

    /// <summary>"2026-11-22 19:40" where the user is; "-" for 0.</summary>
    /// <param name="at">Seconds since 1970.</param>
    /// <param name="offset">The user's distance from UTC: that of the time that the screen is composed with.</param>
    public static string Moment(long at, TimeSpan offset) => at is <= 0 or > 253_402_300_799
        ? "-"
        : DateTimeOffset.FromUnixTimeSeconds(at).ToOffset(offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"19:40" where the user is.</summary>
    public static string Clock(DateTimeOffset at, TimeSpan offset) => at.ToOffset(offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"19:40:07" where the user is.</summary>
    public static string ClockWithSeconds(DateTimeOffset at, TimeSpan offset) => at.ToOffset(offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
