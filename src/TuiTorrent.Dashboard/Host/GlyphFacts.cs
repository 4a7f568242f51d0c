using System.Globalization;
using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Dashboard.Host;

/// <summary>What is known of a glyph before it goes out.</summary>
/// <param name="Text">What is sent: no control, no format character, one base with few marks, whatever the cell held.</param>
/// <param name="Columns">1 or 2.</param>
/// <param name="IsCertain">Whether all terminals agree on that.</param>
internal sealed record GlyphFacts(string Text, int Columns, bool IsCertain)
{
    /// <summary>Marks on one base.</summary>
    private const int MaxMarks = 2;

    /// <summary>Drawing signs of the library and ours, and what stands for them in ASCII; all else becomes "?".</summary>
    private const string LineSigns = "─━═┄┅┈┉╌╍╴╶╸╺╼╾⎯–—";

    private const string UprightSigns = "│┃║┆┇┊┋╎╏╵╷╹╻╽╿";

    /// <summary>Looks a glyph over.</summary>
    /// <param name="glyph">What a cell holds.</param>
    /// <param name="isAscii">Whether the terminal shows nothing beyond ASCII.</param>
    public static GlyphFacts Of(string glyph, bool isAscii)
    {
        var text = Clean(glyph);
        if (isAscii && !Ascii.IsValid(text))
        {
            // As wide as before, so that nothing else moves.
            return new GlyphFacts(TextWidth.Of(text) == 2 ? "??" : InAscii(text[0]), Math.Clamp(TextWidth.Of(text), 1, 2), true);
        }

        return new GlyphFacts(text, Math.Clamp(TextWidth.Of(text), 1, 2), IsCertainText(text));
    }

    private static string Clean(string glyph)
    {
        var text = new StringBuilder();
        var marks = 0;
        foreach (var rune in glyph.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                continue;
            }

            var isMark = TextWidth.Of(rune) == 0 || rune.Value == 0xFE0F;
            if (text.Length == 0 && isMark)
            {
                text.Append(' ');
            }

            if (text.Length > 0 && (!isMark || marks++ >= MaxMarks))
            {
                break;
            }

            text.Append(rune.ToString());
        }

        return text.Length > 0 ? text.ToString() : glyph.Length == 0 ? " " : "\uFFFD";
    }

    /// <summary>Letters, ideographs, lines, blocks and shades that stand alone. Terminals disagree on emoji, symbols, marks and scripts that are joined.</summary>
    private static bool IsCertainText(string text) => text.Length == 1 && text[0] is
        >= ' ' and <= '~' or >= '\u00A1' and < '\u0300' and not '\u00AD' or >= '\u0370' and < '\u0530' and not (>= '\u0483' and <= '\u0489')
        or >= '\u1E00' and < '\u2000' or '–' or '—' or '‘' or '’' or '“' or '”' or '…' or '←' or '↑' or '→' or '↓' or >= '\u2500' and < '\u25A0' or >= '\u2800' and < '\u2900'
        or >= '\u3041' and <= '\u3096' or >= '\u30A1' and <= '\u30FA' or >= '\u4E00' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3' or >= '\uFF01' and <= '\uFF60';

    private static string InAscii(char sign) => sign switch
    {
        _ when LineSigns.Contains(sign) => "-",
        _ when UprightSigns.Contains(sign) => "|",
        >= '\u2500' and < '\u2580' => "+",
        '█' or '▓' or '■' or '●' or '◉' or '☑' or '✓' or '√' or '▰' => "#",
        '▒' => "+",
        '░' or '□' or '○' or '☐' or '▱' => "-",
        >= '\u2580' and < '\u25A0' => "#",
        '▲' or '↑' or '△' => "^",
        '▼' or '↓' or '▽' => "v",
        '◄' or '←' or '◀' or '‹' or '«' => "<",
        '►' or '→' or '▶' or '›' or '»' => ">",
        '…' => "~",
        '·' or '•' or '∙' => ".",
        '‘' or '’' or '′' => "'",
        '“' or '”' => "\"",
        '\u00A0' => " ",
        _ => "?",
    };
}
