using System.CommandLine;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>Commands that change where a torrent is: move, rename, queue.</summary>
internal static class PlaceVerbs
{
    /// <summary>`move`.</summary>
    public static Verb Move()
    {
        const string Notes = """
            The daemon moves in the background; 'tuitorrent show' says where the torrent is.
            """;
        var torrent = Arguments.Operand("TORRENT");
        var directory = Arguments.Operand("DIR");
        var keep = Arguments.Flag("--keep-data", "Move nothing: the files are in DIR already");
        var command = new Command("move", "Move a torrent's files to another directory.") { torrent, directory, keep };
        return RemoteVerb.Create(command, "move [--keep-data] TORRENT DIR", Notes + "\n\n" + ActionVerbs.JsonNote, async call =>
        {
            var location = DirectoryOf(call, call.Line.TextOf(directory));
            var row = await call.FindAsync(call.Line.TextOf(torrent)).ConfigureAwait(false);
            var isMove = !call.Line.Has(keep);
            await call.AskAsync(RpcMethods.TorrentSetLocation, json =>
            {
                json.WriteIds(row);
                json.WriteString("location", location);
                json.WriteBoolean("move", isMove);
            }).ConfigureAwait(false);
            return TorrentChoice.Tell(call, [row], isMove ? "is being moved" : "is looked for in its new directory");
        });
    }

    /// <summary>`rename`.</summary>
    public static Verb Rename()
    {
        const string Notes = """
            PATH is that of a file in 'tuitorrent files', or of a directory above such
            files; NAME is its new name, without a slash.
            """;
        var torrent = Arguments.Operand("TORRENT");
        var path = Arguments.Operand("PATH");
        var name = Arguments.Operand("NAME");
        var command = new Command("rename", "Give a file or directory of a torrent another name.") { torrent, path, name };
        return RemoteVerb.Create(command, "rename TORRENT PATH NAME", Notes + "\n\n" + ActionVerbs.JsonNote, async call =>
        {
            var row = await call.FindAsync(call.Line.TextOf(torrent)).ConfigureAwait(false);
            await call.AskAsync(RpcMethods.TorrentRenamePath, json =>
            {
                json.WriteIds(row);
                json.WriteString("path", call.Line.TextOf(path).TrimEnd('/'));
                json.WriteString("name", call.Line.TextOf(name));
            }).ConfigureAwait(false);
            return TorrentChoice.Tell(call, [row], "renamed");
        });
    }

    /// <summary>`queue`.</summary>
    public static Verb Queue()
    {
        string[] places = ["top", "up", "down", "bottom"];
        string[] methods = [RpcMethods.QueueMoveTop, RpcMethods.QueueMoveUp, RpcMethods.QueueMoveDown, RpcMethods.QueueMoveBottom];
        var torrent = Arguments.Operand("TORRENT");
        var place = Arguments.Operand("PLACE");
        var command = new Command("queue", "Move a torrent in the queue.") { torrent, place };
        return RemoteVerb.Create(command, "queue TORRENT top|up|down|bottom", ActionVerbs.JsonNote, async call =>
        {
            var where = call.Line.TextOf(place);
            Words.Check("PLACE", where, places);
            var row = await call.FindAsync(call.Line.TextOf(torrent)).ConfigureAwait(false);
            await call.AskAsync(methods[Array.IndexOf(places, where)], json => json.WriteIds(row)).ConfigureAwait(false);
            return TorrentChoice.Tell(call, [row], "moved in the queue: " + where);
        });
    }

    /// <summary>A directory for the daemon: where it is on this machine, a relative one starts from here.</summary>
    /// <exception cref="CommandStopException">A relative one of another machine.</exception>
    public static string DirectoryOf(RemoteCall call, string text) =>
        Path.IsPathFullyQualified(text) ? text
        : call.IsRemote ? throw CommandStopException.Usage($"\"{JsonFields.Clean(text)}\" must begin with a slash, because the daemon has other directories.")
        : Path.GetFullPath(text);
}
