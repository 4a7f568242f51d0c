namespace TuiTorrent.Engine.Control;

/// <summary>What a torrent is doing, for the eyes of a user.</summary>
public enum TorrentActivity
{
    /// <summary>Nothing, because the user or a limit stopped it.</summary>
    Stopped,

    /// <summary>Waits until it may be verified.</summary>
    QueuedToVerify,

    /// <summary>Its data are being hashed.</summary>
    Verifying,

    /// <summary>Waits for its turn to download.</summary>
    QueuedToDownload,

    /// <summary>Fetches what is missing.</summary>
    Downloading,

    /// <summary>Waits for its turn to seed.</summary>
    QueuedToSeed,

    /// <summary>Gives what it has.</summary>
    Seeding,

    /// <summary>Its files are on their way to another directory.</summary>
    Moving,

    /// <summary>Can't go on, see the error; what it waits for by itself (a missing disk) ends it, or a new start.</summary>
    Failed,
}
