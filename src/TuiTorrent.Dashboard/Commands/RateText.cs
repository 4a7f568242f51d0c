using System.Globalization;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Sizes and rates as people type them and as they are shown: K, M, G and T are steps of 1,024, as on the command line.</summary>
internal static class RateText
{
    private const string Units = "KMGT";
    private const long Largest = 1L << 50;

    /// <summary>Reads "0", "500K", "1.5M", "2MiB/s", "none", "∞" or nothing at all; the last three and 0 mean no limit, which is 0. False for what is no rate.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        text = text.Trim();
        if (text.IsEmpty || text is "∞" || text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        text = text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text;
        text = text.EndsWith("iB", StringComparison.Ordinal) ? text[..^2] : text.EndsWith("B", StringComparison.OrdinalIgnoreCase) ? text[..^1] : text;
        var factor = 1L;
        if (!text.IsEmpty && Units.IndexOf(char.ToUpperInvariant(text[^1])) is >= 0 and var unit)
        {
            factor = 1L << (10 * (unit + 1));
            text = text[..^1];
        }

        if (text.Length > 20 || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > Largest / factor)
        {
            return false;
        }

        // A limit below one byte a second would come out as none at all.
        bytesPerSecond = (long)(number * factor);
        return bytesPerSecond > 0 || number == 0;
    }

    /// <summary>A limit for an entry field, to three digits; "" for none. Rounded: a field that was left as it is must not be sent.</summary>
    public static string Limit(long bytesPerSecond)
    {
        if (bytesPerSecond <= 0)
        {
            return "";
        }

        var (value, unit) = ((double)bytesPerSecond, -1);
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var text = value.ToString(unit < 0 || value >= 100 ? "0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
        return unit < 0 ? text : text + Units[unit];
    }

    /// <summary>"999", "1.5M", "100G".</summary>
    public static string Short(long bytes)
    {
        if (bytes < 0)
        {
            return "?";
        }

        var (value, unit) = Scale(bytes);
        return unit < 0 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + Units[unit];
    }

    // From 1,000 on the next unit, so that no number has four digits.
    private static (double Value, int Unit) Scale(long bytes)
    {
        var (value, unit) = ((double)bytes, -1);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return (value, unit);
    }
}
