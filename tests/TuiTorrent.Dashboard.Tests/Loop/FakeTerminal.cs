using System.Drawing;
using System.Text;
using Terminal.Gui.Time;
using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tests.Loop;

/// <summary>A terminal in virtual time: a wait passes the time until its end, or until the next thing that a test has planned.</summary>
internal sealed class FakeTerminal : ITerminal
{
    private readonly Queue<(long AtMs, Action Act)> _plan = new();
    private readonly Queue<byte[]> _input = new();
    private bool _isWoken;

    public FakeTerminal(int columns = 40, int rows = 10) => Size = new Size(columns, rows);

    public Size Size { get; set; }

    public bool UsesMouse { get; set; }

    /// <summary>Bytes that the line takes before it is full.</summary>
    public int Room { get; set; } = int.MaxValue;

    public bool IsGone { get; set; }

    /// <summary>Each write as it was taken.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>How long each wait was to be, in milliseconds; negative for ever.</summary>
    public List<int> Waits { get; } = [];

    public SteppedTime Time { get; } = new();

    /// <summary>For the library's parser.</summary>
    public VirtualTimeProvider LibraryTime { get; } = new();

    /// <summary>Plans something; in the order of time.</summary>
    public void At(long milliseconds, Action act) => _plan.Enqueue((milliseconds, act));

    /// <summary>Plans keys.</summary>
    public void TypeAt(long milliseconds, string characters) => At(milliseconds, () => Type(Encoding.UTF8.GetBytes(characters)));

    public void Type(params byte[] bytes) => _input.Enqueue(bytes);

    public Ready Wait(bool wantsOutput, int timeoutMs)
    {
        Waits.Add(timeoutMs);
        var end = timeoutMs < 0 ? long.MaxValue : Time.NowMs + timeoutMs;
        Ready ready;
        while ((ready = Look(wantsOutput)) == Ready.None)
        {
            if (_plan.TryPeek(out var next) && next.AtMs <= end)
            {
                Pass(Math.Max(0, next.AtMs - Time.NowMs));
                _plan.Dequeue().Act();
            }
            else if (end == long.MaxValue)
            {
                throw new AsleepException();
            }
            else
            {
                Pass(end - Time.NowMs);
                break;
            }
        }

        _isWoken = false;
        return ready;
    }

    public int Read(Span<byte> buffer)
    {
        if (!_input.TryDequeue(out var bytes))
        {
            return IsGone ? -1 : 0;
        }

        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (IsGone)
        {
            return -1;
        }

        var count = Math.Min(Room, bytes.Length);
        Room -= Room == int.MaxValue ? 0 : count;
        Writes.Add(Encoding.UTF8.GetString(bytes[..count]));
        return count;
    }

    public void Wake() => _isWoken = true;

    private Ready Look(bool wantsOutput) =>
        (_input.Count > 0 ? Ready.Input : 0) | (wantsOutput && Room > 0 ? Ready.Output : 0) | (_isWoken ? Ready.Woken : 0) | (IsGone ? Ready.Gone : 0);

    private void Pass(long milliseconds)
    {
        Time.Pass(milliseconds);
        LibraryTime.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }
}

/// <summary>Nothing is planned any more, and the loop would sleep for ever.</summary>
internal sealed class AsleepException : Exception;

/// <summary>A clock that tests move.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset _utc = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public long NowMs { get; private set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => NowMs;

    public override DateTimeOffset GetUtcNow() => _utc;

    public void Pass(long milliseconds)
    {
        NowMs += milliseconds;
        _utc += TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>Somebody sets the clock.</summary>
    public void Jump(TimeSpan span) => _utc += span;
}
