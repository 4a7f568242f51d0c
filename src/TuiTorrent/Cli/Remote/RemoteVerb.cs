using System.CommandLine;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>Makes commands that talk to a daemon: gives them their common options and notes, and turns what went wrong into exit codes.</summary>
internal static class RemoteVerb
{
    private const string TorrentNote = """
        TORRENT is its number in 'tuitorrent list', its name, the beginning of its info
        hash (4 digits or more), or a part of the name that no other has.
        """;

    private const string ExitNote = """
        Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no daemon answers, 4 no such
        torrent or several, 130 interrupted.
        """;

    /// <summary>A command.</summary>
    /// <param name="command">Name, arguments and its own options.</param>
    /// <param name="usage">The first line of help, without the program's name.</param>
    /// <param name="notes">Paragraphs of help before the common ones; "" for none.</param>
    /// <param name="runAsync">Its result is the exit code.</param>
    /// <param name="prints">Whether --json makes sense.</param>
    /// <param name="starts">Whether it starts a daemon if none answers.</param>
    public static Verb Create(Command command, string usage, string notes, Func<RemoteCall, Task<int>> runAsync, bool prints = true, bool starts = true)
    {
        var options = new RemoteOptions();
        options.AddTo(command, prints, starts);
        var text = notes.Length > 0 ? notes + "\n\n" : "";
        text += usage.Contains("TORRENT", StringComparison.Ordinal) ? TorrentNote + "\n\n" + ExitNote : ExitNote;
        return new Verb(command, usage, text, (line, surroundings) => RunAsync(line, surroundings, options, starts, runAsync));
    }

    private static async Task<int> RunAsync(ParseResult line, Surroundings surroundings, RemoteOptions options, bool starts, Func<RemoteCall, Task<int>> runAsync)
    {
        try
        {
            var target = options.Read(line);
            await using var call = new RemoteCall(line, surroundings, target with { MayStart = starts && target.MayStart }, options.IsJson(line));
            try
            {
                return await runAsync(call).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (call.Stopping.IsCancellationRequested)
            {
                surroundings.Screen.EndLine();
                return ExitCode.Interrupted;
            }
        }
        catch (CommandStopException e) when (e.ExitCode == ExitCode.Usage)
        {
            return surroundings.Refuse(line.CommandResult.Command.Name, e.Message);
        }
        catch (CommandStopException e)
        {
            surroundings.Screen.EraseLine();
            surroundings.Fail(e.Message);
            return e.ExitCode;
        }
        catch (RpcFailedException e)
        {
            surroundings.Screen.EraseLine();
            surroundings.Fail(JsonFields.Clean(e.Message));
            return e.Failure is RpcFailure.NobodyListens or RpcFailure.NotADaemon or RpcFailure.TooSlow ? ExitCode.NoDaemon : ExitCode.Failed;
        }
    }
}
