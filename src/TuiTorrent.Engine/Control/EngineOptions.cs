using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Control;

/// <summary>What a user may change for all torrents while the engine runs. Rates in bytes a second.</summary>
/// <remarks>Immutable. Starts as config.toml says; what is changed at run time is kept in the state and goes over config.toml from then on.</remarks>
public sealed record EngineOptions
{
    /// <summary>Peers and encryption. Its rates don't count: those in force follow from what stands below.</summary>
    public SessionSettings Session { get; init; } = new();

    /// <summary>From peers, which counts when <see cref="IsDownloadLimited"/>.</summary>
    public long DownloadLimit { get; init; }

    /// <summary>Whether there is a limit from peers.</summary>
    public bool IsDownloadLimited { get; init; }

    /// <summary>To peers, which counts when <see cref="IsUploadLimited"/>.</summary>
    public long UploadLimit { get; init; }

    /// <summary>Whether there is a limit to peers.</summary>
    public bool IsUploadLimited { get; init; }

    /// <summary>Where torrents go that name no directory. Absolute.</summary>
    public string DownloadDirectory { get; init; } = "";

    /// <summary>Whether a torrent that is added starts by itself.</summary>
    public bool StartAdded { get; init; } = true;

    /// <summary>Torrents that download at once; null for no limit.</summary>
    public int? MaxDownloads { get; init; } = 5;

    /// <summary>Torrents that seed at once; null for no limit.</summary>
    public int? MaxSeeds { get; init; }

    /// <summary>A running torrent that moved nothing for so long does not count against those; null to count it always.</summary>
    public int? StalledMinutes { get; init; } = 30;

    /// <summary>A seeding torrent stops at this ratio; null for never.</summary>
    public double? SeedRatio { get; init; }

    /// <summary>A seeding torrent stops when it sent nothing for so long; null for never.</summary>
    public int? SeedIdleMinutes { get; init; }

    /// <summary>The second pair of limits.</summary>
    public AlternativeLimits Alternative { get; init; } = new();
}

/// <summary>Limits for the hours at which others need the line.</summary>
public sealed record AlternativeLimits
{
    /// <summary>In force by hand.</summary>
    public bool IsOn { get; init; }

    /// <summary>From peers; 0 stands for nothing at all passing.</summary>
    public long Download { get; init; } = 50 * 1024;

    /// <summary>To peers; 0 stands for nothing at all passing.</summary>
    public long Upload { get; init; } = 50 * 1024;

    /// <summary>In force by the hours below.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Minutes after local midnight.</summary>
    public int BeginMinute { get; init; } = 9 * 60;

    /// <summary>Minutes after local midnight; before <see cref="BeginMinute"/> it is the next day's.</summary>
    public int EndMinute { get; init; } = 17 * 60;

    /// <summary>Bit 0 is Sunday; 127 is every day.</summary>
    public int Days { get; init; } = 127;
}
