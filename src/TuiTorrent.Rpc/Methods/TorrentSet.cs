using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Rpc.Methods;

/// <summary>torrent_set: all of it is checked for every torrent before the first is changed.</summary>
internal static class TorrentSet
{
    public static async ValueTask<Outcome> RunAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var ids = await TorrentIds.ReadAsync(call).ConfigureAwait(false);
        if (ids is null)
        {
            return Outcome.Invalid(parameters.Error!);
        }

        if (parameters.Text("group") is { Length: > 0 })
        {
            parameters.Fail("group is not supported: there are no bandwidth groups.");
        }

        var location = parameters.Text("location");
        var position = parameters.Int("queue_position", 0, int.MaxValue);
        var options = OptionReader.Options(parameters);
        var edit = TrackerEdit.Read(parameters);
        var changes = new List<TorrentChange>();
        foreach (var torrent in ids.Torrents)
        {
            var (files, wanted) = OptionReader.Files(parameters, torrent.FileCount);
            changes.Add(new TorrentChange { Options = options, Files = files, Wanted = wanted, QueuePosition = position });
        }

        if (ids.Torrents.Count == 0)
        {
            // Names nothing, changes nothing: but its names count as read.
            _ = OptionReader.Files(parameters, RpcLimits.MaxFiles);
        }

        if (parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        string? path = null;
        if (location is not null)
        {
            (path, var outcome) = await PathRule.CheckAsync(call, location).ConfigureAwait(false);
            if (path is null)
            {
                return outcome;
            }
        }

        for (var i = 0; edit is not null && i < changes.Count; i++)
        {
            var detail = await call.Engine.DetailAsync(ids.Torrents[i].InfoHash, DetailParts.Trackers).ConfigureAwait(false);
            if (edit.Apply(detail?.Trackers ?? [], out var tiers) is { } wrong)
            {
                return new Outcome(RpcErrors.InvalidTrackerList, wrong);
            }

            changes[i] = changes[i] with { Trackers = tiers };
        }

        var next = 0;
        return await TorrentActions.AllAsync(ids, hash => ChangeAsync(call.Engine, hash, changes[next++], path)).ConfigureAwait(false);
    }

    private static async Task<CommandResult> ChangeAsync(ITorrentEngine engine, InfoHash torrent, TorrentChange change, string? path)
    {
        var result = await engine.ChangeAsync(torrent, change).ConfigureAwait(false);
        return result.IsOk && path is not null ? await engine.MoveAsync(torrent, path, true).ConfigureAwait(false) : result;
    }
}
