namespace TuiTorrent.Dashboard.Model.Data;

/// <summary>One torrent as the list shows it. Immutable: a torrent that did not change stays the same object. All texts are clean (<see cref="Core.SafeText"/>).</summary>
internal sealed record TorrentItem
{
    /// <summary>The daemon's number; another one after the daemon's next start.</summary>
    public required int Id { get; init; }

    /// <summary>40 hexadecimal digits: what the cursor and the marks hold on to.</summary>
    public required string Hash { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does.</summary>
    public Activity Activity { get; init; }

    /// <summary>Downloads or seeds, but nothing has moved for a while.</summary>
    public bool IsStalled { get; init; }

    /// <summary>Bytes of the wanted files.</summary>
    public long WantedBytes { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Bytes of the wanted files that are missing.</summary>
    public long LeftBytes { get; init; }

    /// <summary>Of the wanted files, 0 to 1.</summary>
    public double Done { get; init; }

    /// <summary>Of checking or moving, 0 to 1.</summary>
    public double JobProgress { get; init; }

    /// <summary>Bytes a second.</summary>
    public long DownRate { get; init; }

    /// <summary>Bytes a second.</summary>
    public long UpRate { get; init; }

    /// <summary>Seconds until it is done; negative where nobody can tell.</summary>
    public long EtaSeconds { get; init; } = -1;

    /// <summary>Seeds connected; -1 where the daemon does not say.</summary>
    public int Seeds { get; init; } = -1;

    /// <summary>Peers connected, seeds included.</summary>
    public int Peers { get; init; }

    /// <summary>Peers known of; -1 where the daemon does not say.</summary>
    public int KnownPeers { get; init; } = -1;

    /// <summary>Peers with RC4; -1 where the daemon does not say.</summary>
    public int EncryptedPeers { get; init; } = -1;

    /// <summary>Uploaded by downloaded; negative for none.</summary>
    public double Ratio { get; init; } = -1;

    /// <summary>Bytes in all.</summary>
    public long Downloaded { get; init; }

    /// <summary>Bytes in all.</summary>
    public long Uploaded { get; init; }

    /// <summary>Labels, in the user's order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What went wrong; "" if nothing did.</summary>
    public string Error { get; init; } = "";

    /// <summary>Names of its trackers' hosts.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];

    /// <summary>Where its files lie.</summary>
    public string Directory { get; init; } = "";

    /// <summary>When it was added, in seconds since 1970.</summary>
    public long AddedAt { get; init; }

    /// <summary>When data last moved, in seconds since 1970; 0 for never.</summary>
    public long ActiveAt { get; init; }

    /// <summary>When it was done, in seconds since 1970; 0 for not yet.</summary>
    public long DoneAt { get; init; }

    /// <summary>From 0.</summary>
    public int QueuePosition { get; init; }

    /// <summary>Files in it.</summary>
    public int FileCount { get; init; }

    /// <summary>No DHT, no exchange of peers.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>-1 low, 0 normal, 1 high.</summary>
    public int Priority { get; init; }
}
