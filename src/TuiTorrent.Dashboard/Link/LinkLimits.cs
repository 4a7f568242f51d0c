namespace TuiTorrent.Dashboard.Link;

/// <summary>Every bound of what the dashboard takes from a daemon, with its reason: the daemon may be a stranger's, and its texts are anybody's.</summary>
internal static class LinkLimits
{
    /// <summary>Torrents in the list: ten times what the largest known collections hold.</summary>
    public const int MaxTorrents = 50_000;

    /// <summary>Files of a torrent, as the engine has it.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>Peers of a torrent; far above any limit that a daemon has.</summary>
    public const int MaxPeers = 2_000;

    /// <summary>Trackers of a torrent, as the daemon has it.</summary>
    public const int MaxTrackers = 200;

    /// <summary>Pieces of a torrent, as the parser of .torrent files has it.</summary>
    public const int MaxPieces = 1 << 21;

    /// <summary>Labels of a torrent, as the daemon has it.</summary>
    public const int MaxLabels = 64;

    /// <summary>Names of trackers in the list: what a filter looks through.</summary>
    public const int MaxTrackerNames = 32;

    /// <summary>Causes, reasons, disks, handshakes: more than a screen shows.</summary>
    public const int MaxRows = 256;

    /// <summary>Minutes of traffic: a day, as the daemon has it.</summary>
    public const int MaxTrafficMinutes = 1_440;

    /// <summary>Lines of the log in one answer, as the daemon has it.</summary>
    public const int MaxLogLines = 1_000;

    /// <summary>Characters of a name, a label, an address: what fits into the widest screen, twice.</summary>
    public const int MaxName = 512;

    /// <summary>Characters of a path or a URL, as Linux has it for paths.</summary>
    public const int MaxPath = 4_096;

    /// <summary>Characters of a sentence: an error, a line of the log, a comment.</summary>
    public const int MaxSentence = 4_096;

    /// <summary>Requests under way at once: more means that the daemon hangs and a key is held down.</summary>
    public const int MaxRequests = 64;
}
