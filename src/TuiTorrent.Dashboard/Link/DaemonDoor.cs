using System.Text.Json;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Ssh;

namespace TuiTorrent.Dashboard.Link;

/// <summary>A door through a Unix socket or TCP: a client for each lane, so that no command waits behind a long poll or a large answer.</summary>
internal sealed class DaemonDoor : IDaemonDoor
{
    /// <summary>Longer than a long poll lasts.</summary>
    private static readonly TimeSpan PollPatience = TimeSpan.FromSeconds(65);

    /// <summary>For a large list over a slow line.</summary>
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(30);

    private readonly RpcAddress _address;
    private readonly SshTunnel? _tunnel;
    private readonly RpcClient[] _clients;

    private DaemonDoor(RpcAddress address, string? userName, string? password, string shown, string host, string way, SshTunnel? tunnel)
    {
        _address = address;
        _tunnel = tunnel;
        Address = Core.SafeText.From(shown, LinkLimits.MaxName);
        Host = Core.SafeText.From(host, LinkLimits.MaxName);
        Way = way;
        LongestRetry = TimeSpan.FromSeconds(address.SocketPath is not null && tunnel is null ? 5 : 30);
        _clients =
        [
            new RpcClient(address, userName, password) { Patience = PollPatience },
            new RpcClient(address, userName, password) { Patience = ReadPatience },
            new RpcClient(address, userName, password) { Patience = PollPatience },
        ];
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public string Host { get; }

    /// <inheritdoc/>
    public string Way { get; }

    /// <inheritdoc/>
    public TimeSpan LongestRetry { get; }

    /// <summary>Through a Unix socket. Opens nothing yet.</summary>
    /// <param name="path">Of the socket.</param>
    /// <param name="machine">Name of the machine that this runs on.</param>
    public static DaemonDoor ToSocket(string path, string machine) => new(RpcAddress.Unix(path), null, null, path, machine, "unix socket", null);

    /// <summary>Over TCP, to a daemon of our own or another Transmission-compatible program. Opens nothing yet.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Its port.</param>
    /// <param name="userName">For daemons with a password; null for none.</param>
    /// <param name="password">The same.</param>
    public static DaemonDoor ToTcp(string host, int port, string? userName, string? password)
    {
        var address = RpcAddress.Tcp(host, port);
        return new DaemonDoor(address, userName, password, address.ToString(), address.ToString(), "", null);
    }

    /// <summary>To another machine by the ssh program. <see cref="SshTunnel.StandAsync"/> should have been called while ssh could ask for a password; here it can't.</summary>
    /// <param name="tunnel">The way there; disposed with this.</param>
    public static DaemonDoor ToMachine(SshTunnel tunnel) => new(RpcAddress.Unix(tunnel.SocketPath), null, null, tunnel.Destination.ToString(), tunnel.Destination.ToString()[SshDestination.Scheme.Length..], "ssh", tunnel);

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (_tunnel is not null)
        {
            // The screen has the terminal: nobody can be asked for a password now.
            await _tunnel.StandAsync(mayAsk: false, cancellation).ConfigureAwait(false);
        }
        else if (_address.SocketPath == RpcSocket.UserPath() && RpcSocket.CheckUserDirectory(_address.SocketPath) is { } doubt)
        {
            throw new RpcFailedException(RpcFailure.NotAllowed, doubt);
        }
    }

    /// <inheritdoc/>
    public Task<RpcResult> CallAsync(Lane lane, string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation) =>
        _clients[(int)lane].CallAsync(method, parameters, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        return _tunnel?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
