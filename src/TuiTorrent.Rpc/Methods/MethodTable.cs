using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Carries out a method; writes its result inside an object that is open, and says how it ended.</summary>
internal delegate ValueTask<Outcome> Handler(RpcCall call);

/// <summary>Which handler serves which method.</summary>
internal static class MethodTable
{
    private static readonly FrozenDictionary<string, Handler> Handlers = new Dictionary<string, Handler>
    {
        [RpcMethods.TorrentGet] = TorrentGet.RunAsync,
        [RpcMethods.TorrentSet] = TorrentSet.RunAsync,
        [RpcMethods.TorrentAdd] = TorrentAdd.RunAsync,
        [RpcMethods.TorrentStart] = call => TorrentActions.EachAsync(call, static (engine, torrent) => engine.StartAsync(torrent, false)),
        [RpcMethods.TorrentStartNow] = call => TorrentActions.EachAsync(call, static (engine, torrent) => engine.StartAsync(torrent, true)),
        [RpcMethods.TorrentStop] = call => TorrentActions.EachAsync(call, static (engine, torrent) => engine.StopAsync(torrent)),
        [RpcMethods.TorrentVerify] = call => TorrentActions.EachAsync(call, static (engine, torrent) => engine.VerifyAsync(torrent)),
        [RpcMethods.TorrentReannounce] = call => TorrentActions.EachAsync(call, static (engine, torrent) => engine.ReannounceAsync(torrent)),
        [RpcMethods.TorrentRemove] = TorrentActions.RemoveAsync,
        [RpcMethods.TorrentSetLocation] = TorrentActions.SetLocationAsync,
        [RpcMethods.TorrentRenamePath] = TorrentActions.RenameAsync,
        [RpcMethods.QueueMoveTop] = call => TorrentActions.QueueAsync(call, Engine.Control.QueueMove.Top),
        [RpcMethods.QueueMoveUp] = call => TorrentActions.QueueAsync(call, Engine.Control.QueueMove.Up),
        [RpcMethods.QueueMoveDown] = call => TorrentActions.QueueAsync(call, Engine.Control.QueueMove.Down),
        [RpcMethods.QueueMoveBottom] = call => TorrentActions.QueueAsync(call, Engine.Control.QueueMove.Bottom),
        [RpcMethods.SessionGet] = SessionGet.RunAsync,
        [RpcMethods.SessionSet] = SessionSet.RunAsync,
        [RpcMethods.SessionStats] = SessionActions.StatsAsync,
        [RpcMethods.SessionClose] = SessionActions.CloseAsync,
        [RpcMethods.FreeSpace] = SessionActions.FreeSpaceAsync,
        [RpcMethods.PortTest] = SessionActions.PortTestAsync,
        [RpcMethods.BlocklistUpdate] = static _ => new ValueTask<Outcome>(Outcome.Refused("Blocklists are not supported.")),
        [RpcMethods.GroupGet] = static _ => new ValueTask<Outcome>(Outcome.Refused("Bandwidth groups are not supported.")),
        [RpcMethods.GroupSet] = static _ => new ValueTask<Outcome>(Outcome.Refused("Bandwidth groups are not supported.")),
        [RpcMethods.Why] = OwnMethods.WhyAsync,
        [RpcMethods.Handshakes] = OwnMethods.HandshakesAsync,
        [RpcMethods.Board] = OwnMethods.BoardAsync,
        [RpcMethods.Log] = OwnMethods.LogAsync,
        [RpcMethods.Traffic] = OwnMethods.TrafficAsync,
        [RpcMethods.Events] = OwnMethods.EventsAsync,
    }.ToFrozenDictionary();

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Handlers.Keys;

    public static bool TryFind(string method, [NotNullWhen(true)] out Handler? handler) => Handlers.TryGetValue(method, out handler);
}
