using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>Breaks text into lines of so many columns, at blanks where there are any, else anywhere.</summary>
internal static class WrappedText
{
    /// <summary>Adds the lines of a text.</summary>
    /// <param name="text">Clean.</param>
    /// <param name="columns">Of a line, at least 1.</param>
    /// <param name="maxLines">Lines at most; the last one ends with an ellipsis if there was more.</param>
    /// <param name="lines">Gets them.</param>
    public static void Break(ReadOnlySpan<char> text, int columns, int maxLines, List<string> lines)
    {
        columns = Math.Max(columns, 1);
        var count = 0;
        do
        {
            text = text.TrimStart(' ');
            var length = Fitting(text, columns);
            var isLast = ++count == maxLines;
            if (length < text.Length && isLast)
            {
                var ellipsis = GlyphSet.Current.Ellipsis;
                lines.Add(string.Concat(text[..Fitting(text, columns - ellipsis.Length)], ellipsis));
                return;
            }

            // A word goes to the next line whole, unless that would leave most of this one empty.
            if (length < text.Length && text[length] != ' ' && text[..length].LastIndexOf(' ') is var blank && blank > length / 3)
            {
                length = blank;
            }

            lines.Add(text[..length].TrimEnd(' ').ToString());
            text = text[length..];
        }
        while (!text.TrimStart(' ').IsEmpty && count < maxLines);
    }

    /// <summary>Characters of a text that fit into so many columns; at least one, so that breaking ends.</summary>
    private static int Fitting(ReadOnlySpan<char> text, int columns)
    {
        var (length, width) = (0, 0);
        while (length < text.Length)
        {
            var next = GlyphTable.Next(text[length..], out _, out var wide);
            if (width + wide > columns && length > 0)
            {
                break;
            }

            length += next;
            width += wide;
        }

        return length;
    }
}
