using System.Drawing;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Time;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Terminal.Gui without a terminal: characters go in, frames come out, and somebody else has the loop.</summary>
/// <remarks>Only the thread that made it. Dialogs run in the same loop as all else: <see cref="Show"/> and <see cref="Close"/>, never a loop of their own.</remarks>
internal sealed class GuiHost : IDisposable
{
    /// <summary>What sees to it that a lone Esc is a key is this pause after it; a little more than the parser's own.</summary>
    public static readonly TimeSpan EscapePause = TimeSpan.FromMilliseconds(55);

    private readonly ScreenParts _parts;
    private readonly Stack<(IRunnable Runnable, SessionToken Token)> _shown = new();

    /// <summary>Begins with an empty screen.</summary>
    /// <param name="size">Of the terminal.</param>
    /// <param name="time">For the parser's pauses; null for the real one.</param>
    public GuiHost(Size size, ITimeProvider? time = null)
    {
        // A file ./.tui/config.json or the variable TUI_CONFIG would rebind keys: see DashboardProgram, which leaves the directory and clears the variable.
        _parts = new ScreenParts(size);
        Application = time is null ? Terminal.Gui.App.Application.Create() : Terminal.Gui.App.Application.Create(time);
        _parts.Install(Application);
        Application.Init(DriverRegistry.Names.ANSI);
        Application.Keyboard.KeyBindings.Clear();
    }

    /// <summary>The library's application.</summary>
    public IApplication Application { get; }

    /// <summary>What is on top, and gets the keys.</summary>
    public IRunnable? Top => _shown.TryPeek(out var top) ? top.Runnable : null;

    /// <summary>How many are shown over each other.</summary>
    public int Depth => _shown.Count;

    /// <summary>Whether the parser may hold the beginning of a sequence: <see cref="Flush"/> after <see cref="EscapePause"/>.</summary>
    public bool IsInputPending { get; private set; }

    /// <summary>Puts a screen or a dialog on top. It gets all keys until it is closed.</summary>
    public void Show(IRunnable runnable)
    {
        if (Application.Begin(runnable) is { } token)
        {
            _shown.Push((runnable, token));
        }
    }

    /// <summary>Takes the top one away, if it is this one, and disposes of it.</summary>
    public void Close(IRunnable runnable)
    {
        if (!_shown.TryPeek(out var top) || top.Runnable != runnable)
        {
            return;
        }

        _shown.Pop();
        Application.End(top.Token);
        (runnable as View)?.Dispose();
        PaintedView.Expose();
        Application.LayoutAndDraw(forceRedraw: true);
    }

    /// <summary>Characters that the terminal sent, as they came: keys, mouse reports, pastes.</summary>
    public void Feed(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            _parts.Characters.Enqueue(character);
        }

        IsInputPending = characters.Contains('\e');
        Application.Driver!.GetInputProcessor().ProcessQueue();
    }

    /// <summary>Lets the parser see that nothing followed.</summary>
    public void Flush()
    {
        IsInputPending = false;
        Application.Driver!.GetInputProcessor().ProcessQueue();
    }

    /// <summary>The terminal has another size.</summary>
    public void Resize(Size size)
    {
        if (_parts.Output.GetSize() != size)
        {
            PaintedView.Expose();
            _parts.Resize(size);
        }
    }

    /// <summary>Lays out and draws what needs it, and gives what must be sent to the terminal for it.</summary>
    /// <param name="writer">Knows what the terminal shows.</param>
    /// <param name="rest">Where the invisible cursor waits when no text is edited: screen readers follow it. Row and column.</param>
    /// <returns>Empty if nothing changed; valid until the next call.</returns>
    public ReadOnlySpan<byte> Draw(FrameWriter writer, (int Row, int Column) rest)
    {
        Application.LayoutAndDraw();
        Application.Navigation?.UpdateCursor();
        var contents = Application.Driver!.GetOutputBuffer().Contents;
        if (contents is null)
        {
            return default;
        }

        var cursor = _parts.Output.Cursor;
        return cursor is { IsVisible: true, Position: { } position }
            ? writer.Write(contents, position.Y, position.X, isCursorVisible: true)
            : writer.Write(contents, rest.Row, rest.Column, isCursorVisible: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_shown.TryPop(out var shown))
        {
            Application.End(shown.Token);
            (shown.Runnable as View)?.Dispose();
        }

        Application.Dispose();
    }
}
