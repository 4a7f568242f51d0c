using System.Text.Json;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>What is to change about torrents. Null leaves as it is. Rates are bytes a second, 0 for no limit.</summary>
internal sealed record TorrentChange
{
    /// <summary>Replaces all labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Limit down.</summary>
    public long? DownLimit { get; init; }

    /// <summary>Limit up.</summary>
    public long? UpLimit { get; init; }

    /// <summary>Whether the session's limits count, too.</summary>
    public bool? HonorsSessionLimits { get; init; }

    /// <summary>Most peers, from 1.</summary>
    public int? PeerLimit { get; init; }

    /// <summary>Ratio at which it stops seeding: negative for never, NaN for the session's.</summary>
    public double? RatioLimit { get; init; }

    /// <summary>-1, 0 or 1.</summary>
    public int? Priority { get; init; }

    /// <summary>Pieces in order.</summary>
    public bool? IsSequential { get; init; }

    /// <summary>From 0.</summary>
    public int? QueuePosition { get; init; }
}

/// <summary>What is to change about the session. Null leaves as it is. Rates are bytes a second, 0 for no limit.</summary>
internal sealed record SessionChange
{
    /// <summary>Limit down.</summary>
    public long? DownLimit { get; init; }

    /// <summary>Limit up.</summary>
    public long? UpLimit { get; init; }

    /// <summary>The other limits ("turtle") are in force.</summary>
    public bool? IsAlternative { get; init; }

    /// <summary>Limit down of the turtle; it has no switch of its own, so 0 stands still.</summary>
    public long? AlternativeDown { get; init; }

    /// <summary>Limit up of the turtle.</summary>
    public long? AlternativeUp { get; init; }

    /// <summary>disabled, allowed, preferred or required.</summary>
    public string? Encryption { get; init; }

    /// <summary>Whether the daemon is of our own kind, which knows "disabled".</summary>
    public bool IsOurs { get; init; } = true;

    /// <summary>Most peers in all.</summary>
    public int? MaxPeers { get; init; }

    /// <summary>Most peers of a torrent.</summary>
    public int? MaxPeersPerTorrent { get; init; }

    /// <summary>Torrents that download at once; 0 for no limit.</summary>
    public int? DownloadQueue { get; init; }

    /// <summary>Torrents that seed at once; 0 for no limit.</summary>
    public int? SeedQueue { get; init; }

    /// <summary>Ratio at which torrents stop seeding; negative for never.</summary>
    public double? RatioLimit { get; init; }

    /// <summary>Minutes without a taker after which torrents stop seeding; 0 for never.</summary>
    public int? IdleMinutes { get; init; }

    /// <summary>Whether torrents begin when they are added.</summary>
    public bool? StartAdded { get; init; }

    /// <summary>Where files go.</summary>
    public string? DownloadDirectory { get; init; }
}

/// <summary>What is to be added.</summary>
internal sealed record Addition
{
    /// <summary>Bytes of a .torrent file.</summary>
    public ReadOnlyMemory<byte> Metainfo { get; init; }

    /// <summary>Instead of it: a URL or a magnet link.</summary>
    public string? Link { get; init; }

    /// <summary>"" for the session's.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Whether it waits.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Numbers of the files that are not wanted, pads not counted.</summary>
    public IReadOnlyList<int> Unwanted { get; init; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

internal static partial class Requests
{
    /// <summary>Changes torrents.</summary>
    public static DaemonRequest Change(IReadOnlyList<string> torrents, TorrentChange change) => For(RpcMethods.TorrentSet, torrents, json =>
    {
        if (change.Labels is { } labels)
        {
            Texts(json, "labels", labels);
        }

        Limit(json, "download_limit", "download_limited", change.DownLimit);
        Limit(json, "upload_limit", "upload_limited", change.UpLimit);
        Switch(json, "honors_session_limits", change.HonorsSessionLimits);
        Number(json, "peer_limit", change.PeerLimit);
        if (change.RatioLimit is { } ratio)
        {
            // 0: the session's, 1: its own, 2: never.
            json.WriteNumber("seed_ratio_mode", double.IsNaN(ratio) ? 0 : ratio >= 0 ? 1 : 2);
            if (ratio >= 0)
            {
                json.WriteNumber("seed_ratio_limit", ratio);
            }
        }

        Number(json, "bandwidth_priority", change.Priority);
        Switch(json, "sequential_download", change.IsSequential);
        Number(json, "queue_position", change.QueuePosition);
    });

    /// <summary>What becomes of files.</summary>
    /// <param name="torrent">Whose.</param>
    /// <param name="files">Their numbers, at least one: none would mean all.</param>
    /// <param name="choice">For all of them.</param>
    public static DaemonRequest Files(string torrent, IReadOnlyList<int> files, FileChoice choice) => Files(torrent, [.. files.Select(file => (file, choice))]);

    /// <summary>What becomes of files, each its own.</summary>
    public static DaemonRequest Files(string torrent, IReadOnlyList<(int File, FileChoice Choice)> files) => For(RpcMethods.TorrentSet, [torrent], json =>
    {
        Some("files_unwanted", FileChoice.Skip);
        if (files.Any(static file => file.Choice != FileChoice.Skip))
        {
            Numbers(json, "files_wanted", [.. files.Where(static file => file.Choice != FileChoice.Skip).Select(static file => file.File)]);
        }

        Some("priority_low", FileChoice.Low);
        Some("priority_normal", FileChoice.Normal);
        Some("priority_high", FileChoice.High);

        void Some(string name, FileChoice choice)
        {
            int[] some = [.. files.Where(file => file.Choice == choice).Select(static file => file.File)];
            if (some.Length > 0)
            {
                Numbers(json, name, some);
            }
        }
    });

    /// <summary>One more tracker, in a tier of its own.</summary>
    public static DaemonRequest AddTracker(IReadOnlyList<string> torrents, string url) => For(RpcMethods.TorrentSet, torrents, json => Texts(json, "tracker_add", [url]));

    /// <summary>A tracker less.</summary>
    /// <param name="torrent">Whose.</param>
    /// <param name="tracker">Its number.</param>
    public static DaemonRequest RemoveTracker(string torrent, int tracker) => For(RpcMethods.TorrentSet, [torrent], json => Numbers(json, "tracker_remove", [tracker]));

    /// <summary>Another URL for a tracker.</summary>
    public static DaemonRequest ReplaceTracker(string torrent, int tracker, string url) => For(RpcMethods.TorrentSet, [torrent], json =>
    {
        json.WriteStartArray("tracker_replace");
        json.WriteNumberValue(tracker);
        json.WriteStringValue(url);
        json.WriteEndArray();
    });

    /// <summary>All trackers anew.</summary>
    /// <param name="torrents">Whose.</param>
    /// <param name="tiers">URLs by tier.</param>
    public static DaemonRequest Trackers(IReadOnlyList<string> torrents, IReadOnlyList<IReadOnlyList<string>> tiers) =>
        For(RpcMethods.TorrentSet, torrents, json => json.WriteString("tracker_list", string.Join("\n\n", tiers.Select(static tier => string.Join('\n', tier)))));

    /// <summary>Changes the session.</summary>
    public static DaemonRequest Change(SessionChange change) => new(RpcMethods.SessionSet, json =>
    {
        Limit(json, "speed_limit_down", "speed_limit_down_enabled", change.DownLimit);
        Limit(json, "speed_limit_up", "speed_limit_up_enabled", change.UpLimit);
        Switch(json, "alt_speed_enabled", change.IsAlternative);
        if (change.AlternativeDown is { } down)
        {
            json.WriteNumber("alt_speed_down", down == 0 ? 0 : Thousands(down));
        }

        if (change.AlternativeUp is { } up)
        {
            json.WriteNumber("alt_speed_up", up == 0 ? 0 : Thousands(up));
        }

        if (change.Encryption is { } encryption)
        {
            json.WriteString(change.IsOurs ? "tuitorrent_encryption" : "encryption", encryption);
        }

        Number(json, "peer_limit_global", change.MaxPeers);
        Number(json, "peer_limit_per_torrent", change.MaxPeersPerTorrent);
        Bounded("download_queue_size", "download_queue_enabled", change.DownloadQueue);
        Bounded("seed_queue_size", "seed_queue_enabled", change.SeedQueue);
        Bounded("idle_seeding_limit", "idle_seeding_limit_enabled", change.IdleMinutes);
        if (change.RatioLimit is { } ratio)
        {
            json.WriteBoolean("seed_ratio_limited", ratio >= 0);
            if (ratio >= 0)
            {
                json.WriteNumber("seed_ratio_limit", ratio);
            }
        }

        Switch(json, "start_added_torrents", change.StartAdded);
        if (change.DownloadDirectory is { } directory)
        {
            json.WriteString("download_dir", directory);
        }

        void Bounded(string name, string switchName, int? value)
        {
            if (value is { } bound)
            {
                json.WriteBoolean(switchName, bound > 0);
                if (bound > 0)
                {
                    json.WriteNumber(name, bound);
                }
            }
        }
    });

    /// <summary>Adds a torrent.</summary>
    public static DaemonRequest Add(Addition addition) => new(RpcMethods.TorrentAdd, json =>
    {
        if (addition.Link is { } link)
        {
            json.WriteString("filename", link);
        }
        else
        {
            json.WriteBase64String("metainfo", addition.Metainfo.Span);
        }

        if (addition.Directory.Length > 0)
        {
            json.WriteString("download_dir", addition.Directory);
        }

        json.WriteBoolean("paused", addition.IsPaused);
        if (addition.Unwanted.Count > 0)
        {
            Numbers(json, "files_unwanted", addition.Unwanted);
        }

        if (addition.Labels.Count > 0)
        {
            Texts(json, "labels", addition.Labels);
        }
    });

    private static void Switch(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } isOn)
        {
            json.WriteBoolean(name, isOn);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
