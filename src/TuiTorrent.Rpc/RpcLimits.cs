namespace TuiTorrent.Rpc;

/// <summary>Every bound of the RPC with its reason.</summary>
public static class RpcLimits
{
    /// <summary>Bytes of a request that adds no torrent: thousands of hashes.</summary>
    public const int MaxBody = 256 * 1024;

    /// <summary>Bytes of a request that adds a torrent: 10 MB in base64.</summary>
    public const int MaxAddBody = 16 * 1024 * 1024;

    /// <summary>Requests deeper than this are no requests: the deepest real one has 4.</summary>
    public const int MaxDepth = 32;

    /// <summary>Torrents named in one request.</summary>
    public const int MaxIds = 10_000;

    /// <summary>Requests in one batch.</summary>
    public const int MaxBatch = 32;

    /// <summary>Names in "fields".</summary>
    public const int MaxFields = 256;

    /// <summary>Bytes of a path, as Linux has it.</summary>
    public const int MaxPathBytes = 4095;

    /// <summary>Files of a torrent, as the engine has it.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>Labels of a torrent.</summary>
    public const int MaxLabels = 64;

    /// <summary>Characters of a label.</summary>
    public const int MaxLabelChars = 64;

    /// <summary>Trackers of a torrent.</summary>
    public const int MaxTrackers = 200;

    /// <summary>Bytes of a .torrent file.</summary>
    public const int MaxTorrentFile = 10_000_000;

    /// <summary>Seconds that a long poll may last.</summary>
    public const int MaxPollSeconds = 60;

    /// <summary>Log lines in one answer.</summary>
    public const int MaxLogLines = 1000;
}
