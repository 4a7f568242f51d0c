using Terminal.Gui.Time;
using ITimer = Terminal.Gui.Time.ITimer;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Time for the library's parser that never jumps: after a change of the clock a lone Esc would else wait for hours.</summary>
internal sealed class SteadyTime : ITimeProvider
{
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly long _startTicks = TimeProvider.System.GetTimestamp();

    /// <inheritdoc/>
    public DateTime Now => _start + TimeProvider.System.GetElapsedTime(_startTicks);

    /// <inheritdoc/>
    public Task Delay(TimeSpan duration, CancellationToken cancellationToken = default) => Task.Delay(duration, cancellationToken);

    /// <inheritdoc/>
    public ITimer CreateTimer(TimeSpan interval, Action callback) => throw new NotSupportedException("The loop is ours: nothing runs timers.");
}
