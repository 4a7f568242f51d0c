using System.Drawing;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The details of the torrent under the list's cursor: a bar of tabs, and the open one below it.</summary>
/// <remarks>
/// Only the thread of the screen. It never shows the detail of another torrent than that one: what the model holds is compared by hash at each composition, and what the commands reach
/// (<see cref="SelectedFiles"/>, <see cref="CurrentPeer"/> and so on) is of that torrent or nothing.
/// </remarks>
internal sealed class DetailsView : PaintedView
{
    /// <summary>Below this height every row is needed for the tab itself.</summary>
    private const int MinHeightForHead = 6;

    /// <summary>Columns of the name in the bar below which it gets a row of its own.</summary>
    private const int MinNameColumns = 14;

    private static readonly TorrentItem Nobody = new() { Id = 0, Hash = "" };

    private readonly DashboardModel _model;
    private readonly FilesPage _files = new();
    private readonly PeersPage _peers = new();
    private readonly TrackersPage _trackers = new();
    private readonly WhyPage _why = new();
    private readonly LogPage _log = new();
    private readonly DetailPage[] _pages;
    private readonly TimeWords _words = new();
    private readonly List<TabSpan> _tabs = [];
    private readonly List<string> _message = [];
    private readonly string[] _counts = new string[TabBar.Tabs.Length];
    private (bool Before, bool After) _more;
    private TorrentItem _torrent = Nobody;
    private TorrentDetail? _detailBefore;
    private DetailPart _answered;
    private bool _hasMessage;
    private int _headRows = 1;
    private DateTimeOffset _now;

    /// <summary>Shows what a model knows.</summary>
    public DetailsView(DashboardModel model)
    {
        _model = model;
        _pages = [new OverviewPage(), _files, _peers, _trackers, new PiecesPage(), new EncryptionPage(), _why, _log];
    }

    /// <summary>The open tab.</summary>
    public DetailTab Tab { get; private set; }

    /// <summary>What the open tab needs from the link.</summary>
    public DetailPart Parts => Page.Parts(_model.List.Current ?? Nobody);

    /// <summary>Whether the keys are its own: only then a cursor shows in the tab.</summary>
    public bool IsFocusedPane { get; set; }

    /// <summary>When a time that it tells becomes another one without news; null for never.</summary>
    public DateTimeOffset? NextChange => _words.NextChange;

    /// <summary>Called when the user clicked in it, before the click counts: the place to give it the keys.</summary>
    public Action? Clicked { get; set; }

    /// <summary>The files under the cursor, or all below the folder under it; none in other tabs.</summary>
    public IReadOnlyList<int> SelectedFiles => Tab == DetailTab.Files && IsCurrent ? _files.Tree.Selected : [];

    /// <summary>The file or folder under the cursor; null in other tabs.</summary>
    public FileNode? CurrentFile => Tab == DetailTab.Files && IsCurrent ? _files.Tree.Current : null;

    /// <summary>The tracker under the cursor; null in other tabs.</summary>
    public TrackerItem? CurrentTracker => Tab == DetailTab.Trackers && IsCurrent ? _trackers.Current : null;

    /// <summary>The peer under the cursor; null in other tabs.</summary>
    public PeerItem? CurrentPeer => Tab == DetailTab.Peers && IsCurrent ? _peers.Table.Current : null;

    /// <summary>The cause under the cursor; null in other tabs.</summary>
    public Cause? CurrentCause => Tab == DetailTab.Why && IsCurrent ? _why.Rows.Current : null;

    /// <summary>How files are ordered.</summary>
    public FileOrder FileOrder
    {
        get => _files.Tree.Order;
        set => _files.Tree.OrderBy(value);
    }

    /// <summary>The next order of the files, in turn.</summary>
    public void NextFileOrder() => FileOrder = FileOrder == FileOrder.Done ? FileOrder.Torrent : FileOrder + 1;

    /// <summary>The log shows the lines of all torrents, and those of none.</summary>
    public bool ShowsWholeLog
    {
        get => _log.ShowsAll;
        set => _log.ShowsAll = value;
    }

    /// <summary>The row, below the view's top, where the hidden cursor waits for screen readers.</summary>
    public int CursorRow => _headRows + (_hasMessage ? 0 : Tab switch
    {
        DetailTab.Files => _files.CursorRow,
        DetailTab.Peers => _peers.CursorRow,
        DetailTab.Trackers => _trackers.CursorRow,
        _ => 0,
    });

    private DetailPage Page => _pages[(int)Tab];

    /// <summary>Whether what the pages hold is of the torrent under the cursor.</summary>
    private bool IsCurrent => !_hasMessage && _torrent.Hash.Length > 0 && _model.List.Current?.Hash == _torrent.Hash;

    /// <summary>Another tab.</summary>
    public void Open(DetailTab tab)
    {
        if (tab == Tab)
        {
            return;
        }

        Tab = tab;
        _detailBefore = _model.Detail;
    }

    /// <summary>The tab so many further, round the ends.</summary>
    public void Step(int tabs) => Open((DetailTab)((((int)Tab + tabs) % TabBar.Tabs.Length + TabBar.Tabs.Length) % TabBar.Tabs.Length));

    /// <summary>Moves what moves in the tab: a cursor, or the rows.</summary>
    public void Move(CursorMove move) => Page.Move(move);

    /// <summary>Opens or closes the folder under the cursor.</summary>
    /// <returns>False if there is none.</returns>
    public bool ToggleFolder() => Tab == DetailTab.Files && IsCurrent && _files.Tree.Toggle();

    /// <summary>Composes all rows for a moment, whose offset from UTC is the viewer's.</summary>
    public void Compose(DateTimeOffset now)
    {
        _now = now;
        Compose();
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        if (y == 0)
        {
            Prepare(size);
            ComposeBar(row);
        }
        else if (y < _headRows)
        {
            ComposeHead(row);
        }
        else if (!_hasMessage)
        {
            Page.ComposeRow(row, y - _headRows);
        }
        else if (y - _headRows - 1 is >= 0 and var line && line < _message.Count)
        {
            new RowWriter(row, 1).Put(_message[line], Role.Dim);
        }
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Position is not { } at)
        {
            return false;
        }

        if (mouse.Flags.HasFlag(MouseFlags.WheeledUp) || mouse.Flags.HasFlag(MouseFlags.WheeledDown))
        {
            for (var i = 0; i < 3; i++)
            {
                Move(mouse.Flags.HasFlag(MouseFlags.WheeledUp) ? CursorMove.Up : CursorMove.Down);
            }
        }
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonPressed))
        {
            Clicked?.Invoke();
            if (at.Y > 0)
            {
                Page.Click(at.Y - _headRows);
            }
            else if (TabBar.At(_tabs, at.X) is { } tab)
            {
                Open(tab);
            }
        }
        else
        {
            return false;
        }

        Compose();
        return true;
    }

    private void Prepare(Size size)
    {
        var torrent = _model.List.Current ?? Nobody;
        if (torrent.Hash != _torrent.Hash)
        {
            (_detailBefore, _answered) = (null, DetailPart.None);
            foreach (var each in _pages)
            {
                each.Forget();
            }
        }

        _torrent = torrent;
        var detail = _model.Detail is { } known && known.Hash == torrent.Hash ? known : null;

        // An empty part means "none" only if a detail came while it was asked for.
        var page = Page;
        var parts = page.Parts(torrent);
        _answered |= detail is not null && !ReferenceEquals(detail, _detailBefore) ? parts : DetailPart.None;
        _words.Begin(_now);
        var focus = new DetailFocus(_model, torrent, detail, (parts & ~_answered) == 0, _words);
        LayBar(detail, size);
        page.IsFocused = IsFocusedPane;
        var room = size with { Height = Math.Max(1, size.Height - _headRows) };
        var message = torrent.Hash.Length == 0 && Tab is not (DetailTab.Encryption or DetailTab.Log)
            ? _model.List.All.Count > 0 ? "No torrent is shown: the filter hides them all." : "There is no torrent yet."
            : page.Missing(focus);
        _hasMessage = message is not null;
        _message.Clear();
        if (message is not null)
        {
            WrappedText.Break(message, size.Width - 2, 8, _message);
        }
        else
        {
            page.Prepare(focus, room);
        }
    }

    private void LayBar(TorrentDetail? detail, Size size)
    {
        _counts[(int)DetailTab.Overview] = _counts[(int)DetailTab.Encryption] = _counts[(int)DetailTab.Log] = "";
        _counts[(int)DetailTab.Why] = _torrent.Error.Length > 0 || _torrent.IsStalled ? "!" : "";
        _counts[(int)DetailTab.Files] = _torrent.FileCount > 0 ? NumberText.Grouped(_torrent.FileCount) : "";
        _counts[(int)DetailTab.Peers] = _torrent.Hash.Length > 0 ? $"{NumberText.Grouped(_torrent.Peers),-2}" : "";
        _counts[(int)DetailTab.Trackers] = _torrent.Trackers.Count > 0 ? NumberText.Grouped(_torrent.Trackers.Count) : "";
        _counts[(int)DetailTab.Pieces] = detail is { PieceCount: > 0 } ? NumberText.Grouped(detail.PieceCount) : "";
        _more = TabBar.Lay(Tab, _counts, size.Width, _tabs);
        var fitsInBar = size.Width - _tabs[^1].End - 6 >= Math.Min(MinNameColumns * 2, RowWriter.TextColumns(_torrent.Name, MinNameColumns * 2));
        _headRows = !fitsInBar && size.Height >= MinHeightForHead && _torrent.Hash.Length > 0 ? 2 : 1;
    }

    private void ComposeBar(ScreenRow row)
    {
        var glyphs = GlyphSet.Current;
        var line = new RowWriter(row);
        foreach (var tab in _tabs)
        {
            line.Repeat(glyphs.Line, tab.Start - line.Column, Role.Dim);
            line.Put(tab.Text, tab.IsCurrent ? IsFocusedPane ? Role.Key : Role.Title : Role.Text);
        }

        var name = _headRows == 1 ? Math.Min(line.Left - 6, RowWriter.TextColumns(_torrent.Name, row.Width)) : 0;
        if (name >= MinNameColumns || (name > 0 && name == RowWriter.TextColumns(_torrent.Name, row.Width)))
        {
            line.Repeat(glyphs.Line, line.Left - name - 4, Role.Dim);
            line.Put(" ", Role.Text);
            line.PutFit(_torrent.Name, name, Role.Title);
            line.Put(" ", Role.Text);
        }

        line.Repeat(glyphs.Line, line.Left, Role.Dim);
        if (_more.Before)
        {
            new RowWriter(row).Put("<", Role.Key);
        }

        if (_more.After)
        {
            new RowWriter(row, row.Width - 1).Put(">", Role.Key);
        }
    }

    /// <summary>Name and figures of the torrent, for where no list is beside.</summary>
    private void ComposeHead(ScreenRow row)
    {
        var glyphs = GlyphSet.Current;
        var figures = row.Width >= 60 ? 34 : 13;
        var line = new RowWriter(row, 1);
        var letter = StateText.Letter(_torrent.Activity);
        line.Put(new ReadOnlySpan<char>(in letter), letter == '!' ? Role.Bad : Role.Strong);
        line.Put(" ", Role.Text);
        line.PutFit(_torrent.Name, Math.Max(0, line.Left - figures), Role.Title);
        line.PutRight(NumberText.Percent(_torrent.Done), 5, Role.Strong);
        Rate(ref line, glyphs.Down, _torrent.DownRate, Role.Down);
        if (figures == 13)
        {
            return;
        }

        Rate(ref line, glyphs.Up, _torrent.UpRate, Role.Up);
        line.PutRight(_torrent.EtaSeconds >= 0 ? TimeText.Eta(_torrent.EtaSeconds) + " left" : "", 12, Role.Text);
    }

    private static void Rate(ref RowWriter line, string arrow, long rate, Role role)
    {
        line.Put("  ", Role.Text);
        line.Put(arrow, rate > 0 ? role : Role.Dim);
        line.PutRight(ByteText.Short(rate), 5, rate > 0 ? role : Role.Dim);
    }
}
