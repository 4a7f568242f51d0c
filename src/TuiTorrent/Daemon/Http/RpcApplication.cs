using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using TuiTorrent.Rpc;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Gate;

namespace TuiTorrent.Daemon.Http;

/// <summary>Leads each HTTP request through the gate to the door.</summary>
/// <remarks>Any thread. The context of a request is Kestrel's own feature collection: nothing more is allocated for it.</remarks>
internal sealed class RpcApplication(RequestGate gate, RpcDoor door) : IHttpApplication<IFeatureCollection>, IDisposable
{
    // Bytes beyond the small ones that all requests together may have in memory.
    private const long MaxLargeBytes = 2L * RpcLimits.MaxAddBody;

    private readonly CancellationTokenSource _ending = new();
    private readonly uint _ownUser = SocketFile.OwnUser();
    private long _largeBytes;

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <summary>Ends long polls.</summary>
    public void Stop() => _ending.Cancel();

    public void Dispose() => _ending.Dispose();

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        var response = context.Get<IHttpResponseFeature>()!;
        var socket = context.Get<IConnectionSocketFeature>()!.Socket;
        var isLocal = socket.AddressFamily == AddressFamily.Unix;
        var connection = context.Get<IHttpConnectionFeature>()!;
        var verdict = gate.Judge(Described(request, connection, isLocal));
        if (!verdict.IsPass)
        {
            await RefuseAsync(context, response, verdict).ConfigureAwait(false);
            return;
        }

        using var body = new RequestBody();
        try
        {
            var aborted = context.Get<IHttpRequestLifetimeFeature>()!.RequestAborted;
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted, _ending.Token);
            if (!await body.ReadAsync(request.Body, Reserve, cancellation.Token).ConfigureAwait(false))
            {
                await RefuseAsync(context, response, new GateVerdict(503, "Busy with other large requests.", 1)).ConfigureAwait(false);
                return;
            }

            var user = isLocal ? SocketFile.PeerOf(socket) : null;
            var caller = new Caller { IsLocal = isLocal, User = user, IsOwner = user == 0 || user == _ownUser, Source = isLocal ? null : connection.RemoteIpAddress };
            using var answer = await door.AnswerAsync(body.Bytes, caller, gate.SessionId, cancellation.Token).ConfigureAwait(false);
            await SendAsync(context, response, answer.Status, answer.Body?.Written ?? default).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            await RefuseAsync(context, response, new GateVerdict(e.StatusCode, "The request is too large, too slow or broken.")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The caller went away, or we do.
            await RefuseAsync(context, response, new GateVerdict(503, "The daemon is about to end.")).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref _largeBytes, -body.Reserved);
        }
    }

    private static HeaderValues Values(StringValues values) => new(values.Count, values.Count > 0 ? values[0] : null);

    private static GateRequest Described(IHttpRequestFeature request, IHttpConnectionFeature connection, bool isLocal)
    {
        var headers = request.Headers;
        return new GateRequest
        {
            Method = request.Method,
            Target = request.RawTarget,
            IsLocal = isLocal,
            Own = !isLocal && connection.LocalIpAddress is { } own ? new IPEndPoint(own, connection.LocalPort) : null,
            Source = isLocal ? null : connection.RemoteIpAddress,
            Host = Values(headers.Host),
            Origin = Values(headers.Origin),
            SecFetchSite = Values(headers["Sec-Fetch-Site"]),
            ContentType = Values(headers.ContentType),
            SessionId = Values(headers[RpcHeaders.SessionId]),
            Authorization = Values(headers.Authorization),
        };
    }

    private async Task RefuseAsync(IFeatureCollection context, IHttpResponseFeature response, GateVerdict verdict)
    {
        if (response.HasStarted)
        {
            return;
        }

        switch (verdict.Status)
        {
            case 401:
                response.Headers.WWWAuthenticate = "Basic realm=\"TuiTorrent\", charset=\"UTF-8\"";
                break;
            case 405:
                response.Headers.Allow = "POST";
                break;
            case 409:
                response.Headers[RpcHeaders.SessionId] = gate.SessionId;
                response.Headers[RpcHeaders.RpcVersion] = RpcVersions.Semantic;
                break;
        }

        if (verdict.RetryAfterSeconds > 0)
        {
            response.Headers.RetryAfter = verdict.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        response.Headers.ContentType = "text/plain; charset=utf-8";
        await WriteAsync(context, response, verdict.Status, System.Text.Encoding.UTF8.GetBytes(verdict.Text + "\n")).ConfigureAwait(false);
    }

    private static Task SendAsync(IFeatureCollection context, IHttpResponseFeature response, int status, ReadOnlyMemory<byte> json)
    {
        if (status != 204)
        {
            response.Headers.ContentType = "application/json; charset=UTF-8";
        }

        return WriteAsync(context, response, status, json);
    }

    private static async Task WriteAsync(IFeatureCollection context, IHttpResponseFeature response, int status, ReadOnlyMemory<byte> bytes)
    {
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (status == 204)
        {
            return;
        }

        response.Headers.ContentLength = bytes.Length;
        try
        {
            await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody is left to read it.
        }
    }

    private bool Reserve(int bytes)
    {
        if (Interlocked.Add(ref _largeBytes, bytes) <= MaxLargeBytes)
        {
            return true;
        }

        Interlocked.Add(ref _largeBytes, -bytes);
        return false;
    }
}
