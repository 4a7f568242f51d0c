namespace TuiTorrent.Core.Session;

/// <summary>Where a torrent's rule comes from.</summary>
public enum RuleSource
{
    /// <summary>From the rule for all torrents.</summary>
    Global,

    /// <summary>Its own value.</summary>
    Own,

    /// <summary>It has none.</summary>
    Unlimited,
}

/// <summary>The goal that a seeding torrent has reached.</summary>
public enum SeedingGoal
{
    /// <summary>None yet.</summary>
    None,

    /// <summary>It gave as much as was asked for.</summary>
    Ratio,

    /// <summary>Nobody wanted anything of it for as long as was set.</summary>
    Idle,
}

/// <summary>What a seeding torrent has done.</summary>
/// <param name="Uploaded">Bytes sent, in all runs.</param>
/// <param name="Downloaded">Bytes received, in all runs.</param>
/// <param name="SizeThere">Bytes that are verified: what was on disk before counts as if it had been fetched.</param>
/// <param name="IdleMs">Since it last sent payload, or since it began to seed if that is later.</param>
public readonly record struct SeedingFacts(long Uploaded, long Downloaded, long SizeThere, long IdleMs);

/// <summary>When a seeding torrent has done enough.</summary>
/// <remarks>Immutable and pure.</remarks>
/// <param name="Ratio">Sent to received; null for no such goal.</param>
/// <param name="IdleMinutes">Without payload sent; null for no such goal.</param>
public sealed record SeedingRule(double? Ratio, int? IdleMinutes)
{
    /// <summary>Seeds until the user stops it.</summary>
    public static SeedingRule Endless { get; } = new(null, null);

    /// <summary>The rule that counts for a torrent, from its own values and from this one, which counts for all.</summary>
    public SeedingRule For(RuleSource ratioSource, double ownRatio, RuleSource idleSource, int ownIdleMinutes) => new(
        Choose<double>(ratioSource, ownRatio, Ratio),
        Choose<int>(idleSource, ownIdleMinutes, IdleMinutes));

    /// <summary>Sent bytes to the greater of those received and those that are there; 0 if there is nothing.</summary>
    public static double RatioOf(in SeedingFacts facts)
    {
        var received = Math.Max(facts.Downloaded, facts.SizeThere);
        return received > 0 ? (double)facts.Uploaded / received : 0;
    }

    /// <summary>The goal that has been reached, the ratio first.</summary>
    public SeedingGoal Judge(in SeedingFacts facts) =>
        Ratio is { } ratio && RatioOf(facts) >= ratio ? SeedingGoal.Ratio
        : IdleMinutes is { } minutes && facts.IdleMs >= minutes * 60_000L ? SeedingGoal.Idle
        : SeedingGoal.None;

    /// <summary>In how many ms the goal of idleness is reached if nothing is sent; the largest value if never. For setting an alarm.</summary>
    public long IdleDueInMs(long idleMs) => IdleMinutes is { } minutes ? Math.Max(0, minutes * 60_000L - idleMs) : long.MaxValue;

    private static T? Choose<T>(RuleSource source, T own, T? global)
        where T : struct => source switch
        {
            RuleSource.Own => own,
            RuleSource.Unlimited => null,
            _ => global,
        };
}
