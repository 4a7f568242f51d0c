using Terminal.Gui.App;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Loop;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Tty;
using TuiTorrent.Dashboard.Views;

namespace TuiTorrent.Dashboard;

/// <summary>Makes a link to the daemon.</summary>
/// <param name="options">Where it is.</param>
/// <param name="listener">Who is told.</param>
/// <param name="post">Runs something on the thread of the screen; any thread.</param>
/// <param name="time">The clock.</param>
internal delegate IDaemonLink LinkMaker(DashboardOptions options, ILinkListener listener, Action<Action> post, TimeProvider time);

/// <summary>Makes what turns keys into commands.</summary>
/// <param name="ui">What commands reach.</param>
/// <returns>Takes a key that no text field and no dialog wanted; says whether it did something.</returns>
internal delegate Func<Key, bool> KeysMaker(UiContext ui);

/// <summary>All parts put together: model, link, screen, keys and loop.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed class Dashboard : IScreen, IDisposable
{
    private readonly TerminalTraits _traits;
    private readonly ITerminal _terminal;
    private readonly TimeProvider _time;
    private readonly GuiHost _host;
    private readonly MainScreen _main;
    private readonly Func<Key, bool> _keys;
    private readonly Action _suspend;
    private Wanted? _watched;

    /// <summary>Puts all together; nothing is shown before the loop runs.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="traits">What the terminal can.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="makeLink">The way to the daemon.</param>
    /// <param name="makeKeys">What keys do; null for the few that always work.</param>
    /// <param name="suspend">Gives the terminal back, stops the process and takes the terminal again when it goes on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="libraryTime">The same for the parser of keys; null for the real one.</param>
    public Dashboard(
        DashboardOptions options, TerminalTraits traits, ITerminal terminal, LinkMaker makeLink, KeysMaker? makeKeys, Action suspend, TimeProvider time, Terminal.Gui.Time.ITimeProvider? libraryTime = null)
    {
        (_traits, _time, _suspend) = (traits, time, suspend);
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
        var link = makeLink(options, Model, action => Queue.Post(action), time);
        link.Interval = options.Interval;
        Ui = new UiContext(Model, link, this, time) { IsReadOnly = options.IsReadOnly, StartDirectory = options.StartDirectory };
        _keys = makeKeys?.Invoke(Ui) ?? HandleAlone;
        _main = new MainScreen(Model, Handle);
        Loop.CursorRest = () => _main.CursorRest;
        _host.Show(_main);
    }

    /// <summary>What commands reach.</summary>
    public UiContext Ui { get; }

    /// <summary>What is shown.</summary>
    public DashboardModel Model { get; }

    /// <summary>For other threads.</summary>
    public UiQueue Queue { get; }

    /// <summary>The loop.</summary>
    public ScreenLoop Loop { get; }

    /// <summary>Takes a paste that no text field wants.</summary>
    public Action<string>? Pasted
    {
        get => _host.Pasted;
        set => _host.Pasted = value;
    }

    /// <summary>Name of the theme, as in <see cref="Paint.Theme.Name"/>; unknown names change nothing.</summary>
    public string ThemeName
    {
        get => Theme.Current.Name;
        set
        {
            foreach (var depth in Enum.GetValues<ColorDepth>())
            {
                if (ThemeOf(depth) is { } theme && theme.Name == value)
                {
                    Theme.Current = theme;
                    Loop.Use(MakeWriter(depth));
                }
            }
        }
    }

    /// <summary>Whether the mouse is ours; else the terminal's own, to select text.</summary>
    public bool UsesMouse
    {
        get => _terminal.UsesMouse;
        set => _terminal.UsesMouse = value;
    }

    /// <inheritdoc/>
    public DetailTab? OpenTab => _main.OpenTab;

    /// <inheritdoc/>
    public void Show(IRunnable dialog) => _host.Show(dialog);

    /// <inheritdoc/>
    public void Close(IRunnable dialog) => _host.Close(dialog);

    /// <inheritdoc/>
    public void EditFilter() => _main.EditFilter();

    /// <inheritdoc/>
    public void OpenDetails(DetailTab tab) => _main.OpenDetails(tab);

    /// <inheritdoc/>
    public void CloseDetails() => _main.CloseDetails();

    /// <inheritdoc/>
    public void Move(CursorMove move) => _main.Move(move);

    /// <inheritdoc/>
    public void Redraw() => Loop.Repaint();

    /// <inheritdoc/>
    public void Suspend()
    {
        _suspend();
        Loop.Repaint();
        Loop.Measure();
    }

    /// <inheritdoc/>
    public void Quit() => Loop.Quit();

    /// <inheritdoc/>
    public void Copy(string text)
    {
        var sequence = _traits.HasClipboard ? Sequences.Copy(text) : [];
        if (sequence.Length > 0)
        {
            Loop.Send(sequence);
        }
        else
        {
            Model.Notice.Complain(_traits.HasClipboard ? "This text can't be copied: it is too long, or not plain." : "This terminal has no clipboard.", Role.Warn);
        }
    }

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
        var now = _time.GetUtcNow();
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
        if (_keys(key))
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

    /// <summary>The keys without a table of commands.</summary>
    private bool HandleAlone(Key key)
    {
        Model.Notice.KeyPressed();
        if (key == Key.Q)
        {
            Quit();
        }
        else if (key == Key.Z.WithCtrl)
        {
            Suspend();
        }
        else if (key == Key.L.WithCtrl)
        {
            Redraw();
        }
        else
        {
            return false;
        }

        return true;
    }
}
