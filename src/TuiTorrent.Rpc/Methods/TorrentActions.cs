using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Commands for torrents that need little beside "ids".</summary>
internal static class TorrentActions
{
    /// <summary>The same for each; all are tried, the first refusal is reported.</summary>
    public static async ValueTask<Outcome> EachAsync(RpcCall call, Func<ITorrentEngine, InfoHash, Task<CommandResult>> act)
    {
        if (await TorrentIds.ReadAsync(call).ConfigureAwait(false) is not { } ids || call.Parameters.Finish() is not null)
        {
            return Outcome.Invalid(call.Parameters.Error!);
        }

        return await AllAsync(ids, hash => act(call.Engine, hash)).ConfigureAwait(false);
    }

    /// <summary>All are asked before the first is waited for: each answer waits for the disk, and those that wait together cost one write.</summary>
    public static async ValueTask<Outcome> AllAsync(TorrentIds ids, Func<InfoHash, Task<CommandResult>> act)
    {
        var outcome = Outcome.Ok;
        foreach (var result in await Task.WhenAll(ids.Torrents.Select(torrent => act(torrent.InfoHash))).ConfigureAwait(false))
        {
            outcome = outcome.IsOk ? Outcome.Of(result) : outcome;
        }

        return outcome;
    }

    public static ValueTask<Outcome> RemoveAsync(RpcCall call)
    {
        var deleteData = call.Parameters.Bool("delete_local_data") ?? false;

        // Everywhere else no ids means all; here that would be an accident.
        if (!call.Parameters.Has("ids"))
        {
            call.Parameters.Fail("torrent_remove needs ids.");
        }

        return EachAsync(call, (engine, torrent) => engine.RemoveAsync(torrent, deleteData));
    }

    public static async ValueTask<Outcome> SetLocationAsync(RpcCall call)
    {
        var move = call.Parameters.Bool("move") ?? false;
        var location = call.Parameters.Text("location");
        if (location is null)
        {
            call.Parameters.Fail("location is missing.");
        }

        if (call.Parameters.Error is { } error)
        {
            return Outcome.Invalid(error);
        }

        var (path, outcome) = await PathRule.CheckAsync(call, location!).ConfigureAwait(false);
        return path is null ? outcome : await EachAsync(call, (engine, torrent) => engine.MoveAsync(torrent, path, move)).ConfigureAwait(false);
    }

    public static async ValueTask<Outcome> RenameAsync(RpcCall call)
    {
        var path = call.Parameters.Text("path");
        var name = call.Parameters.Text("name");
        var ids = await TorrentIds.ReadAsync(call).ConfigureAwait(false);
        if (path is null || name is null)
        {
            call.Parameters.Fail("path and name are wanted.");
        }

        if (ids is not null && ids.Torrents.Count != 1)
        {
            call.Parameters.Fail("torrent_rename_path takes one torrent.");
        }

        if (name is not null && (name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0') || Encoding.UTF8.GetByteCount(name) > 255))
        {
            call.Parameters.Fail("name must be one path element.");
        }

        if (path is not null && (path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Contains("..")))
        {
            call.Parameters.Fail("path must be a file or directory of the torrent.");
        }

        if (call.Parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        var torrent = ids!.Torrents[0];
        var outcome = Outcome.Of(await call.Engine.RenameAsync(torrent.InfoHash, path!, name!).ConfigureAwait(false));
        if (outcome.IsOk)
        {
            call.Out.Text("path", path);
            call.Out.Text("name", name);
            call.Out.Number("id", torrent.Id);
        }

        return outcome;
    }

    public static async ValueTask<Outcome> QueueAsync(RpcCall call, QueueMove move)
    {
        if (await TorrentIds.ReadAsync(call).ConfigureAwait(false) is not { } ids || call.Parameters.Finish() is not null)
        {
            return Outcome.Invalid(call.Parameters.Error!);
        }

        return ids.Torrents.Count == 0
            ? Outcome.Ok
            : Outcome.Of(await call.Engine.MoveInQueueAsync([.. ids.Torrents.Select(torrent => torrent.InfoHash)], move).ConfigureAwait(false));
    }
}
