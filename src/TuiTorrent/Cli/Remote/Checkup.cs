using System.Runtime.InteropServices;
using TuiTorrent.Config;
using TuiTorrent.Daemon;

namespace TuiTorrent.Cli.Remote;

/// <summary>Looks at this machine without a daemon: config, directories, TLS, clock.</summary>
internal static class Checkup
{
    private const long LittleSpace = 1L << 30;

    /// <summary>Before this the program did not exist, so a clock that says so is wrong.</summary>
    private static readonly DateTimeOffset FirstRelease = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What was found, each place with one finding or more.</summary>
    public static IEnumerable<Finding> Look(Func<string, string?> environment, DateTimeOffset now)
    {
        var errors = new List<string>();
        var settings = SettingsLoader.Load(null, environment, [], errors);
        var plan = errors.Count == 0 ? DaemonPlan.Create(settings, environment, errors) : null;
        foreach (var finding in Config(environment, errors))
        {
            yield return finding;
        }

        if (plan is not null)
        {
            yield return StateDirectory(plan.StateDirectory);
            yield return Downloads(plan.DownloadDirectory);
        }

        yield return Tls();
        yield return now >= FirstRelease
            ? new Finding(Verdict.Ok, $"the clock says {Figures.Date(now, TimeZoneInfo.Utc)} UTC", "")
            : new Finding(Verdict.Fail, $"the clock says {Figures.Date(now, TimeZoneInfo.Utc)} UTC, which can't be", "Set it, for example by 'timedatectl set-ntp true'; https trackers refuse a wrong clock.");
    }

    private static IEnumerable<Finding> Config(Func<string, string?> environment, List<string> errors)
    {
        foreach (var error in errors)
        {
            yield return new Finding(Verdict.Fail, JsonFields.Clean(error), "Correct it; the daemon does not start with it.");
        }

        if (errors.Count > 0)
        {
            yield break;
        }

        foreach (var path in SettingsLoader.SearchPaths(environment))
        {
            if (File.Exists(path))
            {
                yield return new Finding(Verdict.Ok, $"config: {JsonFields.Clean(path)}", "");
                yield break;
            }
        }

        yield return new Finding(Verdict.Ok, "config: none, so the defaults count", "");
    }

    private static Finding StateDirectory(string path)
    {
        var existing = Existing(path);
        return IsWritable(existing) is not { } problem
            ? new Finding(Verdict.Ok, $"state: {JsonFields.Clean(path)} can be written", "")
            : new Finding(Verdict.Fail, $"state: {JsonFields.Clean(existing)}: {problem}", "Give it to this user (chown, chmod), or set another \"state\" of [downloads] in config.toml.");
    }

    private static Finding Downloads(string path)
    {
        var existing = Existing(path);
        try
        {
            var free = new DriveInfo(existing).AvailableFreeSpace;
            var text = $"downloads: {ByteCount.Format(free)} free for {JsonFields.Clean(path)}{(existing == path ? "" : ", which will be made")}";
            return free < LittleSpace ? new Finding(Verdict.Warn, text, "Free some space, or set another \"directory\" of [downloads] in config.toml.") : new Finding(Verdict.Ok, text, "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding(Verdict.Fail, $"downloads: {JsonFields.Clean(path)} can't be used", "Set another \"directory\" of [downloads] in config.toml.");
        }
    }

    // SHA-1 and https come from OpenSSL, which is loaded when it is first used.
    private static Finding Tls()
    {
        foreach (var name in (string[])["libssl.so.3", "libssl.so.1.1"])
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                NativeLibrary.Free(library);
                return new Finding(Verdict.Ok, $"OpenSSL: {name}", "");
            }
        }

        return new Finding(Verdict.Fail, "OpenSSL is missing: data can't be verified", "Install it: 'apt install libssl3'.");
    }

    /// <summary>The path, or what of it exists.</summary>
    private static string Existing(string path)
    {
        var existing = Path.GetFullPath(path);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        return existing;
    }

    /// <summary>Why not, half a sentence; null if it is.</summary>
    private static string? IsWritable(string directory)
    {
        var probe = Path.Combine(directory, $".tuitorrent-doctor-{Environment.ProcessId}");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileProblem.Describe(e);
        }
    }
}
