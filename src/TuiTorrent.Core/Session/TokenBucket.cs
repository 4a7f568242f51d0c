namespace TuiTorrent.Core.Session;

/// <summary>A rate limit: tokens are bytes, they come at a rate and at most half a second's worth is kept, or a block's.</summary>
/// <remarks>Loop thread only. A grant may go below zero by one block, which later time pays back, so that no block is ever cut for the limit's sake.</remarks>
public sealed class TokenBucket
{
    private long _rateBytesPerSecond;
    private long _milliTokens; // thousandths, so that asking often loses no fraction
    private long _refilledMs;

    /// <summary>Bytes a second, or a value of <see cref="RateLimit"/>.</summary>
    public long RateBytesPerSecond
    {
        get => _rateBytesPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, RateLimit.Nothing);
            _rateBytesPerSecond = value;
            _milliTokens = Math.Min(_milliTokens, Burst * 1000);
        }
    }

    /// <summary>Whether nothing passes, however long one waits.</summary>
    public bool IsShut => _rateBytesPerSecond == RateLimit.Nothing;

    /// <summary>Whether there is a limit that time lifts.</summary>
    public bool IsLimited => _rateBytesPerSecond > 0;

    private long Burst => Math.Max(_rateBytesPerSecond / 2, Limits.BlockSize);

    /// <summary>Bytes that may pass now; zero or less means wait.</summary>
    public long Available(long nowMs)
    {
        if (!IsLimited)
        {
            return IsShut ? 0 : long.MaxValue;
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
        if (IsLimited)
        {
            _milliTokens -= bytes * 1000;
        }
    }
}
