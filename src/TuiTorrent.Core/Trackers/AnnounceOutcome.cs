namespace TuiTorrent.Core.Trackers;

/// <summary>A reply or a failure: exactly one of the two is set.</summary>
public sealed record AnnounceOutcome
{
    private AnnounceOutcome()
    {
    }

    /// <summary>The answer, or null.</summary>
    public AnnounceReply? Reply { get; private init; }

    /// <summary>Why there is none, or null.</summary>
    public TrackerFailure? Failure { get; private init; }

    /// <summary>A success.</summary>
    public static AnnounceOutcome Of(AnnounceReply reply) => new() { Reply = reply };

    /// <summary>A failure.</summary>
    public static AnnounceOutcome Of(TrackerFailure failure) => new() { Failure = failure };

    /// <summary>A failure with a text of ours.</summary>
    public static AnnounceOutcome Fail(TrackerFailureKind kind, string text) => Of(new TrackerFailure(kind, text));
}
