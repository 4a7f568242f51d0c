using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>One command line that talks to a daemon: its options, the daemon, and where the answer goes.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RemoteCall : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly DaemonLink _daemon;
    private StopSignals? _signals;

    /// <summary>Asks nothing yet.</summary>
    public RemoteCall(ParseResult line, Surroundings surroundings, RemoteTarget target, bool isJson)
    {
        Line = line;
        Surroundings = surroundings;
        IsJson = isJson;
        Target = target;
        IsRemote = target.Machine is not null || target.Host is { SocketPath: null };
        _daemon = new DaemonLink(target, surroundings);
    }

    /// <summary>What was typed.</summary>
    public ParseResult Line { get; }

    /// <summary>The process around it.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>Which daemon is meant.</summary>
    public RemoteTarget Target { get; }

    /// <summary>Where the daemon is, once it answered.</summary>
    public RpcAddress? Address => _daemon.Address;

    /// <summary>Whether programs read the answer.</summary>
    public bool IsJson { get; }

    /// <summary>Whether the daemon's files are perhaps not this machine's.</summary>
    public bool IsRemote { get; }

    /// <summary>Columns for a table; without a terminal nothing is cut.</summary>
    public int Width => Surroundings.Screen.IsTerminal ? Surroundings.Screen.Width : int.MaxValue;

    /// <summary>Set when the user wants to stop, after <see cref="ListenForStop"/>.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Makes Ctrl-C end what waits, in good order. Without it the process ends at once, which suits a command that asks one thing.</summary>
    public void ListenForStop() => _signals ??= new StopSignals(_stop.Cancel);

    /// <summary>The result of a method.</summary>
    /// <exception cref="CommandStopException">The daemon refuses, or can't be started.</exception>
    /// <exception cref="RpcFailedException">There is no daemon, or no answer.</exception>
    public Task<JsonElement> AskAsync(string method, Action<Utf8JsonWriter>? parameters = null) => _daemon.AskAsync(method, parameters, _stop.Token);

    /// <summary>Finds the daemon, or starts one.</summary>
    /// <exception cref="CommandStopException">None could be started.</exception>
    /// <exception cref="RpcFailedException">There is none, or it does not answer as it should.</exception>
    public Task ConnectAsync() => _daemon.ConnectAsync(_stop.Token);

    /// <summary>Whether the daemon that answered before still does.</summary>
    public Task<bool> IsAnsweringAsync() => _daemon.IsAnsweringAsync(_stop.Token);

    /// <summary>torrent_get: the elements of its list.</summary>
    /// <param name="fields">What of each.</param>
    /// <param name="hashes">Which; null for all.</param>
    public async Task<List<JsonElement>> GetAsync(IEnumerable<string> fields, IEnumerable<string>? hashes = null)
    {
        var result = await AskAsync(RpcMethods.TorrentGet, json =>
        {
            if (hashes is not null)
            {
                json.WriteTexts("ids", hashes);
            }

            json.WriteTexts("fields", fields);
        }).ConfigureAwait(false);
        return [.. result.Items("torrents")];
    }

    /// <summary>All torrents.</summary>
    public async Task<List<TorrentRow>> RowsAsync()
    {
        var rows = new List<TorrentRow>();
        foreach (var torrent in await GetAsync(TorrentRow.Fields).ConfigureAwait(false))
        {
            rows.Add(TorrentRow.Read(torrent));
        }

        return rows;
    }

    /// <summary>The torrents that words mean.</summary>
    /// <exception cref="CommandStopException">A word means none or several.</exception>
    public async Task<List<TorrentRow>> FindAsync(IReadOnlyList<string> words) => TorrentFinder.FindAll(await RowsAsync().ConfigureAwait(false), words);

    /// <summary>The torrent that a word means.</summary>
    /// <exception cref="CommandStopException">It means none or several.</exception>
    public async Task<TorrentRow> FindAsync(string word) => TorrentFinder.Find(await RowsAsync().ConfigureAwait(false), word);

    /// <summary>Prints a line of output.</summary>
    public void Print(string line) => Surroundings.Screen.Print(line);

    /// <summary>Prints several.</summary>
    public void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Surroundings.Screen.Print(line);
        }
    }

    /// <summary>Prints a JSON object on a line of its own.</summary>
    /// <param name="write">Writes what is between the braces.</param>
    public void PrintJson(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        Surroundings.Screen.Print(output.WrittenSpan);
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _signals?.Dispose();
        await _daemon.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
