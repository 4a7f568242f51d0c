namespace TuiTorrent.Rpc.Methods;

/// <summary>Which version the snapshot had a minute ago, for "recently_active". Any thread.</summary>
internal sealed class RecentVersions(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    // Marks stand a second apart: none is needed twice, and the window holds about sixty.
    private const int MaxMarks = 64;
    private readonly Queue<(DateTimeOffset At, long Version)> _marks = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _markedAt = DateTimeOffset.MinValue;
    private long _old;

    /// <summary>Notes the present version and returns one that is at least a minute old; 0 if nobody asked that long ago, which shows too much rather than too little.</summary>
    public long Before(long version)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            while (_marks.TryPeek(out var mark) && mark.At <= now - Window)
            {
                _old = _marks.Dequeue().Version;
            }

            if (now - _markedAt >= TimeSpan.FromSeconds(1) && _marks.Count < MaxMarks)
            {
                _marks.Enqueue((now, version));
                _markedAt = now;
            }

            return Math.Min(_old, version);
        }
    }
}
