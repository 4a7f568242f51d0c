using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Hosts;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>A world with one torrent and those who share it; scenarios fill it, run it and ask it.</summary>
internal sealed class Swarm
{
    private const long DrainMs = 30_000;

    private readonly List<Client> _clients = [];
    private uint _nextAddress = 0x14000001; // 20.0.0.1, spread below so that no two are neighbours

    public Swarm(int seed, long length, int pieceLength, Action<string>? trace = null)
    {
        World = new World(seed) { Trace = trace };
        Content = new Content(World, length, pieceLength);
    }

    public World World { get; }

    public Content Content { get; }

    public Tracker? Tracker { get; private set; }

    public IReadOnlyList<Client> Clients => _clients;

    /// <summary>Clients that are waited for.</summary>
    public IEnumerable<Client> Honest => _clients.Where(client => !client.Plan.IsLiar);

    public void UseTracker(int failPermille = 0) => Tracker = new Tracker(World, failPermille);

    public Client Add(ClientPlan plan)
    {
        var client = new Client(World, plan, NextEndpoint(), Content, Tracker);
        _clients.Add(client);
        return client;
    }

    public T Add<T>(Func<World, string, PeerEndpoint, Content, T> make)
        where T : RawPeer
    {
        var peer = make(World, typeof(T).Name.ToLowerInvariant(), NextEndpoint(), Content);
        Tracker?.Know(peer.Endpoint);
        return peer;
    }

    /// <summary>Starts all clients within <paramref name="spreadMs"/>; without a tracker each is told of all others.</summary>
    public void Start(int spreadMs = 0)
    {
        foreach (var client in _clients)
        {
            World.AtMs(World.ElapsedMs + World.Random.Next(spreadMs + 1), () =>
            {
                client.Start();
                Introduce(client);
            });
        }
    }

    /// <summary>Tells a client of everybody else, as a user or a tracker would.</summary>
    public void Introduce(Client client)
    {
        if (Tracker is null)
        {
            client.Know(World.Hosts.Keys.Where(endpoint => endpoint != client.Endpoint).ToArray());
        }
    }

    /// <summary>Runs until every honest client that is alive is complete; returns ms of the run.</summary>
    public long RunUntilComplete(long limitMs)
    {
        RunUntil(() => Honest.All(client => client.IsComplete), limitMs);
        return World.ElapsedMs;
    }

    /// <summary>Runs until something is so, or fails with the state of everybody.</summary>
    public void RunUntil(Func<bool> isDone, long limitMs)
    {
        if (!World.Run(isDone, limitMs))
        {
            throw new SimulationFailure($"not done after {limitMs} ms: {Describe()}");
        }
    }

    /// <summary>Runs on for a time.</summary>
    public void RunFor(long ms)
    {
        var untilMs = World.ElapsedMs + ms;
        World.Run(() => false, untilMs);
    }

    /// <summary>Everybody was sent home: nobody is to be started any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Ends every client in good order: after that no block may be missing anywhere.</summary>
    public void Shutdown()
    {
        IsOver = true;
        foreach (var client in _clients)
        {
            if (client.IsAlive)
            {
                client.Shutdown();
            }
        }

        RunFor(DrainMs);
        foreach (var client in _clients)
        {
            if (client.IsAlive && client.Blocks.Outstanding != 0)
            {
                throw new SimulationFailure($"{client.Name} has leaked {client.Blocks.Outstanding} blocks");
            }
        }
    }

    /// <summary>A line on each client.</summary>
    public string Describe() => string.Join("; ", _clients.Select(client => !client.IsAlive
        ? $"{client.Name} is gone"
        : $"{client.Name} {client.Torrent.Status} {client.Torrent.Picker.Have.Count}/{Content.Layout.PieceCount} peers {client.Torrent.Peers.Count} blocks {client.Blocks.Outstanding}/{client.Blocks.Capacity} [{Closes(client)}]{Begun(client)}"));

    /// <summary>Pieces that were begun, and what the peers are like: what one needs to see why a swarm stands still.</summary>
    private static string Begun(Client client) => client.Torrent.Picker.Partials.Count == 0 ? "" : string.Concat(
        client.Torrent.Picker.Partials.Select(partial =>
            $"\n    piece {partial.Piece}: {partial.FreeCount} free, {partial.RequestedCount} asked for, {partial.ReceivedCount} here{(partial.IsExclusive ? $", only from {partial.Owner?.Connection.Endpoint}" : "")}").Concat(
        client.Torrent.Peers.Select(peer =>
            $"\n    peer {peer.Connection.Endpoint}: {peer.Pieces.Count} pieces, {peer.Requests.Count} requests{(peer.PeerChoking ? ", chokes" : "")}{(peer.IsOnParole ? ", on parole" : "")}{(peer.Requests.IsSnubbed ? ", snubbed" : "")}{(peer.AmInterested ? "" : ", of no interest")}")));

    private static string Closes(Client client) => string.Join(' ', Enum.GetValues<CloseReason>()
        .Where(reason => client.Session.Closes[(int)reason] > 0)
        .Select(reason => $"{reason} {client.Session.Closes[(int)reason]}"));

    private PeerEndpoint NextEndpoint()
    {
        var address = _nextAddress;
        _nextAddress += 0x00010101;
        return PeerEndpoint.FromIPv4(address, 6881);
    }
}
