using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>A link in virtual time, all on the thread of the test, and what it told.</summary>
internal sealed class LinkRig : ILinkListener
{
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;

    public LinkRig(bool isOurs = true)
    {
        // Without a context, what waits goes on inside the call that wakes it: nothing is left to chance.
        SynchronizationContext.SetSynchronizationContext(null);
        Link = new DaemonLink(Door, this, Post, Time, isAside: false);
        Door.Answer(RpcMethods.Events, isOurs ? """{"version":7,"changed":[1,2],"removed":[]}""" : "!Method not found.")
            .Answer(RpcMethods.SessionGet, """{"version":"4.1.0","download_dir":"/srv","units":{"speed_bytes":1000},"speed_limit_up":50,"speed_limit_up_enabled":true}""")
            .Answer(RpcMethods.SessionStats, """{"current_stats":{"seconds_active":5}}""")
            .Answer(RpcMethods.TorrentGet, Table(Row(1, 'a', 10), Row(2, 'b', 0)));
    }

    public ManualTime Time { get; } = new();

    public ScriptedDoor Door { get; } = new();

    public DaemonLink Link { get; }

    /// <summary>Frames: what was posted.</summary>
    public int Posts { get; private set; }

    /// <summary>Whether posts wait until <see cref="RunPosts"/>, as those to a busy screen do.</summary>
    public bool HoldsPosts { get; set; }

    public List<string> Told { get; } = [];

    public Dictionary<int, TorrentItem> Items { get; } = [];

    public List<Connection> Connections { get; } = [];

    public SessionInfo? Session { get; private set; }

    public TorrentDetail? Detail { get; private set; }

    public BoardInfo? Board { get; private set; }

    public HandshakeInfo? Handshakes { get; private set; }

    public TrafficInfo? Traffic { get; private set; }

    public List<LogItem> Log { get; } = [];

    private Queue<Action> Waiting { get; } = new();

    public static string Table(params string[] rows) =>
        $$"""{"torrents":[["id","hash_string","name","rate_download","tuitorrent_activity","peers_connected","labels"]{{string.Concat(rows.Select(row => "," + row))}}]}""";

    public static string Row(int id, char hash, int rate, string name = "x") => $"[{id},\"{new string(hash, 40)}\",\"{name}\",{rate},\"downloading\",3,[\"iso\"]]";

    public static string Hash(char digit) => new(digit, 40);

    public LinkRig Start()
    {
        Link.Start();
        return this;
    }

    /// <summary>Started, and at rest: the first frame's pause is over.</summary>
    public LinkRig Rested()
    {
        Start();
        Time.Advance(1);
        Assert.True(Door.IsPolling);
        Door.Asked.Clear();
        Told.Clear();
        Posts = 0;
        return this;
    }

    public void RunPosts()
    {
        while (Waiting.TryDequeue(out var action))
        {
            action();
        }
    }

    public async Task EndAsync()
    {
        await Link.DisposeAsync();
        SynchronizationContext.SetSynchronizationContext(_before);
    }

    public void TorrentsChanged(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll)
    {
        if (isAll)
        {
            Items.Clear();
        }

        foreach (var id in removed)
        {
            Items.Remove(id);
        }

        foreach (var item in changed)
        {
            Items[item.Id] = item;
        }

        Told.Add($"torrents {string.Join(' ', changed.Select(item => item.Id))}|{string.Join(' ', removed)}{(isAll ? " all" : "")}");
    }

    public void SessionChanged(SessionInfo session)
    {
        Session = session;
        Told.Add("session");
    }

    public void RatesChanged(long down, long up) => Told.Add($"rates {down} {up}");

    public void TrafficTold(TrafficInfo traffic)
    {
        Traffic = traffic;
        Told.Add($"traffic {traffic.Minutes.Count}");
    }

    public void DetailChanged(TorrentDetail detail)
    {
        Detail = detail;
        Told.Add("detail " + detail.Hash[0]);
    }

    public void BoardChanged(BoardInfo board)
    {
        Board = board;
        Told.Add("board");
    }

    public void HandshakesChanged(HandshakeInfo handshakes)
    {
        Handshakes = handshakes;
        Told.Add("handshakes");
    }

    public void LogGrew(IReadOnlyList<LogItem> lines)
    {
        Log.AddRange(lines);
        Told.Add($"log {lines.Count}");
    }

    public void ConnectionChanged(Connection connection)
    {
        Connections.Add(connection);
        Told.Add(connection.State.ToString());
    }

    private void Post(Action action)
    {
        Posts++;
        if (HoldsPosts)
        {
            Waiting.Enqueue(action);
        }
        else
        {
            action();
        }
    }
}
