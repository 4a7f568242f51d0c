using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TuiTorrent.Tests;

/// <summary>A daemon made of answers: it listens at a Unix socket in a directory of its own, and keeps what it was asked.</summary>
internal sealed class FakeDaemon : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, Queue<string>> _answers = [];
    private readonly List<(string Method, JsonElement Parameters)> _asked = [];
    private readonly Lock _lock = new();
    private readonly Task _accepting;
    private string _lastMethod = "";

    /// <summary>Listens from now on, below a directory as $XDG_RUNTIME_DIR is one.</summary>
    public FakeDaemon()
    {
        Directory.CreateDirectory(_directory.Below("tuitorrent"));
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(_directory.Below("tuitorrent"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        SocketPath = _directory.Below("tuitorrent/rpc.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        Answer("session_get", """{"version":"0.1.0","units":{"speed_bytes":1000}}""");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string SocketPath { get; }

    /// <summary>What XDG_RUNTIME_DIR must be for it to be found.</summary>
    public string RuntimeDirectory => _directory.Path;

    /// <summary>Lets a method answer with these results in turn, the last one for good. One that begins with "!" is the text of a refusal.</summary>
    public FakeDaemon Answer(string method, params string[] results)
    {
        lock (_lock)
        {
            _answers[method] = new Queue<string>(results);
        }

        return this;
    }

    /// <summary>Listens no more when it has answered this method.</summary>
    public void ClosesAfter(string method) => _lastMethod = method;

    /// <summary>The parameters of each call of a method, as JSON.</summary>
    public IReadOnlyList<string> Asked(string method)
    {
        lock (_lock)
        {
            return [.. _asked.Where(call => call.Method == method).Select(call => call.Parameters.ValueKind == JsonValueKind.Undefined ? "" : call.Parameters.GetRawText())];
        }
    }

    /// <summary>Runs a command line against it; "--host" is added.</summary>
    public Task<int> RunAsync(TestScreen screen, params string[] args) => screen.RunAsync([.. args, "--host", SocketPath]);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
        _directory.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                bytes.AddRange(buffer[..count]);
                if (BodyOf(bytes) is { } body)
                {
                    bytes.Clear();
                    var answer = Encoding.UTF8.GetBytes(Reply(body));
                    if (_lastMethod.Length > 0 && body.Contains(_lastMethod, StringComparison.Ordinal))
                    {
                        _listener.Dispose();
                    }

                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\n\r\n"), _end.Token);
                    await stream.WriteAsync(answer, _end.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The command or the test is over.
        }
    }

    private static string? BodyOf(List<byte> request)
    {
        var text = Encoding.Latin1.GetString([.. request]);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        const string Name = "content-length:";
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || at < 0)
        {
            return null;
        }

        var length = int.Parse(text.AsSpan(at + Name.Length, text.IndexOf('\r', at) - at - Name.Length).Trim());
        return request.Count < end + 4 + length ? null : Encoding.UTF8.GetString([.. request.Slice(end + 4, length)]);
    }

    private string Reply(string body)
    {
        var request = JsonDocument.Parse(body).RootElement;
        var method = request.GetProperty("method").GetString()!;
        lock (_lock)
        {
            _asked.Add((method, request.TryGetProperty("params", out var parameters) ? parameters : default));
            var id = request.GetProperty("id").GetInt64();
            var result = !_answers.TryGetValue(method, out var answers) ? "!no such method " + method : answers.Count > 1 ? answers.Dequeue() : answers.Peek();
            return result.StartsWith('!')
                ? $$"""{"jsonrpc":"2.0","error":{"code":1,"message":{{JsonSerializer.Serialize(result[1..])}}},"id":{{id}}}"""
                : $$"""{"jsonrpc":"2.0","result":{{result}},"id":{{id}}}""";
        }
    }
}
