using System.Globalization;
using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>How the daemon's machine does, on labelled lines. What the machine does not tell has no line.</summary>
internal static class BoardSheet
{
    private const int LabelWidth = 13;

    /// <summary>From this on a Raspberry Pi slows itself down.</summary>
    private const double HotC = 80;

    /// <summary>The lines.</summary>
    public static List<string> Render(JsonElement board)
    {
        var lines = new List<string>();
        Add(lines, "Board", board.Text("model"));
        Add(lines, "Temperature", board.FractionOrNull("temperature_c") is { } degrees ? string.Create(CultureInfo.InvariantCulture, $"{degrees:0.0} °C") : "");
        Add(lines, "Power", Power(board));
        Add(lines, "Load", Load(board));
        Add(lines, "Memory", board.NumberOrNull("memory_total") is { } total ? $"{ByteCount.Format(board.Number("memory_available"))} of {ByteCount.Format(total)} available" : "");
        Add(lines, "Daemon", board.NumberOrNull("own_resident") is { } own ? $"{ByteCount.Format(own)} in memory, {ByteCount.Format(board.Number("own_private"))} its own" : "");
        foreach (var disk in board.Items("disks"))
        {
            Add(lines, "Disk", Disk(disk));
        }

        return lines;
    }

    /// <summary>What is not well, each with a remedy: for `doctor`.</summary>
    public static List<Finding> Check(JsonElement board)
    {
        var findings = new List<Finding>();
        if (board.Flag("is_under_voltage"))
        {
            findings.Add(new Finding(Verdict.Warn, "the power supply is too weak", "Use the board's own supply and a short cable; disks may need a powered hub."));
        }

        if (board.Flag("is_throttled") || board.Fraction("temperature_c") >= HotC)
        {
            findings.Add(new Finding(Verdict.Warn, string.Create(CultureInfo.InvariantCulture, $"the board is hot ({board.Fraction("temperature_c"):0} °C) or slowed down"), "Give it a heat sink or more air."));
        }
        else if (board.Flag("has_been_throttled"))
        {
            findings.Add(new Finding(Verdict.Warn, "the board was slowed down since it was started", "Watch 'tuitorrent board' under load; it may need cooling or a better supply."));
        }

        foreach (var disk in board.Items("disks"))
        {
            if (disk.Flag("is_missing"))
            {
                findings.Add(new Finding(Verdict.Fail, $"{disk.Text("path")} is not there", "Mount its disk; torrents on it go on by themselves then."));
            }
        }

        return findings.Count > 0 ? findings : [new Finding(Verdict.Ok, "the machine is well", "")];
    }

    private static string Power(JsonElement board)
    {
        if (board.FlagOrNull("is_throttled") is null && board.FlagOrNull("is_under_voltage") is null)
        {
            return "";
        }

        var parts = new List<string>();
        if (board.Flag("is_under_voltage"))
        {
            parts.Add("too weak now");
        }

        if (board.Flag("is_throttled"))
        {
            parts.Add("slowed down now");
        }
        else if (board.Flag("has_been_throttled"))
        {
            parts.Add("was slowed down since its start");
        }

        return parts.Count > 0 ? string.Join(", ", parts) : "good";
    }

    private static string Load(JsonElement board)
    {
        var loads = new List<string>();
        foreach (var load in board.Items("load"))
        {
            if (load.ValueKind == JsonValueKind.Number)
            {
                loads.Add(load.GetDouble().ToString("0.00", CultureInfo.InvariantCulture));
            }
        }

        return loads.Count > 0 ? $"{string.Join(' ', loads)} on {Figures.Count(board.Number("cores"), "core")}" : "";
    }

    private static string Disk(JsonElement disk)
    {
        if (disk.Flag("is_missing"))
        {
            return disk.Text("path") + ": not there";
        }

        var text = $"{disk.Text("path")} ({disk.Text("device")}): {ByteCount.Format(disk.Number("free"))} of {ByteCount.Format(disk.Number("total"))} free";
        return disk.NumberOrNull("written_today") is { } written ? $"{text}, {ByteCount.Format(written)} written today" : text;
    }

    private static void Add(List<string> lines, string label, string value)
    {
        if (value.Length > 0)
        {
            lines.Add((label + ":").PadRight(LabelWidth) + " " + value);
        }
    }
}
