namespace TuiTorrent.Dashboard.Commands;

/// <summary>Finds what was meant: the nearest name of a mistyped one, and how well letters typed so far fit a name.</summary>
internal static class Suggestion
{
    /// <summary>Longer words are no typing errors.</summary>
    private const int MaxLength = 40;

    /// <summary>The end of a sentence: " Did you mean X?", or "" where nothing is near.</summary>
    public static string For(string word, IEnumerable<string> names)
    {
        var (nearest, best) = ("", Math.Max(1, word.Length / 3) + 1);
        foreach (var name in word.Length <= MaxLength ? names : [])
        {
            if (Distance(word, name) is var distance && distance < best)
            {
                (nearest, best) = (name, distance);
            }
        }

        return nearest.Length > 0 ? $" Did you mean {nearest}?" : "";
    }

    /// <summary>How well letters fit: 0 not at all, more for beginnings of words and letters in a row.</summary>
    public static int Score(string letters, string text)
    {
        if (letters.Length == 0)
        {
            return 1;
        }

        if (text.IndexOf(letters, StringComparison.OrdinalIgnoreCase) is >= 0 and var whole)
        {
            return 10_000 - (whole == 0 ? 0 : text[whole - 1] is '-' or ' ' ? 1_000 : 3_000) - Math.Min(text.Length, 500);
        }

        var (at, score, isRow) = (0, 0, false);
        foreach (var letter in letters)
        {
            if (letter == ' ')
            {
                continue;
            }

            var found = at;
            while (found < text.Length && char.ToUpperInvariant(text[found]) != char.ToUpperInvariant(letter))
            {
                found++;
            }

            if (found == text.Length)
            {
                return 0;
            }

            isRow = found == at && at > 0;
            score += isRow ? 20 : found == 0 || text[found - 1] is '-' or ' ' ? 15 : 1;
            at = found + 1;
        }

        return score;
    }

    private static int Distance(string one, string other)
    {
        var (above, row) = (new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), 1 + Math.Min(above[j], row[j - 1]));
            }

            (above, row) = (row, above);
        }

        return above[other.Length];
    }
}
