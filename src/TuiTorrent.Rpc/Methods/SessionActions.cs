using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Methods about the session that are no settings.</summary>
internal static class SessionActions
{
    public static async ValueTask<Outcome> StatsAsync(RpcCall call)
    {
        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        var totals = snapshot.Totals;
        var paused = snapshot.Torrents.Count(torrent => torrent.Activity is TorrentActivity.Stopped or TorrentActivity.Failed);
        var style = call.Out.Style(KeyStyle.Camel);
        call.Out.Number("active_torrent_count", snapshot.Torrents.Count - paused);
        call.Out.Style(style);
        WriteStats(call.Out, "cumulative_stats", totals.UploadedEver, totals.DownloadedEver, totals.AddedEver, totals.SecondsEver, totals.Starts);

        // How many torrents this process added is not counted.
        var seconds = Math.Max(0, (long)(call.Doors.Time.GetUtcNow() - totals.StartedAt).TotalSeconds);
        WriteStats(call.Out, "current_stats", totals.Uploaded, totals.Downloaded, 0, seconds, 1);
        call.Out.Style(KeyStyle.Camel);
        call.Out.Number("download_speed", totals.DownloadBytesPerSecond);
        call.Out.Number("paused_torrent_count", paused);
        call.Out.Number("torrent_count", snapshot.Torrents.Count);
        call.Out.Number("upload_speed", totals.UploadBytesPerSecond);
        call.Out.Number("tuitorrent_peers", totals.Peers);
        call.Out.Number("tuitorrent_encrypted_peers", totals.EncryptedPeers);
        call.Out.Bool("tuitorrent_is_alternative", totals.IsAlternative);
        call.Out.Style(style);
        return Outcome.Ok;
    }

    public static ValueTask<Outcome> CloseAsync(RpcCall call)
    {
        if (call.Parameters.Finish() is { } error)
        {
            return new ValueTask<Outcome>(Outcome.Invalid(error));
        }

        call.Doors.Shutdown();
        return new ValueTask<Outcome>(Outcome.Ok);
    }

    public static async ValueTask<Outcome> FreeSpaceAsync(RpcCall call)
    {
        var asked = call.Parameters.Text("path");
        if (asked is null)
        {
            call.Parameters.Fail("path is missing.");
        }

        if (call.Parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        var (path, outcome) = await PathRule.CheckAsync(call, asked!).ConfigureAwait(false);
        if (path is null)
        {
            return outcome;
        }

        if (FreeSpace.Of(path) is not { } space)
        {
            return new Outcome(RpcErrors.System, "There is no such directory, or it can't be looked at.");
        }

        call.Out.Text("path", asked);
        call.Out.Number("size_bytes", space.Free);
        call.Out.Number("total_size", space.Total);
        return Outcome.Ok;
    }

    public static async ValueTask<Outcome> PortTestAsync(RpcCall call)
    {
        var protocol = call.Parameters.Text("ip_protocol");
        if (protocol is not (null or "ipv4" or "ipv6"))
        {
            call.Parameters.Fail("ip_protocol must be ipv4 or ipv6.");
        }

        if (call.Parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        if (call.Doors.TestPort is not { } test)
        {
            return Outcome.Refused("This daemon can't test its port: it would have to ask a server of strangers.");
        }

        var result = await test(protocol == "ipv6", call.Cancellation).ConfigureAwait(false);
        if (result.Error is not null)
        {
            return new Outcome(RpcErrors.Http, result.Error);
        }

        call.Out.Bool("port_is_open", result.IsOpen);
        if (protocol is not null)
        {
            call.Out.Text("ip_protocol", protocol);
        }

        return Outcome.Ok;
    }

    private static void WriteStats(KeyedWriter writer, string name, long uploaded, long downloaded, long added, long seconds, long starts)
    {
        writer.BeginObject(name);
        var style = writer.Style(KeyStyle.Camel);
        writer.Number("downloaded_bytes", downloaded);
        writer.Number("files_added", added);
        writer.Number("seconds_active", seconds);
        writer.Number("session_count", starts);
        writer.Number("uploaded_bytes", uploaded);
        writer.Style(style);
        writer.Json.WriteEndObject();
    }
}
