using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Says what went wrong with a file. The framework's own messages are left out of the program to keep it small.</summary>
internal static class FileProblem
{
    /// <summary>An errno fits in here; larger codes are the framework's own.</summary>
    private const int LargestErrno = 4095;

    /// <summary>Half a sentence without the path, for example "permission denied".</summary>
    public static string Describe(Exception problem) => problem switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such directory",
        UnauthorizedAccessException => "permission denied, or it is a directory",
        PathTooLongException => "the path is too long",
        IOException { HResult: > 0 and <= LargestErrno } => Marshal.GetPInvokeErrorMessage(problem.HResult).ToLowerInvariant(),
        NamedFileException => problem.Message,
        _ => "input/output error",
    };
}

/// <summary>Trouble with one file of many; the message names it.</summary>
internal sealed class NamedFileException(string message) : IOException(message);
