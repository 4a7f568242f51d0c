using System.Globalization;

namespace TuiTorrent.Rpc.Contract;

/// <summary>Where the daemon's Unix socket lies, by one rule for the daemon and its clients.</summary>
public static class RpcSocket
{
    /// <summary>Of the system's daemon.</summary>
    public const string SystemPath = "/run/tuitorrent/rpc.sock";

    /// <summary>Longest path that a Unix socket takes on Linux, in bytes, without the NUL.</summary>
    public const int MaxPathBytes = 107;

    /// <summary>Of this user's daemon: below $XDG_RUNTIME_DIR, else below /tmp in a directory named after the user.</summary>
    public static string UserPath() => UserPath(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), PosixCalls.EffectiveUser());

    /// <summary>The same from given values. A relative or empty <paramref name="runtimeDirectory"/> counts as none.</summary>
    public static string UserPath(string? runtimeDirectory, uint user) =>
        !string.IsNullOrEmpty(runtimeDirectory) && Path.IsPathFullyQualified(runtimeDirectory)
            ? Path.Combine(runtimeDirectory, "tuitorrent", "rpc.sock")
            : $"/tmp/tuitorrent-{user.ToString(CultureInfo.InvariantCulture)}/rpc.sock";

    /// <summary>Makes the directory of a user's socket with mode 0700 if it is missing, and looks at it closely: below /tmp anybody could have made it first.</summary>
    /// <returns>What is wrong, a sentence for the user; null if it can be used.</returns>
    public static string? PrepareUserDirectory(string socketPath)
    {
        var directory = Path.GetDirectoryName(socketPath)!;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
            if (PosixCalls.MakeDirectory(directory, 0x1C0) != 0 && PosixCalls.StatusOf(directory) is null)
            {
                return $"Can't make {directory} for the socket.";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Can't make {directory} for the socket: {e.Message}";
        }

        return CheckUserDirectory(socketPath);
    }

    /// <summary>Whether the directory of a user's socket is really this user's alone. A client asks this before it talks, or it would tell a stranger everything.</summary>
    /// <returns>What is wrong, a sentence for the user; null if all is well, or if it does not exist.</returns>
    public static string? CheckUserDirectory(string socketPath)
    {
        var directory = Path.GetDirectoryName(socketPath)!;
        if (PosixCalls.StatusOf(directory) is not { } status)
        {
            return null;
        }

        if (!status.IsDirectory)
        {
            return $"{directory} is not a directory. Remove it, or set XDG_RUNTIME_DIR.";
        }

        if (status.User != PosixCalls.EffectiveUser())
        {
            return $"{directory} belongs to another user. Set XDG_RUNTIME_DIR to a directory of your own.";
        }

        return (status.Mode & 0x3F) == 0 ? null : $"{directory} is open to other users. Run chmod 700 {directory} if it is yours.";
    }
}
