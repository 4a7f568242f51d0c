using TuiTorrent.Config;

namespace TuiTorrent.Daemon;

/// <summary>Puts a daemon's plan together, at its start and again at SIGHUP.</summary>
internal sealed class DaemonPlanLoader(string? configPath, Func<string, string?> environment, IReadOnlyList<(string Flag, string Key, string Text)> flags)
{
    /// <summary>The directory of the config file that is read, or would be.</summary>
    public string ConfigDirectory
    {
        get
        {
            foreach (var path in configPath is null ? SettingsLoader.SearchPaths(environment) : [configPath])
            {
                if (configPath is not null || File.Exists(path))
                {
                    return Path.GetDirectoryName(path)!;
                }
            }

            return Path.GetDirectoryName(SettingsLoader.SearchPaths(environment).First())!;
        }
    }

    /// <summary>The plan; null or with errors if something is wrong.</summary>
    public DaemonPlan? Load(List<string> errors)
    {
        var settings = SettingsLoader.Load(configPath, environment, flags, errors);
        return DaemonPlan.Create(settings, environment, errors);
    }
}
