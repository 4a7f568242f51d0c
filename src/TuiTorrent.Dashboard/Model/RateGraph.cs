using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Model;

/// <summary>Rates down over a span of time, as columns.</summary>
/// <remarks>
/// Time stands still in it: a column keeps its seconds, only the newest one grows, and at the right end all moves on by a quarter. A graph that slides with each second would send all its cells each
/// second.
/// </remarks>
internal sealed class RateGraph
{
    /// <summary>Parts by which the graph moves on, each with its time below it.</summary>
    public const int Quarters = 4;

    /// <summary>Below this, 64 KiB/s, what moves is no mountain.</summary>
    private const long LeastTop = 64 << 10;

    private long[] _columns = [];
    private long _fromMs;
    private GraphSpan _span;

    /// <summary>Average of each column in bytes a second; -1 where nothing was told.</summary>
    public ReadOnlySpan<long> Columns => _columns;

    /// <summary>The rate at its upper edge: 1, 2 or 5 with zeros, of K, M or G.</summary>
    public long Top { get; private set; } = LeastTop;

    /// <summary>Takes what is known by now.</summary>
    /// <param name="history">Rates.</param>
    /// <param name="span">How much of them.</param>
    /// <param name="nowMs">The moment, on the clock of the history.</param>
    /// <param name="columns">Room.</param>
    public void Take(RateHistory history, GraphSpan span, long nowMs, int columns)
    {
        if (_columns.Length != columns)
        {
            _columns = new long[columns];
        }

        Top = span == _span ? Top : LeastTop;
        _span = span;
        var spanMs = RateHistory.SpanMs(span);
        var quarter = spanMs / Quarters;
        _fromMs = ((nowMs / quarter) + 1) * quarter - spanMs;

        // It grows at once, and shrinks when most of it would be empty: else a rate at the edge redraws all the time.
        var highest = Math.Max(LeastTop, history.Highest(span, _fromMs).Down);
        Top = highest > Top || highest < Top / 4 ? RoundUp(highest) : Top;
        for (var column = 0; column < columns; column++)
        {
            var from = _fromMs + (spanMs * column / columns);
            _columns[column] = from > nowMs ? -1 : history.Average(span, from, _fromMs + (spanMs * (column + 1) / columns)).Down;
        }
    }

    /// <summary>How much of a cell a column fills: 0 to <paramref name="steps"/>. Whatever moves shows: a line at the ground is no gap.</summary>
    /// <param name="column">Which.</param>
    /// <param name="row">From the top.</param>
    /// <param name="rows">Of the graph.</param>
    /// <param name="steps">Glyphs that a cell can be filled by, eight of them or less.</param>
    public int Filled(int column, int row, int rows, int steps)
    {
        var (rate, most) = (_columns[column], rows * steps);
        var height = rate <= 0 ? 0 : (int)Math.Clamp((double)rate * most / Top, 1, most);
        return Math.Clamp(height - ((rows - 1 - row) * steps), 0, steps);
    }

    /// <summary>When a quarter begins: "19:40", or "19:40:30" where that is less than a minute.</summary>
    public string QuarterText(int quarter, TimeSpan offset)
    {
        // A screen that was never composed has a clock from before the calendar.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, _fromMs) + (RateHistory.SpanMs(_span) * quarter / Quarters));
        return _span == GraphSpan.TwoMinutes ? TimeText.ClockWithSeconds(at, offset) : TimeText.Clock(at, offset);
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
}
