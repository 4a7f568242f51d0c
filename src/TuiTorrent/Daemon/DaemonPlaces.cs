using TuiTorrent.Config;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Daemon;

/// <summary>Where a daemon keeps what no setting gives a place: from the environment alone.</summary>
/// <remarks>
/// A unit with StateDirectory= gets STATE_DIRECTORY (systemd.exec(5)), which may be a list; RUNTIME_DIRECTORY likewise. A unit of the system has no HOME of
/// its own that would be worth anything, so downloads go below its state.
/// </remarks>
internal sealed class DaemonPlaces(Func<string, string?> environment)
{
    private const int MaxUserDirsBytes = 64 * 1024;

    private string? Home => environment("HOME") is { } home && home.StartsWith('/') ? home : null;

    /// <summary>Whether a service manager gave us a directory that is not in a home.</summary>
    public bool IsOfSystem => First("STATE_DIRECTORY") is { } given && !(Home is { Length: > 1 } home && given.StartsWith(home + "/", StringComparison.Ordinal));

    /// <summary>The state directory; null if there is no place for it.</summary>
    public string? State => First("STATE_DIRECTORY") ?? (SettingsLoader.DefaultStateDirectory(environment) is { } user ? Path.Combine(user, "daemon") : null);

    /// <summary>The log file of a daemon that nobody watches; null if there is no place for it.</summary>
    public string? LogFile => SettingsLoader.DefaultStateDirectory(environment) is { } user ? Path.Combine(user, "daemon.log") : null;

    /// <summary>The socket.</summary>
    public string Socket => First("RUNTIME_DIRECTORY") is { } given ? Path.Combine(given, "rpc.sock")
        : IsOfSystem ? RpcSocket.SystemPath
        : RpcSocket.UserPath(environment("XDG_RUNTIME_DIR"), Cli.PosixCalls.UserId());

    /// <summary>The directory for downloads; null if there is no home.</summary>
    public string? Downloads => IsOfSystem ? Path.Combine(State!, "downloads")
        : Home is { } home ? UserDownloads(home) ?? Path.Combine(home, "Downloads")
        : null;

    /// <summary>An absolute path for "/…" or "~/…"; null with an error for any other.</summary>
    public string? Expand(string path, string keyName, List<string> errors)
    {
        if (path.StartsWith('/'))
        {
            return Path.GetFullPath(path);
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            if (Home is { } home)
            {
                return Path.GetFullPath(home + path[1..]);
            }

            errors.Add($"{keyName}: there is no home directory for \"{path}\"; write it from \"/\" on.");
            return null;
        }

        errors.Add($"{keyName}: \"{path}\" must be absolute or begin with \"~/\" for a daemon.");
        return null;
    }

    private string? First(string variable) => environment(variable) is { } value && value.StartsWith('/') ? value.Split(':')[0] : null;

    /// <summary>A line XDG_DOWNLOAD_DIR="$HOME/…" or "/…" of user-dirs.dirs (xdg-user-dirs); null if there is none.</summary>
    private string? UserDownloads(string home)
    {
        const string Name = "XDG_DOWNLOAD_DIR=\"";
        var config = environment("XDG_CONFIG_HOME") is { } directory && directory.StartsWith('/') ? directory : Path.Combine(home, ".config");
        try
        {
            var file = new FileInfo(Path.Combine(config, "user-dirs.dirs"));
            if (!file.Exists || file.Length > MaxUserDirsBytes)
            {
                return null;
            }

            foreach (var line in File.ReadAllLines(file.FullName))
            {
                var text = line.Trim();
                if (text.StartsWith(Name, StringComparison.Ordinal) && text.EndsWith('"') && text.Length > Name.Length)
                {
                    var value = text[Name.Length..^1];
                    value = value.StartsWith("$HOME/", StringComparison.Ordinal) ? home + value[5..] : value;
                    // The whole home is what desktops write for "no such folder".
                    return value.StartsWith('/') && value.TrimEnd('/') != home && !ValueReader.HasControl(value) ? value : null;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the usual folder will do.
        }

        return null;
    }
}
