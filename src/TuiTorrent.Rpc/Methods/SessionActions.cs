using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Dialect;

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
        var seconds = Math.Max(0, (long)(call.Doors.Time.GetUtcNow() - totals.StartedAt).TotalSeconds);
        WriteStats(call.Out, "cumulative_stats", totals.UploadedEver, totals.DownloadedEver, totals.AddedEver, totals.SecondsBefore + seconds, totals.Starts);

        // How many torrents this process added is not counted.
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

        // "Open" is what somebody outside finds. Without a stranger's server we know it only where we don't listen at all, or where somebody came in.
        var port = (await call.Engine.SnapshotAsync().ConfigureAwait(false)).Totals.ListenPort;
        var isOpen = port != 0 && await HasComeInAsync(call, protocol).ConfigureAwait(false);
        if (port != 0 && !isOpen)
        {
            return Outcome.Refused(
                $"This daemon can't test its port: it listens at {port}, and no peer from outside has come in of late, but only a server of strangers could tell whether one can, and none is asked.");
        }

        call.Out.Bool("port_is_open", isOpen);
        if (protocol is not null)
        {
            call.Out.Text("ip_protocol", protocol);
        }

        return Outcome.Ok;
    }

    /// <summary>Whether one of the latest peers connected to us from an address of the wide Internet. A local one proves nothing of a router.</summary>
    private static async Task<bool> HasComeInAsync(RpcCall call, string? protocol)
    {
        foreach (var row in (await call.Engine.HandshakesAsync().ConfigureAwait(false)).Recent)
        {
            var isOfProtocol = protocol is null || (protocol == "ipv4") == row.Endpoint.IsIPv4;
            if (row.IsIncoming && isOfProtocol && IsWide(row.Endpoint))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not loopback, not of a home or a provider's own network (RFC 1918, 3927, 6598; RFC 4291 and 4193).</summary>
    private static bool IsWide(PeerEndpoint peer)
    {
        if (!peer.IsIPv4)
        {
            return peer.Address >> 125 == 1;
        }

        var address = peer.IPv4;
        return (address >> 24) is not (0 or 10 or 127 or >= 224)
            && address >> 20 != 0xAC1
            && address >> 16 is not (0xC0A8 or 0xA9FE)
            && address >> 22 != 0x191;
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
