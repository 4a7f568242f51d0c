using System.Globalization;
using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>Reads tuitorrent_board, tuitorrent_handshakes, tuitorrent_traffic and lines of tuitorrent_log.</summary>
internal static class MachineReader
{
    /// <summary>The board.</summary>
    public static BoardInfo Board(JsonElement board)
    {
        var load = board.At("load");
        var resident = board.At("own_resident").CountOrNull();
        return new BoardInfo(
            board.At("model") is { ValueKind: JsonValueKind.String } model ? model.Text(LinkLimits.MaxName) : null,
            board.At("temperature_c") is { ValueKind: JsonValueKind.Number } temperature ? temperature.Real() : null,
            board.At("is_throttled").FlagOrNull(),
            board.At("is_under_voltage").FlagOrNull(),
            load.Length(1) == 1 ? load[0].Real() : null,
            Math.Max(0, board.At("cores").Int()),
            board.At("memory_total").CountOrNull(),
            board.At("memory_available").CountOrNull(),
            resident,
            board.At("disks").List(LinkLimits.MaxRows, static disk => new DiskInfo(
                disk.At("path").Text(LinkLimits.MaxPath), disk.At("total").Count(), disk.At("free").Count(), disk.At("is_missing").Flag(), disk.At("written_today").Count())));
    }

    /// <summary>Handshakes.</summary>
    public static HandshakeInfo Handshakes(JsonElement handshakes) => new(
        handshakes.At("plain").Count(),
        handshakes.At("rc4").Count(),
        handshakes.At("mse_plaintext").Count(),
        handshakes.At("failed").Count(),
        Counts(handshakes.At("refused")),
        handshakes.At("recent").List(LinkLimits.MaxRows, static handshake => new HandshakeEvent(
            handshake.At("at").Count(),
            handshake.At("peer").Text(LinkLimits.MaxName),
            handshake.At("is_incoming").Flag(),
            handshake.At("verdict").Text(LinkLimits.MaxName),
            handshake.At("milliseconds").Count(),
            handshake.At("hash_string").Text(64))));

    /// <summary>The last day by minutes; null if nothing is told. Of lists of different lengths the ends belong together.</summary>
    public static TrafficInfo? Traffic(JsonElement traffic)
    {
        var (down, up) = (traffic.At("down"), traffic.At("up"));
        var (downs, ups) = (down.Length(int.MaxValue), up.Length(int.MaxValue));
        var count = Math.Min(LinkLimits.MaxTrafficMinutes, Math.Min(downs, ups));
        if (count == 0)
        {
            return null;
        }

        var minutes = new (long, long)[count];
        for (var i = 0; i < count; i++)
        {
            minutes[i] = (down[downs - count + i].Count(), up[ups - count + i].Count());
        }

        return new TrafficInfo(Math.Clamp(traffic.At("seconds_of_last").Int(), 0, 60), minutes);
    }

    /// <summary>Lines of the log, oldest first.</summary>
    public static IReadOnlyList<LogItem> Log(JsonElement lines) => lines.List(LinkLimits.MaxLogLines, static line => new LogItem(
        line.At("sequence").Count(),
        DateTimeOffset.TryParse(line.At("at").Word(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : default,
        line.At("level").Text(16),
        Math.Max(0, line.At("id").Int()),
        line.At("text").Text(LinkLimits.MaxSentence)));

    private static List<KeyValuePair<string, long>> Counts(JsonElement counts)
    {
        var list = new List<KeyValuePair<string, long>>();
        if (counts.ValueKind != JsonValueKind.Object)
        {
            return list;
        }

        foreach (var property in counts.EnumerateObject())
        {
            if (list.Count == LinkLimits.MaxRows)
            {
                break;
            }

            list.Add(new KeyValuePair<string, long>(Name(property), property.Value.Count()));
        }

        return list;
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return Core.SafeText.From(property.Name, LinkLimits.MaxName);
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
