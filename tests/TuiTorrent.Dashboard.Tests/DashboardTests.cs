using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Loop;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Tests.Loop;
using TuiTorrent.Dashboard.Tty;

namespace TuiTorrent.Dashboard.Tests;

public sealed class DashboardTests : IDisposable
{
    private readonly FakeTerminal _terminal = new(80, 24);
    private readonly WatchedLink _link = new();
    private readonly List<Key> _keys = [];
    private readonly Dashboard _dashboard;
    private Action<Action> _post = static _ => { };
    private bool _takesKeys = true;
    private int _suspended;

    public DashboardTests()
    {
        var traits = new TerminalTraits { Glyphs = GlyphSet.Unicode, Depth = ColorDepth.Sixteen, HasPrivateModes = true, HasMouse = true, HasClipboard = true };
        var options = new DashboardOptions { Interval = TimeSpan.FromSeconds(7), IsReadOnly = true, StartDirectory = "/home/ann" };
        _dashboard = new Dashboard(options, traits, _terminal, MakeLink, Keymap.Default, () => _suspended++, _terminal.Time, _terminal.LibraryTime) { FirstLook = Look };
    }

    public void Dispose()
    {
        _dashboard.Dispose();
        Theme.Current = Theme.Sixteen;
    }

    [Fact]
    public void Settings_reach_the_link_and_the_commands()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), _link.Interval);
        Assert.True(_dashboard.Ui.IsReadOnly);
        Assert.Equal("/home/ann", _dashboard.Ui.StartDirectory);
    }

    [Fact]
    public void Keys_go_to_the_commands()
    {
        _terminal.TypeAt(10, "j");

        RunUntilAsleep();

        Assert.Equal([Key.J], _keys);
    }

    [Fact]
    public void Ctrl_C_quits_where_nothing_else_takes_it()
    {
        _takesKeys = false;
        _terminal.TypeAt(10, "\u0003");

        Assert.Equal(LoopEnd.Quit, _dashboard.Loop.Run());
    }

    [Fact]
    public void What_is_shown_is_watched_once()
    {
        _terminal.TypeAt(10, "a");
        _terminal.TypeAt(20, "b");

        RunUntilAsleep();

        Assert.Equal([new Wanted("", DetailPart.Board)], _link.Watched);
    }

    [Fact]
    public void What_was_done_goes_away_by_itself()
    {
        _dashboard.Model.Notice.Tell("Paused.", _dashboard.Ui.NowMs);

        RunUntilAsleep();

        Assert.Equal("", _dashboard.Model.Notice.Text);
        Assert.InRange(_terminal.Time.NowMs, 8_000, 8_100);
    }

    [Fact]
    public void A_copy_goes_out_by_itself_and_what_can_not_be_copied_is_told()
    {
        RunUntilAsleep();
        _dashboard.Copy("0123abcd");
        RunUntilAsleep();
        Assert.Contains("\e]52;c;MDEyM2FiY2Q=\e\\", _terminal.Writes[^1]);

        _dashboard.Copy("two\nlines");

        Assert.Equal("This text can't be copied: it is too long, or not plain.", _dashboard.Model.Notice.Text);
    }

    [Fact]
    public void Another_theme_paints_all_anew()
    {
        RunUntilAsleep();

        _dashboard.Settings = _dashboard.Settings with { Theme = "mono" };
        RunUntilAsleep();

        Assert.Contains("\e[2J", _terminal.Writes[^1]);
        Assert.Equal("mono", _dashboard.Settings.Theme);
    }

    [Fact]
    public void A_theme_of_an_unknown_name_changes_nothing()
    {
        _dashboard.Settings = _dashboard.Settings with { Theme = "\e[31m", Keys = "../../etc" };

        Assert.Equal(("16", "default"), (_dashboard.Settings.Theme, _dashboard.Settings.Keys));
    }

    [Fact]
    public void Files_that_are_not_shown_are_not_under_the_cursor()
    {
        var item = TuiTorrent.Dashboard.Tests.Commands.Desk.Item(0);
        _dashboard.Model.TorrentsChanged([item], [], isAll: true);
        _dashboard.OpenDetails(DetailTab.Files);
        _dashboard.Model.DetailChanged(new TuiTorrent.Dashboard.Model.Data.TorrentDetail { Hash = item.Hash, Files = [new(0, "one", 10, 5, true, 0)] });
        RunUntilAsleep();
        Assert.Equal([0], _dashboard.SelectedFiles);

        _dashboard.CloseDetails();
        RunUntilAsleep();

        Assert.Empty(_dashboard.SelectedFiles);
    }

    [Fact]
    public void After_a_stop_all_is_painted_anew()
    {
        RunUntilAsleep();

        _dashboard.Suspend();
        RunUntilAsleep();

        Assert.Equal(1, _suspended);
        Assert.Contains("\e[2J", _terminal.Writes[^1]);
    }

    [Fact]
    public void The_link_reaches_the_screen_from_other_threads()
    {
        _terminal.At(10, () => _post(() => _dashboard.Model.ConnectionChanged(new Connection(ConnectionState.Online, "here"))));

        RunUntilAsleep();

        Assert.Equal("here", _dashboard.Model.Connection.Address);
    }

    [Fact]
    public void Other_keys_count_at_once()
    {
        _dashboard.Settings = _dashboard.Settings with { Keys = "vim" };

        Assert.Equal("vim", _dashboard.Ui.Keymap.Preset.Name);
    }

    [Fact]
    public void A_paste_that_no_field_wants_goes_to_the_commands()
    {
        _terminal.TypeAt(10, "\e[200~magnet:?xt=a\e[201~");

        RunUntilAsleep();

        // It may only look, and says so: the paste came to the command that adds.
        Assert.NotEqual("", _dashboard.Model.Notice.Text);
        Assert.Empty(_keys);
    }

    private WatchedLink MakeLink(ILinkListener listener, Action<Action> post, TimeProvider time)
    {
        _post = post;
        return _link;
    }

    private bool Look(Key key)
    {
        _keys.Add(key);
        return _takesKeys;
    }

    private void RunUntilAsleep() => Assert.Throws<AsleepException>(() => _dashboard.Loop.Run());

    private sealed class WatchedLink : IDaemonLink
    {
        public List<Wanted> Watched { get; } = [];

        public TimeSpan Interval { get; set; }

        public void Watch(Wanted wanted) => Watched.Add(wanted);

        public void Send(DaemonRequest request, Action<DaemonAnswer>? done = null) => done?.Invoke(new DaemonAnswer("no", default));

        public void RetryNow()
        {
            // Nobody to reach.
        }
    }
}
