using System.Runtime.CompilerServices;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>Compares with a file beside the tests; TUITORRENT_WRITE_GOLDEN=1 writes it instead.</summary>
internal static class Golden
{
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("TUITORRENT_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"no golden file {name}: write it with TUITORRENT_WRITE_GOLDEN=1 and look at it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
