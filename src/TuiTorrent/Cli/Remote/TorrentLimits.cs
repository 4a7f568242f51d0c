using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>Own limits of a torrent. Bytes a second; 0 for none, null to leave as it is.</summary>
internal sealed record TorrentLimits(long? Down, long? Up)
{
    /// <summary>Nothing is to change.</summary>
    public bool IsEmpty => Down is null && Up is null;

    /// <summary>As parameters of torrent_set.</summary>
    public void Write(Utf8JsonWriter json, RateUnit unit)
    {
        Write(json, unit, Down, "download_limit", "download_limited");
        Write(json, unit, Up, "upload_limit", "upload_limited");
    }

    private static void Write(Utf8JsonWriter json, RateUnit unit, long? limit, string name, string flag)
    {
        if (limit is not { } rate)
        {
            return;
        }

        if (rate > 0)
        {
            json.WriteNumber(name, unit.FromBytes(rate));
        }

        json.WriteBoolean(flag, rate > 0);
    }
}

/// <summary>The daemon counts rates in thousands of bytes, or in 1,024s: it says which.</summary>
/// <param name="Bytes">Of one unit.</param>
internal readonly record struct RateUnit(long Bytes)
{
    /// <summary>Asks the daemon.</summary>
    public static async Task<RateUnit> ReadAsync(RemoteCall call) =>
        Of(await call.AskAsync(RpcMethods.SessionGet, static json => json.WriteTexts("fields", ["units"])).ConfigureAwait(false));

    /// <summary>From an answer of session_get.</summary>
    public static RateUnit Of(JsonElement session) => new(session.Object("units").NumberOrNull("speed_bytes") is > 0 and var bytes ? bytes : 1000);

    /// <summary>Units of a rate; a small limit does not become none at all.</summary>
    public long FromBytes(long bytesPerSecond) => Math.Max(1, (bytesPerSecond + Bytes / 2) / Bytes);

    /// <summary>Bytes a second.</summary>
    public long ToBytes(long units) => units * Bytes;
}
