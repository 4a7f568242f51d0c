using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>Bytes in and out, a sum for each minute of the last day.</summary>
/// <remarks>Only the loop. It is fed when the loop is awake anyway: minutes in which it slept moved nothing.</remarks>
internal sealed class TrafficHistory
{
    /// <summary>A day.</summary>
    public const int Minutes = 1_440;

    private const long MinuteMs = 60_000;

    private readonly (long Down, long Up)[] _ring = new (long, long)[Minutes];
    private readonly long _beginMs;
    private long _minute;
    private (long Down, long Up) _atMinute;

    /// <summary>Begins now.</summary>
    public TrafficHistory(long nowMs)
    {
        _beginMs = nowMs;
        _minute = nowMs / MinuteMs;
    }

    /// <summary>Whether a minute is over, so that <see cref="Note"/> has something to do.</summary>
    public bool IsDue(long nowMs) => nowMs / MinuteMs != _minute;

    /// <summary>Takes over sums since the start of the process. What came since the last call counts for the minute that it was made in.</summary>
    public void Note(long nowMs, long down, long up)
    {
        ref var current = ref _ring[_minute % Minutes];
        current = (current.Down + down - _atMinute.Down, current.Up + up - _atMinute.Up);
        _atMinute = (down, up);
        var minute = nowMs / MinuteMs;
        for (var gap = Math.Min(minute - _minute, Minutes); gap > 0; gap--)
        {
            _ring[(minute - gap + 1) % Minutes] = default;
        }

        _minute = minute;
    }

    /// <summary>The minutes that are known, oldest first; the last is the one that is not over yet.</summary>
    public TrafficReport Report(long nowMs)
    {
        var known = (int)Math.Min((nowMs / MinuteMs) - (_beginMs / MinuteMs) + 1, Minutes);
        var minutes = new (long Down, long Up)[known];
        for (var i = 0; i < known; i++)
        {
            minutes[i] = _ring[(_minute - known + 1 + i) % Minutes];
        }

        return new TrafficReport((int)(nowMs % MinuteMs / 1_000), minutes);
    }
}
