namespace TuiTorrent.Cli;

/// <summary>Finds the program tuitorrent-dashboard.</summary>
internal static class DashboardProgram
{
    private const string Name = "tuitorrent-dashboard";

    /// <summary>The environment variable that names it, for development: a program, or a .dll that `dotnet` runs.</summary>
    private const string Variable = "TUITORRENT_DASHBOARD";

    /// <summary>Its path with what must stand before it; null if it is nowhere.</summary>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <param name="ownProgram">What runs this process: this program itself, or `dotnet`.</param>
    /// <param name="ownDirectory">Where this program's files lie.</param>
    public static IReadOnlyList<string>? Find(Func<string, string?> environment, string ownProgram, string ownDirectory)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return CommandOf(Path.GetFullPath(named), ownProgram);
        }

        var isDotnet = Path.GetFileNameWithoutExtension(ownProgram) == "dotnet";
        var beside = isDotnet ? ownDirectory : Path.GetDirectoryName(ownProgram) ?? "/";
        string[] places =
        [
            Path.Combine(beside, Name),
            Path.GetFullPath(Path.Combine(beside, "..", "lib", "tuitorrent", Name)),

            // As the tree is built: .../src/TuiTorrent/bin/Release/net10.0/.
            .. isDotnet ? [Path.Combine(beside, Name + ".dll"), Sibling(beside)] : Array.Empty<string>(),
        ];
        foreach (var place in places)
        {
            if (PosixCalls.LookThrough(place) is { Kind: FileKind.Regular })
            {
                return CommandOf(place, ownProgram);
            }
        }

        return null;
    }

    private static string Sibling(string directory) =>
        Path.TrimEndingDirectorySeparator(directory).Split('/') is [.. var above, "TuiTorrent", "bin", var configuration, var framework]
            ? Path.Combine(string.Join('/', above), "TuiTorrent.Dashboard", "bin", configuration, framework, Name + ".dll")
            : directory;

    private static string[] CommandOf(string path, string ownProgram) =>
        !path.EndsWith(".dll", StringComparison.Ordinal) ? [path]
        : Path.GetFileNameWithoutExtension(ownProgram) == "dotnet" ? [ownProgram, path]
        : ["/usr/bin/env", "dotnet", path];
}
