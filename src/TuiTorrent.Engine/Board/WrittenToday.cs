using System.Globalization;
using System.Text;

namespace TuiTorrent.Engine.Board;

/// <summary>Counts what was written to each device since local midnight, from counters that begin anew whenever the machine does.</summary>
/// <remarks>
/// Not thread-safe. Survives restarts in a small text file: a line a device "date boot-id device last-count written". What is written between the last look before
/// midnight and the first one after it counts for neither day.
/// </remarks>
internal sealed class WrittenToday
{
    private const int MaxDevices = 64;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Whether there is something that the text of an earlier time does not say.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>With what an earlier process wrote; lines that make no sense count for nothing.</summary>
    public static WrittenToday Read(string text)
    {
        var days = new WrittenToday();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ') is [var date, var boot, { Length: > 0 } device, var last, var written]
                && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var lastCount)
                && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && days._entries.Count < MaxDevices)
            {
                days._entries[device] = new Entry(day, boot, lastCount, bytes);
            }
        }

        return days;
    }

    /// <summary>Bytes written to a device today.</summary>
    /// <param name="device">Its name, without blanks.</param>
    /// <param name="count">Bytes that its counter shows.</param>
    /// <param name="bootId">Another one each time the machine starts.</param>
    /// <param name="today">By the local clock.</param>
    public long Look(string device, long count, string bootId, DateOnly today)
    {
        var entry = _entries.TryGetValue(device, out var known) && known.Day == today
            ? known with { Written = known.Written + (known.BootId == bootId && count >= known.LastCount ? count - known.LastCount : count), BootId = bootId, LastCount = count }
            : new Entry(today, bootId, count, 0);
        if (_entries.ContainsKey(device) || _entries.Count < MaxDevices)
        {
            IsChanged |= !_entries.TryGetValue(device, out var before) || before != entry;
            _entries[device] = entry;
        }

        return entry.Written;
    }

    /// <summary>The text for the next process; it counts as saved.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var (device, entry) in _entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Day:yyyy-MM-dd} {entry.BootId} {device} {entry.LastCount} {entry.Written}\n");
        }

        IsChanged = false;
        return text.ToString();
    }

    private readonly record struct Entry(DateOnly Day, string BootId, long LastCount, long Written);
}
