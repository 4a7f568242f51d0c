using System.Threading.Channels;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Interop.Remote;

/// <summary>The dashboard's link to a daemon, without a screen: what it told last, and waiting until it tells what is awaited.</summary>
/// <remarks>One thread at a time, that of the test.</remarks>
internal sealed class WatchedLink : ILinkListener, IAsyncDisposable
{
    private readonly Channel<Action> _posts = Channel.CreateUnbounded<Action>();
    private readonly DaemonLink _link;

    public WatchedLink(int rpcPort, string? userName = null, string? password = null)
    {
        _link = new DaemonLink(DaemonDoor.ToTcp("127.0.0.1", rpcPort, userName, password), this, post => _posts.Writer.TryWrite(post), TimeProvider.System);
        _link.Start();
    }

    /// <summary>By info-hash.</summary>
    public Dictionary<string, TorrentItem> Torrents { get; } = [];

    public Connection? Connection { get; private set; }

    public SessionInfo? Session { get; private set; }

    public TorrentDetail? Detail { get; private set; }

    /// <summary>Sends a request, and waits for its answer.</summary>
    public async Task<DaemonAnswer> SendAsync(DaemonRequest request, CancellationToken stop)
    {
        DaemonAnswer? answer = null;
        _link.Send(request, told => answer = told);
        await UntilAsync(() => answer is not null, stop);
        return answer!.Value;
    }

    /// <summary>What the screen shows.</summary>
    public void Watch(Wanted wanted) => _link.Watch(wanted);

    /// <summary>Takes news until it is so.</summary>
    public async Task UntilAsync(Func<bool> isSo, CancellationToken stop)
    {
        while (!isSo())
        {
            (await _posts.Reader.ReadAsync(stop))();
        }
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    public void TorrentsChanged(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll)
    {
        if (isAll)
        {
            Torrents.Clear();
        }

        foreach (var gone in Torrents.Values.Where(torrent => removed.Contains(torrent.Id)).ToList())
        {
            Torrents.Remove(gone.Hash);
        }

        foreach (var torrent in changed)
        {
            Torrents[torrent.Hash] = torrent;
        }
    }

    public void SessionChanged(SessionInfo session) => Session = session;

    public void RatesChanged(long down, long up)
    {
    }

    public void DetailChanged(TorrentDetail detail) => Detail = detail;

    public void BoardChanged(BoardInfo board)
    {
    }

    public void TrafficTold(TrafficInfo traffic)
    {
        // Only a daemon of ours tells it.
    }

    public void HandshakesChanged(HandshakeInfo handshakes)
    {
    }

    public void LogGrew(IReadOnlyList<LogItem> lines)
    {
    }

    public void ConnectionChanged(Connection connection) => Connection = connection;
}
