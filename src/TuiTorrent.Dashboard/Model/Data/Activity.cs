namespace TuiTorrent.Dashboard.Model.Data;

/// <summary>What a torrent does. Each has a letter, so that colour is never the only sign.</summary>
internal enum Activity
{
    /// <summary>P: paused by the user, or done by a rule.</summary>
    Stopped,

    /// <summary>V, waiting for others that are being checked.</summary>
    QueuedToVerify,

    /// <summary>V: what lies on the disk is being checked.</summary>
    Verifying,

    /// <summary>Q: waits for its turn to download.</summary>
    QueuedToDownload,

    /// <summary>D</summary>
    Downloading,

    /// <summary>Q: waits for its turn to seed.</summary>
    QueuedToSeed,

    /// <summary>S</summary>
    Seeding,

    /// <summary>M: its files are on their way to another place.</summary>
    Moving,

    /// <summary>!: ended by an error, which <see cref="TorrentItem.Error"/> says.</summary>
    Failed,
}
