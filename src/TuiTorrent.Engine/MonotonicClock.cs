namespace TuiTorrent.Engine;

/// <summary>Milliseconds that never go back, from an arbitrary beginning.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Now.</summary>
    public long NowMs => (long)time.GetElapsedTime(_start).TotalMilliseconds;
}
