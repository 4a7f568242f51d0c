using System.Globalization;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>Numbers and times as the details show them. K, M, G and T are steps of 1,024, as on the command line.</summary>
internal static class DetailFormat
{
    private const string Units = "KMGTPE";

    /// <summary>"999", "1.5M", "212G": at most four characters below a thousand terabytes.</summary>
    public static string Size(long bytes)
    {
        if (bytes < 1000)
        {
            return Math.Max(0, bytes).ToString(CultureInfo.InvariantCulture);
        }

        var (value, unit) = Scale(bytes);
        return value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>"999 B", "2.53 GiB": three digits.</summary>
    public static string LongSize(long bytes)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, bytes)} B");
        }

        var (value, unit) = Scale(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}iB");
    }

    /// <summary>"2.53 of 2.90 GiB": the unit once, if both have the same.</summary>
    public static string Part(long bytes, long all)
    {
        var (part, whole) = (LongSize(bytes), LongSize(all));
        var at = whole.IndexOf(' ');
        return part.EndsWith(whole[at..], StringComparison.Ordinal) ? $"{part[..part.IndexOf(' ')]} of {whole}" : $"{part} of {whole}";
    }

    /// <summary>"2 MiB", "512 KiB": for what is a power of two.</summary>
    public static string RoundSize(long bytes)
    {
        var (value, unit) = (bytes, -1);
        while (value >= 1024 && value % 1024 == 0 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit < 0 || value > 9999 ? LongSize(bytes) : string.Create(CultureInfo.InvariantCulture, $"{value} {Units[unit]}iB");
    }

    /// <summary>"87%", never "100%" before all is there.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{(share >= 1 ? 100 : Math.Floor(Sane(share) * 100)):0}%");

    /// <summary>"87.4%", never "100.0%" before all is there.</summary>
    public static string FinePercent(double share) =>
        share >= 1 ? "100%" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Sane(share) * 1000) / 10:0.0}%");

    /// <summary>"0.75", rounded down; "none" where nothing was downloaded.</summary>
    public static string Ratio(double ratio) =>
        ratio < 0 || double.IsNaN(ratio) ? "none" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Min(ratio, 1e6) * 100) / 100:0.00}");

    /// <summary>"1 482": thousands apart.</summary>
    public static string Count(long number) => number is > -1000 and < 1000
        ? number.ToString(CultureInfo.InvariantCulture)
        : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>"1 peer", "2 peers".</summary>
    public static string Count(long number, string noun) => number == 1 ? "1 " + noun : $"{Count(number)} {noun}s";

    /// <summary>"12 s", "26 min", "3 h 4 min", "3 d 4 h".</summary>
    public static string Span(long seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds)} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min"),
        < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60} min"),
        < 100 * 86_400L => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400} d {seconds / 3600 % 24} h"),
        _ => $"{Count(seconds / 86_400)} days",
    };

    /// <summary>"12s", "26m", "3h04", "3d04", "999d": at most five characters.</summary>
    public static string ShortSpan(long seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds)}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m"),
        < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h{seconds / 60 % 60:00}"),
        < 100 * 86_400L => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400}d{seconds / 3600 % 24:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(seconds / 86_400, 9999)}d"),
    };

    /// <summary>"2026-11-22 19:40" on the clock of the viewer, whose offset from UTC that moment carries; "" for 0.</summary>
    public static string Date(long unixSeconds, DateTimeOffset now) => unixSeconds is <= 0 or > 253_402_300_799
        ? ""
        : DateTimeOffset.FromUnixTimeSeconds(Math.Min(unixSeconds, 253_402_200_000)).ToOffset(now.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"19:40:07" on the clock of the viewer.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset now) => at.ToOffset(now.Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The letter of what a torrent does.</summary>
    public static string Letter(TorrentItem torrent) => torrent switch
    {
        { Activity: Activity.Failed } => "!",
        { Error.Length: > 0, Activity: not (Activity.Stopped or Activity.Verifying or Activity.Moving) } => "!",
        { Activity: Activity.Verifying or Activity.QueuedToVerify } => "V",
        { Activity: Activity.QueuedToDownload or Activity.QueuedToSeed } => "Q",
        { Activity: Activity.Downloading } => "D",
        { Activity: Activity.Seeding } => "S",
        { Activity: Activity.Moving } => "M",
        _ => "P",
    };

    private static double Sane(double share) => double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);

    // From 1,000 on the next unit, so that no number has four digits.
    private static (double Value, int Unit) Scale(long bytes)
    {
        var (value, unit) = (bytes / 1024.0, 0);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return (value, unit);
    }
}
