namespace TuiTorrent.Engine.Control;

/// <summary>Whether a torrent follows the rule for all, has its own, or none.</summary>
public enum LimitMode
{
    /// <summary>As set for all torrents.</summary>
    Global,

    /// <summary>Its own value counts.</summary>
    Own,

    /// <summary>No limit.</summary>
    Unlimited,
}

/// <summary>Which torrents get bandwidth first.</summary>
public enum BandwidthPriority
{
    /// <summary>After the others.</summary>
    Low = -1,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Before the others.</summary>
    High,
}

/// <summary>What a user may set for one torrent. Immutable. Rates in bytes a second.</summary>
public sealed record TorrentOptions
{
    /// <summary>Words of the user's own, in order, each once.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Own limit from peers, which counts when <see cref="IsDownloadLimited"/>.</summary>
    public long DownloadLimit { get; init; }

    /// <summary>Own limit to peers, which counts when <see cref="IsUploadLimited"/>.</summary>
    public long UploadLimit { get; init; }

    /// <summary>Own limit in force.</summary>
    public bool IsDownloadLimited { get; init; }

    /// <summary>Own limit in force.</summary>
    public bool IsUploadLimited { get; init; }

    /// <summary>Whether the limits for all count too.</summary>
    public bool HonorsSessionLimits { get; init; } = true;

    /// <summary>Connected peers; null as set for all.</summary>
    public int? MaxPeers { get; init; }

    /// <summary>Which torrents get bandwidth first.</summary>
    public BandwidthPriority Priority { get; init; }

    /// <summary>Stops at a ratio.</summary>
    public LimitMode RatioMode { get; init; }

    /// <summary>The own one.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>Stops after idle minutes.</summary>
    public LimitMode IdleMode { get; init; }

    /// <summary>The own ones.</summary>
    public int IdleMinutes { get; init; } = 30;

    /// <summary>Pieces are fetched in order.</summary>
    public bool IsSequential { get; init; }
}

/// <summary>What is to change of a torrent; null leaves as it is.</summary>
public sealed record TorrentChange
{
    /// <summary>Applied to the options as they are on the loop.</summary>
    public Func<TorrentOptions, TorrentOptions>? Options { get; init; }

    /// <summary>Indexes of files (without pads, as in <see cref="TorrentDetail.Files"/>) and what becomes of them. Skip keeps the priority for when it is wanted again.</summary>
    public IReadOnlyList<(int File, FilePriority Priority)> Files { get; init; } = [];

    /// <summary>Indexes of files that are wanted again at the priority they had.</summary>
    public IReadOnlyList<int> Wanted { get; init; } = [];

    /// <summary>Trackers by tier that replace all there are.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Trackers { get; init; }

    /// <summary>Place in the queue, from 0.</summary>
    public int? QueuePosition { get; init; }
}
