using System.Globalization;

namespace TuiTorrent.Dashboard.Model.Format;

/// <summary>Ratios, shares and counts in few columns, which they never exceed.</summary>
internal static class NumberText
{
    /// <summary>Columns of a ratio and of a percentage.</summary>
    public const int Columns = 4;

    /// <summary>"0.02", "12.3", "123"; "-" where there is none, "∞" is never needed: a daemon that says so means none.</summary>
    public static ReadOnlySpan<char> Ratio(Span<char> buffer, double ratio)
    {
        if (!(ratio >= 0) || double.IsInfinity(ratio))
        {
            buffer[0] = '-';
            return buffer[..1];
        }

        var cut = Math.Min(9999, ratio < 10 ? Math.Floor((ratio * 100) + 1e-6) / 100 : ratio < 100 ? Math.Floor((ratio * 10) + 1e-6) / 10 : Math.Floor(ratio));
        cut.TryFormat(buffer, out var length, cut < 10 ? "0.00" : cut < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return buffer[..length];
    }

    /// <summary>The same as a string, for texts that are made seldom.</summary>
    public static string Ratio(double ratio) => Ratio(stackalloc char[8], ratio).ToString();

    /// <summary>"0%" to "100%". All is only what is all, and nothing only what is nothing: one missing byte says 99%.</summary>
    /// <param name="buffer">Of four characters or more.</param>
    /// <param name="share">0 to 1.</param>
    public static ReadOnlySpan<char> Percent(Span<char> buffer, double share)
    {
        var percent = share >= 1 ? 100 : share > 0 ? Math.Clamp((int)((share * 100) + 1e-6), 1, 99) : 0;
        percent.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        buffer[length] = '%';
        return buffer[..(length + 1)];
    }

    /// <summary>The same as a string, for texts that are made seldom.</summary>
    public static string Percent(double share) => Percent(stackalloc char[8], share).ToString();

    /// <summary>"87.4%", and "100%" only for all.</summary>
    public static string FinePercent(double share) => share >= 1
        ? "100%"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((share > 0 ? share : 0) * 1000) / 10:0.0}%");

    /// <summary>A count in at most five columns: "-" for unknown, "99k" for many.</summary>
    public static ReadOnlySpan<char> Count(Span<char> buffer, long count)
    {
        if (count < 0)
        {
            buffer[0] = '-';
            return buffer[..1];
        }

        var isMany = count > 9999;
        Math.Min(999, isMany ? count / 1000 : 0).TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        if (isMany)
        {
            buffer[length] = 'k';
            return buffer[..(length + 1)];
        }

        count.TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
        return buffer[..length];
    }

    /// <summary>A count in full, with a blank between thousands: "1 482".</summary>
    public static string Grouped(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>"1 torrent", "2 torrents".</summary>
    public static string Of(long count, string one) => count == 1 ? $"1 {one}" : $"{Grouped(count)} {one}s";
}
