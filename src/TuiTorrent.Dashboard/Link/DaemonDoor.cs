using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>A door through a Unix socket or TCP: a client for each lane, so that no command waits behind a long poll or a large answer.</summary>
internal sealed class DaemonDoor : IDaemonDoor
{
    /// <summary>Longer than a long poll lasts.</summary>
    private static readonly TimeSpan PollPatience = TimeSpan.FromSeconds(65);

    /// <summary>For a large list over a slow line.</summary>
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(30);

    private readonly RpcAddress _address;
    private readonly Func<CancellationToken, Task>? _prepareAsync;
    private readonly RpcClient[] _clients;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">Of the daemon.</param>
    /// <param name="userName">For daemons with a password; null for none.</param>
    /// <param name="password">The same.</param>
    /// <param name="shown">What people call this address; null for the address itself.</param>
    /// <param name="prepareAsync">Sees that the address can be connected to; null where nothing has to be done.</param>
    public DaemonDoor(RpcAddress address, string? userName, string? password, string? shown = null, Func<CancellationToken, Task>? prepareAsync = null)
    {
        _address = address;
        _prepareAsync = prepareAsync;
        Address = Core.SafeText.From(shown ?? address.ToString(), LinkLimits.MaxName);
        LongestRetry = TimeSpan.FromSeconds(address.SocketPath is not null && prepareAsync is null ? 5 : 30);
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
    public TimeSpan LongestRetry { get; }

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (_prepareAsync is not null)
        {
            await _prepareAsync(cancellation).ConfigureAwait(false);
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

        return ValueTask.CompletedTask;
    }
}
