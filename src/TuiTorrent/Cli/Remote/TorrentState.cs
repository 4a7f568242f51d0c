namespace TuiTorrent.Cli.Remote;

/// <summary>What a torrent is doing, in the words of the command line.</summary>
internal static class TorrentState
{
    /// <summary>Nothing, because the user or a limit stopped it.</summary>
    public const string Stopped = "stopped";

    /// <summary>It gave what its limit asked for.</summary>
    public const string Finished = "finished";

    /// <summary>Can't go on.</summary>
    public const string Error = "error";

    /// <summary>Fetches what is missing.</summary>
    public const string Downloading = "downloading";

    /// <summary>Gives what it has.</summary>
    public const string Seeding = "seeding";

    /// <summary>Its data are being hashed.</summary>
    public const string Verifying = "verifying";

    private static readonly string[] ByStatus = [Stopped, "to-verify", Verifying, "queued", Downloading, "to-seed", Seeding];

    /// <summary>The word for Transmission's number, which is 0 to 6.</summary>
    public static string Of(int status) => status >= 0 && status < ByStatus.Length ? ByStatus[status] : "unknown";
}
