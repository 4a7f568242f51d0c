namespace TuiTorrent.Core.Session;

/// <summary>Bytes a second over the last few seconds, and their sum.</summary>
/// <remarks>Loop thread only. A ring of five one-second buckets, so a burst is forgotten after five seconds and nothing has to tick meanwhile.</remarks>
public sealed class RateMeter
{
    private const int Seconds = 5;

    private readonly long[] _buckets = new long[Seconds];
    private long _currentSecond = long.MinValue;
    private long _firstSecond;

    /// <summary>All bytes ever added.</summary>
    public long Total { get; private set; }

    /// <summary>Counts bytes that passed.</summary>
    public void Add(long nowMs, long bytes)
    {
        Advance(nowMs);
        _buckets[(int)(_currentSecond % Seconds)] += bytes;
        Total += bytes;
    }

    /// <summary>The mean over the last five seconds, or over the time since the first byte where that is shorter.</summary>
    public long BytesPerSecond(long nowMs)
    {
        if (_currentSecond == long.MinValue)
        {
            return 0;
        }

        Advance(nowMs);
        long sum = 0;
        foreach (var bucket in _buckets)
        {
            sum += bucket;
        }

        // The running second counts for the part of it that is over.
        var spanMs = Math.Min((Seconds - 1) * 1000, (_currentSecond - _firstSecond) * 1000) + nowMs % 1000;
        return spanMs < 250 ? sum * 4 : sum * 1000 / spanMs;
    }

    private void Advance(long nowMs)
    {
        var second = nowMs / 1000;
        if (_currentSecond == long.MinValue)
        {
            _currentSecond = _firstSecond = second;
        }

        if (second - _currentSecond >= Seconds)
        {
            Array.Clear(_buckets);
            _currentSecond = _firstSecond = second;
        }

        while (_currentSecond < second)
        {
            _buckets[(int)(++_currentSecond % Seconds)] = 0;
        }
    }
}
