using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>How much time a graph shows.</summary>
internal enum GraphSpan
{
    TwoMinutes,
    Hour,
    Day,
}

/// <summary>A share of a graph's time, in bytes a second on average.</summary>
/// <param name="Down">Rate down; -1 where nothing was told.</param>
/// <param name="Up">Rate up; -1 where nothing was told.</param>
internal readonly record struct RateSlot(long Down, long Up)
{
    /// <summary>Nothing was told.</summary>
    public static RateSlot Unknown => new(-1, -1);

    /// <summary>Something was told.</summary>
    public bool IsKnown => Down >= 0;
}

/// <summary>Rates of all torrents together over the last two minutes, hour and day. All three are kept from the first sample on; a sample costs some nanoseconds.</summary>
/// <remarks>Times are milliseconds of one clock that never goes back more than it is forgiven: an earlier sample counts for the newest slot.</remarks>
internal sealed class RateHistory
{
    /// <summary>News seldomer than this leave a gap; between them the last rates hold.</summary>
    private const long HoldMs = 10_000;

    private const long MinuteMs = 60_000;

    private readonly Ring[] _rings = [new Ring(1_000, 120), new Ring(30_000, 120), new Ring(720_000, 120)];

    /// <summary>How long a slot of a span is, in milliseconds.</summary>
    public static long SlotMs(GraphSpan span) => span switch { GraphSpan.TwoMinutes => 1_000, GraphSpan.Hour => 30_000, _ => 720_000 };

    /// <summary>How long a span is, in milliseconds.</summary>
    public static long SpanMs(GraphSpan span) => SlotMs(span) * 120;

    /// <summary>When the last sample was; <see cref="long.MinValue"/> before the first.</summary>
    public long LastMs { get; private set; } = long.MinValue;

    /// <summary>The last two minutes, oldest first, without gaps at its beginning.</summary>
    public IReadOnlyList<(long Down, long Up)> Samples
    {
        get
        {
            var samples = new List<(long, long)>(120);
            for (var at = LastMs == long.MinValue ? 0 : LastMs - (119 * 1_000); LastMs != long.MinValue && at <= LastMs; at += 1_000)
            {
                if (Average(GraphSpan.TwoMinutes, at, at + 1_000) is { IsKnown: true } slot)
                {
                    samples.Add((slot.Down, slot.Up));
                }
            }

            return samples;
        }
    }

    /// <summary>One more sample.</summary>
    /// <param name="atMs">When.</param>
    /// <param name="down">Bytes a second.</param>
    /// <param name="up">The same.</param>
    /// <param name="isHeld">Whether the rates before are known to have held until now; else silence for long is a gap.</param>
    public void Add(long atMs, long down, long up, bool isHeld = false)
    {
        atMs = Math.Max(atMs, LastMs);
        var isKnown = LastMs != long.MinValue && (isHeld || atMs - LastMs <= HoldMs);
        foreach (var ring in _rings)
        {
            ring.Add(atMs, isKnown ? LastMs : atMs, down, up);
        }

        LastMs = atMs;
    }

    /// <summary>Takes over what a daemon counted before anybody looked. The last two minutes stay as they are: minutes tell nothing about seconds.</summary>
    /// <param name="atMs">When it was told.</param>
    /// <param name="traffic">Minutes that end then.</param>
    public void Fill(long atMs, TrafficInfo traffic)
    {
        atMs = Math.Max(atMs, LastMs);
        _rings[(int)GraphSpan.Hour].Fill(atMs, traffic);
        _rings[(int)GraphSpan.Day].Fill(atMs, traffic);
    }

    /// <summary>The average of what was told from one moment to before another, by the slots that begin in it or, if none does, by the one that it lies in.</summary>
    public RateSlot Average(GraphSpan span, long fromMs, long toMs) => _rings[(int)span].Average(fromMs, toMs);

    /// <summary>The highest rate down and up of any slot since a moment.</summary>
    public RateSlot Highest(GraphSpan span, long fromMs) => _rings[(int)span].Highest(fromMs);

    private sealed class Ring(long slotMs, int count)
    {
        private readonly (long Slot, long Down, long Up, int Samples)[] _slots = new (long, long, long, int)[count + 1];

        public void Add(long atMs, long lastMs, long down, long up)
        {
            var slot = atMs / slotMs;
            if (lastMs / slotMs < slot)
            {
                // What was told last held until now: news each two seconds are no comb.
                var last = At(lastMs / slotMs);
                for (var missed = Math.Max((lastMs / slotMs) + 1, slot - _slots.Length + 1); missed < slot; missed++)
                {
                    At(missed) = (missed, last.Down / last.Samples, last.Up / last.Samples, 1);
                }
            }

            ref var entry = ref At(slot);
            entry = entry.Slot == slot && entry.Samples > 0 ? (slot, entry.Down + down, entry.Up + up, entry.Samples + 1) : (slot, down, up, 1);
        }

        /// <summary>Slots that were seen for less than half of the time that was counted are taken over: bytes that were counted are truer than a few samples, and coarser than many.</summary>
        public void Fill(long atMs, TrafficInfo traffic)
        {
            var newest = atMs / slotMs;
            var firstMs = atMs - (traffic.SecondsOfLast * 1_000L) - ((traffic.Minutes.Count - 1) * MinuteMs);
            for (var slot = Math.Max(newest - _slots.Length + 2, firstMs / slotMs); slot <= newest; slot++)
            {
                var (down, up, countedMs) = Counted(traffic, firstMs, slot * slotMs, Math.Min(atMs, (slot + 1) * slotMs), atMs);
                var seconds = (int)(countedMs / 1_000);
                ref var entry = ref At(slot);
                if (seconds > 0 && (entry.Slot != slot || entry.Samples * 2 < seconds))
                {
                    // As if a sample had been told each second, so that those to come weigh no more than their time.
                    entry = (slot, (long)down, (long)up, seconds);
                }
            }
        }

        private static (double Down, double Up, long Ms) Counted(TrafficInfo traffic, long firstMs, long fromMs, long toMs, long atMs)
        {
            var (down, up, ms) = (0.0, 0.0, 0L);
            for (var minute = (int)Math.Max(0, (fromMs - firstMs) / MinuteMs); minute < traffic.Minutes.Count && firstMs + (minute * MinuteMs) < toMs; minute++)
            {
                var beginMs = firstMs + (minute * MinuteMs);
                var endMs = Math.Min(atMs, beginMs + MinuteMs);
                var sharedMs = Math.Min(endMs, toMs) - Math.Max(beginMs, fromMs);
                if (sharedMs > 0)
                {
                    var share = (double)sharedMs / (endMs - beginMs);
                    down += traffic.Minutes[minute].Down * share;
                    up += traffic.Minutes[minute].Up * share;
                    ms += sharedMs;
                }
            }

            return (down, up, ms);
        }

        public RateSlot Average(long fromMs, long toMs)
        {
            var first = (fromMs + slotMs - 1) / slotMs;
            var end = (toMs + slotMs - 1) / slotMs;
            if (first >= end)
            {
                (first, end) = (fromMs / slotMs, (fromMs / slotMs) + 1);
            }

            var (down, up, known) = (0L, 0L, 0);
            for (var slot = Math.Max(first, end - _slots.Length); slot < end; slot++)
            {
                ref var entry = ref At(slot);
                if (entry.Slot == slot && entry.Samples > 0)
                {
                    down += entry.Down / entry.Samples;
                    up += entry.Up / entry.Samples;
                    known++;
                }
            }

            return known == 0 ? RateSlot.Unknown : new RateSlot(down / known, up / known);
        }

        public RateSlot Highest(long fromMs)
        {
            var highest = RateSlot.Unknown;
            foreach (ref var entry in _slots.AsSpan())
            {
                if (entry.Samples > 0 && (entry.Slot + 1) * slotMs > fromMs)
                {
                    highest = new RateSlot(Math.Max(highest.Down, entry.Down / entry.Samples), Math.Max(highest.Up, entry.Up / entry.Samples));
                }
            }

            return highest;
        }

        private ref (long Slot, long Down, long Up, int Samples) At(long slot) => ref _slots[(int)(((slot % _slots.Length) + _slots.Length) % _slots.Length)];
    }
}
