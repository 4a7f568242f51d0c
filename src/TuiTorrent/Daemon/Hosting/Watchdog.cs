namespace TuiTorrent.Daemon.Hosting;

/// <summary>Tells the service manager that we live, but only when the engine's loop answered since the last time.</summary>
/// <remarks>Runs twice in an interval, and only where the manager asked for it: else there is no timer at all.</remarks>
internal sealed class Watchdog : IDisposable
{
    private readonly Func<Task> _askLoop;
    private readonly Action _alive;
    private readonly ITimer _timer;
    private Task _answer = Task.CompletedTask;

    /// <summary>Begins.</summary>
    /// <param name="interval">The manager's.</param>
    /// <param name="askLoop">A task that ends when the loop has come by.</param>
    /// <param name="alive">Tells the manager.</param>
    /// <param name="time">The clock.</param>
    public Watchdog(TimeSpan interval, Func<Task> askLoop, Action alive, TimeProvider time)
    {
        _askLoop = askLoop;
        _alive = alive;
        _timer = time.CreateTimer(static self => ((Watchdog)self!).Look(), this, TimeSpan.Zero, interval / 2);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!_answer.IsCompletedSuccessfully)
        {
            return;
        }

        _alive();
        try
        {
            _answer = _askLoop();
        }
        catch (ObjectDisposedException)
        {
            // The end has begun, and the manager knows.
        }
    }
}
