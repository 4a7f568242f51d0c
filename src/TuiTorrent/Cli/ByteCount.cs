using System.Globalization;

namespace TuiTorrent.Cli;

/// <summary>Sizes and rates as people write and read them: K, M, G and T are steps of 1,024.</summary>
internal static class ByteCount
{
    private const string Units = "KMGT";
    private const long Largest = 1L << 50;

    /// <summary>Reads "0", "16384", "500K", "1.5M", "2MiB"; at most 1,024 T.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        text = text.Trim();
        if (text.EndsWith("iB", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..^2];
            if (text.IsEmpty || char.IsAsciiDigit(text[^1]))
            {
                return false;
            }
        }
        else if (text.EndsWith("B", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..^1];
        }

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

        bytes = (long)(number * factor);
        return factor > 1 || number == bytes;
    }

    /// <summary>Reads a rate: a size with or without "/s", or "none"; 0 is no limit.</summary>
    public static bool TryParseRate(ReadOnlySpan<char> text, out long bytesPerSecond)
    {
        text = text.Trim();
        if (text is "none")
        {
            bytesPerSecond = 0;
            return true;
        }

        // A limit below one byte a second would come out as none at all.
        var isRate = TryParse(text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text, out bytesPerSecond);
        return isRate && (bytesPerSecond > 0 || !text.ContainsAnyInRange('1', '9'));
    }

    /// <summary>"999 B", "1.5 MiB", "100 GiB": at most eight characters up to 1,024 TiB.</summary>
    public static string Format(long bytes)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        var (value, unit) = Scale(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Shorten(value)} {Units[unit]}iB");
    }

    /// <summary>The same without unit's tail, "1.5M", for narrow places.</summary>
    public static string FormatShort(long bytes)
    {
        if (bytes < 1000)
        {
            return bytes.ToString(CultureInfo.InvariantCulture);
        }

        var (value, unit) = Scale(bytes);
        return Shorten(value) + Units[unit];
    }

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

    private static string Shorten(double value) => value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
