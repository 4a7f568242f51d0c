using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link;

/// <summary>The daemon, seen from the screen: requests go out, news come back to an <see cref="ILinkListener"/>. The screen never waits for it.</summary>
/// <remarks>All methods, all callbacks: the thread of the screen.</remarks>
internal interface IDaemonLink
{
    /// <summary>What is to be kept fresh about one torrent, for the tab that is open.</summary>
    void Watch(Wanted wanted);

    /// <summary>Asks the daemon to do something.</summary>
    /// <param name="request">What.</param>
    /// <param name="done">The answer, also when there is none for lack of a daemon; null if nobody needs it.</param>
    void Send(DaemonRequest request, Action<DaemonAnswer>? done = null);

    /// <summary>Tries at once to reach a daemon that was lost.</summary>
    void RetryNow();

    /// <summary>Shortest time between two frames of data.</summary>
    TimeSpan Interval { get; set; }
}

/// <summary>A request. Made by <c>Requests</c>.</summary>
/// <param name="Method">One of <see cref="Rpc.Contract.RpcMethods"/>.</param>
/// <param name="Parameters">Writes the properties of "params"; called on any thread, so it may use only what it was made with.</param>
internal sealed record DaemonRequest(string Method, Action<Utf8JsonWriter>? Parameters = null);

/// <summary>What became of a request.</summary>
/// <param name="Error">A sentence for the user; null if it was done.</param>
/// <param name="Result">Of the daemon; undefined where there is an error.</param>
internal readonly record struct DaemonAnswer(string? Error, JsonElement Result)
{
    /// <summary>It was done.</summary>
    public bool IsOk => Error is null;
}

/// <summary>Parts of a torrent's detail.</summary>
[Flags]
internal enum DetailPart
{
    /// <summary>Nothing beyond the list.</summary>
    None = 0,

    /// <summary>What never or seldom changes: comment, limits, times.</summary>
    General = 1,

    /// <summary>Files.</summary>
    Files = 2,

    /// <summary>Peers.</summary>
    Peers = 4,

    /// <summary>Trackers.</summary>
    Trackers = 8,

    /// <summary>Map of pieces and their availability.</summary>
    Pieces = 16,

    /// <summary>Causes why it stands still.</summary>
    Why = 32,

    /// <summary>Handshakes; of the whole session, so without a torrent, too.</summary>
    Handshakes = 64,

    /// <summary>The log; without a torrent, too.</summary>
    Log = 128,

    /// <summary>The board's health; without a torrent.</summary>
    Board = 256,
}

/// <summary>What the screen shows and so needs fresh.</summary>
/// <param name="Hash">The torrent in focus; "" for none.</param>
/// <param name="Parts">Of it, and of the session.</param>
internal readonly record struct Wanted(string Hash, DetailPart Parts);

/// <summary>Takes news of the daemon, on the thread of the screen.</summary>
internal interface ILinkListener
{
    /// <summary>Torrents that are new or changed, and ids of those that are gone. The first call after a connection brings all, with <paramref name="isAll"/>.</summary>
    void TorrentsChanged(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll);

    /// <summary>Settings and totals.</summary>
    void SessionChanged(SessionInfo session);

    /// <summary>Rates of all torrents together, in bytes a second: a sample for the graph.</summary>
    void RatesChanged(long down, long up);

    /// <summary>What the daemon counted before it was asked: for the graphs of longer spans.</summary>
    void TrafficTold(TrafficInfo traffic);

    /// <summary>The torrent in focus, as far as was asked for.</summary>
    void DetailChanged(TorrentDetail detail);

    /// <summary>The machine.</summary>
    void BoardChanged(BoardInfo board);

    /// <summary>Handshakes.</summary>
    void HandshakesChanged(HandshakeInfo handshakes);

    /// <summary>New lines of the log, oldest first.</summary>
    void LogGrew(IReadOnlyList<LogItem> lines);

    /// <summary>Reached, lost, or about to try again.</summary>
    void ConnectionChanged(Connection connection);
}

/// <summary>How it stands with the daemon.</summary>
internal enum ConnectionState
{
    /// <summary>Never reached yet.</summary>
    Connecting,

    /// <summary>All well.</summary>
    Online,

    /// <summary>Was there, is not now.</summary>
    Lost,
}

/// <summary>How it stands with the daemon.</summary>
/// <param name="State">Which.</param>
/// <param name="Address">Where it is, for people.</param>
/// <param name="Reason">Why not, a sentence; "" while all is well.</param>
/// <param name="Since">When it was lost.</param>
/// <param name="NextTry">When the next try is due; null while one is under way.</param>
internal sealed record Connection(ConnectionState State, string Address, string Reason = "", DateTimeOffset Since = default, DateTimeOffset? NextTry = null)
{
    /// <summary>The machine's name, or what else names it in few words.</summary>
    public string Host { get; init; } = Address;

    /// <summary>How it is reached, where the host does not say it: "unix socket", "ssh"; else "".</summary>
    public string Way { get; init; } = "";
}
