using System.Text;

namespace TuiTorrent.Daemon.Logging;

/// <summary>A log file that never grows beyond a size: when it is full it becomes "NAME.1", which replaces the one before.</summary>
/// <remarks>Not thread-safe. Opened for each line: the log of a daemon at rest is seldom written, and a file that somebody removed comes back.</remarks>
internal sealed class RotatingFile(string path, long maxBytes = RotatingFile.DefaultMaxBytes)
{
    /// <summary>Half of what the log of a quiet daemon may ever take on a flash card.</summary>
    public const long DefaultMaxBytes = 1024 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Adds text to the file.</summary>
    /// <exception cref="IOException">It can't be; or <see cref="UnauthorizedAccessException"/>.</exception>
    public void Append(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using (var stream = Open())
        {
            if (stream.Length == 0 || stream.Length + bytes.Length <= maxBytes)
            {
                stream.Write(bytes);
                return;
            }
        }

        File.Move(path, path + ".1", overwrite: true);
        using var next = Open();
        next.Write(bytes);
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
