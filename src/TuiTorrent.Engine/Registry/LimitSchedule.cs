using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>When the alternative limits are in force by their hours.</summary>
internal static class LimitSchedule
{
    private const int MinutesOfDay = 24 * 60;

    // The clock of the wall may be set: it is looked at now and then, however far off the next change is.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Whether they are in force at a local time; hours that go past midnight belong to the day on which they began.</summary>
    public static bool IsInForce(AlternativeLimits limits, DateTime local)
    {
        if (!limits.IsScheduled || limits.BeginMinute == limits.EndMinute)
        {
            return limits.IsScheduled && IsDay(limits, local.DayOfWeek);
        }

        var minute = local.Hour * 60 + local.Minute;
        if (limits.BeginMinute < limits.EndMinute)
        {
            return minute >= limits.BeginMinute && minute < limits.EndMinute && IsDay(limits, local.DayOfWeek);
        }

        return minute >= limits.BeginMinute ? IsDay(limits, local.DayOfWeek)
            : minute < limits.EndMinute && IsDay(limits, local.AddDays(-1).DayOfWeek);
    }

    /// <summary>How long that can't change.</summary>
    public static TimeSpan UntilNextLook(AlternativeLimits limits, DateTime local)
    {
        var wait = LongestWait;
        foreach (var minute in (ReadOnlySpan<int>)[limits.BeginMinute, limits.EndMinute, 0])
        {
            var until = TimeSpan.FromMinutes(minute) - local.TimeOfDay;
            until += until <= TimeSpan.Zero ? TimeSpan.FromMinutes(MinutesOfDay) : TimeSpan.Zero;
            wait = until < wait ? until : wait;
        }

        return wait;
    }

    private static bool IsDay(AlternativeLimits limits, DayOfWeek day) => (limits.Days & 1 << (int)day) != 0;
}
