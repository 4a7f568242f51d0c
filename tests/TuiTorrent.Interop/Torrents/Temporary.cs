namespace TuiTorrent.Interop.Torrents;

/// <summary>Directories that are gone when their owner is disposed of.</summary>
internal sealed class Temporary : IDisposable
{
    private const UnixFileMode EveryoneReads = (UnixFileMode)0b111_101_101;

    private static readonly Lazy<Temporary> SharedDirectories = new(MakeShared);

    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("tuitorrent-interop-").FullName;

    public Temporary() =>
        // A tracker that gives up root must reach its own directory below.
        File.SetUnixFileMode(_root, EveryoneReads);

    /// <summary>For what tests share: gone when the program ends.</summary>
    public static Temporary Shared => SharedDirectories.Value;

    /// <summary>A new, empty one.</summary>
    public string Directory(string name)
    {
        var path = Path.Combine(_root, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        System.IO.Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, EveryoneReads);
        return path;
    }

    public void Dispose()
    {
        try
        {
            System.IO.Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // Somebody writes there still: what stays is in the system's temporary directory.
        }
    }

    private static Temporary MakeShared()
    {
        var shared = new Temporary();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.Dispose();
        return shared;
    }
}
