using System.Globalization;
using System.Text.Json;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link.Wire;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Numbers in entry fields and in answers of the daemon.</summary>
internal static class FormNumbers
{
    /// <summary>What stands for "not the same for all" in a field that is left alone.</summary>
    public const string Mixed = "(differs)";

    /// <summary>Reads a rate; complains with a sentence that names the field.</summary>
    public static bool Rate(EntryPart entry, string name, out long rate, out string? wrong)
    {
        wrong = RateText.TryParse(entry.Text, out rate) ? null : $"{name}: a rate is a number with K, M or G, for example 500K; nothing means no limit.";
        return wrong is null;
    }

    /// <summary>Reads a whole number; nothing is 0.</summary>
    public static bool Whole(EntryPart entry, string name, int least, int most, out int value, out string? wrong)
    {
        value = 0;
        wrong = (least == 0 && entry.Text.Trim().Length == 0) || (int.TryParse(entry.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{name}: write a whole number from {least} to {most}{(least == 0 ? "; nothing means no limit" : "")}.");
        return wrong is null;
    }

    /// <summary>Reads a ratio; nothing is -1, for never.</summary>
    public static bool Ratio(EntryPart entry, string name, out double ratio, out string? wrong)
    {
        var text = entry.Text.Trim();
        ratio = -1;
        wrong = text.Length == 0 || (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out ratio) && ratio is >= 0 and <= 1_000_000)
            ? null
            : $"{name}: write a number such as 2 or 1.5; nothing means never.";
        return wrong is null;
    }

    /// <summary>A number for a field; "" for none.</summary>
    public static string Text(long number) => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>A ratio for a field; "" for never.</summary>
    public static string Text(double ratio) => ratio >= 0 ? ratio.ToString("0.###", CultureInfo.InvariantCulture) : "";

    /// <summary>A number of an answer; 0 where it is none.</summary>
    public static double Number(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : 0;

    /// <summary>A switch of an answer; false where it is none.</summary>
    public static bool Flag(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A text of an answer, as it is; "" where it is none, or no text.</summary>
    public static string Word(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value.Word() : "";
}
