using System.Globalization;
using System.Text;

namespace TuiTorrent.Core;

/// <summary>How many columns text takes in a terminal. Where terminals disagree it says the larger number: too short a line is no harm, too long a one breaks the screen.</summary>
/// <remarks>Source: Unicode EastAsianWidth.txt, classes W and F, with neighbouring ranges joined.</remarks>
public static class TextWidth
{
    /// <summary>First and last of each range of wide characters, ascending.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2630, 0x2637), (0x2648, 0x2653),
        (0x267F, 0x267F), (0x268A, 0x268F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE),
        (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
        (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50),
        (0x2B55, 0x2B55), (0x2E80, 0x303E), (0x3041, 0x4DFF), (0x4E00, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19),
        (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x1D300, 0x1D376), (0x1F000, 0x1F02B), (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F19A), (0x1F1E6, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of a text.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Of(rune);
        }

        return columns;
    }

    /// <summary>Columns of a character: 0, 1 or 2.</summary>
    public static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        // The selector of emoji shape makes some terminals widen what stands before it.
        if (rune.Value != 0xFE0F && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        return IsWide(rune.Value) ? 2 : 1;
    }

    /// <summary>The text in at most this many columns; where it is cut, its last column is an ellipsis.</summary>
    public static string Cut(string text, int columns)
    {
        if (columns <= 0)
        {
            return "";
        }

        var (width, length, lengthWithEllipsis) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
            if (width > columns)
            {
                return string.Concat(text.AsSpan(0, lengthWithEllipsis), "…");
            }

            length += rune.Utf16SequenceLength;
            if (width < columns)
            {
                lengthWithEllipsis = length;
            }
        }

        return text;
    }

    /// <summary>The text in lines of at most this many columns, broken at blanks; all but the first begin with an indent. A word that is wider than a line stays whole.</summary>
    public static List<string> Wrap(string text, int columns, int indent)
    {
        var (lines, line, width, isFirst) = (new List<string>(), new StringBuilder(), 0, true);
        foreach (var word in text.Split(' '))
        {
            var wordWidth = Of(word);
            if (!isFirst && width > indent && (long)width + 1 + wordWidth > columns)
            {
                lines.Add(line.ToString());
                line.Clear().Append(' ', indent);
                width = indent;
            }
            else if (!isFirst)
            {
                line.Append(' ');
                width++;
            }

            line.Append(word);
            width += wordWidth;
            isFirst = false;
        }

        lines.Add(line.ToString());
        return lines;
    }

    private static bool IsWide(int value)
    {
        var (low, high) = (0, Wide.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value > Wide[middle].Last)
            {
                low = middle + 1;
            }
            else if (value < Wide[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
