namespace TuiTorrent.Core.Session;

/// <summary>A rate limit: tokens are bytes, they come at a rate and at most a second's worth is kept.</summary>
/// <remarks>Loop thread only. A grant may go below zero by one block, which later time pays back, so that no block is ever cut for the limit's sake.</remarks>
public sealed class TokenBucket
{
    private long _rateBytesPerSecond;
    private long _tokens;
    private long _refilledMs;

    /// <summary>Bytes a second; 0 means no limit.</summary>
    public long RateBytesPerSecond
    {
        get => _rateBytesPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _rateBytesPerSecond = value;
            _tokens = Math.Min(_tokens, Burst);
        }
    }

    private long Burst => Math.Max(_rateBytesPerSecond / 2, Limits.BlockSize);

    /// <summary>Bytes that may pass now; zero or less means wait.</summary>
    public long Available(long nowMs)
    {
        if (_rateBytesPerSecond == 0)
        {
            return long.MaxValue;
        }

        var elapsedMs = nowMs - _refilledMs;
        var earned = elapsedMs > 60_000 ? Burst : elapsedMs * _rateBytesPerSecond / 1000;
        if (earned > 0)
        {
            _tokens = Math.Min(Burst, _tokens + earned);
            _refilledMs = nowMs;
        }

        return _tokens;
    }

    /// <summary>Takes tokens for bytes that passed.</summary>
    public void Take(long bytes)
    {
        if (_rateBytesPerSecond != 0)
        {
            _tokens -= bytes;
        }
    }
}
