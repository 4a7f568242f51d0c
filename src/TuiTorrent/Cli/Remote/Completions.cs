using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TuiTorrent.Cli.Remote.Verbs;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>What could stand at a place of a command line: names of commands and options, and of torrents where the daemon knows them.</summary>
/// <remarks>Asked for as System.CommandLine's tools do: an argument "[suggest:POSITION]", then the line.</remarks>
internal static class Completions
{
    private const string Directive = "[suggest";
    private const int MaxTorrents = 200;

    /// <summary>A key press must not hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether a shell asks.</summary>
    public static bool IsAsked(string[] args) => args is [{ } first, ..] && first.StartsWith(Directive, StringComparison.Ordinal) && first.EndsWith(']');

    /// <summary>Prints the possible words, one a line.</summary>
    public static async Task<int> RunAsync(string[] args, Command root, DashboardVerb dashboard, ParserConfiguration parsing, Surroundings surroundings)
    {
        var text = args.Length > 1 ? args[1] : "";
        var position = args[0].IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && int.TryParse(args[0].AsSpan(colon + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, text.Length) : text.Length;

        // The program's own name is no part of what is parsed.
        var rest = text[..position].TrimStart();
        rest = rest.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank ? rest[(blank + 1)..] : "";
        var word = rest[(rest.LastIndexOf(' ') + 1)..];
        var typed = CommandLineParser.SplitCommandLine(rest).ToArray();
        var isBare = typed is [] or [['-', ..], ..];
        var line = root.Parse(isBare && typed.Length > 0 && dashboard.IsMeant(typed[0]) ? [DashboardVerb.Name, .. typed] : typed, parsing);
        var command = line.CommandResult.Command;
        var before = typed.Length - (word.Length > 0 ? 2 : 1);
        if (command == dashboard.Verb.Command && before >= 0 && dashboard.ValuesOf(typed[before]) is { Count: > 0 } values)
        {
            Print(values, word, surroundings.Screen);
            return ExitCode.Complete;
        }

        // Without a command the dashboard's options count, too.
        Print(Words(command, word), word, surroundings.Screen);
        Print(isBare && command == root && word.StartsWith('-') ? OptionNames(dashboard.Verb.Command) : [], word, surroundings.Screen);

        if (!word.StartsWith('-') && TakesTorrent(line.CommandResult.Command))
        {
            foreach (var name in await TorrentsAsync(surroundings, word).ConfigureAwait(false))
            {
                surroundings.Screen.Print(name);
            }
        }

        return ExitCode.Complete;
    }

    private static void Print(IEnumerable<string> words, string beginning, Screen screen)
    {
        foreach (var word in words)
        {
            if (word.StartsWith(beginning, StringComparison.Ordinal))
            {
                screen.Print(word);
            }
        }
    }

    // Options crowd the names of files and torrents, so they wait for a dash.
    private static IEnumerable<string> Words(Command command, string word) =>
        word.StartsWith('-') ? OptionNames(command) : command.Subcommands.Select(static subcommand => subcommand.Name);

    private static IEnumerable<string> OptionNames(Command command) => command.Options.Select(static option => option.Name);

    private static bool TakesTorrent(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            if (argument.Name == "TORRENT")
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<List<string>> TorrentsAsync(Surroundings surroundings, string word)
    {
        var names = new List<string>();
        using var patience = new CancellationTokenSource(Patience, surroundings.Time);
        await using var daemon = new DaemonLink(new RemoteTarget(null, null, null, MayStart: false), surroundings);
        try
        {
            var answer = await daemon.AskAsync(RpcMethods.TorrentGet, static json => json.WriteTexts("fields", ["name"]), patience.Token).ConfigureAwait(false);
            foreach (var torrent in answer.Items("torrents"))
            {
                if (torrent.Text("name") is { Length: > 0 } name && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && names.Count < MaxTorrents)
                {
                    names.Add(name);
                }
            }
        }
        catch (Exception e) when (e is RpcFailedException or CommandStopException or OperationCanceledException)
        {
            // A shell shows nothing then.
        }

        return names;
    }
}
