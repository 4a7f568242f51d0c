using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>How other threads call the loop, and get their answers.</summary>
public sealed partial class TorrentEngine
{
    /// <summary>Work on files that goes on beside the loop: moves, deletions. The loop's own list.</summary>
    private readonly HashSet<Task> _fileWork = [];

    private readonly CancellationTokenSource _fileWorkEnding = new();

    private void Post(Action call) => _inbox.Add(new(LoopMessageKind.Call, call));

    /// <summary>Asks the loop.</summary>
    private Task<T> AskAsync<T>(Func<T> question) => CallAsync<T>(answer => answer.SetResult(question()));

    /// <summary>Has the loop do something that answers then or later.</summary>
    private Task<T> CallAsync<T>(Action<TaskCompletionSource<T>> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.Add(new(LoopMessageKind.Call, () => work(answer), new Action(() => answer.TrySetException(new ObjectDisposedException(nameof(TorrentEngine))))));
        if (_isEnded)
        {
            AbandonCalls();
        }

        return answer.Task;
    }

    /// <summary>A command to one torrent.</summary>
    private Task<CommandResult> CommandAsync(InfoHash torrent, Action<TorrentEntry, TaskCompletionSource<CommandResult>> command) =>
        CallAsync<CommandResult>(answer =>
        {
            if (_stopped is not null)
            {
                answer.SetResult(new("The program is ending."));
            }
            else if (_registry.Find(torrent) is not { IsRemoving: false } entry)
            {
                answer.SetResult(new("There is no such torrent."));
            }
            else
            {
                command(entry, answer);
            }
        });

    /// <summary>Saves a torrent's row; the answer comes when it is safe.</summary>
    private void Save(TorrentEntry entry, TaskCompletionSource<CommandResult>? answer = null)
    {
        _isSnapshotOld = true;
        var row = entry.Row;
        _ = AnswerAsync(_saver.SaveAsync(s => s.Update(row)), answer);
    }

    private void Save(IReadOnlyList<TorrentEntry> entries, TaskCompletionSource<CommandResult>? answer)
    {
        _isSnapshotOld = true;
        var rows = entries.Select(e => e.Row).ToArray();
        _ = AnswerAsync(
            _saver.SaveAsync(s =>
            {
                foreach (var row in rows)
                {
                    s.Update(row);
                }
            }),
            answer);
    }

    private async Task AnswerAsync(Task<string?> saved, TaskCompletionSource<CommandResult>? answer)
    {
        var error = await saved.ConfigureAwait(false);
        if (error is not null && answer is null)
        {
            _events(new EngineNote(null, NoteLevel.Warning, error));
        }

        answer?.TrySetResult(new CommandResult(error));
    }

    /// <summary>Saves a change, and then does something on the loop with what came of it: null, or a sentence.</summary>
    private void SaveThen(Action<StateStore> change, Action<string?> then) => _ = SaveThenAsync(change, then);

    private async Task SaveThenAsync(Action<StateStore> change, Action<string?> then)
    {
        var error = await _saver.SaveAsync(change).ConfigureAwait(false);
        Post(() => then(error));
    }

    /// <summary>Does something with files beside the loop, and then something on it.</summary>
    private void WorkOnFiles<T>(Func<T> work, Action<T> then)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        lock (_fileWork)
        {
            _fileWork.Add(task);
        }

        _ = EndFileWorkAsync(task, then);
    }

    private async Task EndFileWorkAsync<T>(Task<T> task, Action<T> then)
    {
        try
        {
            var result = await task.ConfigureAwait(false);
            Post(() => then(result));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateException)
        {
            // The job stands in the state: it goes on at the next start, and other torrents go on now.
            _events(new EngineNote(null, NoteLevel.Warning, $"Work on files ended early and goes on at the next start: {e.Message}"));
        }
        catch (Exception e)
        {
            // A mistake of ours must not leave a torrent hanging without a word.
            Post(() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e));
        }
        finally
        {
            lock (_fileWork)
            {
                _fileWork.Remove(task);
            }
        }
    }

    /// <summary>The loop has ended: who still waits for it hears so.</summary>
    private void AbandonCalls()
    {
        if (_loop.IsAlive)
        {
            return;
        }

        foreach (var message in _inbox.TakeAll())
        {
            (message.Detail as Action)?.Invoke();
        }

        foreach (var entry in _registry.Queue)
        {
            entry.Waiter?.TrySetException(new ObjectDisposedException(nameof(TorrentEngine)));
        }

        foreach (var waiter in _waiters)
        {
            waiter.Answer.TrySetException(new ObjectDisposedException(nameof(TorrentEngine)));
        }
    }
}
