namespace TuiTorrent.Interop.Torrents;

/// <summary>Directories that are gone when the tests are.</summary>
internal static class Temporary
{
    private static readonly Lazy<string> Root = new(MakeRoot);

    /// <summary>A new one.</summary>
    public static string Directory(string name)
    {
        var path = Path.Combine(Root.Value, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        System.IO.Directory.CreateDirectory(path);
        return path;
    }

    private static string MakeRoot()
    {
        var root = System.IO.Directory.CreateTempSubdirectory("tuitorrent-interop-").FullName;
        // A tracker that gives up root must reach its own directory below.
        File.SetUnixFileMode(root, (UnixFileMode)Convert.ToInt32("755", 8));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(root, recursive: true);
        return root;
    }
}
