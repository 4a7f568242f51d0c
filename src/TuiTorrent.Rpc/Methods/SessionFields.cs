using System.Collections.Frozen;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>What session_get tells. What this program does not do at all is told too, as off: programs read it before they offer it.</summary>
/// <remarks>Source: rpc-spec.md 4.1, section 4.1.</remarks>
internal static class SessionFields
{
    /// <summary>All four policies of encryption, each at the index of its value: Transmission's own field knows three.</summary>
    public static readonly string[] Policies = ["disabled", "allowed", "preferred", "required"];

    private static readonly string[] SpeedUnits = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];
    private static readonly string[] SizeUnits = ["B", "kB", "MB", "GB", "TB"];
    private static readonly string[] MemoryUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    private static readonly FrozenDictionary<string, Action<SessionView, KeyedWriter>> Table = new Dictionary<string, Action<SessionView, KeyedWriter>>
    {
        ["alt_speed_down"] = Number(view => view.Options.Alternative.Download / OptionReader.SpeedUnit),
        ["alt_speed_enabled"] = Bool(view => view.Options.Alternative.IsOn),
        ["alt_speed_time_begin"] = Number(view => view.Options.Alternative.BeginMinute),
        ["alt_speed_time_day"] = Number(view => view.Options.Alternative.Days),
        ["alt_speed_time_enabled"] = Bool(view => view.Options.Alternative.IsScheduled),
        ["alt_speed_time_end"] = Number(view => view.Options.Alternative.EndMinute),
        ["alt_speed_up"] = Number(view => view.Options.Alternative.Upload / OptionReader.SpeedUnit),
        ["anti_brute_force_enabled"] = Bool(_ => true),
        ["blocklist_enabled"] = Bool(_ => false),
        ["blocklist_size"] = Number(_ => 0),
        ["blocklist_url"] = Text(_ => ""),
        ["cache_size_mib"] = Number(view => view.Options.Session.BufferBytes >> 20),
        ["config_dir"] = Text(view => view.Doors.ConfigDirectory),
        ["default_trackers"] = Text(_ => ""),
        ["dht_enabled"] = Bool(_ => false),
        ["download_dir"] = Text(view => view.Options.DownloadDirectory),
        ["download_dir_free_space"] = Number(view => FreeSpace.Of(view.Options.DownloadDirectory)?.Free ?? -1),
        ["download_queue_enabled"] = Bool(view => view.Options.MaxDownloads is not null),
        ["download_queue_size"] = Number(view => view.Options.MaxDownloads ?? 5),
        ["encryption"] = (view, writer) => writer.Json.WriteStringValue(Encryption(view.Options.Session.Encryption, writer.IsOld)),
        ["idle_seeding_limit"] = Number(view => view.Options.SeedIdleMinutes ?? 30),
        ["idle_seeding_limit_enabled"] = Bool(view => view.Options.SeedIdleMinutes is not null),
        ["incomplete_dir"] = Text(view => view.Options.DownloadDirectory),
        ["incomplete_dir_enabled"] = Bool(_ => false),
        ["lpd_enabled"] = Bool(_ => false),
        ["peer_limit_global"] = Number(view => view.Options.Session.MaxPeers),
        ["peer_limit_per_torrent"] = Number(view => view.Options.Session.MaxPeersPerTorrent),
        ["peer_port"] = Number(view => view.Totals.ListenPort),
        ["peer_port_random_on_start"] = Bool(_ => false),
        ["pex_enabled"] = Bool(_ => false),
        ["port_forwarding_enabled"] = Bool(_ => false),
        ["preferred_transports"] = Texts("tcp"),
        ["queue_stalled_enabled"] = Bool(view => view.Options.StalledMinutes is not null),
        ["queue_stalled_minutes"] = Number(view => view.Options.StalledMinutes ?? 30),
        ["rename_partial_files"] = Bool(_ => true),
        ["reqq"] = Number(_ => 250),
        ["rpc_version"] = Number(_ => RpcVersions.Number),
        ["rpc_version_minimum"] = Number(_ => RpcVersions.Minimum),
        ["rpc_version_semver"] = Text(_ => RpcVersions.Semantic),
        ["script_torrent_added_enabled"] = Bool(_ => false),
        ["script_torrent_added_filename"] = Text(_ => ""),
        ["script_torrent_done_enabled"] = Bool(_ => false),
        ["script_torrent_done_filename"] = Text(_ => ""),
        ["script_torrent_done_seeding_enabled"] = Bool(_ => false),
        ["script_torrent_done_seeding_filename"] = Text(_ => ""),
        ["seed_queue_enabled"] = Bool(view => view.Options.MaxSeeds is not null),
        ["seed_queue_size"] = Number(view => view.Options.MaxSeeds ?? 10),
        ["seed_ratio_limit"] = (view, writer) => writer.NumberValue(view.Options.SeedRatio ?? 2),
        ["seed_ratio_limited"] = Bool(view => view.Options.SeedRatio is not null),
        ["sequential_download"] = Bool(_ => false),
        ["session_id"] = Text(view => view.SessionId),
        ["speed_limit_down"] = Number(view => view.Options.DownloadLimit / OptionReader.SpeedUnit),
        ["speed_limit_down_enabled"] = Bool(view => view.Options.IsDownloadLimited),
        ["speed_limit_up"] = Number(view => view.Options.UploadLimit / OptionReader.SpeedUnit),
        ["speed_limit_up_enabled"] = Bool(view => view.Options.IsUploadLimited),
        ["start_added_torrents"] = Bool(view => view.Options.StartAdded),
        ["tcp_enabled"] = Bool(_ => true),
        ["trash_original_torrent_files"] = Bool(_ => false),
        ["tuitorrent_encryption"] = Text(view => Policies[(int)view.Options.Session.Encryption]),
        ["units"] = WriteUnits,
        ["utp_enabled"] = Bool(_ => false),
        ["version"] = Text(view => RpcVersions.Text(view.Doors.Version)),
    }.ToFrozenDictionary();

    /// <summary>All names, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Writes the value of a name; false if there is none such.</summary>
    public static bool TryWrite(string name, SessionView view, KeyedWriter writer, bool withKey)
    {
        if (!Table.TryGetValue(name, out var write))
        {
            return false;
        }

        if (withKey)
        {
            writer.Key(name);
        }

        write(view, writer);
        return true;
    }

    /// <summary>Older clients know "tolerated" for what is "allowed" now; encryption switched off has no word, and is nearest to that.</summary>
    private static string Encryption(EncryptionPolicy policy, bool isOld) => policy switch
    {
        EncryptionPolicy.Required => "required",
        EncryptionPolicy.Preferred => "preferred",
        _ => isOld ? "tolerated" : "allowed",
    };

    private static Action<SessionView, KeyedWriter> Number(Func<SessionView, long> value) => (view, writer) => writer.Json.WriteNumberValue(value(view));

    private static Action<SessionView, KeyedWriter> Bool(Func<SessionView, bool> value) => (view, writer) => writer.Json.WriteBooleanValue(value(view));

    private static Action<SessionView, KeyedWriter> Text(Func<SessionView, string> value) => (view, writer) => writer.Json.WriteStringValue(value(view));

    private static Action<SessionView, KeyedWriter> Texts(params string[] values) => (_, writer) => WriteTexts(writer, values);

    private static void WriteUnits(SessionView view, KeyedWriter writer)
    {
        writer.Json.WriteStartObject();
        writer.Number("memory_bytes", 1024L);
        writer.Key("memory_units");
        WriteTexts(writer, MemoryUnits);
        writer.Number("size_bytes", 1000L);
        writer.Key("size_units");
        WriteTexts(writer, SizeUnits);
        writer.Number("speed_bytes", OptionReader.SpeedUnit);
        writer.Key("speed_units");
        WriteTexts(writer, SpeedUnits);
        writer.Json.WriteEndObject();
    }

    private static void WriteTexts(KeyedWriter writer, string[] values)
    {
        writer.Json.WriteStartArray();
        foreach (var value in values)
        {
            writer.Json.WriteStringValue(value);
        }

        writer.Json.WriteEndArray();
    }
}

/// <summary>What session_get is written from.</summary>
internal sealed record SessionView(EngineOptions Options, SessionTotals Totals, DaemonDoors Doors, string SessionId);
