using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>A torrent with all that the wanted fields need.</summary>
/// <param name="Row">Of the snapshot.</param>
/// <param name="Detail">Parts that no field needs are empty.</param>
/// <param name="Metainfo">Null if no field needs it.</param>
/// <param name="Session">For what follows the rule for all.</param>
/// <param name="Now">The time of the answer.</param>
internal sealed record TorrentView(TorrentSnapshot Row, TorrentDetail Detail, TorrentMetainfo? Metainfo, EngineOptions Session, DateTimeOffset Now)
{
    // Transmission's words for what can't be told.
    private const int NotAvailable = -1;
    private const int Unknown = -2;

    /// <summary>0 to 6.</summary>
    public int Status => Row.Activity switch
    {
        TorrentActivity.QueuedToVerify => 1,
        TorrentActivity.Verifying => 2,
        TorrentActivity.QueuedToDownload => 3,
        TorrentActivity.Downloading => 4,
        TorrentActivity.QueuedToSeed => 5,
        TorrentActivity.Seeding => 6,
        TorrentActivity.Moving => Row.LeftBytes > 0 ? 4 : 6,
        _ => 0,
    };

    /// <summary>0 none, 2 the tracker's, 3 our own.</summary>
    public int Error => Row.Activity == TorrentActivity.Failed || Row.Error is not null ? 3 : Row.TrackerError is not null ? 2 : 0;

    public string ErrorText => Row.Error ?? Row.TrackerError ?? "";

    /// <summary>Seconds; below zero if it can't be told.</summary>
    public long Eta => Row.Activity switch
    {
        TorrentActivity.Downloading when Row.DownloadBytesPerSecond > 0 => Row.LeftBytes / Row.DownloadBytesPerSecond,
        TorrentActivity.Downloading => Unknown,
        TorrentActivity.Seeding when RatioWanted is { } ratio => SecondsToRatio(ratio),
        _ => NotAvailable,
    };

    public double PercentComplete => Row.TotalBytes == 0 ? 1 : (double)Row.DoneBytes / Row.TotalBytes;

    public double PercentDone => Row.WantedBytes == 0 ? 1 : (double)(Row.WantedBytes - Row.LeftBytes) / Row.WantedBytes;

    public double Ratio
    {
        get
        {
            var had = Row.DownloadedBytes > 0 ? Row.DownloadedBytes : Row.DoneBytes;
            return had > 0 ? (double)Row.UploadedBytes / had : Row.UploadedBytes > 0 ? Unknown : NotAvailable;
        }
    }

    private double? RatioWanted => Row.Options.RatioMode switch
    {
        LimitMode.Own => Row.Options.Ratio,
        LimitMode.Global => Session.SeedRatio,
        _ => null,
    };

    private long SecondsToRatio(double ratio)
    {
        var had = Row.DownloadedBytes > 0 ? Row.DownloadedBytes : Row.DoneBytes;
        var left = (ratio * had) - Row.UploadedBytes;
        return left <= 0 ? 0 : Row.UploadBytesPerSecond > 0 ? (long)Math.Min(left / Row.UploadBytesPerSecond, int.MaxValue) : Unknown;
    }
}
