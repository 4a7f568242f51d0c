using TuiTorrent.Dashboard.Host;

namespace TuiTorrent.Dashboard.Loop;

/// <summary>Why a loop ended.</summary>
internal enum LoopEnd
{
    /// <summary>The user is done.</summary>
    Quit,

    /// <summary>The terminal is gone: nothing can be restored, and nobody is there to see it.</summary>
    Gone,
}

/// <summary>The one loop of the program: waits for keys, news and points in time, and sends at most one frame a turn, in one write.</summary>
/// <remarks>
/// Nothing due means no turn at all: it sleeps in the kernel. While the terminal takes no output no frame is made, so a slow line gets the newest state, not all states.
/// Only the thread of the screen; others go through <see cref="UiQueue"/>.
/// </remarks>
internal sealed class ScreenLoop
{
    /// <summary>News that come within this time after others share a frame with them. A key never waits for it.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(15);

    private readonly ITerminal _terminal;
    private readonly GuiHost _host;
    private FrameWriter _writer;
    private readonly UiQueue _queue;
    private readonly TimeProvider _time;
    private readonly InputDecoder _decoder = new();
    private readonly byte[] _input = new byte[4096];
    private byte[] _unsent = [];
    private int _unsentStart;
    private int _unsentEnd;
    private byte[] _aside = [];
    private bool _isOver;
    private Due _draw;
    private Due _compose = Due.Never;
    private Due _flush = Due.Never;

    /// <summary>Made once, run once.</summary>
    /// <param name="terminal">Where keys come from and frames go to.</param>
    /// <param name="host">Turns characters into keys, and views into frames.</param>
    /// <param name="writer">Knows what the terminal shows.</param>
    /// <param name="queue">Of other threads.</param>
    /// <param name="time">The clock, and a time that never goes back.</param>
    public ScreenLoop(ITerminal terminal, GuiHost host, FrameWriter writer, UiQueue queue, TimeProvider time)
    {
        (_terminal, _host, _writer, _queue, _time) = (terminal, host, writer, queue, time);
        _draw = new Due(time.GetTimestamp());
    }

    /// <summary>Brings all views up to date before a frame, and says after which time it wants to be called without news; null for not.</summary>
    public Func<TimeSpan?>? Compose { get; set; }

    /// <summary>Where the hidden cursor waits: row and column.</summary>
    public Func<(int Row, int Column)> CursorRest { get; set; } = static () => (0, 0);

    /// <summary>Ends the loop after this turn.</summary>
    public void Quit() => _isOver = true;

    /// <summary>The terminal shows something else than we think: the next frame is whole.</summary>
    public void Repaint()
    {
        Paint.PaintedView.Expose();
        _writer.Forget();
        (_unsentStart, _unsentEnd) = (0, 0);
        DrawSoon(TimeSpan.Zero);
    }

    /// <summary>Other colours: all is painted anew with them.</summary>
    public void Use(FrameWriter writer)
    {
        _writer = writer;
        Repaint();
    }

    /// <summary>The window may have another size.</summary>
    public void Measure()
    {
        if (_host.Resize(_terminal.Size))
        {
            Repaint();
        }
    }

    /// <summary>Sends something that is no frame, such as a text for the clipboard, before the next one. A second one before that takes its place.</summary>
    public void Send(byte[] bytes)
    {
        _aside = bytes;
        DrawSoon(TimeSpan.Zero);
    }

    /// <summary>Runs until the user quits or the terminal is gone.</summary>
    public LoopEnd Run()
    {
        while (!_isOver)
        {
            if (!Turn())
            {
                return LoopEnd.Gone;
            }
        }

        return LoopEnd.Quit;
    }

    /// <summary>Draws what is due, sleeps, and takes in what woke it.</summary>
    /// <returns>False if the terminal is gone.</returns>
    internal bool Turn()
    {
        if (!Draw())
        {
            return false;
        }

        var now = _time.GetTimestamp();
        var isBlocked = _unsentStart < _unsentEnd;
        var next = Due.First(_flush, isBlocked ? Due.Never : Due.First(_draw, _compose));
        var ready = _terminal.Wait(isBlocked, next.MillisecondsFrom(now, _time));
        if (ready.HasFlag(Ready.Gone) || (ready.HasFlag(Ready.Input) && !Read()))
        {
            return false;
        }

        now = _time.GetTimestamp();
        if (_flush.IsAt(now))
        {
            _host.Flush();
            NoteInput();
        }

        if (_compose.IsAt(now))
        {
            DrawSoon(TimeSpan.Zero);
        }

        if (_queue.Run())
        {
            DrawSoon(Settle);
        }

        return true;
    }

    /// <summary>Makes a frame if one is due and the one before is out, and sends what there is to send.</summary>
    private bool Draw()
    {
        if (_unsentStart == _unsentEnd && _draw.IsAt(_time.GetTimestamp()))
        {
            _draw = Due.Never;
            _compose = Compose?.Invoke() is { } pause ? new Due(_time.GetTimestamp() + ToTicks(pause)) : Due.Never;
            var frame = _host.Draw(_writer, CursorRest());
            if (_aside.Length + frame.Length > _unsent.Length)
            {
                _unsent = new byte[Math.Max(4096, 2 * (_aside.Length + frame.Length))];
            }

            _aside.CopyTo(_unsent, 0);
            frame.CopyTo(_unsent.AsSpan(_aside.Length));
            (_unsentStart, _unsentEnd) = (0, _aside.Length + frame.Length);
            _aside = [];
        }

        if (_unsentStart < _unsentEnd)
        {
            var count = _terminal.Write(_unsent.AsSpan(_unsentStart, _unsentEnd - _unsentStart));
            if (count < 0)
            {
                return false;
            }

            _unsentStart += count;
        }

        return true;
    }

    private bool Read()
    {
        var count = _terminal.Read(_input);
        if (count < 0)
        {
            return false;
        }

        if (count > 0)
        {
            _host.Feed(_decoder.Decode(_input.AsSpan(0, count)));
            NoteInput();
        }

        return true;
    }

    private void NoteInput()
    {
        _flush = _host.InputPause is { } pause ? new Due(_time.GetTimestamp() + ToTicks(pause)) : Due.Never;
        DrawSoon(TimeSpan.Zero);
    }

    private void DrawSoon(TimeSpan pause) => _draw = Due.First(_draw, new Due(_time.GetTimestamp() + ToTicks(pause)));

    private long ToTicks(TimeSpan span) => (long)(Math.Clamp(span.TotalSeconds, 0, int.MaxValue) * _time.TimestampFrequency);

    /// <summary>A point in time, in ticks of a time that never goes back.</summary>
    private readonly record struct Due(long Ticks)
    {
        public static Due Never => new(long.MaxValue);

        public static Due First(Due one, Due other) => one.Ticks <= other.Ticks ? one : other;

        public bool IsAt(long now) => now >= Ticks;

        /// <summary>Rounded up, so that nobody wakes too early; negative for never.</summary>
        public int MillisecondsFrom(long now, TimeProvider time) =>
            Ticks == long.MaxValue ? -1 : (int)Math.Min(int.MaxValue, Math.Max(0, Math.Ceiling((Ticks - now) * 1000.0 / time.TimestampFrequency)));
    }
}
