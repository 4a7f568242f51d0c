using System.Globalization;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>Options for all torrents as texts by name: what a user changed at run time goes over config.toml at the next start.</summary>
internal static class OptionTexts
{
    private static readonly (string Name, Func<EngineOptions, string> Get, Func<EngineOptions, string, EngineOptions> Set)[] Fields =
    [
        ("encryption", o => o.Session.Encryption.ToString(), (o, v) => o with { Session = o.Session with { Encryption = Enum.Parse<EncryptionPolicy>(v) } }),
        ("max_peers", o => Text(o.Session.MaxPeers), (o, v) => o with { Session = o.Session with { MaxPeers = (int)Number(v) } }),
        ("max_peers_per_torrent", o => Text(o.Session.MaxPeersPerTorrent), (o, v) => o with { Session = o.Session with { MaxPeersPerTorrent = (int)Number(v) } }),
        ("upload_slots", o => Text(o.Session.UploadSlots), (o, v) => o with { Session = o.Session with { UploadSlots = (int)Number(v) } }),
        ("download_limit", o => Text(o.DownloadLimit), (o, v) => o with { DownloadLimit = Number(v) }),
        ("is_download_limited", o => Text(o.IsDownloadLimited), (o, v) => o with { IsDownloadLimited = Truth(v) }),
        ("upload_limit", o => Text(o.UploadLimit), (o, v) => o with { UploadLimit = Number(v) }),
        ("is_upload_limited", o => Text(o.IsUploadLimited), (o, v) => o with { IsUploadLimited = Truth(v) }),
        ("download_directory", o => o.DownloadDirectory, (o, v) => o with { DownloadDirectory = v }),
        ("start_added", o => Text(o.StartAdded), (o, v) => o with { StartAdded = Truth(v) }),
        ("max_downloads", o => TextOf(o.MaxDownloads), (o, v) => o with { MaxDownloads = Optional(v) }),
        ("max_seeds", o => TextOf(o.MaxSeeds), (o, v) => o with { MaxSeeds = Optional(v) }),
        ("stalled_minutes", o => TextOf(o.StalledMinutes), (o, v) => o with { StalledMinutes = Optional(v) }),
        ("seed_ratio", o => o.SeedRatio?.ToString("R", CultureInfo.InvariantCulture) ?? "", (o, v) => o with { SeedRatio = v.Length == 0 ? null : double.Parse(v, CultureInfo.InvariantCulture) }),
        ("seed_idle_minutes", o => TextOf(o.SeedIdleMinutes), (o, v) => o with { SeedIdleMinutes = Optional(v) }),
        ("alternative_is_on", o => Text(o.Alternative.IsOn), (o, v) => o with { Alternative = o.Alternative with { IsOn = Truth(v) } }),
        ("alternative_download", o => Text(o.Alternative.Download), (o, v) => o with { Alternative = o.Alternative with { Download = Number(v) } }),
        ("alternative_upload", o => Text(o.Alternative.Upload), (o, v) => o with { Alternative = o.Alternative with { Upload = Number(v) } }),
        ("alternative_is_scheduled", o => Text(o.Alternative.IsScheduled), (o, v) => o with { Alternative = o.Alternative with { IsScheduled = Truth(v) } }),
        ("alternative_begin", o => Text(o.Alternative.BeginMinute), (o, v) => o with { Alternative = o.Alternative with { BeginMinute = (int)Number(v) } }),
        ("alternative_end", o => Text(o.Alternative.EndMinute), (o, v) => o with { Alternative = o.Alternative with { EndMinute = (int)Number(v) } }),
        ("alternative_days", o => Text(o.Alternative.Days), (o, v) => o with { Alternative = o.Alternative with { Days = (int)Number(v) } }),
    ];

    /// <summary>What differs from the file.</summary>
    public static Dictionary<string, string> Differences(EngineOptions file, EngineOptions now)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (name, get, _) in Fields)
        {
            if (get(now) is var value && value != get(file))
            {
                texts[name] = value;
            }
        }

        return texts;
    }

    /// <summary>The file's options with what was changed; a value that can't be read is passed over.</summary>
    public static EngineOptions Apply(EngineOptions file, IReadOnlyDictionary<string, string> texts)
    {
        var options = file;
        foreach (var (name, _, set) in Fields)
        {
            if (texts.TryGetValue(name, out var value))
            {
                try
                {
                    options = set(options, value);
                }
                catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
                {
                    // As the file has it.
                }
            }
        }

        return options;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string TextOf(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(bool value) => value ? "true" : "false";

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int? Optional(string text) => text.Length == 0 ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool Truth(string text) => text == "true";
}
