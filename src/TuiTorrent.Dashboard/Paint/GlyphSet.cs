namespace TuiTorrent.Dashboard.Paint;

/// <summary>The signs beyond letters that a terminal can show: eighth blocks and lines, or ASCII alone.</summary>
/// <param name="IsUnicode">Whether names may be shown as they are; else what is not ASCII becomes "?".</param>
/// <param name="Ellipsis">At the end of what was cut.</param>
/// <param name="Bars">Heights or widths, from an eighth to full.</param>
/// <param name="Full">A filled cell of a bar.</param>
/// <param name="Shade">An empty cell of a bar.</param>
/// <param name="Half">A partly filled cell of a map.</param>
/// <param name="Line">A horizontal line.</param>
/// <param name="Upright">A vertical line.</param>
/// <param name="Down">Before a rate down.</param>
/// <param name="Up">Before a rate up.</param>
/// <param name="Cursor">At the row under the cursor.</param>
/// <param name="Ascending">On the header of the column that sorts.</param>
/// <param name="Descending">The same, reversed.</param>
/// <param name="Infinity">No limit.</param>
/// <param name="Dot">Between things on a line.</param>
/// <param name="Degree">Before "C".</param>
/// <param name="Corners">Of a frame: top left, top right, bottom left, bottom right.</param>
/// <param name="Tick">Where an upright axis has a number.</param>
internal sealed record GlyphSet(
    bool IsUnicode, string Ellipsis, string[] Bars, string Full, string Shade, string Half, string Line, string Upright, string Down, string Up, string Cursor, string Ascending, string Descending,
    string Infinity, string Dot, string Degree, string[] Corners, string Tick)
{
    /// <summary>For terminals with UTF-8.</summary>
    public static GlyphSet Unicode { get; } = new(
        true, "…", ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], "▓", "░", "▒", "─", "│", "↓", "↑", ">", "▲", "▼", "∞", "·", "°", ["┌", "┐", "└", "┘"], "┤");

    /// <summary>For all others.</summary>
    public static GlyphSet AsciiOnly { get; } = new(
        false, "~", [".", ".", ":", ":", "+", "+", "#", "#"], "#", "-", "+", "-", "|", "D", "U", ">", "^", "v", "-", "-", "", ["+", "+", "+", "+"], "+");

    /// <summary>The one in use; chosen once, before the first frame.</summary>
    public static GlyphSet Current { get; set; } = Unicode;
}
