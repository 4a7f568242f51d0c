using System.Net;
using System.Net.Sockets;
using System.Text;
using TuiTorrent.Daemon.Http;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Gate;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Http;

/// <summary>A real Kestrel on a Unix socket and on a loopback port.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly string Hash = PasswordHash.Of("secret").ToString();

    private readonly string _directory;
    private RpcHost _host;

    private RunningHost(string directory, RpcHost host, MadeDaemon daemon, int port)
    {
        _directory = directory;
        _host = host;
        Daemon = daemon;
        Port = port;
    }

    public MadeDaemon Daemon { get; }

    public int Port { get; }

    public string SocketPath => Path.Combine(_directory, "rpc.sock");

    public string SessionId => _host.Gate.SessionId;

    public static async Task<RunningHost> StartAsync(bool withPassword = false, MadeDaemon? daemon = null)
    {
        var directory = Directory.CreateTempSubdirectory("tuitorrent-rpc-").FullName;
        daemon ??= new MadeDaemon();
        for (var tries = 0; ; tries++)
        {
            var port = FreePort();
            try
            {
                var host = await RpcHost.StartAsync(
                    new RpcHostSettings
                    {
                        UnixSocketPath = Path.Combine(directory, "rpc.sock"),
                        TcpEndpoints = [new IPEndPoint(IPAddress.Loopback, port)],
                        UserName = "me",
                        PasswordHash = withPassword ? Hash : null,
                    },
                    daemon.Door);
                return new RunningHost(directory, host, daemon, port);
            }
            catch (RpcHostException) when (tries < 5)
            {
                // Another program was given the port meanwhile.
            }
        }
    }

    public RpcAddress Address(bool isLocal) => isLocal ? RpcAddress.Unix(SocketPath) : RpcAddress.Tcp("127.0.0.1", Port);

    public async Task<Socket> ConnectAsync(bool isLocal)
    {
        var socket = isLocal ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(isLocal ? new UnixDomainSocketEndPoint(SocketPath) : new IPEndPoint(IPAddress.Loopback, Port), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Sends bytes as they are and reads to the end of the first answer; "" if the host hangs up. Waits 30 seconds at most.</summary>
    public async Task<string> RawAsync(bool isLocal, ReadOnlyMemory<byte> request)
    {
        using var socket = await ConnectAsync(isLocal);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var answer = new StringBuilder();
        try
        {
            var sending = SendAsync(socket, request, limit.Token);
            var buffer = new byte[64 * 1024];
            while (!IsWhole(answer.ToString()))
            {
                var count = await socket.ReceiveAsync(buffer, limit.Token);
                if (count == 0)
                {
                    break;
                }

                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }

            await sending;
        }
        catch (SocketException)
        {
            // Hung up in the middle.
        }

        return answer.ToString();
    }

    /// <summary>Ends the host; the directory stays.</summary>
    public ValueTask DisposeHostAsync() => _host.DisposeAsync();

    /// <summary>A new host at the same socket.</summary>
    public async Task RestartAsync() => _host = await RpcHost.StartAsync(new RpcHostSettings { UnixSocketPath = SocketPath }, Daemon.Door);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_directory, true);
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        try
        {
            while (!request.IsEmpty)
            {
                request = request[await socket.SendAsync(request, cancellation)..];
            }
        }
        catch (SocketException)
        {
            // Answered before all was read.
        }
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        const string Name = "Content-Length: ";
        var length = answer.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return length < 0 || Encoding.UTF8.GetByteCount(answer) - end - 4
            >= int.Parse(answer.AsSpan(length + Name.Length, answer.IndexOf('\r', length) - length - Name.Length), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
