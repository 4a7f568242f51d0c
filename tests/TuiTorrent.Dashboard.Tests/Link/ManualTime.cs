namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>A clock that moves only when told to; timers fire inside <see cref="Advance"/>, each at its own time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _nowTicks = TimeSpan.FromHours(1).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that will fire.</summary>
    public int Waiting => _timers.Count(timer => timer.DueTicks is not null);

    public override long GetTimestamp() => _nowTicks;

    public override DateTimeOffset GetUtcNow() => new(DateTime.UnixEpoch.Ticks + _nowTicks, TimeSpan.Zero);

    public void Advance(double seconds)
    {
        var end = _nowTicks + TimeSpan.FromSeconds(seconds).Ticks;
        while (_timers.Where(timer => timer.DueTicks <= end).MinBy(timer => timer.DueTicks) is { } next)
        {
            _nowTicks = Math.Max(_nowTicks, next.DueTicks!.Value);
            next.DueTicks = null;
            next.Fire();
        }

        _nowTicks = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public long? DueTicks { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueTicks = dueTime == Timeout.InfiniteTimeSpan ? null : time._nowTicks + dueTime.Ticks;
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
