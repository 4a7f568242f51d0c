using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>Brings a tracker's intervals, whatever they are, within the limits.</summary>
internal static class AnnounceIntervals
{
    /// <summary>In seconds; null where the tracker told nothing. A minimum above the interval raises the interval.</summary>
    public static (int Interval, int MinInterval) Clamp(long? interval, long? minInterval)
    {
        var regular = Clamp(interval ?? Limits.DefaultAnnounceIntervalSeconds);
        var least = minInterval is { } told ? Clamp(told) : Math.Min(regular, Limits.DefaultMinAnnounceIntervalSeconds);
        return (Math.Max(regular, least), least);
    }

    private static int Clamp(long seconds) =>
        (int)Math.Clamp(seconds, Limits.MinAnnounceIntervalSeconds, Limits.MaxAnnounceIntervalSeconds);
}
