using System.CommandLine;
using System.Globalization;
using TuiTorrent.Config;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent dashboard`, and `tuitorrent` alone: finds or starts the daemon, then becomes the program that shows it.</summary>
internal sealed class DashboardVerb
{
    /// <summary>What it is called.</summary>
    public const string Name = "dashboard";

    private const string Notes = """
        The screen says which keys do what; ? shows them all, q leaves. The daemon goes
        on when you leave, and the screen looks as you left it when you come back.

        Keys: Enter opens a torrent, a adds, p pauses and resumes, d removes, / filters,
        o sorts, u takes back, : finds any command by its name. --keys gives you those
        of another program on top: "rtorrent", "tremc" or "vim" (h j k l work always).
        --bind pause=Space binds one key; 'man tuitorrent-dashboard' has all commands.

        Themes: "auto" takes what the terminal says it can, "16" the colours that every
        terminal has, "truecolor" finer ones, "mono" none. NO_COLOR means mono, too.

        --host ssh://pi shows the daemon of another machine through the ssh program,
        which may ask for a password before the screen begins. http://HOST:PORT is for
        daemons that listen on the network, also other programs that speak the
        protocol of Transmission 4.1.

          tuitorrent                                       your own daemon
          tuitorrent --host ssh://pi                       the one on the Pi
          tuitorrent --host ssh://alice@pi.lan:2222 --interval 5
          tuitorrent --host http://192.168.1.7:9091 --user me --password-file ~/pw
          tuitorrent --read-only --theme mono --ascii

        Defaults come from [dashboard] of config.toml, keys from [dashboard.keys].

        If a dashboard was killed and left the terminal in a strange state, type
        'tuitorrent reset-terminal', even if you don't see what you type.
        """;

    private static readonly string[] Themes = ["auto", "16", "truecolor", "mono"];
    private static readonly string[] Presets = ["default", "rtorrent", "tremc", "vim"];

    private readonly Option<string> _theme = Arguments.Value("--theme", "WHICH", "Colours: auto, 16, truecolor or mono");
    private readonly Option<bool> _ascii = Arguments.Flag("--ascii", "No signs beyond ASCII");
    private readonly Option<bool> _noMouse = Arguments.Flag("--no-mouse", "Leave the mouse to the terminal");
    private readonly Option<string> _keys = Arguments.Value("--keys", "PRESET", "Keys as in default, rtorrent, tremc or vim");
    private readonly Option<string[]> _bind = Arguments.Values("--bind", "COMMAND=KEY", "A key of your own; may be given again");
    private readonly Option<string> _interval = Arguments.Value("--interval", "SECONDS", "Shortest time between two updates, 1 to 60");
    private readonly Option<bool> _readOnly = Arguments.Flag("--read-only", "Look, change nothing");

    /// <summary>With its options.</summary>
    public DashboardVerb()
    {
        Command = new Command(Name, "The dashboard: see and manage all torrents; also \"ui\", or no command.") { _theme, _ascii, _noMouse, _keys, _bind, _interval, _readOnly };
        Command.Aliases.Add("ui");
        Verb = RemoteVerb.Create(Command, "[dashboard] [options]", Notes, RunAsync, prints: false);
    }

    /// <summary>The command.</summary>
    public Verb Verb { get; }

    private Command Command { get; }

    /// <summary>Whether a command line that begins so means the dashboard although it does not name it.</summary>
    public bool IsMeant(string first)
    {
        var name = first.IndexOf('=', StringComparison.Ordinal) is > 0 and var end ? first[..end] : first;
        foreach (var option in Command.Options)
        {
            if (option.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What can stand behind an option; nothing for most.</summary>
    public IReadOnlyList<string> ValuesOf(string option) => option == _theme.Name ? Themes : option == _keys.Name ? Presets : [];

    private async Task<int> RunAsync(RemoteCall call)
    {
        var surroundings = call.Surroundings;
        if (!surroundings.IsInteractive)
        {
            throw CommandStopException.Failed("the dashboard needs a terminal that can do more than print; 'tuitorrent list' shows the torrents without one.");
        }

        var errors = new List<string>();
        var settings = SettingsLoader.Load(null, surroundings.Environment, [], errors).Dashboard;
        if (errors.Count > 0)
        {
            foreach (var error in errors)
            {
                surroundings.Fail(JsonFields.Clean(error));
            }

            return ExitCode.Usage;
        }

        var options = Options(call, settings, surroundings.Environment);
        var program = surroundings.DashboardCommand
            ?? throw CommandStopException.Failed("the program tuitorrent-dashboard is not there; it belongs beside tuitorrent or in ../lib/tuitorrent/. The other commands work without it.");
        await call.ConnectAsync().ConfigureAwait(false);
        string[] place = call.Target.Machine is { } machine ? ["--ssh", machine.ToString()]
            : call.Address is { SocketPath: { } path } ? ["--socket", path]
            : ["--tcp", call.Address!.ToString()];
        var problem = surroundings.Become([.. program, .. place, .. options]);
        throw CommandStopException.Failed($"can't start {JsonFields.Clean(program[^1])}: {problem}.");
    }

    private List<string> Options(RemoteCall call, DashboardSettings settings, Func<string, string?> environment)
    {
        var (line, options) = (call.Line, new List<string>());
        Add("--user", call.Target.UserName);
        Add("--password-file", call.Target.PasswordFile);
        Add("--theme", Choice(_theme, settings.Theme, Themes));
        Add("--keys", Choice(_keys, settings.Preset, Presets));
        var seconds = line.TextOf(_interval) is { } text ? Words.Whole("--interval", text, 1, 60) : settings.IntervalSeconds;
        Add("--interval", seconds.ToString(CultureInfo.InvariantCulture));
        Add("--directory", call.Surroundings.Directory);
        Add("--state", SettingsLoader.DefaultStateDirectory(environment) is { } state ? Path.Combine(state, Name) : null);
        foreach (var (isOn, flag) in ((bool, string)[])[
            (settings.IsAscii || line.Has(_ascii), "--ascii"), (!settings.HasMouse || line.Has(_noMouse), "--no-mouse"), (settings.IsReadOnly || line.Has(_readOnly), "--read-only")])
        {
            if (isOn)
            {
                options.Add(flag);
            }
        }

        foreach (var key in settings.Keys)
        {
            Add("--bind", $"{key.Command}={key.Key}");
        }

        foreach (var token in line.GetResult(_bind)?.Tokens ?? [])
        {
            Add("--bind", KeyTable.Read(token.Value) is { } key
                ? $"{key.Command}={key.Key}"
                : throw CommandStopException.Usage($"--bind: \"{JsonFields.Clean(token.Value)}\" must be COMMAND=KEY, for example pause=p."));
        }

        return options;

        string Choice(Option<string> option, string otherwise, string[] choices)
        {
            var choice = line.TextOf(option) ?? otherwise;
            Words.Check(option.Name, choice, choices);
            return choice;
        }

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                options.Add(name);
                options.Add(value);
            }
        }
    }
}
