using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli.Remote;

/// <summary>Reads answers of a daemon. What is missing or of another kind reads as nothing: a daemon may be older or newer than this command.</summary>
internal static class JsonFields
{
    /// <summary>Text as it came, which must not reach a terminal; "" if missing.</summary>
    public static string RawText(this JsonElement from, string name) =>
        Find(from, name, JsonValueKind.String) is { } value ? value.GetString() ?? "" : "";

    /// <summary>Text that may be shown; "" if missing.</summary>
    public static string Text(this JsonElement from, string name) => Clean(from.RawText(name));

    /// <summary>A whole number, 0 if missing.</summary>
    public static long Number(this JsonElement from, string name) => from.NumberOrNull(name) ?? 0;

    /// <summary>A whole number; a fraction loses what is behind its point.</summary>
    public static long? NumberOrNull(this JsonElement from, string name)
    {
        if (Find(from, name, JsonValueKind.Number) is not { } value)
        {
            return null;
        }

        return value.TryGetInt64(out var number) ? number : (long)Math.Clamp(value.GetDouble(), long.MinValue / 2, long.MaxValue / 2);
    }

    /// <summary>A number, 0 if missing.</summary>
    public static double Fraction(this JsonElement from, string name) => from.FractionOrNull(name) ?? 0;

    /// <summary>A number.</summary>
    public static double? FractionOrNull(this JsonElement from, string name) =>
        Find(from, name, JsonValueKind.Number) is { } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>True if it is there and true.</summary>
    public static bool Flag(this JsonElement from, string name) => from.FlagOrNull(name) == true;

    /// <summary>True, false, or null if missing.</summary>
    public static bool? FlagOrNull(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            }
            : null;

    /// <summary>A time given in seconds since 1970; null if missing or not after that.</summary>
    public static DateTimeOffset? Time(this JsonElement from, string name) =>
        from.NumberOrNull(name) is > 0 and <= 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The elements of a list, none if missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, string name) =>
        Find(from, name, JsonValueKind.Array) is { } value ? value.EnumerateArray() : [];

    /// <summary>An object below; of kind Undefined if missing.</summary>
    public static JsonElement Object(this JsonElement from, string name) => Find(from, name, JsonValueKind.Object) ?? default;

    /// <summary>The texts of a list, clean.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement from, string name)
    {
        var texts = new List<string>();
        foreach (var item in from.Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(Clean(item.GetString() ?? ""));
            }
        }

        return texts;
    }

    /// <summary>Text that may be shown.</summary>
    public static string Clean(string text) => SafeText.From(text, Limits.MaxShownText);

    private static JsonElement? Find(JsonElement from, string name, JsonValueKind kind) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
