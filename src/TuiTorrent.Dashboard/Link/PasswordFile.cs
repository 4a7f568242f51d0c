using System.Text;

namespace TuiTorrent.Dashboard.Link;

/// <summary>Reads the file that holds a daemon's password, if nobody else can.</summary>
internal static class PasswordFile
{
    /// <summary>Longer than any password.</summary>
    private const int MaxBytes = 4096;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Its first line.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="error">A sentence for the user; null if there is a password.</param>
    /// <returns>The password; "" if there is none.</returns>
    public static string Read(string path, out string? error)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            if (OperatingSystem.IsLinux() && (File.GetUnixFileMode(handle) & Others) != 0)
            {
                error = $"Others may read or change {path}: chmod 600 {path}.";
                return "";
            }

            var bytes = new byte[MaxBytes];
            var text = Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0));
            var line = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length).ToString();
            error = line.Length > 0 && line.Length < MaxBytes && !line.Contains('\uFFFD', StringComparison.Ordinal) ? null : $"The first line of {path} must be the password, as UTF-8 text.";
            return error is null ? line : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            error = $"Can't read {path}; is it there, and yours?";
            return "";
        }
    }
}
