using System.CommandLine;

namespace TuiTorrent.Cli.Remote;

/// <summary>The argument TORRENT…, with --all in its stead where that makes sense.</summary>
internal sealed class TorrentChoice
{
    private readonly Argument<string[]> _torrents;
    private readonly Option<bool>? _all;

    /// <summary>Adds it to a command.</summary>
    public TorrentChoice(Command command, bool allowsAll)
    {
        _torrents = Arguments.Operands("TORRENT", allowsAll ? 0 : 1);
        command.Arguments.Add(_torrents);
        if (allowsAll)
        {
            _all = Arguments.Flag("--all", "All torrents");
            command.Options.Add(_all);
        }
    }

    /// <summary>Those that are meant.</summary>
    /// <exception cref="CommandStopException">None, or a word means none or several.</exception>
    public async Task<List<TorrentRow>> FindAsync(RemoteCall call)
    {
        var words = call.Line.TextsOf(_torrents);
        var isAll = _all is not null && call.Line.Has(_all);
        if (words.Count == 0 != isAll)
        {
            throw CommandStopException.Usage(isAll ? "--all and TORRENT can't stand together." : "TORRENT is missing, or --all.");
        }

        return isAll ? await call.RowsAsync().ConfigureAwait(false) : await call.FindAsync(words).ConfigureAwait(false);
    }

    /// <summary>Tells what was done with each: "paused: NAME", or an object with "id", "info_hash", "name" and "done".</summary>
    public static int Tell(RemoteCall call, IEnumerable<TorrentRow> torrents, string done)
    {
        foreach (var torrent in torrents)
        {
            if (!call.IsJson)
            {
                call.Print($"{done}: {torrent.Name}");
                continue;
            }

            call.PrintJson(json =>
            {
                json.WriteTorrent(torrent);
                json.WriteString("done", done);
            });
        }

        return ExitCode.Complete;
    }
}
