namespace TuiTorrent.Core.Session;

/// <summary>A rate limit: tokens are bytes, they come at a rate and at most half a second's worth is kept, or a block's.</summary>
/// <remarks>Loop thread only. A grant may go below zero by one block, which later time pays back, so that no block is ever cut for the limit's sake.</remarks>
public sealed class TokenBucket
{
    private long _rateBytesPerSecond;
    private long _milliTokens; // thousandths, so that asking often loses no fraction
    private long _refilledMs;

    /// <summary>Bytes a second; 0 means no limit.</summary>
    public long RateBytesPerSecond
    {
        get => _rateBytesPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _rateBytesPerSecond = value;
            _milliTokens = Math.Min(_milliTokens, Burst * 1000);
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
        var most = Burst * 1000;
        _milliTokens = elapsedMs > 60_000 ? most : Math.Min(most, _milliTokens + elapsedMs * _rateBytesPerSecond);
        _refilledMs = nowMs;
        // Rounded down, or a debt of less than a byte would pass for none.
        return _milliTokens >= 0 ? _milliTokens / 1000 : -((999 - _milliTokens) / 1000);
    }

    /// <summary>Takes tokens for bytes that passed.</summary>
    public void Take(long bytes)
    {
        if (_rateBytesPerSecond != 0)
        {
            _milliTokens -= bytes * 1000;
        }
    }
}
