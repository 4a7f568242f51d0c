using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TuiTorrent.Rpc;
using TuiTorrent.Rpc.Gate;

namespace TuiTorrent.Daemon.Http;

/// <summary>Answers RPC on a Unix socket, and on TCP if asked for, by a Kestrel without anything around it: no container, no logging, no routes.</summary>
/// <remarks>Whoever starts it holds the lock of the state directory: only then may a socket that a killed daemon left be taken over.</remarks>
internal sealed class RpcHost : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly RpcApplication _application;
    private readonly string _socketPath;
    private int _isDisposed;

    private RpcHost(KestrelServer server, RpcApplication application, string socketPath, RequestGate gate)
    {
        _server = server;
        _application = application;
        _socketPath = socketPath;
        Gate = gate;
    }

    /// <summary>The rules of safety in force.</summary>
    internal RequestGate Gate { get; }

    /// <summary>Listens; when the task ends, requests are answered.</summary>
    /// <exception cref="RpcHostException">The settings are unsafe, or an address can't be had.</exception>
    public static async Task<RpcHost> StartAsync(RpcHostSettings settings, RpcDoor door)
    {
        var gate = new RequestGate(GateSettingsOf(settings), TimeProvider.System);
        SocketFile.MakeWay(settings.UnixSocketPath);
        var server = new KestrelServer(
            Options.Create(ServerOptions(settings)),
            new SocketTransportFactory(Options.Create(TransportOptions(settings)), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        var application = new RpcApplication(gate, door);
        try
        {
            await server.StartAsync(application, CancellationToken.None).ConfigureAwait(false);
            SocketFile.SetMode(settings.UnixSocketPath, settings.SocketMode);
            return new RpcHost(server, application, settings.UnixSocketPath, gate);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            application.Dispose();
            server.Dispose();
            throw new RpcHostException($"Can't listen for commands: {e.Message}", e);
        }
    }

    /// <summary>Ends long polls at once, gives others two seconds, and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _application.Stop();
        using (var patience = new CancellationTokenSource(StopPatience))
        {
            await _server.StopAsync(patience.Token).ConfigureAwait(false);
        }

        _server.Dispose();
        _application.Dispose();
        File.Delete(_socketPath);
    }

    private static GateSettings GateSettingsOf(RpcHostSettings settings)
    {
        Credentials? credentials = null;
        if (settings.PasswordHash is not null)
        {
            var hash = PasswordHash.Parse(settings.PasswordHash)
                ?? throw new RpcHostException($"The password of the RPC must be a hash of at least {PasswordHash.MinRounds} rounds.");
            credentials = new Credentials(settings.UserName, hash);
        }

        foreach (var endpoint in settings.TcpEndpoints)
        {
            if (!IPAddress.IsLoopback(endpoint.Address) && (credentials is null || settings.AllowedSources.Count == 0))
            {
                throw new RpcHostException($"To listen at {endpoint}, which others can reach, the RPC needs a password and a list of addresses that may use it.");
            }
        }

        return new GateSettings { HostNames = settings.AllowedHostNames, Sources = settings.AllowedSources, Credentials = credentials };
    }

    private static KestrelServerOptions ServerOptions(RpcHostSettings settings)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false, AllowResponseHeaderCompression = false };
        var limits = options.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = RpcLimits.MaxAddBody;
        limits.MaxRequestHeaderCount = 32;
        limits.MaxRequestHeadersTotalSize = 8 * 1024;
        limits.MaxRequestLineSize = 1024;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new MinDataRate(1024, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(1024, TimeSpan.FromSeconds(5));
        options.ListenUnixSocket(settings.UnixSocketPath, static listen => listen.Protocols = HttpProtocols.Http1);
        foreach (var endpoint in settings.TcpEndpoints)
        {
            options.Listen(endpoint, static listen => listen.Protocols = HttpProtocols.Http1);
        }

        return options;
    }

    private static SocketTransportOptions TransportOptions(RpcHostSettings settings) => new()
    {
        // One queue of our own work is enough; each more is a pool of memory.
        IOQueueCount = 1,
        Backlog = MaxConnections,
        CreateBoundListenSocket = endpoint => endpoint is UnixDomainSocketEndPoint
            ? SocketFile.Bind(settings.UnixSocketPath)
            : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint),
    };
}
