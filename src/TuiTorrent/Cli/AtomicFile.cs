namespace TuiTorrent.Cli;

/// <summary>Writes small files so that their path never shows half of one, whatever happens.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a file beside it, syncs, and renames.</summary>
    /// <exception cref="IOException">It can't be written, or exists and must not be replaced; or <see cref="UnauthorizedAccessException"/>.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool replace)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path) ?? "/", $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(handle, bytes, 0);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, path, replace);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
