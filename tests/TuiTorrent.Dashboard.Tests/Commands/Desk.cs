using System.Drawing;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Commands;

/// <summary>Commands and dialogs over a plain backdrop, with a daemon that the test plays. Keys go in as a terminal sends them.</summary>
internal sealed class Desk : IScreen, IDisposable
{
    private readonly ScreenHarness _harness;
    private readonly Ground _ground;

    public Desk(int columns = 80, int rows = 24, bool isReadOnly = false)
    {
        _harness = new ScreenHarness(columns, rows);
        Ui = new UiContext(Model, Link, this, TimeProvider.System) { Home = "/nowhere", StartDirectory = "/nowhere", IsReadOnly = isReadOnly };
        Dispatcher = new KeyDispatcher(Ui);
        _ground = new Ground(Dispatcher.Handle);
        _harness.Show(_ground);
        _harness.Host.Application.Paste += (_, e) =>
        {
            if (Depth == 0)
            {
                Dispatcher.Paste(e.Text);
                e.Handled = true;
            }
        };
        Model.ConnectionChanged(new Connection(ConnectionState.Online, "local"));
        Model.SessionChanged(new SessionInfo
        {
            IsOurs = true,
            DownloadDirectory = "/srv/dl",
            FreeBytes = 212L << 30,
            UpLimit = 1_048_000,
            AlternativeDown = 50_000,
            AlternativeUp = 20_000,
            Encryption = "preferred",
            Port = 51413,
            MaxPeers = 200,
            MaxPeersPerTorrent = 50,
            DownloadQueue = 5,
        });
    }

    public UiContext Ui { get; }

    public DashboardModel Model { get; } = new();

    public FakeLink Link { get; } = new();

    public KeyDispatcher Dispatcher { get; }

    public ScreenHarness Harness => _harness;

    public List<string> Done { get; } = [];

    public string Clipboard { get; private set; } = "";

    public DetailTab? OpenTab { get; set; }

    public IReadOnlyList<int> SelectedFiles { get; set; } = [];

    public TrackerItem? CurrentTracker { get; set; }

    public PeerItem? CurrentPeer { get; set; }

    public Cause? CurrentCause { get; set; }

    public IReadOnlyList<ColumnChoice> Columns { get; set; } = [new("Size", true), new("Done", true), new("ETA", true), new("Label", false)];

    public ScreenSettings Settings { get; set; } = new("16", true, "default");

    public string Notice => Model.Notice.Text;

    public int Depth => _harness.Host.Depth - 1;

    /// <summary>What stands on the screen.</summary>
    public string Text => string.Join('\n', _harness.Lines());

    /// <summary>Some torrents: hash a0, a1…, all downloading, 1 GiB each with 3 files, half done.</summary>
    public Desk With(int torrents, Func<TorrentItem, TorrentItem>? change = null)
    {
        Model.TorrentsChanged([.. Enumerable.Range(0, torrents).Select(i => Item(i)).Select(item => change?.Invoke(item) ?? item)], [], isAll: true);
        return this;
    }

    public static TorrentItem Item(int number) => new()
    {
        Id = number + 1,
        Hash = "a" + number,
        Name = "torrent " + number,
        Activity = Activity.Downloading,
        WantedBytes = 1L << 30,
        TotalBytes = 1L << 30,
        LeftBytes = 1L << 29,
        Done = 0.5,
        FileCount = 3,
        Directory = "/srv/dl",
        QueuePosition = number,
        Trackers = ["tracker.example.org"],
    };

    /// <summary>Types as a terminal sends it.</summary>
    public Desk Type(params string[] keys)
    {
        foreach (var key in keys)
        {
            _harness.Type(key);
        }

        return this;
    }

    public Desk Run(string command)
    {
        KeyDispatcher.Run(Ui, CommandTable.Find(command)!);
        return this;
    }

    public void Show(IRunnable dialog) => _harness.Show(dialog);

    public void Close(IRunnable dialog) => _harness.Host.Close(dialog);

    public bool IsTaken => Depth > 0;

    public void EditFilter() => Done.Add("edit filter");

    public void EditSearch() => Done.Add("edit search");

    public void OpenDetails(DetailTab tab) => OpenTab = tab;

    public void CloseDetails() => OpenTab = null;

    public bool ShowsWholeLog { get; set; }

    public void NextFileOrder() => Done.Add("order");

    public void ToggleFolder() => Done.Add("folder");

    public void ZoomGraph(int steps) => Done.Add("zoom " + steps);

    public void ToggleBox(int box) => Done.Add("box " + box);

    public void ToggleFull() => Done.Add("full");

    public bool IsListFocused { get; set; }

    public void SwitchPane() => IsListFocused = !IsListFocused;

    public void Move(CursorMove move)
    {
        Done.Add("move " + move);
        Model.List.Move(move == CursorMove.Up ? -1 : move == CursorMove.Down ? 1 : 0);
    }

    public void Redraw() => Done.Add("redraw");

    public void Suspend() => Done.Add("suspend");

    public void Quit() => Done.Add("quit");

    public bool HasClipboard { get; set; } = true;

    public bool Copy(string text)
    {
        Clipboard = HasClipboard ? text : "";
        return HasClipboard;
    }

    public void Dispose() => _harness.Dispose();

    /// <summary>What lies under the dialogs.</summary>
    private sealed class Ground : Backdrop
    {
        private readonly Func<Key, bool> _keys;

        public Ground(Func<Key, bool> keys)
        {
            _keys = keys;
            Add(new Dots { Width = Dim.Fill(), Height = Dim.Fill() });
        }

        protected override bool OnKeyDown(Key key) => _keys(key);
    }

    private sealed class Dots : PaintedView
    {
        protected override void ComposeRow(ScreenRow row, int y, Size size) => new RowWriter(row).Repeat(".", size.Width, Role.Dim);
    }
}
