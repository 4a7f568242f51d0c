using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Lets another program take this process's place: same number, same terminal, nothing of this one left.</summary>
internal static partial class ProcessReplacement
{
    /// <summary>Begins the other program; returns only if that can't be done.</summary>
    /// <param name="command">The program's path, and its arguments.</param>
    /// <returns>Why not: half a sentence.</returns>
    public static string Become(IReadOnlyList<string> command)
    {
        // The end of the list is a null.
        var arguments = new string?[command.Count + 1];
        for (var i = 0; i < command.Count; i++)
        {
            arguments[i] = command[i];
        }

        _ = Execute(command[0], arguments);
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()).ToLowerInvariant();
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments);
}
