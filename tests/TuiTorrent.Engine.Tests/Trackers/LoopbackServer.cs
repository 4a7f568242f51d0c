using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TuiTorrent.Engine.Tests.Trackers;

/// <summary>A web server of one answer for tests: reads a request's head, then lets the test write whatever it likes.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<string, Stream, Task> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Given the request's head and the connection; the connection closes after it.</param>
    /// <param name="address">127.0.0.1 unless told.</param>
    public LoopbackServer(Func<string, Stream, Task> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A server of one fixed answer.</summary>
    public LoopbackServer(byte[] answer)
        : this((_, stream) => stream.WriteAsync(answer).AsTask())
    {
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public ConcurrentQueue<string> Requests { get; } = [];

    public Uri Url(string host = "127.0.0.1", string path = "/announce") => new($"http://{host}:{Endpoint.Port}{path}");

    /// <summary>An HTTP response with a length.</summary>
    public static byte[] Response(byte[] body, string status = "200 OK", string headers = "") =>
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body];

    public static byte[] Response(string body, string status = "200 OK", string headers = "") => Response(Encoding.Latin1.GetBytes(body), status, headers);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            var head = new StringBuilder();
            var buffer = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) > 0)
            {
                head.Append((char)buffer[0]);
            }

            Requests.Enqueue(head.ToString());
            await _answer(head.ToString(), stream);
        }
        catch (IOException)
        {
            // The client went away, as it may.
        }
    }
}
