using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TuiTorrent.Rpc.Contract;

/// <summary>One connection on which requests follow each other.</summary>
internal sealed class HttpExchange : IDisposable
{
    private const int MaxHead = 16 * 1024;
    private const int FirstBuffer = 16 * 1024;

    private readonly Socket _socket;
    private readonly RpcAddress _address;
    private readonly int _maxResponse;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _begin;
    private int _end;
    private bool _isOver;

    private HttpExchange(Socket socket, RpcAddress address, int maxResponse)
    {
        _socket = socket;
        _address = address;
        _maxResponse = maxResponse;
    }

    /// <summary>Whether another request can be sent. A byte or an end that waits here means that the daemon is done with this connection: asked before a request is sent, because none is ever sent twice.</summary>
    public bool IsUsable => !_isOver && _begin == _end && !_socket.Poll(0, SelectMode.SelectRead);

    /// <exception cref="SocketException">Nobody listens, or similar.</exception>
    /// <exception cref="RpcFailedException">The path can't be used.</exception>
    public static async Task<HttpExchange> ConnectAsync(RpcAddress address, TimeSpan patience, int maxResponse, CancellationToken cancellation)
    {
        if (address.SocketPath is { } path && Encoding.UTF8.GetByteCount(path) > RpcSocket.MaxPathBytes)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"The path {path} is too long for a socket; set XDG_RUNTIME_DIR to a shorter one.");
        }

        var socket = address.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            EndPoint endpoint = address.SocketPath is null ? new DnsEndPoint(address.Host!, address.Port) : new UnixDomainSocketEndPoint(address.SocketPath);
            await socket.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
            return new HttpExchange(socket, address, maxResponse);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<HttpAnswer> PostAsync(string path, string sessionId, string? authorization, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {_address.HostHeader}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        if (sessionId.Length > 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"{RpcHeaders.SessionId}: {sessionId}\r\n");
        }

        if (authorization is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: {authorization}\r\n");
        }

        var request = new ArrayBufferWriter<byte>(512 + body.Length);
        Encoding.ASCII.GetBytes(head.Append("\r\n").ToString(), request);
        request.Write(body.Span);
        for (var rest = request.WrittenMemory; !rest.IsEmpty;)
        {
            try
            {
                rest = rest[await _socket.SendAsync(rest, cancellation).ConfigureAwait(false)..];
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
            {
                // A body that is too large is answered before it is read: the answer may already be here.
                break;
            }
        }

        return await ReadAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<HttpAnswer> ReadAsync(CancellationToken cancellation)
    {
        var answer = new HttpAnswer();
        for (var isFirst = true; ; isFirst = false)
        {
            var line = await LineAsync(cancellation).ConfigureAwait(false);
            if (isFirst)
            {
                answer.Status = StatusOf(line);
            }
            else if (line.Length == 0)
            {
                break;
            }
            else
            {
                answer.Take(line);
            }
        }

        _isOver |= answer.IsLast;
        answer.Body = answer switch
        {
            { Status: 204 } => default,
            { IsChunked: true } => await ChunksAsync(cancellation).ConfigureAwait(false),
            { Length: >= 0 } => await BytesAsync(answer.Length, cancellation).ConfigureAwait(false),
            _ => throw Stranger(),
        };
        return answer;
    }

    private int StatusOf(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Length >= 12
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw Stranger();

    private async Task<ReadOnlyMemory<byte>> ChunksAsync(CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var line = await LineAsync(cancellation).ConfigureAwait(false);
            var size = line.AsSpan();
            size = size.IndexOf(';') is >= 0 and var semicolon ? size[..semicolon] : size;
            if (!int.TryParse(size.Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
            {
                throw Stranger();
            }

            if (length == 0)
            {
                while ((await LineAsync(cancellation).ConfigureAwait(false)).Length > 0)
                {
                    // Trailers mean nothing to us.
                }

                return body.WrittenMemory;
            }

            if (length > _maxResponse - body.WrittenCount)
            {
                throw TooLarge();
            }

            body.Write((await BytesAsync(length, cancellation).ConfigureAwait(false)).Span);
            if ((await LineAsync(cancellation).ConfigureAwait(false)).Length > 0)
            {
                throw Stranger();
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> BytesAsync(long length, CancellationToken cancellation)
    {
        if (length > _maxResponse)
        {
            throw TooLarge();
        }

        // Memory grows as bytes arrive, not by what the other side promises.
        var body = new ArrayBufferWriter<byte>((int)Math.Min(length, 1 << 20) + 1);
        while (body.WrittenCount < length)
        {
            if (_begin == _end)
            {
                await MoreAsync(cancellation).ConfigureAwait(false);
            }

            var take = (int)Math.Min(length - body.WrittenCount, _end - _begin);
            body.Write(_buffer.AsSpan(_begin, take));
            _begin += take;
        }

        return body.WrittenMemory;
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var looked = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_begin + looked, _end - _begin - looked).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _begin, looked + found).TrimEnd('\r');
                _begin += looked + found + 1;
                return line;
            }

            looked = _end - _begin;
            if (looked >= MaxHead)
            {
                throw Stranger();
            }

            await MoreAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task MoreAsync(CancellationToken cancellation)
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            _end -= _begin;
            _begin = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        if (received == 0)
        {
            throw new RpcFailedException(RpcFailure.Broken, $"The daemon at {_address} closed the connection without an answer.");
        }

        _end += received;
    }

    private RpcFailedException Stranger() => RpcReply.Stranger(_address);

    private RpcFailedException TooLarge() => new(RpcFailure.TooLarge, $"The answer of the daemon at {_address} has more than {_maxResponse} bytes.");
}
