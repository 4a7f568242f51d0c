using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>A share as a row of cells.</summary>
internal static class Bar
{
    /// <summary>Writes one. All cells are full only for all, and none only for nothing.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="cells">How many.</param>
    /// <param name="share">0 to 1.</param>
    public static void Put(ref RowWriter writer, int cells, double share)
    {
        var full = share >= 1 ? cells : share > 0 ? Math.Clamp((int)(share * cells), 1, Math.Max(1, cells - 1)) : 0;
        writer.Repeat(GlyphSet.Current.Full, full, Role.Filled);
        writer.Repeat(GlyphSet.Current.Shade, cells - full, Role.Empty);
    }
}
