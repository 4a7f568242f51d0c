namespace TuiTorrent.Core.Trackers;

/// <summary>How many peers a tracker counts for one torrent.</summary>
/// <param name="Seeders">Peers with the whole torrent.</param>
/// <param name="Leechers">Peers without.</param>
/// <param name="Completed">How often "completed" was announced.</param>
/// <remarks>None negative. Source: BEP 48, BEP 15.</remarks>
public sealed record ScrapeReply(int Seeders, int Leechers, int Completed);

/// <summary>A scrape's reply or its failure: exactly one of the two is set.</summary>
public sealed record ScrapeOutcome
{
    private ScrapeOutcome()
    {
    }

    /// <summary>The answer, or null.</summary>
    public ScrapeReply? Reply { get; private init; }

    /// <summary>Why there is none, or null.</summary>
    public TrackerFailure? Failure { get; private init; }

    /// <summary>A success.</summary>
    public static ScrapeOutcome Of(ScrapeReply reply) => new() { Reply = reply };

    /// <summary>A failure.</summary>
    public static ScrapeOutcome Of(TrackerFailure failure) => new() { Failure = failure };

    /// <summary>A failure with a text of ours.</summary>
    public static ScrapeOutcome Fail(TrackerFailureKind kind, string text) => Of(new TrackerFailure(kind, text));
}
