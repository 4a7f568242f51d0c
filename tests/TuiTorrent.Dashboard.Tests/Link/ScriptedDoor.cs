using System.Buffers;
using System.Text;
using System.Text.Json;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>A daemon made of answers. Long polls stay open until a test ends them; all else is answered at once.</summary>
internal sealed class ScriptedDoor : IDaemonDoor
{
    private readonly Dictionary<string, string> _answers = [];
    private TaskCompletionSource<RpcResult>? _poll;

    public string Address => "made up";

    public string Host => "pi4";

    public string Way => "unix socket";

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What was asked: method and parameters.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Why nothing can be asked; null if it can.</summary>
    public RpcFailedException? Failure { get; set; }

    /// <summary>Whether a long poll is open.</summary>
    public bool IsPolling => _poll is not null;

    /// <summary>Answers that are held back until <see cref="Release"/>, by method.</summary>
    public Dictionary<string, TaskCompletionSource> Held { get; } = [];

    /// <summary>Lets a method answer with this result; one that begins with "!" is the text of a refusal.</summary>
    public ScriptedDoor Answer(string method, string result)
    {
        _answers[method] = result;
        return this;
    }

    /// <summary>Ends the long poll.</summary>
    public void Event(string result)
    {
        var poll = _poll!;
        _poll = null;
        poll.SetResult(Result(result));
    }

    /// <summary>The daemon goes away.</summary>
    public void Break(RpcFailure failure = RpcFailure.NobodyListens, string reason = "No daemon listens at made up.")
    {
        Failure = new RpcFailedException(failure, reason);
        var poll = _poll;
        _poll = null;
        poll?.SetException(Failure);
    }

    /// <summary>How often a method was called.</summary>
    public int Count(string method) => Asked.Count(call => call.StartsWith(method + " ", StringComparison.Ordinal));

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task<RpcResult> CallAsync(Lane lane, string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = $"{method} {Text(parameters)}";
        Asked.Add(call);
        if (Failure is not null)
        {
            throw Failure;
        }

        Assert.Equal(method == RpcMethods.Events ? Lane.Events : lane == Lane.Events ? Lane.Reads : lane, lane);
        if (method == RpcMethods.Events && !call.Contains("\"timeout_s\":0", StringComparison.Ordinal))
        {
            Assert.Null(_poll);
            _poll = new TaskCompletionSource<RpcResult>();
            using var end = cancellation.Register(() => _poll?.TrySetCanceled(cancellation));
            return await _poll.Task.ConfigureAwait(false);
        }

        if (Held.TryGetValue(method, out var hold))
        {
            await hold.Task.ConfigureAwait(false);
        }

        return Result(_answers.GetValueOrDefault(method, "{}"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static RpcResult Result(string text) => text.StartsWith('!')
        ? new RpcResult { ErrorCode = RpcErrors.MethodNotFound, Error = text[1..] }
        : new RpcResult { Result = JsonDocument.Parse(text).RootElement };

    private static string Text(Action<Utf8JsonWriter>? parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            parameters?.Invoke(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
