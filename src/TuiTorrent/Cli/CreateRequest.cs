namespace TuiTorrent.Cli;

/// <summary>What `create` was asked to do.</summary>
internal sealed record CreateRequest
{
    /// <summary>The file or directory to share, absolute.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The .torrent file to make, absolute.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Tracker URLs, each a tier of its own.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];

    /// <summary>Bytes of a piece; 0 to choose by size.</summary>
    public int PieceLength { get; init; }

    /// <summary>Peers from the trackers only (BEP 27).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A word to its users, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Replace what stands at the output path.</summary>
    public bool Force { get; init; }
}
