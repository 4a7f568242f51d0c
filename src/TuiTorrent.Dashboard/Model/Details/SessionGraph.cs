namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>Two minutes of the session's rate down, as columns. Time stands still in it: a column keeps its seconds, only the newest one grows, and every half minute all moves on by a quarter.</summary>
/// <remarks>A graph that slides with each second would send all its cells each second.</remarks>
internal sealed class SessionGraph
{
    private const int Seconds = 120;
    private const int QuarterSeconds = 30;
    private const long LeastTop = 64 << 10;

    private long[] _columns = [];
    private int[] _counts = [];

    /// <summary>Average of each column in bytes a second; -1 where nothing was told.</summary>
    public ReadOnlySpan<long> Columns => _columns;

    /// <summary>The rate at its upper edge: 1, 2 or 5 with zeros, of K, M or G.</summary>
    public long Top { get; private set; } = LeastTop;

    /// <summary>Takes the rates of now.</summary>
    /// <param name="samples">One a second, oldest first, the last one of now.</param>
    /// <param name="now">The moment.</param>
    /// <param name="columns">Room.</param>
    public void Take(IReadOnlyCollection<(long Down, long Up)> samples, DateTimeOffset now, int columns)
    {
        if (_columns.Length != columns)
        {
            (_columns, _counts) = (new long[columns], new int[columns]);
        }

        Array.Clear(_columns);
        Array.Clear(_counts);
        var second = now.ToUnixTimeSeconds();
        var from = (((second / QuarterSeconds) + 1) * QuarterSeconds) - Seconds;
        var at = second - samples.Count + 1 - from;
        var highest = 0L;
        foreach (var (down, _) in samples)
        {
            if (at is >= 0 and < Seconds)
            {
                var column = (int)(at * columns / Seconds);
                _columns[column] += down;
                _counts[column]++;
                highest = Math.Max(highest, down);
            }

            at++;
        }

        for (var i = 0; i < columns; i++)
        {
            _columns[i] = _counts[i] > 0 ? _columns[i] / _counts[i] : -1;
        }

        // Where columns are narrower than a second, the gaps between seconds are of the second before.
        for (var i = 1; i < columns && columns > Seconds; i++)
        {
            _columns[i] = _columns[i] < 0 && i - 1 <= (int)((second - from) * columns / Seconds) ? _columns[i - 1] : _columns[i];
        }

        // It grows at once and shrinks late: else a rate at the edge would redraw all the time.
        highest = Math.Max(LeastTop, highest);
        Top = highest > Top || highest < Top / 4 ? RoundUp(highest) : Top;
    }

    /// <summary>How much of a row a column fills, in eighths: 0 to 8.</summary>
    /// <param name="column">Which.</param>
    /// <param name="row">From the top.</param>
    /// <param name="rows">Of the graph.</param>
    public int Eighths(int column, int row, int rows)
    {
        var rate = _columns[column];
        if (rate <= 0)
        {
            return 0;
        }

        // Whatever moves shows at least an eighth.
        var height = Math.Max(1, (int)Math.Min(rows * 8, rate * rows * 8 / Top));
        return Math.Clamp(height - ((rows - 1 - row) * 8), 0, 8);
    }

    private static long RoundUp(long rate)
    {
        for (var unit = 1L << 10; ; unit <<= 10)
        {
            for (var step = 1; step <= 100; step *= 10)
            {
                foreach (var digit in (ReadOnlySpan<int>)[1, 2, 5])
                {
                    if (digit * step * unit >= rate || unit >= 1L << 50)
                    {
                        return digit * step * unit;
                    }
                }
            }
        }
    }
}
