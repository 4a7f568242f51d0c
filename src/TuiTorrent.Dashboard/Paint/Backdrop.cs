using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TuiTorrent.Dashboard.Paint;

/// <summary>A screen that panes fill: it has nothing of its own to draw or to clear, so that a dialog over it costs no redraw of all.</summary>
internal class Backdrop : Runnable
{
    /// <inheritdoc/>
    protected override bool OnClearingViewport() => true;

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context) => true;
}
