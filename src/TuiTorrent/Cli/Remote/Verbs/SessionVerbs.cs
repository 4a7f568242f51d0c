using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>Commands about the daemon itself: stats, shutdown.</summary>
internal static class SessionVerbs
{
    /// <summary>The daemon itself promises ten seconds.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ClosePace = TimeSpan.FromMilliseconds(50);

    /// <summary>`stats`.</summary>
    public static Verb Stats() => RemoteVerb.Create(new Command("stats", "Print what the daemon did, now and ever."), "stats", """
        --json writes one object: "torrents", "active", "paused", "down_bps", "up_bps"
        (bytes a second), and "downloaded", "uploaded" (bytes), "seconds" since the
        daemon was started, and with "_ever" behind them in all runs; "added_ever",
        "starts_ever".
        """, async call =>
    {
        var stats = await call.AskAsync(RpcMethods.SessionStats).ConfigureAwait(false);
        var (now, ever) = (stats.Object("current_stats"), stats.Object("cumulative_stats"));
        if (call.IsJson)
        {
            call.PrintJson(json => WriteStats(json, stats, now, ever));
            return ExitCode.Complete;
        }

        call.Print($"Torrents:  {stats.Number("torrent_count")}, {stats.Number("active_torrent_count")} active, {stats.Number("paused_torrent_count")} paused");
        call.Print($"Rates:     down {ByteCount.Format(stats.Number("download_speed"))}/s, up {ByteCount.Format(stats.Number("upload_speed"))}/s");
        call.Print("This run:  " + Sum(now));
        call.Print($"All runs:  {Sum(ever)}; {Figures.Count(ever.Number("files_added"), "torrent")} added, {Figures.Count(ever.Number("session_count"), "start")}");
        return ExitCode.Complete;
    });

    /// <summary>`shutdown`.</summary>
    public static Verb Shutdown() => RemoteVerb.Create(new Command("shutdown", "End the daemon, state complete."), "shutdown", """
        It returns when nobody listens any more, or with 1 after 15 seconds.
        """, async call =>
    {
        await call.AskAsync(RpcMethods.SessionClose).ConfigureAwait(false);
        for (var waited = TimeSpan.Zero; waited < ClosePatience; waited += ClosePace)
        {
            if (!await call.IsAnsweringAsync().ConfigureAwait(false))
            {
                return ExitCode.Complete;
            }

            await Task.Delay(ClosePace, call.Surroundings.Time, call.Stopping).ConfigureAwait(false);
        }

        throw CommandStopException.Failed($"the daemon was told to end, but still answers after {ClosePatience.TotalSeconds:0} seconds.");
    }, prints: false, starts: false);

    private static string Sum(JsonElement stats) =>
        $"down {ByteCount.Format(stats.Number("downloaded_bytes"))}, up {ByteCount.Format(stats.Number("uploaded_bytes"))}, {ProgressLine.FormatTime(stats.Number("seconds_active"))}";

    private static void WriteStats(Utf8JsonWriter json, JsonElement stats, JsonElement now, JsonElement ever)
    {
        json.WriteNumber("torrents", stats.Number("torrent_count"));
        json.WriteNumber("active", stats.Number("active_torrent_count"));
        json.WriteNumber("paused", stats.Number("paused_torrent_count"));
        json.WriteNumber("down_bps", stats.Number("download_speed"));
        json.WriteNumber("up_bps", stats.Number("upload_speed"));
        json.WriteNumber("downloaded", now.Number("downloaded_bytes"));
        json.WriteNumber("uploaded", now.Number("uploaded_bytes"));
        json.WriteNumber("seconds", now.Number("seconds_active"));
        json.WriteNumber("downloaded_ever", ever.Number("downloaded_bytes"));
        json.WriteNumber("uploaded_ever", ever.Number("uploaded_bytes"));
        json.WriteNumber("seconds_ever", ever.Number("seconds_active"));
        json.WriteNumber("added_ever", ever.Number("files_added"));
        json.WriteNumber("starts_ever", ever.Number("session_count"));
    }
}
