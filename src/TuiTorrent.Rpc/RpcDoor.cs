using System.Text.Json;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Dialect;
using TuiTorrent.Rpc.Methods;

namespace TuiTorrent.Rpc;

/// <summary>Takes the body of a request that the gate let in, and answers it in the dialect in which it was asked.</summary>
/// <remarks>
/// Any thread, any number of requests at once. Two dialects are converted here at the edge: JSON-RPC 2.0 with snake_case (Transmission 4.1), and the older one
/// ("method", "arguments", "tag", with camelCase and kebab-case). Handlers are written once, in the newer form.
/// </remarks>
public sealed class RpcDoor
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = RpcLimits.MaxDepth, AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ITorrentEngine _engine;
    private readonly DaemonDoors _doors;
    private readonly RecentVersions _recent;

    /// <summary>Opens nothing.</summary>
    public RpcDoor(ITorrentEngine engine, DaemonDoors doors)
    {
        _engine = engine;
        _doors = doors;
        _recent = new RecentVersions(doors.Time);
    }

    /// <summary>Answers a request. Fails with nothing but cancellation and <see cref="ObjectDisposedException"/> of the engine.</summary>
    /// <param name="body">JSON, at most <see cref="RpcLimits.MaxAddBody"/> bytes; in use until the task ends.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="sessionId">The gate's, which session_get repeats.</param>
    /// <param name="cancellation">The caller went away, or the daemon ends.</param>
    public async Task<RpcAnswer> AnswerAsync(ReadOnlyMemory<byte> body, Caller caller, string sessionId, CancellationToken cancellation)
    {
        var reply = new ReplyBuffer();
        try
        {
            await using var json = new Utf8JsonWriter(reply, Writing);
            var status = await WriteAsync(body, caller, sessionId, json, cancellation).ConfigureAwait(false);
            await json.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            if (status != 204)
            {
                return new RpcAnswer(status, reply);
            }

            reply.Dispose();
            return new RpcAnswer(204, null);
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    private async Task<int> WriteAsync(ReadOnlyMemory<byte> body, Caller caller, string sessionId, Utf8JsonWriter json, CancellationToken cancellation)
    {
        if (TryParse(body) is not { } document)
        {
            Envelope.WriteError(json, RpcErrors.Parse, "This is not JSON, or not strict JSON: a name twice in an object, or too deep.");
            return 200;
        }

        using (document)
        {
            var root = document.RootElement;
            if (body.Length > RpcLimits.MaxBody && !Envelope.IsAdd(root))
            {
                Envelope.WriteError(json, RpcErrors.InvalidRequest, $"A request that adds no torrent may have {RpcLimits.MaxBody} bytes.");
                return 413;
            }

            if (root.ValueKind != JsonValueKind.Array)
            {
                return await OneAsync(root, caller, sessionId, false, json, cancellation).ConfigureAwait(false) ? 200 : 204;
            }

            if (root.GetArrayLength() is 0 or > RpcLimits.MaxBatch)
            {
                Envelope.WriteError(json, RpcErrors.InvalidRequest, $"A batch has 1 to {RpcLimits.MaxBatch} requests.");
                return 200;
            }

            var isAnswered = false;
            json.WriteStartArray();
            foreach (var request in root.EnumerateArray())
            {
                isAnswered |= await OneAsync(request, caller, sessionId, true, json, cancellation).ConfigureAwait(false);
            }

            json.WriteEndArray();
            return isAnswered ? 200 : 204;
        }
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        if (!JsonText.IsSound(body.Span))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>False if nothing is to be answered (a notification).</summary>
    private async Task<bool> OneAsync(JsonElement request, Caller caller, string sessionId, bool isInBatch, Utf8JsonWriter json, CancellationToken cancellation)
    {
        if (!Envelope.TryRead(request, out var envelope))
        {
            Envelope.WriteError(json, RpcErrors.InvalidRequest, "This is not a request: see rpc-spec.md.");
            return true;
        }

        // The result is written apart: an error may turn up in the middle of it.
        using var result = new ReplyBuffer();
        await using var inner = new Utf8JsonWriter(result, Writing);
        inner.WriteStartObject();
        var call = new RpcCall
        {
            Engine = _engine,
            Doors = _doors,
            Caller = caller,
            Parameters = new Parameters(envelope.Parameters, envelope.IsOld),
            Out = new KeyedWriter(inner, envelope.IsOld),
            Recent = _recent,
            SessionId = sessionId,
            IsInBatch = isInBatch,
            Cancellation = cancellation,
        };
        var outcome = await RunAsync(envelope.Method, call).ConfigureAwait(false);
        inner.WriteEndObject();
        await inner.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        if (envelope.IsNotification)
        {
            return false;
        }

        envelope.WriteAnswer(json, outcome, result.Written.Span);
        return true;
    }

    private static async ValueTask<Outcome> RunAsync(string method, RpcCall call)
    {
        if (!MethodTable.TryFind(method, out var handler))
        {
            return new Outcome(RpcErrors.MethodNotFound, "No such method.");
        }

        return call.Parameters.Error is { } error ? Outcome.Invalid(error) : await handler(call).ConfigureAwait(false);
    }
}
