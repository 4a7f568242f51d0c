using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>How runs of pieces look: each state has a sign of its own, so that colour is never the only one.</summary>
internal static class PieceGlyphs
{
    /// <summary>The sign and its role.</summary>
    public static (string Glyph, Role Role) Of(PieceState state) => state switch
    {
        PieceState.Have => (GlyphSet.Current.Full, Role.Filled),
        PieceState.Partly => (GlyphSet.Current.Half, Role.Filled),
        PieceState.Nowhere => ("!", Role.Bad),
        PieceState.Skipped => (GlyphSet.Current.IsUnicode ? GlyphSet.Current.Dot : ".", Role.Dim),
        _ => (GlyphSet.Current.Shade, Role.Empty),
    };
}
