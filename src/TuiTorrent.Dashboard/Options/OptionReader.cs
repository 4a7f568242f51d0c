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
        var options = new DashboardOptions { StartDirectory = currentDirectory };
        var (places, stateFile, passwordFile) = (0, "", "");
        var bindings = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
            var name = equals < 0 ? argument : argument[..equals];
            switch (name)
            {
                case "--help" or "-h":
                    return new ReadOptions(IsHelp: true);
                case "--version":
                    return new ReadOptions(IsVersion: true);
                case "--ascii" or "--no-mouse" or "--read-only" when equals >= 0:
                    return Wrong($"{name} takes no value.");
                case "--ascii":
                    options = options with { IsAscii = true };
                    continue;
                case "--no-mouse":
                    options = options with { HasMouse = false };
                    continue;
                case "--read-only":
                    options = options with { IsReadOnly = true };
                    continue;
                case "--socket" or "--tcp" or "--ssh" or "--user" or "--password-file" or "--theme" or "--keys" or "--bind" or "--interval" or "--state" or "--directory":
                    break;
                default:
                    return Wrong($"There is no option {Quote(argument)}; --help shows them.");
            }

            if (equals < 0 && ++i == arguments.Count)
            {
                return Wrong($"{name} needs a value.");
            }

            var value = equals < 0 ? arguments[i] : argument[(equals + 1)..];
            if (value.Length == 0)
            {
                return Wrong($"{name} needs a value.");
            }

            switch (name)
            {
                case "--socket":
                    options = options with { Place = DaemonPlace.Socket, Address = value };
                    places++;
                    break;
                case "--tcp" when !IsHostAndPort(value):
                    return Wrong($"--tcp: {Quote(value)} must be HOST:PORT, such as pi:9091 or [::1]:9091.");
                case "--tcp":
                    options = options with { Place = DaemonPlace.Tcp, Address = value };
                    places++;
                    break;
                case "--ssh" when value[0] == '-' || value.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0:
                    return Wrong($"--ssh: {Quote(value)} must be [user@]host.");
                case "--ssh":
                    options = options with { Place = DaemonPlace.Ssh, Address = value };
                    places++;
                    break;
                case "--user":
                    options = options with { User = value };
                    break;
                case "--password-file":
                    passwordFile = value;
                    break;
                case "--state":
                    stateFile = value;
                    break;
                case "--directory":
                    options = options with { StartDirectory = Path.GetFullPath(value, currentDirectory) };
                    break;
                case "--theme":
                    if (ThemeOf(value) is not { } theme)
                    {
                        return Wrong($"--theme: {Quote(value)} must be auto, 16, truecolor or mono.");
                    }

                    options = options with { Theme = theme };
                    break;
                case "--keys":
                    if (value is not ("default" or "rtorrent" or "tremc" or "vim"))
                    {
                        return Wrong($"--keys: {Quote(value)} must be default, rtorrent, tremc or vim.");
                    }

                    options = options with { Keys = value };
                    break;
                case "--bind":
                    // A key may be "=" itself, a command's name never holds one. Without a key the command loses its own.
                    if (value.IndexOf('=', StringComparison.Ordinal) <= 0)
                    {
                        return Wrong($"--bind: {Quote(value)} must be COMMAND=KEY, such as pause=p.");
                    }

                    bindings.Add(value);
                    break;
                case "--interval":
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 60)
                    {
                        return Wrong($"--interval: {Quote(value)} must be a number of seconds from 1 to 60.");
                    }

                    options = options with { Interval = TimeSpan.FromSeconds(seconds) };
                    break;
                default:
                    throw new InvalidOperationException(name);
            }
        }

        if (places != 1)
        {
            return Wrong("Say where the daemon is with one of --socket, --tcp and --ssh. To find it by itself, start \"tuitorrent\" instead.");
        }

        return new ReadOptions(options with
        {
            Address = options.Place == DaemonPlace.Socket ? options.Resolve(options.Address) : options.Address,
            PasswordFile = passwordFile.Length > 0 ? options.Resolve(passwordFile) : "",
            StateFile = stateFile.Length > 0 ? options.Resolve(stateFile) : "",
            Bindings = bindings,
        });
    }

    private static ReadOptions Wrong(string sentence) => new(Error: sentence);

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
}

/// <summary>What the arguments say: options, an error, or a wish to read.</summary>
/// <param name="Options">Null in all other cases.</param>
/// <param name="Error">A sentence; null if all is right.</param>
/// <param name="IsHelp">Print the help.</param>
/// <param name="IsVersion">Print the version.</param>
internal sealed record ReadOptions(DashboardOptions? Options = null, string? Error = null, bool IsHelp = false, bool IsVersion = false);
