using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Loop;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.State;
using TuiTorrent.Dashboard.Tty;
using TuiTorrent.Dashboard.Views;

namespace TuiTorrent.Dashboard;

/// <summary>Makes a link to the daemon.</summary>
/// <param name="listener">Who is told.</param>
/// <param name="post">Runs something on the thread of the screen; any thread.</param>
/// <param name="time">The clock.</param>
internal delegate IDaemonLink LinkMaker(ILinkListener listener, Action<Action> post, TimeProvider time);

/// <summary>All parts put together: model, link, screen, keys and loop.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed partial class Dashboard : IScreen, IDisposable
{
    private readonly TerminalTraits _traits;
    private readonly ITerminal _terminal;
    private readonly TimeProvider _time;
    private readonly GuiHost _host;
    private readonly MainScreen _main;
    private readonly KeyDispatcher _keys;
    private readonly DashboardOptions _options;
    private readonly Action _suspend;
    private Wanted? _watched;
    private (CommandScope Scope, Keymap Keymap)? _barOf;

    /// <summary>Puts all together; nothing is shown before the loop runs.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="traits">What the terminal can.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="makeLink">The way to the daemon.</param>
    /// <param name="keymap">What keys do.</param>
    /// <param name="suspend">Gives the terminal back, stops the process and takes the terminal again when it goes on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="libraryTime">The same for the parser of keys; null for the real one.</param>
    public Dashboard(
        DashboardOptions options, TerminalTraits traits, ITerminal terminal, LinkMaker makeLink, Keymap keymap, Action suspend, TimeProvider time, Terminal.Gui.Time.ITimeProvider? libraryTime = null)
    {
        (_options, _traits, _time, _suspend) = (options, traits, time, suspend);
        GlyphSet.Current = traits.Glyphs;
        Theme.Current = ThemeOf(traits.Depth);
        _terminal = terminal;
        Queue = new UiQueue(terminal.Wake);
        _host = new GuiHost(terminal.Size, libraryTime);
        Loop = new ScreenLoop(terminal, _host, MakeWriter(traits.Depth), Queue, time)
        {
            Compose = Compose,
        };
        Model = new DashboardModel();
        var link = makeLink(Model, action => Queue.Post(action), time);
        link.Interval = options.Interval;
        Ui = new UiContext(Model, link, this, time) { IsReadOnly = options.IsReadOnly, StartDirectory = options.StartDirectory, Keymap = keymap };
        _keys = new KeyDispatcher(Ui);
        _host.Pasted = _keys.Paste;
        _main = new MainScreen(Model, Handle);
        Loop.CursorRest = () => _main.CursorRest;
        _host.Show(_main);
        Recall(ScreenMemory.Load(options.StateFile));
    }

    /// <summary>Sees each key before the commands; null for nobody.</summary>
    public Func<Key, bool>? FirstLook { get; init; }

    /// <summary>What commands reach.</summary>
    public UiContext Ui { get; }

    /// <summary>What is shown.</summary>
    public DashboardModel Model { get; }

    /// <summary>For other threads.</summary>
    public UiQueue Queue { get; }

    /// <summary>The loop.</summary>
    public ScreenLoop Loop { get; }

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();

    private static Theme ThemeOf(ColorDepth depth) => depth switch
    {
        ColorDepth.Mono => Theme.Mono,
        ColorDepth.TrueColor => Theme.TrueColor,
        _ => Theme.Sixteen,
    };

    private FrameWriter MakeWriter(ColorDepth depth) => new(depth, !_traits.Glyphs.IsUnicode, !_traits.HasPrivateModes);

    /// <summary>Brings all panes up to date, and says when that is needed again.</summary>
    private TimeSpan? Compose()
    {
        var nowMs = Ui.NowMs;
        var noticeMs = Model.Notice.Tick(nowMs);
        var now = _time.GetLocalNow();
        OfferKeys();
        var next = _main.Compose(now) - now;
        if (_watched != _main.Wanted)
        {
            _watched = _main.Wanted;
            Ui.Link.Watch(_main.Wanted);
        }

        var notice = noticeMs == long.MaxValue ? (TimeSpan?)null : TimeSpan.FromMilliseconds(Math.Max(0, noticeMs - nowMs));
        return next is null || notice < next ? notice : next;
    }

    private bool Handle(Key key)
    {
        if (FirstLook?.Invoke(key) == true || _keys.Handle(key))
        {
            return true;
        }

        // Whoever knows no other key knows this one.
        if (key == Key.C.WithCtrl)
        {
            Quit();
            return true;
        }

        return false;
    }

    /// <summary>The last row: what can be pressed where the user is.</summary>
    private void OfferKeys()
    {
        var now = (Ui.Scope, Ui.Keymap);
        if (_barOf != now)
        {
            _barOf = now;
            _main.KeyBar = _keys.KeyBar();
        }
    }
}
