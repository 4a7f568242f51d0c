using System.CommandLine;
using System.CommandLine.Parsing;
using TuiTorrent.Cli.Remote;
using TuiTorrent.Cli.Remote.Verbs;
using TuiTorrent.Daemon;

namespace TuiTorrent.Cli;

/// <summary>Reads the command line, and answers what needs no command: help, version and mistakes.</summary>
internal sealed class CommandLine
{
    private const string Notes = """
        Commands start a daemon where none runs; it goes on in the background.
        'tuitorrent COMMAND --help' says more about each.
        """;

    private const string Usage = """
        [options]          the dashboard: all torrents on one screen
               tuitorrent COMMAND [options]  one command, for shells and scripts
        """;

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly Option<bool> _help = new("--help", "-h") { Description = "Print this help", Arity = ArgumentArity.Zero, Recursive = true };
    private readonly Option<bool> _version = new("--version") { Description = "Print the version", Arity = ArgumentArity.Zero };
    private readonly DashboardVerb _dashboard = new();
    private readonly Verb[] _verbs;

    private readonly Command _root = new("tuitorrent", "A BitTorrent client for small machines.");

    /// <summary>With all commands.</summary>
    public CommandLine()
    {
        _verbs =
        [
            _dashboard.Verb, new GetVerb().Verb, new DaemonVerb(DaemonEngine.Start).Verb, InspectVerb.Create(), new CreateVerb().Verb, AddVerb.Create(), ListVerb.Create(),
            LookVerbs.Show(), LookVerbs.Files(), LookVerbs.Peers(), LookVerbs.Trackers(), LookVerbs.Why(), ActionVerbs.Pause(), ActionVerbs.Resume(), ActionVerbs.Remove(),
            ActionVerbs.Verify(), ActionVerbs.Reannounce(), PlaceVerbs.Move(), PlaceVerbs.Rename(), SetVerb.Create(), PlaceVerbs.Queue(), WaitVerb.Create(), SettingsVerb.Create(),
            SessionVerbs.Stats(), MachineVerbs.Handshakes(), MachineVerbs.Board(), LogVerb.Create(), DoctorVerb.Create(), SessionVerbs.Shutdown(), CompletionVerb.Create(),
            HashPasswordVerb.Create(), SocketVerb.Create(), ResetTerminalVerb.Create(),
        ];
        _root.Options.Add(_help);
        _root.Options.Add(_version);
        foreach (var verb in _verbs)
        {
            _root.Subcommands.Add(verb.Command);
        }
    }

    /// <summary>The program's version, "0.1.0".</summary>
    public static string Version => typeof(CommandLine).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Does what the command line says; the result is the exit code.</summary>
    public Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        if (Completions.IsAsked(args))
        {
            return Completions.RunAsync(args, _root, _dashboard, Parsing, surroundings);
        }

        if (args.Length == 0 && !surroundings.IsInteractive)
        {
            return GreetAsync(surroundings);
        }

        if (args.Length == 0 || _dashboard.IsMeant(args[0]))
        {
            args = [DashboardVerb.Name, .. args];
        }

        var line = _root.Parse(args, Parsing);
        var verb = FindVerb(line);
        if (line.Has(_help))
        {
            surroundings.Screen.Print(Help(verb));
            return Task.FromResult(ExitCode.Complete);
        }

        if (args is ["--version"])
        {
            surroundings.Screen.Print("tuitorrent " + Version);
            return Task.FromResult(ExitCode.Complete);
        }

        if (FindMistake(line, verb, args) is { } mistake)
        {
            return Task.FromResult(surroundings.Refuse(verb?.Command.Name ?? "", mistake));
        }

        return verb is null
            ? Task.FromResult(surroundings.Refuse("", "--version stands alone."))
            : verb.RunAsync(line, surroundings);
    }

    /// <summary>The help of a command, or of all.</summary>
    internal string Help(string? verbName)
    {
        foreach (var verb in _verbs)
        {
            if (verb.Command.Name == verbName)
            {
                return Help(verb);
            }
        }

        return Help((Verb?)null);
    }

    /// <summary>Without a command and a terminal: help, and whether there is a daemon to command.</summary>
    private async Task<int> GreetAsync(Surroundings surroundings)
    {
        surroundings.Screen.Print(Help((Verb?)null));
        surroundings.Screen.Print("");
        surroundings.Screen.Print(await DaemonGreeting.RenderAsync(surroundings).ConfigureAwait(false));
        return ExitCode.Complete;
    }

    private string Help(Verb? verb) => verb is null
        ? HelpText.Render(_root, Usage, Notes)
        : HelpText.Render(verb.Command, verb.Usage, verb.Notes);

    private Verb? FindVerb(ParseResult line)
    {
        foreach (var verb in _verbs)
        {
            if (verb.Command == line.CommandResult.Command)
            {
                return verb;
            }
        }

        return null;
    }

    private string? FindMistake(ParseResult line, Verb? verb, string[] args)
    {
        // The parser takes an option it doesn't know, and the value of one that has none, for an operand.
        if (Array.IndexOf(args, "--") < 0)
        {
            foreach (var arg in args)
            {
                if (arg.StartsWith("--", StringComparison.Ordinal) && arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && IsFlag(line.CommandResult.Command, arg[..end]))
                {
                    return $"{arg[..end]} takes no value.";
                }
            }

            foreach (var token in line.CommandResult.Tokens)
            {
                if (token.Value.Length > 1 && token.Value[0] == '-')
                {
                    return UnknownOption(token.Value, line.CommandResult.Command);
                }
            }
        }

        foreach (var text in line.UnmatchedTokens)
        {
            if (text.StartsWith('-') && text.Length > 1)
            {
                return UnknownOption(text, line.CommandResult.Command);
            }

            return verb is null
                ? $"there is no command \"{Clean(text)}\"{Suggestion.For(text, VerbNames())}"
                : $"\"{Clean(text)}\" is one argument too many.";
        }

        if (line.Errors.Count == 0)
        {
            return null;
        }

        return line.Errors[0].SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option when option.Option.Arity.MinimumNumberOfValues > 0 => $"{option.Option.Name} needs a value: {option.Option.Name} {option.Option.HelpName}.",
            OptionResult option => $"{option.Option.Name} can be given once only.",
            ArgumentResult argument => $"{argument.Argument.Name} is missing.",
            CommandResult { Command.Arguments: [var argument] } => $"{argument.Name} is missing.",
            CommandResult => "a command is missing.",
            _ => line.Errors[0].Message,
        };
    }

    private string UnknownOption(string text, Command command)
    {
        var name = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
        var known = new List<string>();
        foreach (var option in command.Options)
        {
            known.Add(option.Name);
            known.AddRange(option.Aliases);
        }

        known.Add(_help.Name);
        return $"there is no option {Clean(name)}{Suggestion.For(name, known)}";
    }

    private static bool IsFlag(Command command, string name)
    {
        foreach (var option in command.Options)
        {
            if (option.Name == name)
            {
                return option.Arity.MaximumNumberOfValues == 0;
            }
        }

        return false;
    }

    private IEnumerable<string> VerbNames()
    {
        foreach (var verb in _verbs)
        {
            yield return verb.Command.Name;
        }
    }

    private static string Clean(string text) => Core.SafeText.From(text, 80);
}
