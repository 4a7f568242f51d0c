namespace TuiTorrent.Config;

/// <summary>The one section of config.toml whose keys are the user's to choose: names of the dashboard's commands. A value is a key, or a list of them.</summary>
internal static class KeyTable
{
    /// <summary>Its name.</summary>
    public const string Section = "dashboard.keys";

    /// <summary>What a right value is, to go on after "must be".</summary>
    public const string Wanted = "a key such as \"p\" or \"Ctrl+P\", or a list of keys";

    private const int MaxKeys = 256;
    private const int MaxLength = 64;

    /// <summary>The settings with these keys for a command; null if a name or a key can't be one.</summary>
    public static Settings? Add(Settings settings, string command, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || !IsName(command))
        {
            return null;
        }

        var all = new List<DashboardKey>(settings.Dashboard.Keys);
        foreach (var key in keys)
        {
            if (!IsKey(key) || all.Count == MaxKeys)
            {
                return null;
            }

            all.Add(new DashboardKey(command, key));
        }

        return settings with { Dashboard = settings.Dashboard with { Keys = all } };
    }

    /// <summary>Reads "COMMAND=KEY"; null if it is not that.</summary>
    public static DashboardKey? Read(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && IsName(text[..end]) && IsKey(text[(end + 1)..]) ? new DashboardKey(text[..end], text[(end + 1)..]) : null;

    private static bool IsKey(string key) => key.Length is > 0 and <= MaxLength && !ValueReader.HasControl(key);

    private static bool IsName(string command)
    {
        foreach (var c in command)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return command.Length is > 0 and <= MaxLength;
    }
}
