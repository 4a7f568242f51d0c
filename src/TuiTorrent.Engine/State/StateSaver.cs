using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.State;

/// <summary>Saves what commands change, away from the loop: a flash card may take a tenth of a second for it.</summary>
/// <remarks>
/// Any thread. Changes are saved in the order in which they came; all that wait go into one transaction, so that a hundred commands at once cost one. No thread of its
/// at rest: a task of the pool runs while there is work. Bounded by the commands under way.
/// </remarks>
internal sealed class StateSaver(StateStore state)
{
    private readonly Lock _gate = new();
    private List<(Action<StateStore> Change, TaskCompletionSource<string?> Done)> _waiting = [];
    private Task _work = Task.CompletedTask;
    private bool _isWorking;

    /// <summary>Saves a change; the answer is a sentence if that failed, null if not.</summary>
    public Task<string?> SaveAsync(Action<StateStore> change)
    {
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((change, done));
            if (!_isWorking)
            {
                _isWorking = true;
                _work = Task.Run(Work);
            }
        }

        return done.Task;
    }

    /// <summary>Ends when nothing waits any more.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _work;
        }
    }

    private void Work()
    {
        while (true)
        {
            List<(Action<StateStore> Change, TaskCompletionSource<string?> Done)> taken;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isWorking = false;
                    return;
                }

                (taken, _waiting) = (_waiting, []);
            }

            string? error = null;
            try
            {
                state.Save([.. taken.Select(t => t.Change)]);
            }
            catch (StateException e)
            {
                error = e.Message;
            }
            catch (ObjectDisposedException)
            {
                error = "The engine has ended: the change was not saved.";
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidCastException or IOException)
            {
                // A value that can't be written must not leave all that comes later waiting for ever.
                error = $"The change could not be saved: {SafeText.From(e.Message, Limits.MaxShownText)}";
            }

            foreach (var (_, done) in taken)
            {
                done.SetResult(error);
            }
        }
    }
}
