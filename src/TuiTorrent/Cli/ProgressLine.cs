using System.Globalization;
using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Cli;

/// <summary>Puts a transfer on one line of a given width.</summary>
/// <remarks>
/// Fields from left to right: name, percent or state, bar, rate down, rate up, peers, time left. A narrow line loses first the bar, then the encrypted peers, rate up,
/// peers, time left, rate down, the name; the percentage stays. Room that is left goes to the name, then to the bar.
/// </remarks>
internal static class ProgressLine
{
    private const int ShortestName = 12;
    private const int ShortestBar = 10;
    private const int LongestBar = 30;
    private const int Gap = 2;

    /// <summary>What may be left out, by the order in which it is.</summary>
    private enum Field
    {
        Bar,
        Encrypted,
        Up,
        Peers,
        TimeLeft,
        Down,
        Name,
        All,
    }

    /// <summary>The line, in at most <paramref name="width"/> columns.</summary>
    public static string Render(Transfer transfer, int width)
    {
        // A bar shows work that has an end.
        var hasBar = transfer.State is TransferState.Checking or TransferState.Hashing or TransferState.Downloading;

        // The narrowest line that keeps a field decides whether it can stay.
        for (var dropped = Field.Bar; dropped <= Field.All; dropped++)
        {
            var fields = Fields(transfer, dropped);
            var nameWidth = dropped <= Field.Name ? Math.Min(ShortestName, TextWidth.Of(transfer.Name)) + Gap : 0;
            var barWidth = dropped <= Field.Bar && hasBar ? ShortestBar + Gap : 0;
            var spare = width - nameWidth - barWidth - fields.Status.Length - fields.Tail.Length;
            if (spare >= 0)
            {
                return Join(transfer, fields, nameWidth, barWidth, spare);
            }
        }

        return TextWidth.Cut(Percent(transfer), width);
    }

    /// <summary>The line for a log file: all fields, no bar.</summary>
    public static string RenderPlain(Transfer transfer)
    {
        var fields = Fields(transfer, Field.Encrypted);
        return $"{transfer.Name}  {fields.Status}{fields.Tail}";
    }

    /// <summary>"59s", "3m12s", "2h05m", "4d06h".</summary>
    public static string FormatTime(long seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return seconds switch
        {
            < 60 => Text($"{seconds}s"),
            < 3600 => Text($"{time.Minutes}m{time.Seconds:00}s"),
            < 86_400 => Text($"{time.Hours}h{time.Minutes:00}m"),
            < 100 * 86_400 => Text($"{time.Days}d{time.Hours:00}h"),
            _ => ">99d",
        };
    }

    private static string Join(Transfer transfer, (string Status, string Tail) fields, int nameWidth, int barWidth, int spare)
    {
        var line = new StringBuilder();
        if (nameWidth > 0)
        {
            var name = TextWidth.Cut(transfer.Name, nameWidth - Gap + spare);
            spare -= Math.Max(0, TextWidth.Of(name) - (nameWidth - Gap));
            line.Append(name).Append(' ', Gap);
        }

        line.Append(fields.Status);
        if (barWidth > 0)
        {
            line.Append(' ', Gap);
            AppendBar(line, transfer.Fraction, Math.Min(LongestBar, ShortestBar + spare));
        }

        return line.Append(fields.Tail).ToString();
    }

    private static void AppendBar(StringBuilder line, double fraction, int width)
    {
        var inside = width - 2;
        var filled = (int)(fraction * inside);
        line.Append('[').Append('#', filled).Append('-', inside - filled).Append(']');
    }

    // Only ASCII, so that length is width.
    private static (string Status, string Tail) Fields(Transfer transfer, Field dropped)
    {
        var rest = new StringBuilder();
        if (transfer.State is TransferState.Downloading or TransferState.Seeding)
        {
            if (dropped <= Field.Down && transfer.State == TransferState.Downloading)
            {
                rest.Append("  down ").Append(ByteCount.FormatShort(transfer.DownBytesPerSecond)).Append("/s");
            }

            // A seeder has nothing else to tell, so it keeps this as long as a leecher its own rate.
            if (dropped <= (transfer.State == TransferState.Seeding ? Field.Down : Field.Up))
            {
                rest.Append("  up ").Append(ByteCount.FormatShort(transfer.UpBytesPerSecond)).Append("/s");
            }

            AppendPeers(rest, transfer, dropped);
            if (dropped <= Field.TimeLeft && transfer.State == TransferState.Downloading)
            {
                rest.Append("  ETA ").Append(transfer.SecondsLeft is { } seconds ? FormatTime(seconds) : "--");
            }
        }

        return (Status(transfer), rest.ToString());
    }

    private static void AppendPeers(StringBuilder rest, Transfer transfer, Field dropped)
    {
        if (dropped > Field.Peers)
        {
            return;
        }

        rest.Append(CultureInfo.InvariantCulture, $"  {transfer.Peers} {(transfer.Peers == 1 ? "peer" : "peers")}");
        if (dropped <= Field.Encrypted && transfer.Peers > 0)
        {
            rest.Append(CultureInfo.InvariantCulture, $" ({transfer.EncryptedPeers} encrypted)");
        }
    }

    private static string Status(Transfer transfer) => transfer.State switch
    {
        TransferState.Checking => "checking " + Percent(transfer),
        TransferState.Hashing => "hashing " + Percent(transfer),
        TransferState.Seeding when transfer.DoneBytes >= transfer.TotalBytes => Text($"seeding, ratio {Math.Floor(transfer.Ratio * 100) / 100:0.00}"),
        TransferState.Failed => "failed",
        TransferState.Stopped => "stopped at " + Percent(transfer),
        _ => Percent(transfer),
    };

    // Never "100.0%" before all is there.
    private static string Percent(Transfer transfer) => Text($"{Math.Floor(transfer.Fraction * 1000) / 10:0.0}%");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
