using System.Buffers;
using System.Text.Json;
using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.State;

/// <summary>How the screen was left, for the next time it is opened: order, filter by state, columns, boxes, looks. Nothing that is lost with it is missed for long.</summary>
internal sealed record ScreenMemory
{
    /// <summary>Longest file that is read; ours has some hundred bytes.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>The list's order.</summary>
    public SortKey Sort { get; init; } = SortKey.Queue;

    /// <summary>The other way round.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Which states are shown.</summary>
    public StateFilter State { get; init; }

    /// <summary>Headings of columns that were switched to what they are not by default.</summary>
    public IReadOnlyList<string> Switched { get; init; } = [];

    /// <summary>Boxes that were put away, a bit each.</summary>
    public int HiddenBoxes { get; init; }

    /// <summary>Looks that the user chose on the screen; null for what config.toml and the terminal say.</summary>
    public string? Theme { get; init; }

    /// <summary>The same for the mouse.</summary>
    public bool? UsesMouse { get; init; }

    /// <summary>The same for the preset of keys.</summary>
    public string? Keys { get; init; }

    /// <summary>Reads what was left. What is not there, or not as it should be, is as at the first start.</summary>
    /// <param name="path">"" for nowhere.</param>
    public static ScreenMemory Load(string path)
    {
        if (path.Length == 0)
        {
            return new ScreenMemory();
        }

        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                // Pipes and devices say 0, too: opening one could wait for ever.
                return new ScreenMemory();
            }

            using var file = File.OpenHandle(path);
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), MaxBytes)];
            using var json = JsonDocument.Parse(bytes.AsMemory(0, RandomAccess.Read(file, bytes, 0)));
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : new ScreenMemory();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidOperationException or JsonException)
        {
            return new ScreenMemory();
        }
    }

    /// <summary>Writes it, whole or not at all. Where that can't be done, the next start is as this one was: no reason to disturb anybody.</summary>
    public void Save(string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                // A pipe or a device: a new file in its place would be the end of it.
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = path + ".new";
            File.WriteAllBytes(temporary, Write());
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // As said.
        }
    }

    private static ScreenMemory Read(JsonElement json) => new()
    {
        Sort = Named(json, "sort", SortKey.Queue),
        IsReversed = Flag(json, "reversed") ?? false,
        State = Named(json, "show", StateFilter.All),
        Switched = json.TryGetProperty("switched_columns", out var columns) && columns.ValueKind == JsonValueKind.Array
            ? [.. columns.EnumerateArray().Where(static name => name.ValueKind == JsonValueKind.String).Select(static name => name.GetString()!)]
            : [],
        HiddenBoxes = json.TryGetProperty("hidden_boxes", out var boxes) && boxes.ValueKind == JsonValueKind.Number && boxes.TryGetInt32(out var bits) ? bits : 0,
        Theme = Text(json, "theme"),
        UsesMouse = Flag(json, "mouse"),
        Keys = Text(json, "keys"),
    };

    private ReadOnlySpan<byte> Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("sort", Sort.ToString());
        json.WriteBoolean("reversed", IsReversed);
        json.WriteString("show", State.ToString());
        json.WriteStartArray("switched_columns");
        foreach (var column in Switched)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteNumber("hidden_boxes", HiddenBoxes);
        if (Theme is not null)
        {
            json.WriteString("theme", Theme);
        }

        if (UsesMouse is { } mouse)
        {
            json.WriteBoolean("mouse", mouse);
        }

        if (Keys is not null)
        {
            json.WriteString("keys", Keys);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    private static T Named<T>(JsonElement json, string name, T other)
        where T : struct, Enum => Text(json, name) is { } text && Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : other;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
