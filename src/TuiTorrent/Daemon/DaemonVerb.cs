using System.CommandLine;
using TuiTorrent.Cli;
using TuiTorrent.Config;

namespace TuiTorrent.Daemon;

/// <summary>`tuitorrent daemon`: options and what they mean. <see cref="Daemon"/> does the work.</summary>
internal sealed class DaemonVerb
{
    private const string Notes = """
        Keeps all torrents going until it is stopped, and takes commands on a Unix
        socket: $XDG_RUNTIME_DIR/tuitorrent/rpc.sock, or /run/tuitorrent/rpc.sock for
        the system's. Other commands start one in the background when they need it.

        Defaults come from config.toml: the first of --config, the user's
        ($XDG_CONFIG_HOME/tuitorrent/ or ~/.config/tuitorrent/) and
        /etc/tuitorrent/. Over it goes the environment (TUITORRENT_NETWORK_PORT sets
        "port" of [network], and so on), over that the options.

        State is kept in $XDG_STATE_HOME/tuitorrent/daemon (~/.local/state/...), or
        where systemd says (STATE_DIRECTORY). One daemon at a time can use it.

        The log goes to standard error, as the journal reads it where there is one;
        with --background to $XDG_STATE_HOME/tuitorrent/daemon.log, of which one older
        part of 1 MiB is kept.

        SIGTERM and SIGINT (Ctrl-C) stop it cleanly within ten seconds, a second one
        at once. SIGHUP reads config.toml again; what can't change while it runs is
        told.

        Exit codes: 0 stopped, 1 failed, 2 wrong usage or configuration, 130 stopped at
        once by a second signal.
        """;

    private readonly StartEngine _startEngine;
    private readonly Option<string> _config = Arguments.Value("--config", "FILE", "Read this config.toml and no other");
    private readonly Option<bool> _foreground = Arguments.Flag("--foreground", "Log to standard error (the default)");
    private readonly Option<bool> _background = Arguments.Flag("--background", "Log to a file; who starts it sees to the rest");

    /// <summary>The options that stand for a setting each.</summary>
    private readonly (Option<string> Option, string Key)[] _settings =
    [
        (Arguments.Value("--dir", "DIR", "Put files below DIR where a torrent names no other"), "downloads.directory"),
        (Arguments.Value("--state", "DIR", "Keep state in DIR"), "downloads.state"),
        (Arguments.Value("--socket", "PATH", "Take commands at PATH"), "daemon.socket"),
        (Arguments.Value("--port", "N", "Listen for peers at port N; 0 for any that is free"), "network.port"),
        (Arguments.Value("--bind", "ADDR", "Listen at and connect from this address only"), "network.bind"),
        (Arguments.Value("--log-level", "LEVEL", "Tell error, warning, info or debug"), "log.level"),
    ];

    /// <summary>With its options.</summary>
    public DaemonVerb(StartEngine startEngine)
    {
        _startEngine = startEngine;
        var command = new Command("daemon", "Keep torrents going and take commands.");
        foreach (var (option, _) in _settings)
        {
            command.Options.Add(option);
        }

        command.Options.Add(_config);
        command.Options.Add(_foreground);
        command.Options.Add(_background);
        Verb = new Verb(command, "daemon [options]", Notes, RunAsync);
    }

    /// <summary>The command.</summary>
    public Verb Verb { get; }

    private Task<int> RunAsync(ParseResult line, Surroundings surroundings)
    {
        var flags = new List<(string Flag, string Key, string Text)>();
        foreach (var (option, key) in _settings)
        {
            if (line.TextOf(option) is { } text)
            {
                // A path on the command line means what it means there, wherever the daemon is.
                flags.Add((option.Name, key, option.HelpName is "DIR" or "PATH" && text.Length > 0 ? Path.GetFullPath(text) : text));
            }
        }

        var loader = new DaemonPlanLoader(line.TextOf(_config) is { } config ? Path.GetFullPath(config) : null, surroundings.Environment, flags);
        var errors = new List<string>();
        if (line.Has(_foreground) && line.Has(_background))
        {
            errors.Add("--foreground and --background: there can be one of them only.");
        }

        var plan = loader.Load(errors);
        if (plan is not null && errors.Count == 0)
        {
            return Daemon.RunAsync(plan, loader, surroundings, line.Has(_background), _startEngine);
        }

        for (var i = 0; i < errors.Count - 1; i++)
        {
            surroundings.Screen.Note("tuitorrent daemon: " + errors[i]);
        }

        if (line.Has(_background))
        {
            // Whoever started it shows the last line.
            surroundings.Screen.Note("tuitorrent daemon: " + errors[^1]);
            return Task.FromResult(ExitCode.Usage);
        }

        return Task.FromResult(surroundings.Refuse("daemon", errors[^1]));
    }
}
