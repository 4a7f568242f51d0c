using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Format;

/// <summary>What a torrent does, as a letter and as words. Colour is never the only sign.</summary>
internal static class StateText
{
    /// <summary>D S P Q V M or !.</summary>
    public static char Letter(Activity activity) => activity switch
    {
        Activity.Stopped => 'P',
        Activity.QueuedToVerify or Activity.Verifying => 'V',
        Activity.QueuedToDownload or Activity.QueuedToSeed => 'Q',
        Activity.Downloading => 'D',
        Activity.Seeding => 'S',
        Activity.Moving => 'M',
        _ => '!',
    };

    /// <summary>Data moves right now.</summary>
    public static bool IsMoving(TorrentItem item) => item.DownRate > 0 || item.UpRate > 0;

    /// <summary>Whether rates can be told of it at all; where nothing is to move they are "-", not "0".</summary>
    public static bool HasRates(Activity activity) => activity is Activity.Downloading or Activity.Seeding;

    /// <summary>For sentences and details: "downloading", "waits to be verified".</summary>
    public static string Words(TorrentItem item) => item.Activity switch
    {
        Activity.Stopped => item.Done >= 1 ? "done, paused" : "paused",
        Activity.QueuedToVerify => "waits to be verified",
        Activity.Verifying => "being verified",
        Activity.QueuedToDownload => "waits for its turn to download",
        Activity.QueuedToSeed => "waits for its turn to seed",
        Activity.Downloading => item.WantedBytes == 0 && item.TotalBytes == 0 ? "asks for its contents" : item.IsStalled ? "downloads, but nothing comes" : "downloading",
        Activity.Seeding => item.IsStalled ? "seeds, nobody asks" : "seeding",
        Activity.Moving => "moves its files",
        _ => "stopped by an error",
    };
}
