using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent log`: the latest lines of the daemon's log, and those that come.</summary>
internal static class LogVerb
{
    private const string Notes = """
        --json writes an object a line: "sequence", "at" (ISO 8601, UTC), "level",
        "id" (of its torrent, or null), "text".
        """;

    /// <summary>Of a line that is too long for the terminal.</summary>
    private const int Indent = 4;

    private const int MostLines = 1000;
    private const int DefaultLines = 50;

    /// <summary>A long poll shorter than what proxies and the client itself put up with.</summary>
    private const int PollSeconds = 50;

    private static readonly string[] Levels = ["error", "warning", "info", "debug"];

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var follow = Arguments.Flag("--follow", "Go on with lines as they come, until Ctrl-C");
        follow.Aliases.Add("-f");
        var count = Arguments.Value("--lines", "N", "Begin with the last N lines (default: 50)", "-n");
        var level = Arguments.Value("--level", "LEVEL", "Only error, warning, info or debug and what is worse");
        var torrent = Arguments.Value("--torrent", "TORRENT", "Only lines about this torrent");
        var command = new Command("log", "Print the daemon's log.") { follow, count, level, torrent };
        return RemoteVerb.Create(command, "log [options]", Notes, async call =>
        {
            var lines = call.Line.TextOf(count) is { } text ? Words.Whole("--lines", text, 0, MostLines) : DefaultLines;
            var least = call.Line.TextOf(level) ?? "debug";
            Words.Check("--level", least, Levels);
            call.ListenForStop();
            var id = call.Line.TextOf(torrent) is { } word ? (await call.FindAsync(word).ConfigureAwait(false)).Id : 0;
            var last = await TellAsync(call, 0, lines, least, id).ConfigureAwait(false);
            if (!call.Line.Has(follow))
            {
                return ExitCode.Complete;
            }

            await FollowAsync(call, last, least, id).ConfigureAwait(false);
            return ExitCode.Interrupted;
        });
    }

    /// <summary>A line as it is printed.</summary>
    internal static string Render(JsonElement line, TimeZoneInfo zone)
    {
        var at = DateTimeOffset.TryParse(line.RawText("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Figures.Date(time, zone) : "";
        return $"{at} {line.Text("level"),-7} {line.Text("text")}";
    }

    private static async Task FollowAsync(RemoteCall call, long last, string level, long id)
    {
        var version = 0L;
        while (true)
        {
            var events = await call.AskAsync(RpcMethods.Events, json =>
            {
                json.WriteNumber("version", version);
                json.WriteNumber("log", last);
                json.WriteNumber("timeout_s", PollSeconds);
            }).ConfigureAwait(false);
            version = events.Number("version");

            // The daemon wakes us for changes of torrents, too; only lines are of use here.
            if (events.Number("log_last") != last)
            {
                last = await TellAsync(call, last, MostLines, level, id).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Prints lines after one; returns the number of the last there is.</summary>
    private static async Task<long> TellAsync(RemoteCall call, long since, int limit, string level, long id)
    {
        var answer = await call.AskAsync(RpcMethods.Log, json =>
        {
            json.WriteNumber("since", since);
            json.WriteNumber("limit", Math.Max(1, limit));
            json.WriteString("level", level);
            if (id > 0)
            {
                json.WriteNumber("id", id);
            }
        }).ConfigureAwait(false);
        foreach (var line in limit > 0 ? answer.Items("lines") : [])
        {
            if (!call.IsJson)
            {
                call.Print(TextWidth.Wrap(Render(line, call.Surroundings.Time.LocalTimeZone), call.Width, Indent));
                continue;
            }

            call.PrintJson(json =>
            {
                json.WriteNumber("sequence", line.Number("sequence"));
                json.WriteString("at", line.Text("at"));
                json.WriteString("level", line.Text("level"));
                json.WriteNumberOrNull("id", line.NumberOrNull("id"));
                json.WriteString("text", line.Text("text"));
            });
        }

        return answer.Number("last");
    }
}
