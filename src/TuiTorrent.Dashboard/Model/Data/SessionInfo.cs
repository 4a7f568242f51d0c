namespace TuiTorrent.Dashboard.Model.Data;

/// <summary>Settings and totals of the daemon. All texts are clean.</summary>
internal sealed record SessionInfo
{
    /// <summary>Its version, as it says.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it has methods of our own; else it is some other Transmission-compatible program.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Where files go by default.</summary>
    public string DownloadDirectory { get; init; } = "";

    /// <summary>Bytes free there; negative where unknown.</summary>
    public long FreeBytes { get; init; } = -1;

    /// <summary>Bytes a second; 0 for no limit.</summary>
    public long DownLimit { get; init; }

    /// <summary>Bytes a second; 0 for no limit.</summary>
    public long UpLimit { get; init; }

    /// <summary>The other limits ("turtle") are in force.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>Bytes a second.</summary>
    public long AlternativeDown { get; init; }

    /// <summary>Bytes a second.</summary>
    public long AlternativeUp { get; init; }

    /// <summary>disabled, allowed, preferred or required.</summary>
    public string Encryption { get; init; } = "";

    /// <summary>Where peers reach it.</summary>
    public int Port { get; init; }

    /// <summary>Most peers in all.</summary>
    public int MaxPeers { get; init; }

    /// <summary>Most peers of a torrent.</summary>
    public int MaxPeersPerTorrent { get; init; }

    /// <summary>Torrents that download at once; 0 for no limit.</summary>
    public int DownloadQueue { get; init; }

    /// <summary>Torrents that seed at once; 0 for no limit.</summary>
    public int SeedQueue { get; init; }

    /// <summary>Ratio at which torrents stop; negative for none.</summary>
    public double RatioLimit { get; init; } = -1;

    /// <summary>Whether torrents begin when they are added.</summary>
    public bool StartAdded { get; init; } = true;

    /// <summary>Seconds since the daemon's start; negative where unknown.</summary>
    public long UptimeSeconds { get; init; } = -1;

    /// <summary>Bytes down since the daemon's start.</summary>
    public long SessionDown { get; init; }

    /// <summary>Bytes up since the daemon's start.</summary>
    public long SessionUp { get; init; }

    /// <summary>Bytes down, ever.</summary>
    public long TotalDown { get; init; }

    /// <summary>Bytes up, ever.</summary>
    public long TotalUp { get; init; }
}

/// <summary>How the machine does; what it does not tell is null.</summary>
internal sealed record BoardInfo(
    string? Model, double? TemperatureC, bool? IsThrottled, bool? IsUnderVoltage, double? Load, int Cores, long? MemoryTotal, long? MemoryAvailable, long? DaemonResident, IReadOnlyList<DiskInfo> Disks);

/// <summary>A disk with downloads on it. Bytes.</summary>
internal sealed record DiskInfo(string Path, long Total, long Free, bool IsMissing, long WrittenToday);

/// <summary>What became of all handshakes since the daemon's start.</summary>
/// <param name="Plain">Traditional ones.</param>
/// <param name="Rc4">By MSE, with RC4.</param>
/// <param name="MsePlaintext">By MSE, plain after it.</param>
/// <param name="Failed">That came to nothing.</param>
/// <param name="Reasons">Why, with counts.</param>
/// <param name="Recent">The latest.</param>
internal sealed record HandshakeInfo(long Plain, long Rc4, long MsePlaintext, long Failed, IReadOnlyList<KeyValuePair<string, long>> Reasons, IReadOnlyList<HandshakeEvent> Recent);

/// <summary>One handshake.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Peer">Address and port.</param>
/// <param name="IsIncoming">It came to us.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Hash">Of which torrent; "" where that was never known.</param>
internal sealed record HandshakeEvent(long At, string Peer, bool IsIncoming, string Verdict, long Milliseconds, string Hash);

/// <summary>A line of the daemon's log.</summary>
/// <param name="Sequence">Ascending.</param>
/// <param name="At">UTC.</param>
/// <param name="Level">error, warning, info or debug.</param>
/// <param name="TorrentId">0 for none.</param>
/// <param name="Text">Clean.</param>
internal sealed record LogItem(long Sequence, DateTimeOffset At, string Level, int TorrentId, string Text);
