using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>A fact with its name.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Text">The fact.</param>
/// <param name="Role">How it is shown.</param>
/// <param name="IsWide">It takes the room of two.</param>
internal readonly record struct DetailField(string Label, string Text, Role Role = Role.Text, bool IsWide = false);

/// <summary>A fact's place.</summary>
/// <param name="Field">Which.</param>
/// <param name="Row">From 0.</param>
/// <param name="Column">From 0.</param>
/// <param name="Width">Columns for name and fact.</param>
internal readonly record struct PlacedField(DetailField Field, int Row, int Column, int Width);

/// <summary>Lays facts out in one, two or three columns.</summary>
internal static class FieldGrid
{
    /// <summary>Columns of a name.</summary>
    public const int LabelWidth = 11;

    private const int LookAhead = 4;

    /// <summary>Columns of facts in so many columns of the screen.</summary>
    public static int ColumnsIn(int width) => width < 70 ? 1 : width < 120 ? 2 : 3;

    /// <summary>Places the facts row by row; where a wide one does not fit any more, one of the next few fills the gap.</summary>
    /// <returns>Rows in all.</returns>
    public static int Place(List<DetailField> fields, int width, List<PlacedField> placed)
    {
        placed.Clear();
        var columns = ColumnsIn(width);
        var cell = width / columns;
        var (row, column) = (0, 0);
        var pending = new List<DetailField>(fields);
        while (pending.Count > 0)
        {
            var next = 0;
            while (next < pending.Count && next < LookAhead && column + SpanOf(pending[next], columns) > columns)
            {
                next++;
            }

            if (next >= Math.Min(pending.Count, LookAhead))
            {
                (row, column) = (row + 1, 0);
                continue;
            }

            var span = SpanOf(pending[next], columns);
            var isToTheEdge = column + span == columns;
            placed.Add(new PlacedField(pending[next], row, column * cell, isToTheEdge ? width - (column * cell) : (span * cell) - 2));
            pending.RemoveAt(next);
            column += span;
            if (column == columns)
            {
                (row, column) = (row + 1, 0);
            }
        }

        return column > 0 ? row + 1 : row;
    }

    private static int SpanOf(DetailField field, int columns) => field.IsWide ? Math.Min(2, columns) : 1;
}
