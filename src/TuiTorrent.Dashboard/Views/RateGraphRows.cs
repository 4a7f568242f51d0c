using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>Writes a graph: rates at its left, times below it.</summary>
internal static class RateGraphRows
{
    /// <summary>"  512K │".</summary>
    private const int LabelColumns = 8;

    /// <summary>How many columns of the graph itself fit.</summary>
    public static int ColumnsIn(int width) => Math.Max(1, width - LabelColumns - 1);

    /// <summary>Writes a row.</summary>
    /// <param name="row">Where.</param>
    /// <param name="graph">What.</param>
    /// <param name="y">Which row.</param>
    /// <param name="height">All rows, with the axis, which is the last one.</param>
    /// <param name="offset">The viewer's distance from UTC.</param>
    public static void Compose(ScreenRow row, RateGraph graph, int y, int height, TimeSpan offset)
    {
        var writer = new RowWriter(row);
        var rows = height - 1;
        if (y == rows)
        {
            ComposeAxis(ref writer, graph, offset);
            return;
        }

        Span<char> buffer = stackalloc char[16];
        var isLabelled = y == 0 || (y * 2 == rows);
        writer.PutRight(isLabelled ? ByteText.Short(buffer, y == 0 ? graph.Top : graph.Top / 2) : "", LabelColumns - 2, Role.Dim);
        writer.Blank(1, Role.Text);
        writer.Put(isLabelled ? GlyphSet.Current.Tick : GlyphSet.Current.Upright, Role.Dim);
        var bars = GlyphSet.Current.Bars;
        for (var column = 0; column < graph.Columns.Length; column++)
        {
            var filled = graph.Filled(column, y, rows, bars.Length);
            writer.Put(filled == 0 ? " " : bars[filled - 1], filled == 0 ? Role.Text : Role.Down);
        }
    }

    private static void ComposeAxis(ref RowWriter writer, RateGraph graph, TimeSpan offset)
    {
        writer.PutRight("0", LabelColumns - 2, Role.Dim);
        writer.Blank(1, Role.Text);
        writer.Put(GlyphSet.Current.Corners[2], Role.Dim);
        for (var quarter = 0; quarter < RateGraph.Quarters; quarter++)
        {
            writer.Repeat(GlyphSet.Current.Line, LabelColumns + (graph.Columns.Length * quarter / RateGraph.Quarters) - writer.Column, Role.Dim);
            writer.Put(graph.QuarterText(quarter, offset), Role.Dim);
        }

        writer.Repeat(GlyphSet.Current.Line, writer.Left - 1, Role.Dim);
    }
}
