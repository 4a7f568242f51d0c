using System.CommandLine;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>Commands that do one thing to torrents: pause, resume, verify, reannounce, remove.</summary>
internal static class ActionVerbs
{
    /// <summary>What --json prints for all of them.</summary>
    public const string JsonNote = """
        --json writes an object a torrent: "id", "info_hash", "name", "done" (what was
        done with it).
        """;

    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RemovalPace = TimeSpan.FromMilliseconds(50);

    /// <summary>`pause`, or `stop`.</summary>
    public static Verb Pause() => Create(WithAlias(new Command("pause", "Stop torrents until they are resumed; also \"stop\"."), "stop"), RpcMethods.TorrentStop, "paused");

    /// <summary>`verify`.</summary>
    public static Verb Verify() => Create(new Command("verify", "Hash all data of torrents again."), RpcMethods.TorrentVerify, "will be verified");

    /// <summary>`reannounce`.</summary>
    public static Verb Reannounce() => Create(new Command("reannounce", "Ask the trackers of torrents for peers now."), RpcMethods.TorrentReannounce, "asks its trackers");

    /// <summary>`resume`, or `start`.</summary>
    public static Verb Resume()
    {
        var now = Arguments.Flag("--now", "Don't wait for their turn in the queue");
        var command = WithAlias(new Command("resume", "Let torrents go on; also \"start\"."), "start");
        command.Options.Add(now);
        return Create(command, RpcMethods.TorrentStart, "resumed", call => call.Line.Has(now) ? RpcMethods.TorrentStartNow : RpcMethods.TorrentStart);
    }

    /// <summary>`remove`.</summary>
    public static Verb Remove()
    {
        const string Notes = """
            Without --data the files stay where they are. With it, files of the torrent and
            directories that they leave empty are deleted, nothing else; that is asked
            first, and where nobody can be asked --yes must say it.
            """;
        var command = WithAlias(new Command("remove", "Forget torrents, and with --data delete their files; also \"rm\"."), "rm");
        var choice = new TorrentChoice(command, allowsAll: true);
        var data = Arguments.Flag("--data", "Delete their files, too");
        var yes = Arguments.Flag("--yes", "Don't ask");
        command.Options.Add(data);
        command.Options.Add(yes);
        return RemoteVerb.Create(command, "remove [--data] [--yes] TORRENT...|--all", Notes + "\n\n" + JsonNote, async call =>
        {
            var (deletes, isSure) = (call.Line.Has(data), call.Line.Has(yes));
            if (deletes && !isSure && call.Surroundings.Ask is null)
            {
                throw CommandStopException.Usage("--data deletes files, and nobody can be asked here; say --yes.");
            }

            var torrents = await choice.FindAsync(call).ConfigureAwait(false);
            if (torrents.Count == 0)
            {
                return ExitCode.Complete;
            }

            if (deletes && !isSure && !IsWanted(torrents, call.Surroundings.Ask!))
            {
                throw CommandStopException.Failed("nothing was removed.");
            }

            await call.AskAsync(RpcMethods.TorrentRemove, json =>
            {
                json.WriteIds(torrents);
                json.WriteBoolean("delete_local_data", deletes);
            }).ConfigureAwait(false);
            var isOver = !deletes || await AreGoneAsync(call, torrents).ConfigureAwait(false);
            return TorrentChoice.Tell(call, torrents, !deletes ? "removed" : isOver ? "removed with its data" : "is being removed with its data");
        });
    }

    private static Verb Create(Command command, string method, string done, Func<RemoteCall, string>? methodOf = null)
    {
        var choice = new TorrentChoice(command, allowsAll: true);
        var usage = command.Options.Count > 1 ? $"{command.Name} [options] TORRENT...|--all" : $"{command.Name} TORRENT...|--all";
        return RemoteVerb.Create(command, usage, JsonNote, async call =>
        {
            var torrents = await choice.FindAsync(call).ConfigureAwait(false);
            if (torrents.Count > 0)
            {
                await call.AskAsync(methodOf?.Invoke(call) ?? method, json => json.WriteIds(torrents)).ConfigureAwait(false);
            }

            return TorrentChoice.Tell(call, torrents, done);
        });
    }

    /// <summary>Many files on a slow disk take their time; whoever lists torrents next should not see what is about to go.</summary>
    private static async Task<bool> AreGoneAsync(RemoteCall call, List<TorrentRow> torrents)
    {
        var hashes = torrents.ConvertAll(static torrent => torrent.InfoHash);
        for (var waited = TimeSpan.Zero; waited < RemovalPatience; waited += RemovalPace)
        {
            if ((await call.GetAsync(["id"], hashes).ConfigureAwait(false)).Count == 0)
            {
                return true;
            }

            await Task.Delay(RemovalPace, call.Surroundings.Time, call.Stopping).ConfigureAwait(false);
        }

        return false;
    }

    private static bool IsWanted(List<TorrentRow> torrents, Func<string, string?> ask)
    {
        var bytes = 0L;
        foreach (var torrent in torrents)
        {
            bytes += torrent.Wanted - torrent.Left;
        }

        var what = torrents.Count == 1 ? torrents[0].Name : Figures.Count(torrents.Count, "torrent");
        return ask($"Remove {what} and delete {ByteCount.Format(bytes)} of data? [y/N]") is { } answer && answer.Trim() is "y" or "Y" or "yes";
    }

    private static Command WithAlias(Command command, string alias)
    {
        command.Aliases.Add(alias);
        return command;
    }
}
