namespace TuiTorrent.Tests;

/// <summary>A directory of a test's own, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its path, absolute.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("tuitorrent-tests-").FullName;

    /// <summary>A path below it.</summary>
    public string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file below it, with the directories above it.</summary>
    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Below(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
