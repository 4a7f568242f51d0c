namespace TuiTorrent.Interop.Remote;

/// <summary>Texts that were looked at once and must stay as they are.</summary>
internal static class Golden
{
    /// <summary>Compares with the file beside the tests' sources; with TUITORRENT_WRITE_GOLDEN=1 writes it instead.</summary>
    public static void AssertMatches(string name, string text)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(output.Parent!.Parent!.Parent!.FullName, "golden", name);
        if (Environment.GetEnvironmentVariable("TUITORRENT_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        Assert.Equal(File.ReadAllText(path), text, ignoreLineEndingDifferences: true);
    }
}
