using System.Text.Json;
using TuiTorrent.Config;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Ssh;

namespace TuiTorrent.Cli.Remote;

/// <summary>The daemon that a command speaks to. It is looked for at the first question: at the named address, through ssh if it is another machine's; or this user's, then the system's; and if neither answers, one is started.</summary>
/// <remarks>Not thread-safe. Which of the two comes first is a matter of config.toml.</remarks>
internal sealed class DaemonLink : IAsyncDisposable
{
    private readonly RemoteTarget _target;
    private readonly Surroundings _surroundings;
    private RpcClient? _client;
    private SshTunnel? _tunnel;

    /// <summary>Opens nothing yet.</summary>
    public DaemonLink(RemoteTarget target, Surroundings surroundings)
    {
        _target = target;
        _surroundings = surroundings;
    }

    /// <summary>Where the daemon is, once it answered.</summary>
    public RpcAddress? Address { get; private set; }

    /// <summary>Its version, once it answered.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The result of a method.</summary>
    /// <exception cref="CommandStopException">The daemon refuses.</exception>
    /// <exception cref="RpcFailedException">There is no daemon, or no answer.</exception>
    public async Task<JsonElement> AskAsync(string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        await ConnectAsync(cancellation).ConfigureAwait(false);
        var answer = await _client!.CallAsync(method, parameters, cancellation).ConfigureAwait(false);
        return answer.IsOk ? answer.Result : throw CommandStopException.Failed(JsonFields.Clean(answer.Error!));
    }

    /// <summary>Finds a daemon, or starts one.</summary>
    /// <exception cref="CommandStopException">None could be started.</exception>
    /// <exception cref="RpcFailedException">None listens, or it does not answer as it should.</exception>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        if (_client is not null)
        {
            return;
        }

        if (_target.Machine is { } machine)
        {
            _tunnel = new SshTunnel(machine, _surroundings.Environment);
            await _tunnel.StandAsync(mayAsk: true, cancellation).ConfigureAwait(false);
        }

        if ((_tunnel is { } tunnel ? RpcAddress.Unix(tunnel.SocketPath) : _target.Host) is { } host)
        {
            if (await TryAsync(host, cancellation).ConfigureAwait(false) is { } problem)
            {
                throw problem;
            }

            return;
        }

        var places = DaemonAddresses.Read(_surroundings.Environment);
        RpcFailedException? first = null;
        foreach (var address in places.Addresses)
        {
            if (await TryAsync(address, cancellation).ConfigureAwait(false) is not { } problem)
            {
                return;
            }

            // Who may not use the system's daemon has one of his own.
            if (problem.Failure != RpcFailure.NobodyListens && address == places.User)
            {
                throw problem;
            }

            first ??= problem;
        }

        if (!_target.MayStart || places.Preference == DaemonPreference.System || places.LogPath is null || _surroundings.DaemonCommand.Count == 0)
        {
            throw first!;
        }

        await StartAsync(places, cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether the daemon that answered before takes a new connection now.</summary>
    public async Task<bool> IsAnsweringAsync(CancellationToken cancellation)
    {
        _client?.Dispose();
        _client = null;
        if (Address is not { } address)
        {
            return false;
        }

        // The ssh of this machine takes a connection for a daemon that is no more, and breaks it.
        var failure = (await TryAsync(address, cancellation).ConfigureAwait(false))?.Failure;
        return failure is not RpcFailure.NobodyListens && !(_tunnel is not null && failure is RpcFailure.Broken);
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return _tunnel?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private async Task StartAsync(DaemonAddresses places, CancellationToken cancellation)
    {
        var error = await DaemonStarter.StartAsync(
            _surroundings.DaemonCommand,
            places.LogPath!,
            async () => await TryAsync(places.User, cancellation).ConfigureAwait(false) is null,
            _surroundings.Time,
            () => Tell("Starting a daemon...")).ConfigureAwait(false);
        _surroundings.Screen.EraseLine();
        if (error is not null)
        {
            throw new CommandStopException(ExitCode.NoDaemon, error);
        }
    }

    /// <summary>For a person at a terminal; scripts don't wait with us.</summary>
    private void Tell(string line)
    {
        if (_surroundings.Screen.IsTerminal)
        {
            _surroundings.Screen.Redraw(line);
        }
    }

    /// <summary>Why this one can't be spoken to; null if it answered.</summary>
    private async Task<RpcFailedException?> TryAsync(RpcAddress address, CancellationToken cancellation)
    {
        if (address.SocketPath is { } path && _target.Host is null && path != RpcSocket.SystemPath && RpcSocket.CheckUserDirectory(path) is { } doubt)
        {
            return new RpcFailedException(RpcFailure.NotAllowed, doubt);
        }

        var client = new RpcClient(address, _target.UserName, _target.Password);
        try
        {
            var answer = await client.CallAsync(RpcMethods.SessionGet, static json =>
            {
                json.WriteStartArray("fields");
                json.WriteStringValue("version");
                json.WriteEndArray();
            }, cancellation).ConfigureAwait(false);
            (_client, Address, Version) = (client, address, answer.IsOk ? answer.Result.Text("version") : "");
            return null;
        }
        catch (RpcFailedException e)
        {
            client.Dispose();
            return e;
        }
    }
}
