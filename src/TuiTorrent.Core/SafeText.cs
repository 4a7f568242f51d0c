using System.Globalization;
using System.Text;

namespace TuiTorrent.Core;

/// <summary>The only way for text from outside to a terminal, a log or a file name shown: what could move a cursor or deceive the eye is gone.</summary>
public static class SafeText
{
    /// <summary>Marks on one character. What people write has two at most; a thousand would climb over the lines above and below.</summary>
    private const int MaxMarks = 2;

    /// <summary>The same for text that is a string already; lone surrogates become U+FFFD.</summary>
    public static string From(string text, int maxChars) => From(Encoding.UTF8.GetBytes(text), maxChars);

    /// <summary>At most <paramref name="maxChars"/> characters; control characters become blanks, invisible ones (bidi, zero width, tags) vanish, bad UTF-8 becomes U+FFFD; a character keeps two combining marks.</summary>
    public static string From(ReadOnlySpan<byte> utf8, int maxChars)
    {
        var text = new StringBuilder(Math.Min(utf8.Length, maxChars));
        Span<char> chars = stackalloc char[2];
        var (isBlank, marks) = (true, MaxMarks);

        // A run of characters that vanish must not make us read a megabyte for nothing.
        var left = Math.Min(utf8.Length, 8 * maxChars);
        utf8 = utf8[..left];
        while (!utf8.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                    if (!isBlank)
                    {
                        rune = new Rune(' ');
                        break;
                    }

                    continue;
                case UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    continue;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when marks++ >= MaxMarks:
                    continue;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    break;
                default:
                    marks = 0;
                    break;
            }

            isBlank = rune.Value == ' ';
            var length = rune.EncodeToUtf16(chars);
            if (text.Length + length > maxChars)
            {
                break;
            }

            text.Append(chars[..length]);
        }

        return text.ToString().TrimEnd();
    }
}
