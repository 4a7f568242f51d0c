namespace TuiTorrent.Core.Trackers;

/// <summary>What an <see cref="AnnounceSchedule"/> knows of one tracker.</summary>
internal sealed class TrackerEntry(Uri url, int tier)
{
    private const double Jitter = 0.2;

    public Uri Url { get; } = url;

    public int Tier { get; set; } = tier;

    public bool IsRefused { get; } = TrackerAddressPolicy.ReachOf(url) == TrackerReach.None;

    /// <summary>The tracker counts us among its peers.</summary>
    public bool HeardStarted { get; set; }

    public bool HeardCompleted { get; set; }

    public string? TrackerId { get; set; }

    public int Failures { get; set; }

    /// <summary>Not before this after a failure, whatever there is to tell.</summary>
    public long RetryAtMs { get; set; } = long.MinValue;

    /// <summary>Not before this after a success, unless there is an event to tell.</summary>
    public long MinNextMs { get; set; } = long.MinValue;

    /// <summary>When it answered or failed last.</summary>
    public long? LastAnnounceMs { get; private set; }

    /// <summary>The tracker itself said when it wants to be asked again.</summary>
    public bool IsRetryTold { get; private set; }

    public AnnounceReply? LastReply { get; set; }

    public string? Message { get; set; }

    public bool IsDisabled => IsRefused || RetryAtMs == long.MaxValue;

    /// <summary>Whether an event waits to be told, for which the minimum interval does not count.</summary>
    public bool HasNews(bool isComplete) => !HeardStarted || isComplete && !HeardCompleted;

    public void Forget()
    {
        Failures = 0;
        RetryAtMs = long.MinValue;
        HeardCompleted = false;
        Message = null;
    }

    public void NoteSuccess(long nowMs, AnnounceRequest request, AnnounceReply reply)
    {
        LastAnnounceMs = nowMs;
        Failures = 0;
        RetryAtMs = long.MinValue;
        MinNextMs = nowMs + reply.MinIntervalSeconds * 1000L;
        TrackerId = reply.TrackerId ?? TrackerId;
        LastReply = reply;
        Message = reply.Warning;
        HeardStarted = true;
        // Who starts complete never completes.
        HeardCompleted |= request.Event == AnnounceEvent.Completed || request.Totals.Left == 0;
    }

    public void NoteFailure(long nowMs, TrackerFailure failure, Random random)
    {
        if (failure.Kind == TrackerFailureKind.Cancelled)
        {
            RetryAtMs = nowMs + Session.Limits.FirstTrackerRetryMs;
            return;
        }

        Failures++;
        LastAnnounceMs = nowMs;
        IsRetryTold = failure.RetryInSeconds is not null;
        Message = failure.Text;
        RetryAtMs = failure.RetryInSeconds switch
        {
            TrackerFailure.Never => long.MaxValue,
            { } seconds => nowMs + (long)(seconds * 1000L * (1 + Jitter * random.NextDouble())),
            null => nowMs + (long)(BackOffMs(failure.Kind) * (1 - Jitter + 2 * Jitter * random.NextDouble())),
        };
    }

    /// <summary>The user does not want to wait: a rest that we gave it ourselves is over, unless it failed just now.</summary>
    public void CutRest(long nowMs)
    {
        if (Failures > 0 && !IsDisabled && !IsRetryTold)
        {
            RetryAtMs = Math.Min(RetryAtMs, Math.Max(nowMs, (LastAnnounceMs ?? nowMs) + Session.Limits.FirstTrackerRetryMs));
        }
    }

    /// <summary>Fifteen seconds, doubled by each failure in a row up to half an hour; at once half an hour for what won't mend itself.</summary>
    private int BackOffMs(TrackerFailureKind kind)
    {
        const int MostDoublings = 7;
        return kind is TrackerFailureKind.BadUrl or TrackerFailureKind.AddressRefused
            ? Session.Limits.MaxTrackerRetryMs
            : Math.Min(Session.Limits.FirstTrackerRetryMs << Math.Min(Failures - 1, MostDoublings), Session.Limits.MaxTrackerRetryMs);
    }
}
