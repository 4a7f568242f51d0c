using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>Reads session_get and session_stats.</summary>
internal static class SessionReader
{
    private const long UsualSpeedUnit = 1000;

    /// <summary>What to ask session_get for.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "version", "download_dir", "download_dir_free_space", "speed_limit_down", "speed_limit_down_enabled", "speed_limit_up", "speed_limit_up_enabled", "alt_speed_enabled",
        "alt_speed_down", "alt_speed_up", "encryption", "tuitorrent_encryption", "peer_port", "peer_limit_global", "peer_limit_per_torrent", "download_queue_enabled",
        "download_queue_size", "seed_queue_enabled", "seed_queue_size", "seed_ratio_limited", "seed_ratio_limit", "start_added_torrents", "units",
    ];

    /// <summary>Both answers together.</summary>
    public static SessionInfo Read(JsonElement session, JsonElement stats, bool isOurs)
    {
        var unit = session.At("units").At("speed_bytes").Count() is > 0 and <= 1 << 20 and var bytes ? bytes : UsualSpeedUnit;
        var (now, ever) = (stats.At("current_stats"), stats.At("cumulative_stats"));
        var encryption = session.At("tuitorrent_encryption").Text(LinkLimits.MaxName);
        return new SessionInfo
        {
            Version = session.At("version").Text(LinkLimits.MaxName),
            IsOurs = isOurs,
            DownloadDirectory = session.At("download_dir").Text(LinkLimits.MaxPath),
            FreeBytes = Math.Max(-1, session.At("download_dir_free_space").Long(-1)),
            DownLimit = session.At("speed_limit_down_enabled").Flag() ? Rate(session, "speed_limit_down", unit) : 0,
            UpLimit = session.At("speed_limit_up_enabled").Flag() ? Rate(session, "speed_limit_up", unit) : 0,
            IsAlternative = stats.At("tuitorrent_is_alternative").FlagOrNull() ?? session.At("alt_speed_enabled").Flag(),
            AlternativeDown = Rate(session, "alt_speed_down", unit),
            AlternativeUp = Rate(session, "alt_speed_up", unit),
            Encryption = encryption.Length > 0 ? encryption : session.At("encryption").Text(LinkLimits.MaxName),
            Port = Math.Clamp(session.At("peer_port").Int(), 0, ushort.MaxValue),
            MaxPeers = Math.Max(0, session.At("peer_limit_global").Int()),
            MaxPeersPerTorrent = Math.Max(0, session.At("peer_limit_per_torrent").Int()),
            DownloadQueue = session.At("download_queue_enabled").Flag() ? Math.Max(0, session.At("download_queue_size").Int()) : 0,
            SeedQueue = session.At("seed_queue_enabled").Flag() ? Math.Max(0, session.At("seed_queue_size").Int()) : 0,
            RatioLimit = session.At("seed_ratio_limited").Flag() ? Math.Max(0, session.At("seed_ratio_limit").Real()) : -1,
            StartAdded = session.At("start_added_torrents").Flag(otherwise: true),
            UptimeSeconds = Math.Max(-1, now.At("seconds_active").Long(-1)),
            SessionDown = now.At("downloaded_bytes").Count(),
            SessionUp = now.At("uploaded_bytes").Count(),
            TotalDown = ever.At("downloaded_bytes").Count(),
            TotalUp = ever.At("uploaded_bytes").Count(),
        };
    }

    private static long Rate(JsonElement session, string name, long unit) => Math.Min(session.At(name).Count(), long.MaxValue / (1 << 21)) * unit;
}
