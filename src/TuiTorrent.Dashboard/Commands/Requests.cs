using System.Text.Json;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Where in the queue.</summary>
internal enum QueueStep
{
    Top,
    Up,
    Down,
    Bottom,
}

/// <summary>What becomes of a file; the numbers are those of the keys.</summary>
internal enum FileChoice
{
    Skip,
    Low,
    Normal,
    High,
}

/// <summary>All that the dashboard asks of the daemon. Pure: a request holds what it was made with and can be sent twice.</summary>
/// <remarks>
/// Torrents are named by their info-hash: numbers change when the daemon starts anew. The protocol counts rates in thousands of bytes a second (kB = 1,000); here they are bytes a second,
/// and 0 means no limit. Source: Transmission's rpc-spec, JSON-RPC 2.0 dialect of version 4.1.
/// </remarks>
internal static partial class Requests
{
    /// <summary>Bytes of the protocol's unit of rates.</summary>
    private const long SpeedUnit = 1000;

    /// <summary>Lets torrents run, when the queue lets them.</summary>
    public static DaemonRequest Start(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentStart, torrents);

    /// <summary>Lets torrents run past the queue.</summary>
    public static DaemonRequest StartNow(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentStartNow, torrents);

    /// <summary>Stops torrents.</summary>
    public static DaemonRequest Stop(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentStop, torrents);

    /// <summary>Hashes the data of torrents again.</summary>
    public static DaemonRequest Verify(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentVerify, torrents);

    /// <summary>Asks the trackers for peers now.</summary>
    public static DaemonRequest Reannounce(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentReannounce, torrents);

    /// <summary>Forgets torrents.</summary>
    /// <param name="torrents">At least one: no ids would be refused.</param>
    /// <param name="withData">Whether the files are deleted, too.</param>
    public static DaemonRequest Remove(IReadOnlyList<string> torrents, bool withData) =>
        For(RpcMethods.TorrentRemove, torrents, json => json.WriteBoolean("delete_local_data", withData));

    /// <summary>Another directory.</summary>
    /// <param name="torrents">Which.</param>
    /// <param name="directory">Absolute, on the daemon's machine.</param>
    /// <param name="movesFiles">Whether the files are moved there; else they are taken to lie there already.</param>
    public static DaemonRequest Move(IReadOnlyList<string> torrents, string directory, bool movesFiles) => For(RpcMethods.TorrentSetLocation, torrents, json =>
    {
        json.WriteString("location", directory);
        json.WriteBoolean("move", movesFiles);
    });

    /// <summary>Another name for a file, a folder or the whole torrent.</summary>
    /// <param name="torrent">Which.</param>
    /// <param name="path">In the torrent, exactly as the daemon has it: never text that was cleaned for the screen.</param>
    /// <param name="name">One path element.</param>
    public static DaemonRequest Rename(string torrent, string path, string name) => For(RpcMethods.TorrentRenamePath, [torrent], json =>
    {
        json.WriteString("path", path);
        json.WriteString("name", name);
    });

    /// <summary>Another place in the queue.</summary>
    public static DaemonRequest Queue(IReadOnlyList<string> torrents, QueueStep step) => For(
        step switch
        {
            QueueStep.Top => RpcMethods.QueueMoveTop,
            QueueStep.Up => RpcMethods.QueueMoveUp,
            QueueStep.Down => RpcMethods.QueueMoveDown,
            _ => RpcMethods.QueueMoveBottom,
        },
        torrents);

    /// <summary>Ends the daemon.</summary>
    public static DaemonRequest Close() => new(RpcMethods.SessionClose);

    /// <summary>Asks how much a directory can take.</summary>
    public static DaemonRequest FreeSpace(string directory) => new(RpcMethods.FreeSpace, json => json.WriteString("path", directory));

    /// <summary>Asks for the settings.</summary>
    /// <param name="fields">Their names.</param>
    public static DaemonRequest Settings(params string[] fields) => new(RpcMethods.SessionGet, json => Texts(json, "fields", fields));

    /// <summary>Asks for names exactly as the daemon has them.</summary>
    public static DaemonRequest ExactNames(string torrent, bool withFiles) => For(RpcMethods.TorrentGet, [torrent], json => Texts(json, "fields", withFiles ? ["name", "files"] : ["name"]));

    /// <summary>Asks for the limits of torrents.</summary>
    public static DaemonRequest Limits(IReadOnlyList<string> torrents) => For(RpcMethods.TorrentGet, torrents, static json => Texts(
        json,
        "fields",
        ["hash_string", "download_limit", "download_limited", "upload_limit", "upload_limited", "peer_limit", "honors_session_limits", "seed_ratio_limit", "seed_ratio_mode"]));

    /// <summary>Bytes a second of a rate in the protocol's unit.</summary>
    public static long FromThousands(long rate) => Math.Clamp(rate, 0, long.MaxValue / SpeedUnit) * SpeedUnit;

    private static DaemonRequest For(string method, IReadOnlyList<string> torrents, Action<Utf8JsonWriter>? more = null)
    {
        string[] ids = [.. torrents];
        return new DaemonRequest(method, json =>
        {
            Texts(json, "ids", ids);
            more?.Invoke(json);
        });
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    /// <summary>A limit and its switch. Never 0 for a limit that is on: that would be a standstill.</summary>
    private static void Limit(Utf8JsonWriter json, string name, string switchName, long? bytesPerSecond)
    {
        if (bytesPerSecond is { } rate)
        {
            json.WriteBoolean(switchName, rate > 0);
            if (rate > 0)
            {
                json.WriteNumber(name, Thousands(rate));
            }
        }
    }

    /// <summary>In the protocol's unit, to the nearest, and at least one.</summary>
    private static long Thousands(long bytesPerSecond) => Math.Max(1, (bytesPerSecond + (SpeedUnit / 2)) / SpeedUnit);
}
