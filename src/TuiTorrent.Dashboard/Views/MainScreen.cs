using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Views.Details;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The screen itself: header, list, details, notice and keys, laid out for the size of the terminal.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed class MainScreen : Backdrop
{
    private readonly DashboardModel _model;
    private readonly Func<Key, bool> _keys;
    private readonly HeaderView _header;
    private readonly BannerView _banner;
    private readonly RateGraphView _graph;
    private readonly MachineBoxView _box;
    private readonly TotalsView _totals;
    private readonly StateTabsView _tabs;
    private readonly TorrentListView _list;
    private readonly EmptyView _empty;
    private readonly PreviewView _preview;
    private readonly NoticeView _notice;
    private readonly FilterLine _filter;
    private readonly KeyBarView _keyBar;
    private readonly DetailsView _details;
    private ScreenPlan? _plan;
    private Size _size;
    private DateTimeOffset _now;
    private bool _isFull;
    private ScreenBoxes _hidden;
    private bool _isListFocused = true;
    private bool _isComposing;

    /// <summary>Lays out the panes.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="keys">Takes a key that no text field wanted; says whether it did something.</param>
    public MainScreen(DashboardModel model, Func<Key, bool> keys)
    {
        _model = model;
        _keys = keys;
        _header = new HeaderView(model);
        _banner = new BannerView(model);
        _graph = new RateGraphView(model);
        _box = new MachineBoxView(model);
        _totals = new TotalsView(model);
        _tabs = new StateTabsView(model);
        _list = new TorrentListView(model);
        _empty = new EmptyView(model);
        _preview = new PreviewView(model);
        _notice = new NoticeView(model);
        _filter = new FilterLine(model);
        _keyBar = new KeyBarView(model);
        _details = new DetailsView(model);
        _list.Opened += () => OpenDetails(OpenTab ?? DetailTab.Overview);
        _details.Clicked = () => _isListFocused = false;
        _keyBar.Pressed += Press;
        _filter.Ended += EndFilter;
        _filter.Moved += key => _list.Move(key == Key.CursorUp ? CursorMove.Up : key == Key.CursorDown ? CursorMove.Down : key == Key.PageUp ? CursorMove.PageUp : CursorMove.PageDown);
        Add(_header, _banner, _graph, _box, _totals, _tabs, _list, _empty, _preview, _details, _notice, _filter, _keyBar);
    }

    /// <summary>The tab of the details that is open; null while only the list is.</summary>
    public DetailTab? OpenTab { get; private set; }

    /// <summary>Whether moves go to the list: always without details, else after <see cref="SwitchPane"/>.</summary>
    public bool IsListFocused => OpenTab is null || (_isListFocused && _list.Visible);

    /// <summary>Whether the user types into the filter line: keys that it does not take are none of the commands'.</summary>
    public bool IsFiltering => _filter.Visible;

    /// <summary>Keys for the last row, the likeliest first and the help last; in the notation of <see cref="KeyText"/>.</summary>
    public IReadOnlyList<(string Key, string Title)> KeyBar
    {
        get => _keyBar.Keys;
        set => _keyBar.Keys = value;
    }

    /// <summary>What must be kept fresh for what is shown now.</summary>
    public Wanted Wanted
    {
        get
        {
            var machine = _plan?.Form switch
            {
                // The log comes with the events, so it costs nothing to be told of it.
                ScreenForm.Wide => DetailPart.Board | DetailPart.Log,
                ScreenForm.Normal => DetailPart.Board,
                _ => DetailPart.None,
            };
            return new(_model.List.Current?.Hash ?? "", OpenTab is null ? machine : machine | _details.Parts);
        }
    }

    /// <summary>Where the hidden cursor waits, for screen readers: the row under the list's cursor.</summary>
    public (int Row, int Column) CursorRest => _list.Visible ? (_list.Frame.Y + _list.CursorRow, 0) : (_details.Visible ? _details.Frame.Y + _details.CursorRow : 0, 0);

    /// <summary>Opens the details of the torrent under the cursor. Without one there is only the log to open.</summary>
    public void OpenDetails(DetailTab tab)
    {
        if (_model.List.Current is null && tab != DetailTab.Log)
        {
            return;
        }

        _isListFocused &= OpenTab is not null;
        OpenTab = tab;
        _details.Open(tab);
        _plan = null;
    }

    /// <summary>Back to the list.</summary>
    public void CloseDetails()
    {
        (OpenTab, _isListFocused, _plan) = (null, true, null);
    }

    /// <summary>Moves go to the other pane: list or details. Where only one of them is shown, nothing happens.</summary>
    public void SwitchPane()
    {
        if (_list.Visible && OpenTab is not null)
        {
            _isListFocused = !_isListFocused;
        }
    }

    /// <summary>What the user put away.</summary>
    public ScreenBoxes Hidden
    {
        get => _hidden;
        set => (_hidden, _plan) = (value, null);
    }

    /// <summary>The details, for commands about what is under their cursor.</summary>
    public DetailsView Details => _details;

    /// <summary>The details take all the room, or share it with the list.</summary>
    public void ToggleFull() => (_isFull, _plan) = (!_isFull, null);

    /// <summary>Lets the user type into the filter line.</summary>
    public void EditFilter() => BeginFilter(isSearch: false);

    /// <summary>The same, to highlight and jump instead of filtering.</summary>
    public void EditSearch() => BeginFilter(isSearch: true);

    /// <summary>Moves the cursor of the pane that has it.</summary>
    public void Move(CursorMove move)
    {
        if (IsListFocused)
        {
            _list.Move(move);
        }
        else
        {
            _details.Move(move);
        }
    }

    /// <summary>Composes all panes for the state of the model.</summary>
    /// <param name="now">For what counts down.</param>
    /// <returns>When something on the screen changes without news; null for never.</returns>
    public DateTimeOffset? Compose(DateTimeOffset now)
    {
        _now = now;
        _model.Tick(now);
        ComposePanes();
        var connection = _model.Connection;
        var change = _details.Visible ? _details.NextChange : null;
        if (connection.State == ConnectionState.Online || connection.NextTry is not { } next || next <= now)
        {
            return change;
        }

        // The banner counts whole seconds down.
        var left = (next - now).TotalSeconds;
        var second = next - TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(left) - 1));
        return change < second ? change : second;
    }

    /// <inheritdoc/>
    protected override bool OnKeyDown(Key key) => _keys(key);

    /// <inheritdoc/>
    protected override void OnViewportChanged(DrawEventArgs e)
    {
        base.OnViewportChanged(e);
        if (_plan is not null && Viewport.Size != _size && !_isComposing)
        {
            ComposePanes();
        }
    }

    private void ComposePanes()
    {
        _isComposing = true;
        PaintedView.IsStale = _model.Connection.State == ConnectionState.Lost;
        Lay();
        _header.Compose(_now);
        _banner.Compose(_now);
        _graph.Compose(_now);
        _box.Compose(_now);
        _totals.Compose(_now);
        _tabs.Compose(_now);
        _list.Compose(_now);
        _empty.Compose(_now);
        _preview.Compose(_now);
        _keyBar.Compose(_now);
        if (_filter.Visible)
        {
            _filter.Compose();
        }

        if (_details.Visible)
        {
            _details.IsFocusedPane = !IsListFocused;
            _details.Compose(_now);
        }

        // After the details: in the log something may have been looked at.
        _notice.Compose(_now);
        _isComposing = false;
    }

    /// <summary>Puts the panes where they belong, if that changed.</summary>
    private void Lay()
    {
        var size = App?.Screen.Size ?? Viewport.Size;
        if (_plan is null || size != _size)
        {
            _size = size;
            _plan = ScreenPlan.For(size, OpenTab is not null, _isFull, _hidden);
            _header.Form = _plan.Form;
            _notice.TellsOfLog = _plan.Form == ScreenForm.Wide;
            _keyBar.IsShort = size.Width < 60;
            if (_plan.Form == ScreenForm.Tiny && _filter.Visible)
            {
                EndFilter();
            }
        }

        var isOnline = _model.Connection.State == ConnectionState.Online || _plan.Form == ScreenForm.Tiny;
        var isEmpty = _model.List.Visible.Count == 0;
        Place(_header, isOnline ? _plan.Header : default);
        Place(_banner, isOnline ? default : _plan.Header);
        Place(_graph, _plan.Graph);
        Place(_box, _plan.Box);
        Place(_totals, _plan.Totals);
        Place(_tabs, _plan.Tabs);

        // The headings stay, also over nothing: they say what is filtered by.
        Place(_list, isEmpty && _plan.List.Height > 0 ? _plan.List with { Height = 1 } : _plan.List);
        Place(_empty, isEmpty && _plan.List.Height > 1 ? new Rectangle(0, _plan.List.Y + 1, _plan.List.Width, _plan.List.Height - 1) : default);
        Place(_preview, _plan.Preview);
        Place(_details, _plan.Details);
        Place(_notice, _filter.Visible ? default : _plan.Notice);
        Place(_keyBar, _plan.Keys);
        if (_filter.Visible && _filter.Frame != _plan.Notice)
        {
            _filter.Frame = _plan.Notice;
        }
    }

    private static void Place(View pane, Rectangle at)
    {
        var isShown = at is { Width: > 0, Height: > 0 };
        if (isShown && pane.Frame != at)
        {
            pane.Frame = at;
            PaintedView.Expose();
        }

        if (pane.Visible != isShown)
        {
            pane.Visible = isShown;
            PaintedView.Expose();
        }
    }

    private void BeginFilter(bool isSearch)
    {
        if (_plan is { Form: not ScreenForm.Tiny })
        {
            _filter.Begin(isSearch);
        }
    }

    private void EndFilter()
    {
        _filter.Visible = false;
        SetFocus();
    }

    private void Press(string key)
    {
        if (KeyText.TryParse(key, out var parsed))
        {
            _keys(parsed);
        }
    }
}
