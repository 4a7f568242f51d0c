using System.Text;
using System.Text.Unicode;
using TuiTorrent.Cli;

namespace TuiTorrent.Config;

/// <summary>Puts settings together: defaults, then config.toml, then the environment, then flags.</summary>
internal static class SettingsLoader
{
    /// <summary>Larger than any config a person writes: whoever names a film by mistake is told so at once.</summary>
    private const int MaxConfigBytes = 1024 * 1024;

    /// <summary>The settings; sentences about all that is wrong go to <paramref name="errors"/>.</summary>
    /// <param name="configPath">The file that --config names, which must be there; null to search.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <param name="flags">What flags say: the flag, the setting's name, the text.</param>
    /// <param name="errors">Added to.</param>
    public static Settings Load(
        string? configPath,
        Func<string, string?> environment,
        IReadOnlyList<(string Flag, string Key, string Text)> flags,
        List<string> errors)
    {
        var settings = FromFile(configPath, environment, errors);
        foreach (var key in SettingKey.All)
        {
            if (environment(key.Variable) is { Length: > 0 } text)
            {
                settings = Apply(settings, key.Variable, key, text, errors);
            }
        }

        foreach (var (flag, name, text) in flags)
        {
            settings = Apply(settings, flag, SettingKey.Find(name)!, text, errors);
        }

        return settings;
    }

    /// <summary>Where config.toml is looked for, the first that exists counts.</summary>
    public static IEnumerable<string> SearchPaths(Func<string, string?> environment)
    {
        if (UserDirectory("XDG_CONFIG_HOME", ".config", environment) is { } directory)
        {
            yield return Path.Combine(directory, "config.toml");
        }

        yield return "/etc/tuitorrent/config.toml";
    }

    /// <summary>The state directory where none is set; null if the user has no home.</summary>
    public static string? DefaultStateDirectory(Func<string, string?> environment) => UserDirectory("XDG_STATE_HOME", ".local/state", environment);

    // A relative path in these variables is to be ignored (XDG Base Directory Specification, "Environment variables").
    private static string? UserDirectory(string variable, string belowHome, Func<string, string?> environment)
    {
        if (environment(variable) is { } directory && directory.StartsWith('/'))
        {
            return Path.Combine(directory, "tuitorrent");
        }

        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, belowHome, "tuitorrent") : null;
    }

    private static Settings FromFile(string? configPath, Func<string, string?> environment, List<string> errors)
    {
        if (configPath is null)
        {
            foreach (var path in SearchPaths(environment))
            {
                if (File.Exists(path))
                {
                    configPath = path;
                    break;
                }
            }
        }

        if (configPath is null)
        {
            return new Settings();
        }

        try
        {
            if (ReadText(configPath, errors) is not { } text)
            {
                return new Settings();
            }

            var file = ConfigFile.Read(text, configPath, new Settings());
            errors.AddRange(file.Errors);
            if (file.Settings.RpcPasswordHash.Length > 0 && SecretFile.FindWeakness(configPath) is { } weakness)
            {
                errors.Add($"{configPath} holds rpc.password_hash, but {weakness}.");
            }

            return file.Settings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"Can't read the config file {configPath}: {FileProblem.Describe(e)}.");
            return new Settings();
        }
    }

    /// <summary>The text of a file without its byte order mark; null with an error where it is none. A pipe will do as well.</summary>
    private static string? ReadText(string path, List<string> errors)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[16 * 1024];
        var filled = 0;
        while (stream.Read(bytes, filled, bytes.Length - filled) is > 0 and var count)
        {
            filled += count;
            if (filled > MaxConfigBytes)
            {
                errors.Add($"{path}: too large for a config file.");
                return null;
            }

            if (filled == bytes.Length)
            {
                Array.Resize(ref bytes, 2 * bytes.Length);
            }
        }

        var text = bytes.AsSpan(0, filled);
        if (text.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        if (Utf8.IsValid(text) && !text.Contains((byte)0))
        {
            return Encoding.UTF8.GetString(text);
        }

        errors.Add($"{path}:{LineOfFirstBadByte(text)}: this is not UTF-8 text.");
        return null;
    }

    private static int LineOfFirstBadByte(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (!text.IsEmpty && Rune.DecodeFromUtf8(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done && rune.Value != 0)
        {
            line += rune.Value == '\n' ? 1 : 0;
            text = text[consumed..];
        }

        return line;
    }

    private static Settings Apply(Settings settings, string source, SettingKey key, string text, List<string> errors)
    {
        if (key.Apply(settings, key.FromLine(text)) is { } changed)
        {
            return changed;
        }

        errors.Add($"{source}: \"{text}\" must be {key.Wanted}.");
        return settings;
    }
}
