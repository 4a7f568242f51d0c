using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Lets another program take this process's place: same number, same terminal, nothing of this one left.</summary>
internal static partial class ProcessReplacement
{
    private const string LibraryVariable = "TUI_CONFIG";

    /// <summary>Begins the other program in the directory "/"; returns only if that can't be done.</summary>
    /// <remarks>
    /// The library that draws the dashboard reads ./.tui/config.json and what TUI_CONFIG holds before the program's first line can forbid it. Started in a directory of downloads, a torrent
    /// could so rebind its keys: it must begin where nobody else writes, and without that variable.
    /// </remarks>
    /// <param name="command">The program's path, absolute, and its arguments.</param>
    /// <returns>Why not: half a sentence.</returns>
    public static string Become(IReadOnlyList<string> command)
    {
        // The end of the list is a null.
        var arguments = new string?[command.Count + 1];
        for (var i = 0; i < command.Count; i++)
        {
            arguments[i] = command[i];
        }

        // The framework's variables are a copy; the other program gets those of the C library.
        _ = Unset(LibraryVariable);
        if (ChangeDirectory("/") == 0)
        {
            _ = Execute(command[0], arguments);
        }

        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()).ToLowerInvariant();
    }

    [LibraryImport("libc", EntryPoint = "chdir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeDirectory(string path);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unset(string name);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments);
}
