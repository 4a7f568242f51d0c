using System.Globalization;

namespace TuiTorrent.Cli.Remote;

/// <summary>Numbers of files as people write them, "1,3-5", counted from 1.</summary>
internal static class NumberRanges
{
    /// <summary>More numbers than a torrent can have files.</summary>
    private const int Largest = 100_000;

    /// <summary>Indexes from 0, ascending, each once; null if the text is no such list.</summary>
    public static List<int>? Parse(string text)
    {
        var indexes = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var (from, to) = dash < 0 ? (part, part) : (part[..dash], part[(dash + 1)..]);
            if (!TryParse(from, out var first) || !TryParse(to, out var last) || last < first)
            {
                return null;
            }

            for (var number = first; number <= last; number++)
            {
                indexes.Add(number - 1);
            }
        }

        return [.. indexes];
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Largest;
}
