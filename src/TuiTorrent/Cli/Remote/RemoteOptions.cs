using System.CommandLine;
using TuiTorrent.Config;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Ssh;

namespace TuiTorrent.Cli.Remote;

/// <summary>The options of every command that talks to a daemon: which one, and how to tell the result.</summary>
internal sealed class RemoteOptions
{
    private const string Scheme = "http://";
    private const int DefaultPort = 9091;

    private readonly Option<string> _host = Arguments.Value("--host", "WHERE", "The daemon's socket, http://HOST:PORT or ssh://HOST");
    private readonly Option<string> _user = Arguments.Value("--user", "NAME", "The name that goes with --password-file");
    private readonly Option<string> _passwordFile = Arguments.Value("--password-file", "FILE", "A file whose first line is the password");
    private readonly Option<bool> _noStart = Arguments.Flag("--no-start", "Start no daemon if none answers");
    private readonly Option<bool> _json = Arguments.Flag("--json", "Print JSON, one object a line");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command, bool prints, bool starts)
    {
        if (prints)
        {
            command.Options.Add(_json);
        }

        command.Options.Add(_host);
        command.Options.Add(_user);
        command.Options.Add(_passwordFile);
        if (starts)
        {
            command.Options.Add(_noStart);
        }
    }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson(ParseResult line) => line.Has(_json);

    /// <summary>What the command line says about the daemon.</summary>
    /// <exception cref="CommandStopException">It can't be meant so, or the password can't be read.</exception>
    public RemoteTarget Read(ParseResult line) => new(
        line.TextOf(_host) is { } host && !IsMachine(host) ? ParseHost(host) : null,
        line.TextOf(_user),
        line.TextOf(_passwordFile) is { } path ? ReadPassword(path) : null,
        !line.Has(_noStart))
    {
        Machine = line.TextOf(_host) is { } machine && IsMachine(machine) ? ParseMachine(machine) : null,
        PasswordFile = line.TextOf(_passwordFile) is { } file ? Path.GetFullPath(file) : null,
    };

    /// <summary>Reads "/run/x.sock", "http://pi:9091" or "http://[2001:db8::1]".</summary>
    internal static RpcAddress ParseHost(string text)
    {
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0, AbsolutePath: "/", Query: "", UserInfo: "" })
        {
            // Uri makes 80 of a missing port.
            var hasPort = text.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal) || !uri.IsDefaultPort;
            return RpcAddress.Tcp(uri.DnsSafeHost, hasPort ? uri.Port : DefaultPort);
        }

        if (text.Length > 0 && !text.Contains("://", StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal))
        {
            return RpcAddress.Unix(Path.GetFullPath(text));
        }

        throw CommandStopException.Usage($"--host: \"{JsonFields.Clean(text)}\" must be a socket's path, http://HOST:PORT or ssh://[USER@]HOST[:PORT].");
    }

    private static bool IsMachine(string text) => text.StartsWith(SshDestination.Scheme, StringComparison.OrdinalIgnoreCase);

    private static SshDestination ParseMachine(string text) => SshDestination.TryParse(text, out var machine)
        ? machine
        : throw CommandStopException.Usage($"--host: \"{JsonFields.Clean(text)}\" must be ssh://[USER@]HOST[:PORT], with a name that has nothing but letters, digits and \".-_\".");

    private static string ReadPassword(string path)
    {
        var errors = new List<string>();
        return SecretFile.Read(path, "--password-file", errors) ?? throw CommandStopException.Failed(JsonFields.Clean(string.Join(' ', errors)));
    }
}

/// <summary>Which daemon is meant.</summary>
/// <param name="Host">The one at this address and no other; null for the user's or the system's.</param>
/// <param name="UserName">For daemons with a password.</param>
/// <param name="Password">For daemons with a password.</param>
/// <param name="MayStart">Whether one may be started if none answers.</param>
internal sealed record RemoteTarget(RpcAddress? Host, string? UserName, string? Password, bool MayStart)
{
    /// <summary>The machine whose daemon is meant, by way of the ssh program; null for none.</summary>
    public SshDestination? Machine { get; init; }

    /// <summary>Where the password was read; absolute, null for nowhere.</summary>
    public string? PasswordFile { get; init; }
}
