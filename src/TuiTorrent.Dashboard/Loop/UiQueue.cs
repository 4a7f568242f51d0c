namespace TuiTorrent.Dashboard.Loop;

/// <summary>What other threads want done on the thread of the screen, in the order in which they asked.</summary>
internal sealed class UiQueue
{
    /// <summary>Actions that wait. The daemon's news come some times a second; so many mean that the screen hangs.</summary>
    public const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly Action _wake;
    private List<Action> _waiting = [];
    private List<Action> _running = [];

    /// <summary>Empty.</summary>
    /// <param name="wake">Wakes the thread of the screen; called on any thread, once until the queue was emptied.</param>
    public UiQueue(Action wake) => _wake = wake;

    /// <summary>Lets the thread of the screen do something soon. Any thread.</summary>
    /// <returns>False if the queue is full: it won't be done.</returns>
    public bool Post(Action action)
    {
        bool isFirst;
        lock (_gate)
        {
            if (_waiting.Count == Capacity)
            {
                return false;
            }

            isFirst = _waiting.Count == 0;
            _waiting.Add(action);
        }

        if (isFirst)
        {
            _wake();
        }

        return true;
    }

    /// <summary>Does what waits, but not what comes in meanwhile: that has its turn after the next frame. The thread of the screen.</summary>
    /// <returns>Whether there was something.</returns>
    public bool Run()
    {
        lock (_gate)
        {
            (_waiting, _running) = (_running, _waiting);
        }

        var hasRun = _running.Count > 0;
        foreach (var action in _running)
        {
            action();
        }

        _running.Clear();
        return hasRun;
    }
}
