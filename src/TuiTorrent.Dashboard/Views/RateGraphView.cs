using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The rate down of all torrents over time, with an axis.</summary>
internal sealed class RateGraphView : ModelPane
{
    private readonly RateGraph _graph = new();

    /// <summary>Shows what a model knows.</summary>
    public RateGraphView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override void Prepare() => _graph.Take(Model.History, Model.Span, Now.ToUnixTimeMilliseconds(), RateGraphRows.ColumnsIn(Viewport.Width));

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size) => RateGraphRows.Compose(row, _graph, y, size.Height, Now.Offset);
}
