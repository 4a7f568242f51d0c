namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>A clock that moves only when told to; timers fire inside <see cref="Advance"/>.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private long _nowTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _nowTicks);

    public override DateTimeOffset GetUtcNow() => new(DateTime.UnixEpoch.Ticks + GetTimestamp(), TimeSpan.Zero);

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _nowTicks += by.Ticks;
            due = [.. _timers.Where(timer => timer.DueTicks <= _nowTicks)];
            due.ForEach(timer => timer.DueTicks = null);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public long? DueTicks { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                DueTicks = dueTime == Timeout.InfiniteTimeSpan ? null : time._nowTicks + dueTime.Ticks;
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
