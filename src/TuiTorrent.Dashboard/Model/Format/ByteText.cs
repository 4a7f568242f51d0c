using System.Globalization;

namespace TuiTorrent.Dashboard.Model.Format;

/// <summary>Sizes and rates in few columns, which they never exceed. K, M, G and T are steps of 1,024, as on the command line.</summary>
/// <remarks>All write into a buffer of the caller's, so that a frame of numbers makes no garbage.</remarks>
internal static class ByteText
{
    /// <summary>Columns of <see cref="Short"/>: "3.1M".</summary>
    public const int ShortColumns = 4;

    /// <summary>Columns of <see cref="Long"/>: "4.21M".</summary>
    public const int LongColumns = 5;

    private const string Units = "BKMGTPE";

    /// <summary>At most two digits after one: "0", "812B", "3.1M", "64K", "1.2G"; "-" for what is negative.</summary>
    public static ReadOnlySpan<char> Short(Span<char> buffer, long bytes) => Write(buffer, bytes, digits: 2);

    /// <summary>Three digits that count: "0", "812K", "4.21M", "42.1M".</summary>
    public static ReadOnlySpan<char> Long(Span<char> buffer, long bytes) => Write(buffer, bytes, digits: 3);

    /// <summary><see cref="Short"/> as a string, for texts that are made seldom.</summary>
    public static string Short(long bytes) => Short(stackalloc char[8], bytes).ToString();

    /// <summary><see cref="Long"/> as a string, for texts that are made seldom.</summary>
    public static string Long(long bytes) => Long(stackalloc char[8], bytes).ToString();

    /// <summary>For sentences, three digits and the unit in full: "999 B", "2.53 GiB".</summary>
    public static string Full(long bytes)
    {
        Span<char> buffer = stackalloc char[8];
        var text = Write(buffer, Math.Max(0, bytes), digits: 3);
        return text[^1] switch
        {
            '0' when text.Length == 1 => "0 B",
            'B' => $"{text[..^1]} B",
            _ => $"{text[..^1]} {text[^1]}iB",
        };
    }

    /// <summary>"2.53 of 2.90 GiB": the unit once, if both have the same.</summary>
    public static string Part(long bytes, long all)
    {
        var (part, whole) = (Full(bytes), Full(all));
        var unit = whole[whole.IndexOf(' ')..];
        return part.EndsWith(unit, StringComparison.Ordinal) ? $"{part[..part.IndexOf(' ')]} of {whole}" : $"{part} of {whole}";
    }

    /// <summary>"2 MiB", "512 KiB": for what is a power of two.</summary>
    public static string Round(long bytes)
    {
        var (value, unit) = (bytes, 0);
        while (value >= 1024 && value % 1024 == 0 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 || value > 9999 ? Full(bytes) : string.Create(CultureInfo.InvariantCulture, $"{value} {Units[unit]}iB");
    }

    private static ReadOnlySpan<char> Write(Span<char> buffer, long bytes, int digits)
    {
        if (bytes <= 0)
        {
            buffer[0] = bytes == 0 ? '0' : '-';
            return buffer[..1];
        }

        // What would be written as 1000 of a unit is written as 1.0 of the next one.
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5)
        {
            value /= 1024;
            unit++;
        }

        // A decimal only where rounding leaves room for it: 9.96 is written as 10.
        var decimals = unit == 0 ? 0 : value < 9.95 && digits == 2 ? 1 : value < 9.995 && digits == 3 ? 2 : value < 99.95 && digits == 3 ? 1 : 0;
        value = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        value.TryFormat(buffer, out var length, decimals switch { 0 => "0", 1 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
        buffer[length] = Units[unit];
        return buffer[..(length + 1)];
    }
}
