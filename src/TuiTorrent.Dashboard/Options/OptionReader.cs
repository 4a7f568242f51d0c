using System.Globalization;
using TuiTorrent.Core;

namespace TuiTorrent.Dashboard.Options;

/// <summary>Reads the arguments. Pure: what is wrong comes back as a sentence.</summary>
internal static class OptionReader
{
    /// <summary>Longest part of a wrong argument that an error repeats.</summary>
    private const int MaxQuoted = 80;

    /// <summary>What --help prints.</summary>
    public const string Help = """
        Shows a TuiTorrent daemon on this terminal. It is started by "tuitorrent", which finds the daemon and reads the configuration.

        Usage:
          tuitorrent-dashboard (--socket PATH | --tcp HOST:PORT | --ssh DESTINATION) [options]

        Where the daemon is:
          --socket PATH          Its Unix socket
          --tcp HOST:PORT        Its address
          --ssh DESTINATION      As for ssh: [user@]host
          --user NAME            Name for a daemon that asks for one
          --password-file FILE   File whose first line is the password

        The screen:
          --theme WHICH          auto, 16, truecolor or mono
          --ascii                No signs beyond ASCII
          --no-mouse             Leave the mouse to the terminal
          --keys PRESET          default, rtorrent, tremc or vim
          --bind COMMAND=KEY     A key of your own; may be given again
          --interval SECONDS     Shortest time between two frames of data, 1 to 60
          --read-only            Look, change nothing
          --state FILE           Where the screen's order and filter are kept
          --directory PATH       Where relative paths start; the current directory if not given

          --help, --version

        """;

    /// <summary>Reads them.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="currentDirectory">Of the process, absolute.</param>
    public static ReadOptions Read(IReadOnlyList<string> arguments, string currentDirectory)
    {
        var draft = new Draft(new DashboardOptions { StartDirectory = currentDirectory });
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
            var name = equals < 0 ? argument : argument[..equals];
            if (name is "--help" or "-h" or "--version")
            {
                return new ReadOptions(IsHelp: name != "--version", IsVersion: name == "--version");
            }

            if (draft.TakeFlag(name))
            {
                if (equals >= 0)
                {
                    return new ReadOptions(Error: $"{name} takes no value.");
                }

                continue;
            }

            if (!Draft.IsOption(name))
            {
                return new ReadOptions(Error: $"There is no option {Quote(argument)}; --help shows them.");
            }

            var value = equals >= 0 ? argument[(equals + 1)..] : i + 1 < arguments.Count ? arguments[++i] : "";
            if (value.Length == 0)
            {
                return new ReadOptions(Error: $"{name} needs a value.");
            }

            if (draft.Take(name, value, currentDirectory) is { } error)
            {
                return new ReadOptions(Error: $"{name}: {Quote(value)} must be {error}.");
            }
        }

        return draft.Places == 1
            ? new ReadOptions(draft.Finish())
            : new ReadOptions(Error: "Say where the daemon is with one of --socket, --tcp and --ssh. To find it by itself, start \"tuitorrent\" instead.");
    }

    /// <summary>What a user typed, safe to print and not too long.</summary>
    private static string Quote(string text) => $"\"{SafeText.From(text, MaxQuoted)}\"";

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            && Uri.CheckHostName(text[..colon]) is not UriHostNameType.Unknown
            && (text[0] == '[' || !text.AsSpan(0, colon).Contains(':'));
    }

    private static ThemeChoice? ThemeOf(string name) => name switch
    {
        "auto" => ThemeChoice.Auto,
        "16" => ThemeChoice.Sixteen,
        "truecolor" => ThemeChoice.TrueColor,
        "mono" => ThemeChoice.Mono,
        _ => null,
    };

    /// <summary>Options as they come in.</summary>
    private sealed class Draft(DashboardOptions options)
    {
        private readonly List<string> _bindings = [];
        private DashboardOptions _options = options;

        public int Places { get; private set; }

        public static bool IsOption(string name) =>
            name is "--socket" or "--tcp" or "--ssh" or "--user" or "--password-file" or "--theme" or "--keys" or "--bind" or "--interval" or "--state" or "--directory";

        public bool TakeFlag(string name)
        {
            switch (name)
            {
                case "--ascii":
                    _options = _options with { IsAscii = true };
                    return true;
                case "--no-mouse":
                    _options = _options with { HasMouse = false };
                    return true;
                case "--read-only":
                    _options = _options with { IsReadOnly = true };
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>One with a value; the result is what the value must be, or null if it is.</summary>
        public string? Take(string name, string value, string currentDirectory)
        {
            switch (name)
            {
                case "--socket":
                    return TakePlace(DaemonPlace.Socket, value);
                case "--tcp":
                    return IsHostAndPort(value) ? TakePlace(DaemonPlace.Tcp, value) : "HOST:PORT, such as pi:9091 or [::1]:9091";
                case "--ssh":
                    // A hyphen at its beginning would make it an option of ssh.
                    return value[0] != '-' && value.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 ? TakePlace(DaemonPlace.Ssh, value) : "[user@]host";
                case "--user":
                    _options = _options with { User = value };
                    return null;
                case "--password-file":
                    _options = _options with { PasswordFile = value };
                    return null;
                case "--state":
                    _options = _options with { StateFile = value };
                    return null;
                case "--directory":
                    _options = _options with { StartDirectory = Path.GetFullPath(value, currentDirectory) };
                    return null;
                case "--theme" when ThemeOf(value) is { } theme:
                    _options = _options with { Theme = theme };
                    return null;
                case "--theme":
                    return "auto, 16, truecolor or mono";
                case "--keys" when value is "default" or "rtorrent" or "tremc" or "vim":
                    _options = _options with { Keys = value };
                    return null;
                case "--keys":
                    return "default, rtorrent, tremc or vim";
                case "--bind" when value.IndexOf('=', StringComparison.Ordinal) > 0:
                    // A key may be "=" itself, a command's name never holds one. Without a key the command loses its own.
                    _bindings.Add(value);
                    return null;
                case "--bind":
                    return "COMMAND=KEY, such as pause=p";
                default:
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 60)
                    {
                        return "a number of seconds from 1 to 60";
                    }

                    _options = _options with { Interval = TimeSpan.FromSeconds(seconds) };
                    return null;
            }
        }

        /// <summary>All, with paths resolved.</summary>
        public DashboardOptions Finish() => _options with
        {
            Address = _options.Place == DaemonPlace.Socket ? _options.Resolve(_options.Address) : _options.Address,
            PasswordFile = _options.PasswordFile.Length > 0 ? _options.Resolve(_options.PasswordFile) : "",
            StateFile = _options.StateFile.Length > 0 ? _options.Resolve(_options.StateFile) : "",
            Bindings = _bindings,
        };

        private string? TakePlace(DaemonPlace place, string address)
        {
            _options = _options with { Place = place, Address = address };
            Places++;
            return null;
        }
    }
}

/// <summary>What the arguments say: options, an error, or a wish to read.</summary>
/// <param name="Options">Null in all other cases.</param>
/// <param name="Error">A sentence; null if all is right.</param>
/// <param name="IsHelp">Print the help.</param>
/// <param name="IsVersion">Print the version.</param>
internal sealed record ReadOptions(DashboardOptions? Options = null, string? Error = null, bool IsHelp = false, bool IsVersion = false);
