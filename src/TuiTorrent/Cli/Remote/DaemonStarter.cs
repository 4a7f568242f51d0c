using System.Runtime.InteropServices;
using System.Text;

namespace TuiTorrent.Cli.Remote;

/// <summary>Starts a daemon that outlives this command and its terminal: in a session of its own, in the root directory, its output in a log file.</summary>
internal static class DaemonStarter
{
    /// <summary>How long a start may take: a Raspberry Pi Zero with a thousand torrents needs a second or two, and one that was told to end before may take nine to do so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What takes longer than this is told: who sees nothing happen presses keys.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(0.5);

    /// <summary>Between two looks.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <summary>A daemon that died may have lost a race against one that answers in a moment.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const int MaxLogLine = 2048;

    /// <summary>Before a sentence of a daemon that could not begin.</summary>
    private const string Prefix = "tuitorrent daemon: ";

    /// <summary>This program's own daemon, also where `dotnet` runs it.</summary>
    public static IReadOnlyList<string> OwnCommand()
    {
        var program = Environment.ProcessPath ?? "/proc/self/exe";
        string[] verb = ["daemon", "--background"];
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "tuitorrent.dll"), .. verb] : [program, .. verb];
    }

    /// <summary>Starts a daemon, and ends when it answers.</summary>
    /// <param name="command">Program, with its path, and arguments.</param>
    /// <param name="logPath">What it prints is added to this file, which is made with its directory.</param>
    /// <param name="answersAsync">Whether a daemon answers now.</param>
    /// <param name="time">What waits.</param>
    /// <param name="tellSlow">Called once if it takes longer than a moment.</param>
    /// <returns>Why there is none, a sentence for the user; null if all is well.</returns>
    public static async Task<string?> StartAsync(IReadOnlyList<string> command, string logPath, Func<Task<bool>> answersAsync, TimeProvider time, Action? tellSlow = null)
    {
        long logBegin;
        int process;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(logPath)!);
            logBegin = File.Exists(logPath) ? new FileInfo(logPath).Length : 0;
            process = DetachedProcess.Start(command, logPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"can't start a daemon: {Path.GetDirectoryName(logPath)}: {FileProblem.Describe(e)}.";
        }

        if (process < 0)
        {
            return $"can't start a daemon: {Marshal.GetPInvokeErrorMessage(-process).ToLowerInvariant()}.";
        }

        var begin = time.GetTimestamp();
        TimeSpan? deadSince = null;
        while (true)
        {
            if (await answersAsync().ConfigureAwait(false))
            {
                return null;
            }

            var elapsed = time.GetElapsedTime(begin);
            if (deadSince is null && DetachedProcess.HasFailed(process))
            {
                deadSince = elapsed;
            }

            if (elapsed - deadSince > Grace || (deadSince is not null && LastLine(logPath, logBegin).Length > 0 && elapsed - deadSince > Grace / 4))
            {
                return $"the daemon ended at once: {(LastLine(logPath, logBegin) is { Length: > 0 } line ? line : "it did not say why.")}";
            }

            if (elapsed > Silence)
            {
                tellSlow?.Invoke();
                tellSlow = null;
            }

            if (elapsed > Patience)
            {
                return $"the daemon was started, but does not answer after {Patience.TotalSeconds:0} seconds. Its log is {logPath}.";
            }

            await Task.Delay(Pace, time).ConfigureAwait(false);
        }
    }

    /// <summary>The last line that says something, clean, of what was written behind an offset.</summary>
    internal static string LastLine(string logPath, long begin)
    {
        try
        {
            using var handle = File.OpenHandle(logPath, share: FileShare.ReadWrite | FileShare.Delete);
            var end = RandomAccess.GetLength(handle);
            var from = Math.Max(Math.Min(begin, end), end - MaxLogLine);
            var bytes = new byte[end - from];
            var lines = Encoding.UTF8.GetString(bytes.AsSpan(0, RandomAccess.Read(handle, bytes, from))).Split('\n');
            for (var i = lines.Length - 1; i >= 0; i--)
            {
                // Who typed another command needs no hint about this one.
                var line = JsonFields.Clean(lines[i]);
                if (line.Length > 0 && !line.StartsWith("Try '", StringComparison.Ordinal))
                {
                    return line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line;
                }
            }

            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
