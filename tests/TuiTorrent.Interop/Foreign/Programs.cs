namespace TuiTorrent.Interop.Foreign;

/// <summary>Where foreign programs are.</summary>
internal static class Programs
{
    /// <summary>Python as Debian's packages extend it: another one on the PATH would not know their modules.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly string[] SystemDirectories = ["/usr/bin", "/usr/sbin", "/usr/local/bin"];

    /// <summary>The full path of a program.</summary>
    /// <exception cref="InvalidOperationException">It is not installed; the message says what to do.</exception>
    public static string Find(string program)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var directory in directories.Concat(SystemDirectories))
        {
            var path = Path.Combine(directory, program);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new InvalidOperationException($"{program} is not installed: run `make deps deps-interop`, which gets it from Debian.");
    }
}
