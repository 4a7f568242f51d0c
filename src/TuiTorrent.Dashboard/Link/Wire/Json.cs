using System.Text.Json;
using TuiTorrent.Core;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>Reads values out of answers. What is missing, of another kind or not sound reads as the default: a daemon may be older, newer or a stranger's. Nothing here throws.</summary>
internal static class Json
{
    /// <summary>A property; of kind Undefined if there is none.</summary>
    public static JsonElement At(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Text that may be shown; <paramref name="known"/>, the same object, if it is that.</summary>
    public static string Text(this JsonElement value, int maxChars, string known = "")
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return "";
        }

        try
        {
            return value.ValueEquals(known) ? known : SafeText.From(value.GetString() ?? "", maxChars) is var text && text == known ? known : text;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is JSON but no text.
            return "\uFFFD";
        }
    }

    /// <summary>Text that is compared and never shown; "" if there is none.</summary>
    public static string Word(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A whole number; a fraction loses what is behind its point.</summary>
    public static long Long(this JsonElement value, long otherwise = 0) =>
        value.ValueKind != JsonValueKind.Number ? otherwise
        : value.TryGetInt64(out var number) ? number
        : value.TryGetDouble(out var real) && double.IsFinite(real) ? (long)Math.Clamp(real, long.MinValue / 2, long.MaxValue / 2)
        : otherwise;

    /// <summary>A whole number that is not negative, such as a count of bytes.</summary>
    public static long Count(this JsonElement value) => Math.Max(0, value.Long());

    /// <summary>A whole number of 32 bits; larger ones become the largest.</summary>
    public static int Int(this JsonElement value, int otherwise = 0) => (int)Math.Clamp(value.Long(otherwise), int.MinValue, int.MaxValue);

    /// <summary>A number that is one.</summary>
    public static double Real(this JsonElement value, double otherwise = 0) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var real) && double.IsFinite(real) ? real : otherwise;

    /// <summary>A part of a whole, 0 to 1.</summary>
    public static double Part(this JsonElement value) => Math.Clamp(value.Real(), 0, 1);

    /// <summary>true or false; a number that is not 0 is true, as older daemons have it.</summary>
    public static bool Flag(this JsonElement value, bool otherwise = false) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.Long() != 0,
        _ => otherwise,
    };

    /// <summary>true, false, or null where nothing is said.</summary>
    public static bool? FlagOrNull(this JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.Flag() : null;

    /// <summary>A count, or null where nothing is said.</summary>
    public static long? CountOrNull(this JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.Count() : null;

    /// <summary>How many elements a list has, at most so many; 0 if it is none.</summary>
    public static int Length(this JsonElement value, int max) => value.ValueKind == JsonValueKind.Array ? Math.Min(max, value.GetArrayLength()) : 0;

    /// <summary>The elements of a list, at most so many; none if it is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value, int max)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var left = max;
        foreach (var item in value.EnumerateArray())
        {
            if (left-- <= 0)
            {
                yield break;
            }

            yield return item;
        }
    }

    /// <summary>Each element of a list read by a reader, those that read as null left out.</summary>
    public static IReadOnlyList<T> List<T>(this JsonElement value, int max, Func<JsonElement, T?> read)
        where T : class
    {
        var length = value.Length(max);
        if (length == 0)
        {
            return [];
        }

        var list = new List<T>(length);
        foreach (var item in value.Items(max))
        {
            if (read(item) is { } known)
            {
                list.Add(known);
            }
        }

        return list;
    }

    /// <summary>Texts of a list; <paramref name="known"/>, the same object, if it holds just these.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement value, int max, int maxChars, IReadOnlyList<string> known)
    {
        var length = value.Length(max);
        if (length == 0)
        {
            return [];
        }

        string[]? changed = length == known.Count ? null : new string[length];
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (i == length)
            {
                break;
            }

            var before = i < known.Count ? known[i] : "";
            var text = item.Text(maxChars, before);
            if (changed is null && !ReferenceEquals(text, before))
            {
                changed = new string[length];
                for (var j = 0; j < i; j++)
                {
                    changed[j] = known[j];
                }
            }

            if (changed is not null)
            {
                changed[i] = text;
            }

            i++;
        }

        return changed ?? known;
    }
}
