using System.Globalization;
using System.Text;

namespace TuiTorrent.Cli;

/// <summary>The last gate before a terminal: whatever a line was put together from, it can't move the cursor, change a mode or turn the direction of reading.</summary>
/// <remarks>Texts from outside are clean before (<see cref="Core.SafeText"/>); here it shows if one was forgotten, as a U+FFFD in its place.</remarks>
internal static class ScreenText
{
    /// <summary>The text itself if nothing is wrong with it. Line feeds stay: help has them.</summary>
    public static string Gate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsWrong(text[i]))
            {
                return Clean(text);
            }
        }

        return text;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(IsWrong(c) ? '\uFFFD' : c);
        }

        return clean.ToString();
    }

    private static bool IsWrong(char c) =>
        c < ' ' ? c != '\n' : c >= '\x7f' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
