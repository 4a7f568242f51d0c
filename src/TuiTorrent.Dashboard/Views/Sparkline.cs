using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>Rates of the last two minutes in a few cells. A cell stands for the same seconds as long as it is shown: it moves by one cell now and then, not a little with each frame.</summary>
internal static class Sparkline
{
    /// <summary>Cells of a sparkline.</summary>
    public const int Cells = 8;

    private const long CellMs = 15_000;

    /// <summary>Below this, 16 KiB/s, a line stays flat: what is next to nothing is no mountain.</summary>
    private const long LeastTop = 16 << 10;

    /// <summary>Writes one.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="history">Of what.</param>
    /// <param name="nowMs">Its clock.</param>
    /// <param name="isDown">Rates down, or up.</param>
    /// <param name="ink">How.</param>
    public static void Put(ref RowWriter writer, RateHistory history, long nowMs, bool isDown, Ink ink)
    {
        var last = nowMs / CellMs;
        var highest = history.Highest(GraphSpan.TwoMinutes, (last - Cells + 1) * CellMs);
        var top = Math.Max(LeastTop, isDown ? highest.Down : highest.Up);
        for (var cell = last - Cells + 1; cell <= last; cell++)
        {
            var slot = history.Average(GraphSpan.TwoMinutes, cell * CellMs, (cell + 1) * CellMs);
            var bars = GlyphSet.Current.Bars;
            var rate = isDown ? slot.Down : slot.Up;

            // What was before the first news is flat, too: else the line would grow for two minutes while nothing happens.
            writer.Put(bars[Math.Clamp((int)((rate * bars.Length) / top), 0, bars.Length - 1)], ink);
        }
    }
}
