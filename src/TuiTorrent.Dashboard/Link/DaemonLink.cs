using System.Runtime.ExceptionServices;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>The daemon by way of an <see cref="IDaemonDoor"/>: keeps in touch with it aside from the screen, and comes back by itself when it was lost.</summary>
/// <remarks>
/// Public members belong to the screen's thread. All work aside is one task and those of the requests under way; they are started here and awaited by <see cref="DisposeAsync"/>.
/// </remarks>
internal sealed class DaemonLink : IDaemonLink, IAsyncDisposable
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly IDaemonDoor _door;
    private readonly ILinkListener _listener;
    private readonly Action<Action> _post;
    private readonly TimeProvider _time;
    private readonly bool _isAside;
    private readonly LinkState _state = new();
    private readonly Signal _wake;
    private readonly Signal _retry;
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<Task> _requests = [];
    private Task _run = Task.CompletedTask;

    /// <summary>Does nothing until <see cref="Start"/>.</summary>
    /// <param name="door">The way to the daemon; disposed with this.</param>
    /// <param name="listener">Who is told.</param>
    /// <param name="post">Runs something on the screen's thread; called on any thread.</param>
    /// <param name="time">The clock, and what waits for it.</param>
    /// <param name="isAside">Whether work goes on in other threads than the caller's; tests have but one.</param>
    public DaemonLink(IDaemonDoor door, ILinkListener listener, Action<Action> post, TimeProvider time, bool isAside = true)
    {
        _door = door;
        _listener = listener;
        _post = post;
        _time = time;
        _isAside = isAside;
        _wake = new Signal(isAside);
        _retry = new Signal(isAside);
    }

    /// <inheritdoc/>
    public TimeSpan Interval
    {
        get => _state.Interval;
        set
        {
            _state.Interval = value < ShortestInterval ? ShortestInterval : value;
            _wake.Set();
        }
    }

    /// <summary>Begins to look for the daemon. Once.</summary>
    public void Start() => _run = _isAside ? Task.Run(GuardedRunAsync) : GuardedRunAsync();

    /// <inheritdoc/>
    public void Watch(Wanted wanted)
    {
        if (wanted != _state.Wanted)
        {
            _state.Wanted = wanted;
            _wake.Set();
        }
    }

    /// <inheritdoc/>
    public void RetryNow() => _retry.Set();

    /// <inheritdoc/>
    public void Send(DaemonRequest request, Action<DaemonAnswer>? done = null)
    {
        _requests.RemoveWhere(static task => task.IsCompleted);
        if (!_state.IsOnline || _requests.Count >= LinkLimits.MaxRequests)
        {
            var error = _state.IsOnline ? "The daemon has not answered the last requests yet." : "The daemon can't be reached now.";
            _post(() => done?.Invoke(new DaemonAnswer(error, default)));
            return;
        }

        _requests.Add(_isAside ? Task.Run(() => SendAsync(request, done)) : SendAsync(request, done));
    }

    /// <summary>Ends all work. Nothing is posted any more once it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.Cancel();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_requests).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _door.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private static bool IsLooking(string method) => method is RpcMethods.SessionGet or RpcMethods.SessionStats or RpcMethods.TorrentGet or RpcMethods.FreeSpace or RpcMethods.PortTest
        or RpcMethods.GroupGet or RpcMethods.Why or RpcMethods.Handshakes or RpcMethods.Board or RpcMethods.Log or RpcMethods.Traffic or RpcMethods.Events;

    private async Task SendAsync(DaemonRequest request, Action<DaemonAnswer>? done)
    {
        DaemonAnswer answer;
        try
        {
            var result = await _door.CallAsync(Lane.Commands, request.Method, request.Parameters, _end.Token).ConfigureAwait(false);
            answer = new DaemonAnswer(result.Error is { } error ? Sentence(error) : null, result.Result);
        }
        catch (RpcFailedException e)
        {
            answer = new DaemonAnswer(Sentence(e.Message), default);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whoever asked waits for an answer, whatever becomes of the connection or of what was typed.
            answer = new DaemonAnswer($"The request could not be sent: {Sentence(e.Message)}", default);
        }

        if (answer.IsOk && !IsLooking(request.Method))
        {
            _state.NoteOwnChange(request.Method == RpcMethods.SessionSet);
            _wake.Set();
        }

        _post(() => done?.Invoke(answer));
    }

    /// <summary>A bug in the work aside must end the program where it can be named, not leave a screen that stands still.</summary>
    private async Task GuardedRunAsync()
    {
        try
        {
            await RunAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (!_end.IsCancellationRequested)
        {
            var bug = ExceptionDispatchInfo.Capture(e);
            _post(bug.Throw);
        }
    }

    private async Task RunAsync()
    {
        var connection = Standing(ConnectionState.Connecting);
        Post(new News { Connection = connection });
        var tries = 0;
        while (!_end.IsCancellationRequested)
        {
            var (failure, reason) = (RpcFailure.Broken, "");
            var wasReached = false;
            try
            {
                await _door.PrepareAsync(_end.Token).ConfigureAwait(false);
                var session = new LinkSession(_door, _state, _wake, _time, news =>
                {
                    if (news.IsAll && !wasReached)
                    {
                        (wasReached, _state.IsOnline) = (true, true);
                        news.Connection = Standing(ConnectionState.Online);
                    }

                    Post(news);
                });
                await session.RunAsync(_end.Token).ConfigureAwait(false);
            }
            catch (RpcFailedException e)
            {
                (failure, reason) = (e.Failure, Sentence(e.Message));
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException or System.Net.Sockets.SocketException)
            {
                reason = $"The connection to the daemon at {_door.Address} broke.";
            }

            _state.IsOnline = false;
            var now = _time.GetUtcNow();
            tries = wasReached ? 0 : tries;
            var pause = RetryPace.After(tries++, failure, _door.LongestRetry);
            connection = wasReached || connection.State == ConnectionState.Lost
                ? Standing(ConnectionState.Lost, reason, wasReached ? now : connection.Since, now + pause)
                : Standing(ConnectionState.Connecting, reason, default, now + pause);
            Post(new News { Connection = connection });
            await PauseAsync(pause).ConfigureAwait(false);
            if (!_end.IsCancellationRequested)
            {
                Post(new News { Connection = connection with { NextTry = null } });
            }
        }
    }

    private Connection Standing(ConnectionState state, string reason = "", DateTimeOffset since = default, DateTimeOffset? nextTry = null) =>
        new(state, _door.Address, reason, since, nextTry) { Host = _door.Host, Way = _door.Way };

    /// <summary>Until the time is over, or the user does not want to wait.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        // An impatient key from before the daemon was lost is no wish to try again.
        _retry.Clear();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        await Task.WhenAny(Task.Delay(pause, _time, over.Token), _retry.WaitAsync()).ConfigureAwait(false);
        over.Cancel();
    }

    private void Post(News news)
    {
        if (!_end.IsCancellationRequested)
        {
            _post(() => news.Deliver(_listener, _state.Wanted.Hash));
        }
    }

    private static string Sentence(string text) => SafeText.From(text, LinkLimits.MaxSentence);
}
