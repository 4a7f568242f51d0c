namespace TuiTorrent.Dashboard.Link;

/// <summary>Wakes whoever waits for it; set while nobody waits, it wakes the next at once. Any thread.</summary>
/// <param name="continuesElsewhere">Whether the one that is woken goes on in another thread than that which sets; tests have but one.</param>
internal sealed class Signal(bool continuesElsewhere)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _isSet;

    /// <summary>Ends when it is set, or was since the last time.</summary>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return Task.CompletedTask;
            }

            _waiting ??= new TaskCompletionSource(continuesElsewhere ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
            return _waiting.Task;
        }
    }

    /// <summary>Wakes.</summary>
    public void Set()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            (waiting, _waiting) = (_waiting, null);
            _isSet = waiting is null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Forgets that it was set.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _isSet = false;
        }
    }
}
