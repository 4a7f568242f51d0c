using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Dashboard.Paint;

/// <summary>Cuts text into glyphs: what stands in one cell, or two. The strings are shared, so that a frame of ordinary text makes no garbage.</summary>
/// <remarks>Only for the thread of the screen. The last gate before the screen: what could move the cursor or deceive the eye becomes a visible sign, even if someone forgot <see cref="SafeText"/>.</remarks>
internal static class GlyphTable
{
    /// <summary>Marks on one character that are kept; towers of more would reach into the rows around.</summary>
    private const int MaxMarks = 2;

    /// <summary>Glyphs outside ASCII that are remembered; a screen of names in any language fits several times.</summary>
    private const int MaxShared = 4096;

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(static value => value is < 32 or 127 ? "?" : ((char)value).ToString())];
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Shared = new Dictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The next glyph of a text.</summary>
    /// <param name="text">From the glyph on; not empty.</param>
    /// <param name="glyph">The glyph.</param>
    /// <param name="columns">How wide: 1 or 2.</param>
    /// <returns>Its length in the text, in characters.</returns>
    public static int Next(ReadOnlySpan<char> text, out string glyph, out int columns)
    {
        var first = text[0];
        if (first < 128 && (text.Length == 1 || text[1] < 0x300))
        {
            (glyph, columns) = (Ascii[first], 1);
            return 1;
        }

        if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
        {
            (glyph, columns) = ("\uFFFD", 1);
            return Math.Max(1, length);
        }

        if (!GlyphSet.Current.IsUnicode)
        {
            (glyph, columns) = (first < 128 ? Ascii[first] : "?", 1);
            return length;
        }

        if (IsSelector(rune))
        {
            (glyph, columns) = ("\uFFFD", 1);
            return length;
        }

        columns = TextWidth.Of(rune);
        var kept = length;
        if (columns == 0)
        {
            // A mark with nothing under it stands on a blank of its own.
            columns = 1;
            glyph = Share(string.Concat(" ", text[..length]));
        }
        else
        {
            var (marks, isKept) = (0, true);
            while (length < text.Length && Rune.DecodeFromUtf16(text[length..], out var mark, out var more) == System.Buffers.OperationStatus.Done && (TextWidth.Of(mark) == 0 || IsSelector(mark)))
            {
                // Marks after a selector go with it: what is kept has no gap.
                isKept &= !IsSelector(mark) && marks++ < MaxMarks;
                length += more;
                kept = isKept ? length : kept;
            }

            glyph = Share(text[..kept]);
        }

        return length;
    }

    /// <summary>A selector of text or emoji shape: terminals disagree on whether it widens the character before it, so it is never sent.</summary>
    private static bool IsSelector(Rune rune) => rune.Value is >= 0xFE00 and <= 0xFE0F;

    private static string Share(ReadOnlySpan<char> glyph)
    {
        if (Shared.TryGetValue(glyph, out var shared))
        {
            return shared;
        }

        shared = glyph.ToString();
        if (Shared.Dictionary.Count >= MaxShared)
        {
            Shared.Dictionary.Clear();
        }

        Shared.Dictionary.Add(shared, shared);
        return shared;
    }
}
