using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>Commands about what is below the torrents: handshakes, board.</summary>
internal static class MachineVerbs
{
    private static readonly TableColumn[] Columns =
        [new("Time", Rank: 1), new("Way", Rank: 3), new("Peer", Shortest: 15), new("Ended as"), new("Took", IsRight: true, Rank: 2)];

    /// <summary>`handshakes`.</summary>
    public static Verb Handshakes() => RemoteVerb.Create(new Command("handshakes", "Print how connections to peers were made, and why some were not."), "handshakes", """
        --json writes one object: "plain", "rc4", "mse_plaintext", "failed" (counts
        since the daemon was started), "refused" and "closes" (counts by reason),
        "recent" (objects with "at", "peer", "incoming", "verdict", "milliseconds",
        "info_hash").
        """, async call =>
    {
        var report = await call.AskAsync(RpcMethods.Handshakes).ConfigureAwait(false);
        if (call.IsJson)
        {
            call.PrintJson(json => WriteHandshakes(json, report));
            return ExitCode.Complete;
        }

        call.Print(RenderHandshakes(report, call.Surroundings.Time.LocalTimeZone, call.Width));
        return ExitCode.Complete;
    });

    /// <summary>`board`.</summary>
    public static Verb Board() => RemoteVerb.Create(new Command("board", "Print how the daemon's machine does: heat, power, load, memory, disks."), "board", """
        --json writes one object: "model", "temperature_c", "is_throttled",
        "is_under_voltage", "has_been_throttled", "load" (three numbers), "cores",
        "memory_total", "memory_available", "own_resident", "own_private" (bytes),
        "disks" (objects with "path", "device", "total", "free", "is_missing",
        "written_today"). What the machine does not tell is left out.
        """, async call =>
    {
        var board = await call.AskAsync(RpcMethods.Board).ConfigureAwait(false);
        if (!call.IsJson)
        {
            call.Print(BoardSheet.Render(board));
            return ExitCode.Complete;
        }

        call.PrintJson(json =>
        {
            foreach (var property in board.EnumerateObject())
            {
                property.WriteTo(json);
            }
        });
        return ExitCode.Complete;
    });

    private static List<string> RenderHandshakes(JsonElement report, TimeZoneInfo zone, int width)
    {
        List<string> lines =
        [
            $"Plain {report.Number("plain")}, RC4 {report.Number("rc4")}, MSE with plain data {report.Number("mse_plaintext")}, failed {report.Number("failed")}",
        ];
        AddCounts(lines, "Failed because of:", report.Object("refused"));
        AddCounts(lines, "Connections ended by:", report.Object("closes"));
        var rows = new List<string[]>();
        foreach (var recent in report.Items("recent"))
        {
            var time = recent.Time("at") is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";
            rows.Add([time, recent.Flag("is_incoming") ? "in" : "out", recent.Text("peer"), recent.Text("verdict"), recent.Number("milliseconds") + " ms"]);
        }

        if (rows.Count > 0)
        {
            lines.Add("");
            lines.AddRange(TextTable.Render(Columns, rows, width));
        }

        return lines;
    }

    private static void AddCounts(List<string> lines, string title, JsonElement counts)
    {
        if (counts.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in counts.EnumerateObject())
        {
            if (title.Length > 0)
            {
                lines.Add(title);
                title = "";
            }

            lines.Add($"  {counts.Number(property.Name),6}  {JsonFields.Clean(property.Name)}");
        }
    }

    private static void WriteHandshakes(Utf8JsonWriter json, JsonElement report)
    {
        json.WriteNumber("plain", report.Number("plain"));
        json.WriteNumber("rc4", report.Number("rc4"));
        json.WriteNumber("mse_plaintext", report.Number("mse_plaintext"));
        json.WriteNumber("failed", report.Number("failed"));
        WriteCounts(json, "refused", report.Object("refused"));
        WriteCounts(json, "closes", report.Object("closes"));
        json.WriteStartArray("recent");
        foreach (var recent in report.Items("recent"))
        {
            json.WriteStartObject();
            json.WriteTime("at", recent.Time("at"));
            json.WriteString("peer", recent.Text("peer"));
            json.WriteBoolean("incoming", recent.Flag("is_incoming"));
            json.WriteString("verdict", recent.Text("verdict"));
            json.WriteNumber("milliseconds", recent.Number("milliseconds"));
            json.WriteTextOrNull("info_hash", recent.Text("hash_string"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, JsonElement counts)
    {
        json.WriteStartObject(name);
        if (counts.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in counts.EnumerateObject())
            {
                json.WriteNumber(JsonFields.Clean(property.Name), counts.Number(property.Name));
            }
        }

        json.WriteEndObject();
    }
}
