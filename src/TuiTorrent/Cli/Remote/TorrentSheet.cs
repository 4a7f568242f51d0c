using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>All about one torrent, on labelled lines.</summary>
internal static class TorrentSheet
{
    private const int LabelWidth = 13;

    private static readonly string[] OwnFields =
    [
        "comment", "creator", "date_created", "is_private", "piece_count", "piece_size", "file_count", "have_valid", "have_unchecked", "corrupt_ever", "desired_available",
        "download_limit", "download_limited", "upload_limit", "upload_limited", "honors_session_limits", "seed_ratio_mode", "seed_ratio_limit", "seed_idle_mode",
        "seed_idle_limit", "sequential_download", "bandwidth_priority", "peer_limit", "peers_sending_to_us", "peers_getting_from_us", "seconds_downloading",
        "seconds_seeding", "activity_date", "done_date", "magnet_link",
    ];

    /// <summary>What to ask torrent_get for.</summary>
    public static IEnumerable<string> Fields => [.. TorrentRow.Fields, .. OwnFields];

    /// <summary>The lines.</summary>
    public static List<string> Render(JsonElement json, RateUnit unit, TimeZoneInfo zone)
    {
        var row = TorrentRow.Read(json);
        var lines = new List<string>();
        Add(lines, "Name", row.Name);
        Add(lines, "Number", Figures.Count(row.Id));
        Add(lines, "Info hash", row.InfoHash);
        Add(lines, "State", StateOf(row));
        Add(lines, row.ErrorKind is 1 or 2 ? "Tracker says" : "Error", row.Error);
        Add(lines, "Size", SizeOf(json, row));
        Add(lines, "Pieces", $"{json.Number("piece_count")} of {ByteCount.Format(json.Number("piece_size"))}");
        Add(lines, "Directory", JsonFields.Clean(row.Directory));
        Add(lines, "Labels", string.Join(", ", row.Labels));
        Add(lines, "Queue", $"place {row.QueuePosition + 1}");
        Add(lines, "Rates", $"down {ByteCount.Format(row.Down)}/s, up {ByteCount.Format(row.Up)}/s");
        Add(lines, "Time left", row.SecondsLeft is { } left ? ProgressLine.FormatTime(left) : "");
        Add(lines, "Transferred", $"down {ByteCount.Format(row.Downloaded)}, up {ByteCount.Format(row.Uploaded)}, ratio {Figures.Ratio(row.Ratio)}");
        Add(lines, "Wrong data", json.Number("corrupt_ever") is > 0 and var corrupt ? ByteCount.Format(corrupt) : "");
        Add(lines, "Peers", $"{row.Peers}, {json.Number("peers_sending_to_us")} give, {json.Number("peers_getting_from_us")} get");
        Add(lines, "Limits", LimitsOf(json, unit));
        Add(lines, "Seeding ends", SeedingEnd(json));
        Add(lines, "Options", OptionsOf(json));
        Add(lines, "Private", json.Flag("is_private") ? "yes: peers from its trackers only" : "no");
        AddTimes(lines, json, row, zone);
        Add(lines, "Made by", json.Text("creator"));
        Add(lines, "Made", json.Time("date_created") is { } made ? Figures.Date(made, zone) : "");
        Add(lines, "Comment", json.Text("comment"));
        return lines;
    }

    /// <summary>The fields of <see cref="TorrentJson"/>, and what only this command tells.</summary>
    public static void WriteJson(Utf8JsonWriter json, JsonElement torrent, RateUnit unit)
    {
        TorrentJson.Write(json, TorrentRow.Read(torrent));
        json.WriteNumber("pieces", torrent.Number("piece_count"));
        json.WriteNumber("piece_length", torrent.Number("piece_size"));
        json.WriteNumber("files", torrent.Number("file_count"));
        json.WriteBoolean("private", torrent.Flag("is_private"));
        json.WriteBoolean("sequential", torrent.Flag("sequential_download"));
        json.WriteNumberOrNull("down_limit_bps", torrent.Flag("download_limited") ? unit.ToBytes(torrent.Number("download_limit")) : null);
        json.WriteNumberOrNull("up_limit_bps", torrent.Flag("upload_limited") ? unit.ToBytes(torrent.Number("upload_limit")) : null);
        json.WriteNumber("max_peers", torrent.Number("peer_limit"));
        json.WriteString("priority", PriorityOf(torrent.Number("bandwidth_priority")));
        json.WriteNumber("corrupt", torrent.Number("corrupt_ever"));
        json.WriteNumber("seconds_downloading", torrent.Number("seconds_downloading"));
        json.WriteNumber("seconds_seeding", torrent.Number("seconds_seeding"));
        json.WriteTime("completed", torrent.Time("done_date"));
        json.WriteTime("active", torrent.Time("activity_date"));
        json.WriteTextOrNull("comment", torrent.Text("comment"));
        json.WriteTextOrNull("created_by", torrent.Text("creator"));
        json.WriteTime("created", torrent.Time("date_created"));
    }

    /// <summary>"low", "normal" or "high".</summary>
    public static string PriorityOf(long number) => number < 0 ? "low" : number > 0 ? "high" : "normal";

    private static string StateOf(TorrentRow row)
    {
        var text = $"{row.State}, {Figures.Percent(row.Done)} {(row.State == TorrentState.Verifying ? "looked at" : "done")}";
        return row.IsStalled ? text + ", nothing moved for long ('tuitorrent why' says more)" : text;
    }

    private static string SizeOf(JsonElement json, TorrentRow row)
    {
        // Older daemons don't say how many files there are.
        var text = json.Number("file_count") is > 0 and var files ? $"{ByteCount.Format(row.Total)} in {Figures.Count(files, "file")}" : ByteCount.Format(row.Total);
        return row.Wanted == row.Total ? text : $"{text}, {ByteCount.Format(row.Wanted)} wanted";
    }

    private static string LimitsOf(JsonElement json, RateUnit unit)
    {
        var parts = new List<string>();
        if (json.Flag("download_limited"))
        {
            parts.Add($"down {ByteCount.Format(unit.ToBytes(json.Number("download_limit")))}/s");
        }

        if (json.Flag("upload_limited"))
        {
            parts.Add($"up {ByteCount.Format(unit.ToBytes(json.Number("upload_limit")))}/s");
        }

        if (json.FlagOrNull("honors_session_limits") == false)
        {
            parts.Add("those for all don't count");
        }

        return string.Join(", ", parts);
    }

    private static string SeedingEnd(JsonElement json)
    {
        var parts = new List<string>();
        switch (json.Number("seed_ratio_mode"))
        {
            case 1:
                parts.Add("at ratio " + Figures.Ratio(json.Fraction("seed_ratio_limit")));
                break;
            case 2:
                parts.Add("at no ratio");
                break;
        }

        switch (json.Number("seed_idle_mode"))
        {
            case 1:
                parts.Add($"after {Figures.Count(json.Number("seed_idle_limit"), "idle minute")}");
                break;
            case 2:
                parts.Add("however long it is idle");
                break;
        }

        return parts.Count > 0 ? string.Join(", ", parts) : "as set for all";
    }

    private static string OptionsOf(JsonElement json)
    {
        var text = "priority " + PriorityOf(json.Number("bandwidth_priority"));
        text += json.Number("peer_limit") is > 0 and var peers ? $", at most {Figures.Count(peers, "peer")}" : "";
        return json.Flag("sequential_download") ? text + ", sequential" : text;
    }

    private static void AddTimes(List<string> lines, JsonElement json, TorrentRow row, TimeZoneInfo zone)
    {
        Add(lines, "Added", row.AddedAt is { } added ? Figures.Date(added, zone) : "");
        Add(lines, "Complete", json.Time("done_date") is { } done ? Figures.Date(done, zone) : "");
        Add(lines, "Last active", json.Time("activity_date") is { } active ? Figures.Date(active, zone) : "");
        Add(lines, "Ran", $"{ProgressLine.FormatTime(json.Number("seconds_downloading"))} downloading, {ProgressLine.FormatTime(json.Number("seconds_seeding"))} seeding");
    }

    // What is empty has no line.
    private static void Add(List<string> lines, string label, string value)
    {
        if (value.Length > 0)
        {
            lines.Add((label + ":").PadRight(LabelWidth) + " " + value);
        }
    }
}
