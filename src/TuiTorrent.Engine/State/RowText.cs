using System.Globalization;
using System.Text;
using System.Text.Json;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.State;

/// <summary>The columns of a row that hold JSON.</summary>
/// <remarks>What can't be read is as if it were not there: a state that was changed by hand must not stop a start. Unknown names are passed over, so that an older program can read a newer one's rows.</remarks>
internal static class RowText
{
    public static string? Write(TorrentOptions options) => options == new TorrentOptions() ? null : Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("labels");
        foreach (var label in options.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        json.WriteNumber("download_limit", options.DownloadLimit);
        json.WriteNumber("upload_limit", options.UploadLimit);
        json.WriteBoolean("is_download_limited", options.IsDownloadLimited);
        json.WriteBoolean("is_upload_limited", options.IsUploadLimited);
        json.WriteBoolean("honors_session_limits", options.HonorsSessionLimits);
        if (options.MaxPeers is { } peers)
        {
            json.WriteNumber("max_peers", peers);
        }

        json.WriteNumber("priority", (int)options.Priority);
        json.WriteNumber("ratio_mode", (int)options.RatioMode);
        json.WriteNumber("ratio", options.Ratio);
        json.WriteNumber("idle_mode", (int)options.IdleMode);
        json.WriteNumber("idle_minutes", options.IdleMinutes);
        json.WriteBoolean("is_sequential", options.IsSequential);
        json.WriteEndObject();
    });

    public static TorrentOptions ReadOptions(string? text) => Read(text, root =>
    {
        var options = new TorrentOptions();
        foreach (var field in root.EnumerateObject())
        {
            var value = field.Value;
            options = field.Name switch
            {
                "labels" => options with { Labels = [.. value.EnumerateArray().Select(l => l.GetString() ?? "")] },
                "download_limit" => options with { DownloadLimit = value.GetInt64() },
                "upload_limit" => options with { UploadLimit = value.GetInt64() },
                "is_download_limited" => options with { IsDownloadLimited = value.GetBoolean() },
                "is_upload_limited" => options with { IsUploadLimited = value.GetBoolean() },
                "honors_session_limits" => options with { HonorsSessionLimits = value.GetBoolean() },
                "max_peers" => options with { MaxPeers = value.GetInt32() },
                "priority" => options with { Priority = (BandwidthPriority)value.GetInt32() },
                "ratio_mode" => options with { RatioMode = (LimitMode)value.GetInt32() },
                "ratio" => options with { Ratio = value.GetDouble() },
                "idle_mode" => options with { IdleMode = (LimitMode)value.GetInt32() },
                "idle_minutes" => options with { IdleMinutes = value.GetInt32() },
                "is_sequential" => options with { IsSequential = value.GetBoolean() },
                _ => options,
            };
        }

        return options;
    }) ?? new TorrentOptions();

    public static string? Write(IReadOnlyDictionary<int, string>? names) => names is not { Count: > 0 } ? null : Write(json =>
    {
        json.WriteStartObject();
        foreach (var (file, path) in names)
        {
            json.WriteString(file.ToString(CultureInfo.InvariantCulture), path);
        }

        json.WriteEndObject();
    });

    public static Dictionary<int, string>? ReadNames(string? text) => Read(text, root =>
    {
        var names = new Dictionary<int, string>();
        foreach (var field in root.EnumerateObject())
        {
            if (int.TryParse(field.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var file) && field.Value.GetString() is { Length: > 0 } path)
            {
                names[file] = path;
            }
        }

        return names;
    });

    public static string? Write(IReadOnlyList<IReadOnlyList<string>>? tiers) => tiers is null ? null : Write(json =>
    {
        json.WriteStartArray();
        foreach (var tier in tiers)
        {
            json.WriteStartArray();
            foreach (var url in tier)
            {
                json.WriteStringValue(url);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    public static IReadOnlyList<IReadOnlyList<string>>? ReadTrackers(string? text) => Read(text, root =>
    {
        var tiers = new List<IReadOnlyList<string>>();
        foreach (var tier in root.EnumerateArray())
        {
            tiers.Add([.. tier.EnumerateArray().Select(url => url.GetString() ?? "")]);
        }

        return tiers;
    });

    public static string? Write(StoredJob? job) => job is null ? null : Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", KindNames[(int)job.Kind]);
        json.WriteString("from", job.From);
        json.WriteString("to", job.To);
        json.WriteEndObject();
    });

    public static StoredJob? ReadJob(string? text) => Read(text, root =>
    {
        var kind = Array.IndexOf(KindNames, root.GetProperty("kind").GetString());
        return kind < 0 ? null : new StoredJob((StoredJobKind)kind, root.GetProperty("from").GetString() ?? "", root.GetProperty("to").GetString() ?? "");
    });

    private static readonly string[] KindNames = ["move", "move_clean_up", "rename", "remove_with_data"];

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static T? Read<T>(string? text, Func<JsonElement, T?> read)
        where T : class
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }
}
