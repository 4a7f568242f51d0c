using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The tabs with the details of the torrent under the cursor.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed class DetailsView : View
{
    private readonly DashboardModel _model;

    /// <summary>Shows what a model knows.</summary>
    public DetailsView(DashboardModel model)
    {
        _model = model;
        CanFocus = false;
    }

    /// <summary>The open tab.</summary>
    public DetailTab Tab { get; private set; }

    /// <summary>What must be kept fresh for it.</summary>
    public DetailPart Parts => _model.List.Current is null ? DetailPart.None : DetailPart.General;

    /// <summary>Whether its keys count; its heading says so.</summary>
    public bool IsFocusedPane { get; set; }

    /// <summary>Another tab.</summary>
    public void Open(DetailTab tab) => Tab = tab;

    /// <summary>Moves what moves in the tab.</summary>
    public void Move(CursorMove move) => SetNeedsLayout();

    /// <summary>Composes the panes.</summary>
    public void Compose(DateTimeOffset now) => SetNeedsLayout();
}
