using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Cli.Remote;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Header">Above it.</param>
/// <param name="IsRight">Numbers stand at the right.</param>
/// <param name="Rank">The column with the highest goes first when room is short; 0 stays.</param>
/// <param name="Shortest">How far its texts are cut before columns go; 0 for not at all. One column of a table at most.</param>
internal sealed record TableColumn(string Header, bool IsRight = false, int Rank = 0, int Shortest = 0);

/// <summary>Puts rows into columns that fit a width. A narrow table first cuts the column that may be cut, then loses columns.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <summary>How far the column is cut that may be, when no other can go.</summary>
    private const int Least = 8;

    /// <summary>The header and the rows, without line feeds.</summary>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">As many clean cells each as there are columns.</param>
    /// <param name="width">Columns of the terminal; <see cref="int.MaxValue"/> to cut nothing.</param>
    public static List<string> Render(IReadOnlyList<TableColumn> columns, IReadOnlyList<string[]> rows, int width)
    {
        var widths = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            widths[i] = TextWidth.Of(columns[i].Header);
            foreach (var row in rows)
            {
                widths[i] = Math.Max(widths[i], TextWidth.Of(row[i]));
            }
        }

        Fit(columns, widths, width);
        var lines = new List<string>(rows.Count + 1);
        var headers = new string[columns.Count];
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = columns[i].Header;
        }

        lines.Add(Line(columns, headers, widths, width));
        foreach (var row in rows)
        {
            lines.Add(Line(columns, row, widths, width));
        }

        return lines;
    }

    // A column that goes gets width 0.
    private static void Fit(IReadOnlyList<TableColumn> columns, int[] widths, int width)
    {
        while (true)
        {
            var (total, last, elastic) = (-Gap, -1, -1);
            for (var i = 0; i < widths.Length; i++)
            {
                if (widths[i] == 0)
                {
                    continue;
                }

                total += widths[i] + Gap;
                elastic = columns[i].Shortest > 0 ? i : elastic;
                last = columns[i].Rank > 0 && (last < 0 || columns[i].Rank > columns[last].Rank) ? i : last;
            }

            var excess = total - width;
            if (excess <= 0)
            {
                return;
            }

            var give = elastic < 0 ? 0 : Math.Max(0, widths[elastic] - columns[elastic].Shortest);
            if (excess <= give)
            {
                widths[elastic] -= excess;
                return;
            }

            if (last < 0)
            {
                if (elastic >= 0)
                {
                    widths[elastic] = Math.Max(Math.Min(Least, widths[elastic]), widths[elastic] - excess);
                }

                return;
            }

            widths[last] = 0;
        }
    }

    private static string Line(IReadOnlyList<TableColumn> columns, string[] cells, int[] widths, int width)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            if (widths[i] == 0)
            {
                continue;
            }

            if (line.Length > 0)
            {
                line.Append(' ', Gap);
            }

            var cell = TextWidth.Cut(cells[i], widths[i]);
            var blanks = widths[i] - TextWidth.Of(cell);
            line.Append(' ', columns[i].IsRight ? blanks : 0).Append(cell).Append(' ', columns[i].IsRight ? 0 : blanks);
        }

        return TextWidth.Cut(line.ToString().TrimEnd(), width);
    }
}
