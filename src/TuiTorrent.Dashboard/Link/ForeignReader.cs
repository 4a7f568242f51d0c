using TuiTorrent.Dashboard.Link.Wire;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>Keeps up with a daemon that has no events: asks for what was active lately, and now and then for all, as trackers, labels and settings change without activity.</summary>
/// <remarks>Belongs to one <see cref="LinkSession"/> and its task.</remarks>
internal sealed class ForeignReader(LinkSession session, KnownTorrents torrents)
{
    /// <summary>Shortest time between two questions.</summary>
    public const long PaceMs = 2_000;

    /// <summary>Between two full lists.</summary>
    private const long ListPaceMs = 60_000;

    private long _listDueMs;

    /// <summary>The user changed something, which need not count as activity: the next answer has all.</summary>
    public void NoteOwnChange() => _listDueMs = 0;

    /// <summary>All torrents, for the first time.</summary>
    public async Task BeginAsync(News news, CancellationToken cancellation)
    {
        _listDueMs = session.NowMs + ListPaceMs;
        torrents.Begin(news, await session.NeedAsync(RpcMethods.TorrentGet, static json => LinkSession.WriteTable(json, TorrentTable.ForeignFieldsWithTrackers), cancellation).ConfigureAwait(false));
    }

    /// <summary>What changed since the last time.</summary>
    public async Task ReadAsync(News news, CancellationToken cancellation)
    {
        if (session.NowMs >= _listDueMs)
        {
            _listDueMs = session.NowMs + ListPaceMs;
            torrents.TakeAll(news, await session.NeedAsync(RpcMethods.TorrentGet, static json => LinkSession.WriteTable(json, TorrentTable.ForeignFieldsWithTrackers), cancellation).ConfigureAwait(false));
            return;
        }

        var active = await session.NeedAsync(
            RpcMethods.TorrentGet,
            static json =>
            {
                json.WriteString("ids", "recently_active");
                LinkSession.WriteTable(json, TorrentTable.ForeignFields);
            },
            cancellation).ConfigureAwait(false);
        torrents.TakeSome(news, active, [.. active.At("removed").Items(LinkLimits.MaxTorrents).Select(static id => id.Int())]);
    }
}
