using System.Runtime.CompilerServices;

namespace TuiTorrent.Tests;

/// <summary>Files of the source tree that tests compare with.</summary>
internal static class Repository
{
    /// <summary>A path below the top level.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Top(), .. parts]);

    /// <summary>Compares with tests/TuiTorrent.Tests/golden/<paramref name="name"/>; with TUITORRENT_WRITE_GOLDEN=1 writes it instead.</summary>
    public static void AssertGolden(string name, string actual)
    {
        var path = PathOf("tests", "TuiTorrent.Tests", "golden", name);
        if (Environment.GetEnvironmentVariable("TUITORRENT_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Top([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
