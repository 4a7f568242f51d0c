using System.Buffers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Contract;

/// <summary>Asks a daemon over one connection that is kept between calls: by JSON-RPC 2.0, and a Transmission that does not know it in the older dialect. Callers see one dialect, ours.</summary>
/// <remarks>
/// Any thread; calls wait for each other, so whoever keeps a long poll open has a second client for commands.
/// HTTP/1.1 is written by hand: what a command needs of it is a screenful, while HttpClient adds over a megabyte to the binary and milliseconds to every start.
/// </remarks>
public sealed class RpcClient : IDisposable
{
    /// <summary>Most bytes that an answer may have, by default: 10,000 torrents with all fields.</summary>
    public const int DefaultMaxResponse = 64 * 1024 * 1024;

    private readonly RpcAddress _address;
    private readonly string? _authorization;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private HttpExchange? _connection;
    private string _sessionId = "";
    private long _lastId;

    /// <summary>What a daemon of the older dialect calls "rpc-version"; null for JSON-RPC 2.0, or while nothing is known.</summary>
    private int? _oldVersion;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">Where the daemon is.</param>
    /// <param name="userName">For daemons with a password; null for none.</param>
    /// <param name="password">The same.</param>
    public RpcClient(RpcAddress address, string? userName = null, string? password = null)
    {
        _address = address;
        if (userName is not null || password is not null)
        {
            _authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));
        }
    }

    /// <summary>Longest time of a call from beginning to end; a long poll needs more than its own patience.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Longest time until a connection stands.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes of an answer.</summary>
    public int MaxResponse { get; init; } = DefaultMaxResponse;

    /// <summary>Calls a method, one of <see cref="RpcMethods"/>.</summary>
    /// <param name="method">Which.</param>
    /// <param name="parameters">Writes the properties of "params"; the object around them is opened and closed here. Null for none.</param>
    /// <param name="cancellation">Ends the call; the daemon may have carried it out all the same.</param>
    /// <returns>The daemon's answer, also where it refuses.</returns>
    /// <exception cref="RpcFailedException">No answer came.</exception>
    public async Task<RpcResult> CallAsync(string method, Action<Utf8JsonWriter>? parameters = null, CancellationToken cancellation = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var entered = false;
        try
        {
            await _turn.WaitAsync(patience.Token).ConfigureAwait(false);
            entered = true;
            if (_oldVersion is null)
            {
                var id = ++_lastId;
                if (RpcReply.Read(await PostAsync(Request(method, parameters, id), patience.Token).ConfigureAwait(false), id, _address) is { } result)
                {
                    return result;
                }

                // It has not carried the request out: no method has the same name in both dialects.
                _oldVersion = await AskOldVersionAsync(patience.Token).ConfigureAwait(false);
            }

            return await CallOldAsync(method, Element(parameters), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Drop();
            throw new RpcFailedException(RpcFailure.TooSlow, $"The daemon at {_address} did not answer in time.");
        }
        catch (SocketException e)
        {
            Drop();
            throw Explain(e);
        }
        catch
        {
            // Half an answer may still be on its way; nothing sensible can follow on this connection.
            Drop();
            throw;
        }
        finally
        {
            if (entered)
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private static ReadOnlyMemory<byte> Request(string method, Action<Utf8JsonWriter>? parameters, long id)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WriteString("method", method);
            if (parameters is not null)
            {
                json.WriteStartObject("params");
                parameters(json);
                json.WriteEndObject();
            }

            json.WriteNumber("id", id);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static JsonElement Element(Action<Utf8JsonWriter>? parameters)
    {
        if (parameters is null)
        {
            return default;
        }

        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            parameters(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(text.WrittenMemory).RootElement;
    }

    private async Task<int> AskOldVersionAsync(CancellationToken cancellation)
    {
        var session = await CallOldAsync(RpcMethods.SessionGet, Element(static json =>
        {
            json.WriteStartArray("fields");
            json.WriteStringValue("rpc_version");
            json.WriteEndArray();
        }), cancellation).ConfigureAwait(false);
        return session.IsOk && session.Result.TryGetProperty("rpc_version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number)
            ? number
            : throw RpcReply.Stranger(_address);
    }

    private async Task<RpcResult> CallOldAsync(string method, JsonElement parameters, CancellationToken cancellation)
    {
        if (_oldVersion is { } version && OldRequest.FindUnknown(method, parameters, version) is { } name)
        {
            return new RpcResult { ErrorCode = RpcErrors.InvalidParameters, Error = $"This daemon is an older Transmission, which does not know {name}." };
        }

        var tag = ++_lastId;
        return OldReply.Read(await PostAsync(OldRequest.Write(method, parameters, tag), cancellation).ConfigureAwait(false), tag) ?? throw RpcReply.Stranger(_address);
    }

    /// <summary>Two tries at most: the first may learn the session id.</summary>
    private async Task<ReadOnlyMemory<byte>> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        for (var isRetry = false; ; isRetry = true)
        {
            if (_connection is not { IsUsable: true })
            {
                Drop();
                _connection = await HttpExchange.ConnectAsync(_address, ConnectPatience, MaxResponse, cancellation).ConfigureAwait(false);
            }

            var response = await _connection.PostAsync(RpcHeaders.TransmissionPath, _sessionId, _authorization, body, cancellation).ConfigureAwait(false);
            switch (response.Status)
            {
                case 200:
                    return response.Body;
                case 409 when !isRetry && response.SessionId is { Length: > 0 } sessionId:
                    // It may be another daemon now. All that know the newer dialect know the older one, too, so this call can go on in it.
                    (_sessionId, _oldVersion) = (sessionId, null);
                    continue;
                case 401:
                    throw new RpcFailedException(
                        RpcFailure.WrongPassword, $"The daemon at {_address} wants {(_authorization is null ? "a user name and a password" : "another user name or password")}.");
                case 403 or 421:
                    throw new RpcFailedException(RpcFailure.NotAllowed, $"The daemon at {_address} does not allow this.");
                case 413:
                    throw new RpcFailedException(RpcFailure.TooLarge, $"The daemon at {_address} says that this request is too large.");
                case 429:
                    throw new RpcFailedException(RpcFailure.NotAllowed, $"The daemon at {_address} saw too many wrong passwords from here. Try again in some minutes.");
                case 503:
                    throw new RpcFailedException(RpcFailure.Broken, $"The daemon at {_address} is busy or about to end. Try again.");
                default:
                    throw new RpcFailedException(RpcFailure.NotADaemon, $"What answers at {_address} is not a Transmission-compatible daemon (HTTP status {response.Status}).");
            }
        }
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private RpcFailedException Explain(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable
            => new RpcFailedException(RpcFailure.NobodyListens, $"No daemon listens at {_address}.", e),
        _ when e.NativeErrorCode == NoSuchFile => new RpcFailedException(RpcFailure.NobodyListens, $"No daemon listens at {_address}.", e),
        SocketError.AccessDenied => new RpcFailedException(RpcFailure.NotAllowed, $"This user may not use the daemon at {_address}.", e),
        _ => new RpcFailedException(RpcFailure.Broken, $"The connection to the daemon at {_address} broke: {e.Message}", e),
    };

    private const int NoSuchFile = 2;
}
