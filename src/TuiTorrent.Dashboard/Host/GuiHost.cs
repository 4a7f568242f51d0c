using System.Drawing;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Time;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Terminal.Gui without a terminal: characters go in, frames come out, and somebody else has the loop.</summary>
/// <remarks>Only the thread that made it. Dialogs run in the same loop as all else: <see cref="Show"/> and <see cref="Close"/>, never a loop of their own.</remarks>
internal sealed class GuiHost : IDisposable
{
    /// <summary>What sees to it that a lone Esc is a key is this pause after it; a little more than the parser's own.</summary>
    public static readonly TimeSpan EscapePause = TimeSpan.FromMilliseconds(55);

    /// <summary>A paste whose end never comes is let go this pause after its last character; a little more than the parser's own.</summary>
    private static readonly TimeSpan PastePause = TimeSpan.FromMilliseconds(5_050);

    private readonly ScreenParts _parts;
    private readonly Stack<(IRunnable Runnable, SessionToken Token)> _shown = new();
    private readonly HashSet<IRunnable> _closing = [];
    private readonly List<View> _closed = [];
    private bool _isActing;

    /// <summary>Begins with an empty screen.</summary>
    /// <param name="size">Of the terminal.</param>
    /// <param name="time">For the parser's pauses; null for a real one that no change of the clock disturbs.</param>
    public GuiHost(Size size, ITimeProvider? time = null)
    {
        _parts = new ScreenParts(size);
        Application = Terminal.Gui.App.Application.Create(time ?? new SteadyTime());
        _parts.Install(Application);
        Application.Init(DriverRegistry.Names.ANSI);
        Application.Keyboard.KeyBindings.Clear();
        WatchActs();
        Application.Paste += OnPaste;
    }

    /// <summary>Takes a paste on the lowest screen that no text field there wants. Up to a megabyte, from wherever the user copied it.</summary>
    public Action<string>? Pasted { get; set; }

    /// <summary>The library's application.</summary>
    public IApplication Application { get; }

    /// <summary>What is on top, and gets the keys.</summary>
    public IRunnable? Top => _shown.TryPeek(out var top) ? top.Runnable : null;

    /// <summary>How many are shown over each other.</summary>
    public int Depth => _shown.Count;

    /// <summary>Whether the parser holds the beginning of a sequence: <see cref="Flush"/> after <see cref="InputPause"/>.</summary>
    public bool IsInputPending => InputPause is not null;

    /// <summary>After which silence <see cref="Flush"/> must be called; null while the parser holds nothing.</summary>
    public TimeSpan? InputPause => Application.Driver!.GetInputProcessor().GetParser().State switch
    {
        AnsiResponseParserState.Normal => null,
        AnsiResponseParserState.InBracketedPaste or AnsiResponseParserState.DiscardingBracketedPasteRemainder => PastePause,
        _ => EscapePause,
    };

    /// <summary>Puts a screen or a dialog on top. It gets all keys until it is closed.</summary>
    public void Show(IRunnable runnable)
    {
        // The library would have everything that is awaited on this thread go on in timers that only its own loop runs.
        var context = SynchronizationContext.Current;
        try
        {
            if (Application.Begin(runnable) is { } token)
            {
                _shown.Push((runnable, token));
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Takes one away; if something is over it, as soon as that is gone. It is disposed of after the next frame, since it may be in the midst of a key.</summary>
    public void Close(IRunnable runnable)
    {
        if (!_shown.Any(shown => shown.Runnable == runnable))
        {
            return;
        }

        _closing.Add(runnable);
        var isTop = false;
        while (_shown.TryPeek(out var top) && _closing.Remove(top.Runnable))
        {
            isTop = true;
            _shown.Pop();
            var context = SynchronizationContext.Current;
            Application.End(top.Token);
            SynchronizationContext.SetSynchronizationContext(context);
            if (top.Runnable is View view)
            {
                _closed.Add(view);
            }
        }

        if (isTop)
        {
            PaintedView.Expose();
            Application.LayoutAndDraw(forceRedraw: true);
        }
    }

    /// <summary>Characters that the terminal sent, as they came: keys, mouse reports, pastes.</summary>
    public void Feed(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            _parts.Characters.Enqueue(character);
        }

        Process();
    }

    /// <summary>Lets the parser see that nothing followed.</summary>
    public void Flush() => Process();

    /// <summary>The terminal has, perhaps, another size.</summary>
    /// <returns>Whether it has.</returns>
    public bool Resize(Size size)
    {
        if (_parts.Output.GetSize() == size)
        {
            return false;
        }

        PaintedView.Expose();
        _parts.Resize(size);
        return true;
    }

    /// <summary>Lays out and draws what needs it, and gives what must be sent to the terminal for it.</summary>
    /// <param name="writer">Knows what the terminal shows.</param>
    /// <param name="rest">Where the invisible cursor waits when no text is edited: screen readers follow it. Row and column.</param>
    /// <returns>Empty if nothing changed; valid until the next call.</returns>
    public ReadOnlySpan<byte> Draw(FrameWriter writer, (int Row, int Column) rest)
    {
        DisposeClosed();
        if (Application.ClearScreenNextIteration)
        {
            // The library is about to blank the whole frame: panes that only draw what changed would leave it so.
            PaintedView.Expose();
        }

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
        DisposeClosed();
        while (_shown.TryPop(out var shown))
        {
            Application.End(shown.Token);
            (shown.Runnable as View)?.Dispose();
        }

        Application.Dispose();
    }

    /// <summary>
    /// Lets the library's parser read what is in the queue. It throws on some sequences that look like a key and have no name; it has put itself in order by then, so the sequence is dropped
    /// and the rest is read. What a key does is ours, and its faults are not hidden.
    /// </summary>
    private void Process()
    {
        _isActing = false;
        for (var tries = _parts.Characters.Count; ; tries--)
        {
            try
            {
                Application.Driver!.GetInputProcessor().ProcessQueue();
                return;
            }
            catch (NullReferenceException) when (!_isActing && tries > 0)
            {
                // Dropped.
            }
        }
    }

    /// <summary>Notes when a key, a mouse report or a paste is handed to views and commands, and when they are done with it.</summary>
    private void WatchActs()
    {
        Application.Keyboard.KeyDown += (_, _) => _isActing = true;
        Application.Mouse.MouseEvent += (_, _) => _isActing = true;
        Application.Paste += (_, _) => _isActing = true;

        // Added after the driver's own, these are called after all that it leads to.
        var input = Application.Driver!.GetInputProcessor();
        input.KeyDown += (_, _) => _isActing = false;
        input.MouseEventParsed += (_, _) => _isActing = false;
        input.SyntheticMouseEvent += (_, _) => _isActing = false;
        input.Paste += (_, _) => _isActing = false;
    }

    private void OnPaste(object? sender, PasteEventArgs paste)
    {
        if (Depth <= 1 && Application.Navigation?.GetFocused() is not TextField)
        {
            paste.Handled = true;
            Pasted?.Invoke(paste.Text);
        }
    }

    private void DisposeClosed()
    {
        foreach (var view in _closed)
        {
            view.Dispose();
        }

        _closed.Clear();
    }
}
