using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The screen itself: header, list, details, notice and keys, laid out for the size of the terminal.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed class MainScreen : Backdrop
{
    private readonly DashboardModel _model;
    private readonly Func<Key, bool> _keys;

    /// <summary>Lays out the panes.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="keys">Takes a key that no text field wanted; says whether it did something.</param>
    public MainScreen(DashboardModel model, Func<Key, bool> keys)
    {
        _model = model;
        _keys = keys;
    }

    /// <summary>The tab of the details that is open; null while the list has the keys.</summary>
    public DetailTab? OpenTab { get; private set; }

    /// <summary>What must be kept fresh for what is shown now.</summary>
    public Wanted Wanted => new(_model.List.Current?.Hash ?? "", DetailPart.None);

    /// <summary>Where the hidden cursor waits, for screen readers: the row under the list's cursor.</summary>
    public (int Row, int Column) CursorRest => (_model.List.CursorIndex, 0);

    /// <summary>Opens the details of the torrent under the cursor.</summary>
    public void OpenDetails(DetailTab tab) => OpenTab = tab;

    /// <summary>Back to the list.</summary>
    public void CloseDetails() => OpenTab = null;

    /// <summary>Lets the user type into the filter line.</summary>
    public void EditFilter() => SetNeedsDraw();

    /// <summary>Moves the cursor of the pane that has it.</summary>
    public void Move(CursorMove move) => _model.List.Move(move == CursorMove.Up ? -1 : 1);

    /// <summary>Composes all panes for the state of the model.</summary>
    /// <param name="now">For what counts down.</param>
    /// <returns>When something on the screen changes without news; null for never.</returns>
    public DateTimeOffset? Compose(DateTimeOffset now) => _model.Connection.NextTry > now ? _model.Connection.NextTry : null;

    /// <inheritdoc/>
    protected override bool OnKeyDown(Key key) => _keys(key);
}
