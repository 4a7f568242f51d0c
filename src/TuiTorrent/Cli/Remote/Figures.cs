using System.Globalization;

namespace TuiTorrent.Cli.Remote;

/// <summary>Numbers as tables and sentences of the command line show them.</summary>
internal static class Figures
{
    /// <summary>What stands where nobody knows, or nothing moves.</summary>
    public const string None = "-";

    /// <summary>"34.5%", never "100%" before all is there.</summary>
    public static string Percent(double fraction) =>
        fraction >= 1 ? "100%" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Clamp(fraction, 0, 1) * 1000) / 10:0.0}%");

    /// <summary>"1.2M/s", or a dash for none.</summary>
    public static string Rate(long bytesPerSecond) => bytesPerSecond > 0 ? ByteCount.FormatShort(bytesPerSecond) + "/s" : None;

    /// <summary>"0.75", rounded down; a dash where there is none.</summary>
    public static string Ratio(double ratio) =>
        ratio < 0 ? None : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Min(ratio, 1e6) * 100) / 100:0.00}");

    /// <summary>"3m12s", or a dash where nobody knows.</summary>
    public static string Time(long? seconds) => seconds is { } known ? ProgressLine.FormatTime(known) : None;

    /// <summary>"2026-05-01 18:30:05", in local time of a zone.</summary>
    public static string Date(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 torrent", "2 torrents".</summary>
    public static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
