using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The rate down over time, in eighths of a cell, with an axis.</summary>
/// <remarks>
/// Time stands still in it: a column keeps its minute, and only the newest one grows. At the right end all moves on by a quarter. A graph that slides with each second would send all its cells each second.
/// </remarks>
internal sealed class RateGraphView : ModelPane
{
    private const int LabelColumns = 8;
    private const int Quarters = 4;
    private const long LeastTop = 64 << 10;

    private long _top = LeastTop;
    private long _fromMs;
    private long _nowMs;
    private int _columns;

    /// <summary>Shows what a model knows.</summary>
    public RateGraphView(DashboardModel model)
        : base(model)
    {
    }

    /// <summary>A round number at or above a rate: 1, 2 or 5 with zeros, of K, M or G.</summary>
    internal static long RoundUp(long rate)
    {
        for (var unit = 1L << 10; ; unit <<= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[1, 2, 5, 10, 20, 50, 100, 200, 500])
            {
                if (step * unit >= rate || unit >= 1L << 50)
                {
                    return step * unit;
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        _nowMs = Now.ToUnixTimeMilliseconds();
        _columns = Math.Max(1, Viewport.Width - LabelColumns - 1);
        var span = RateHistory.SpanMs(Model.Span);
        var quarter = span / Quarters;
        _fromMs = ((_nowMs / quarter) + 1) * quarter - span;

        // It grows at once, and shrinks when most of it would be empty: else a rate at the edge redraws all the time.
        var highest = Math.Max(LeastTop, Model.History.Highest(Model.Span, _fromMs).Down);
        _top = highest > _top || highest < _top / 4 ? RoundUp(highest) : _top;
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row);
        var rows = size.Height - 1;
        if (y == rows)
        {
            ComposeAxis(ref writer);
            return;
        }

        Span<char> buffer = stackalloc char[16];
        var isLabelled = y == 0 || (y * 2 == rows);
        writer.PutRight(isLabelled ? ByteText.Short(buffer, y == 0 ? _top : _top / 2) : "", LabelColumns - 2, Role.Dim);
        writer.Blank(1, Role.Text);
        writer.Put(isLabelled ? GlyphSet.Current.Tick : GlyphSet.Current.Upright, Role.Dim);
        var bars = GlyphSet.Current.Bars;
        var span = RateHistory.SpanMs(Model.Span);
        for (var column = 0; column < _columns; column++)
        {
            var from = _fromMs + (span * column / _columns);
            var slot = from > _nowMs ? RateSlot.Unknown : Model.History.Average(Model.Span, from, _fromMs + (span * (column + 1) / _columns));
            var eighths = slot.IsKnown ? (int)(slot.Down * rows * bars.Length / _top) : 0;

            // What is more than nothing shows: a line at the ground is no gap.
            eighths = slot is { Down: > 0 } ? Math.Max(1, eighths) : eighths;
            var here = Math.Clamp(eighths - ((rows - 1 - y) * bars.Length), 0, bars.Length);
            writer.Put(here == 0 ? " " : bars[here - 1], here == 0 ? Role.Text : Role.Down);
        }
    }

    private void ComposeAxis(ref RowWriter writer)
    {
        writer.PutRight("0", LabelColumns - 2, Role.Dim);
        writer.Blank(1, Role.Text);
        writer.Put(GlyphSet.Current.Corners[2], Role.Dim);
        var span = RateHistory.SpanMs(Model.Span);
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            writer.Repeat(GlyphSet.Current.Line, LabelColumns + (_columns * quarter / Quarters) - writer.Column, Role.Dim);
            var at = DateTimeOffset.FromUnixTimeMilliseconds(_fromMs + (span * quarter / Quarters));
            var text = Model.Span == GraphSpan.TwoMinutes
                ? at.ToOffset(Now.Offset).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
                : TimeText.Clock(at, Now.Offset);
            writer.Put(text, Role.Dim);
        }

        writer.Repeat(GlyphSet.Current.Line, writer.Left - 1, Role.Dim);
    }
}
