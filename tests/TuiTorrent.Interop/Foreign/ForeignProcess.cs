using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TuiTorrent.Interop.Foreign;

/// <summary>A program of somebody else's, in a process group of its own, so that nothing it starts outlives the test.</summary>
/// <remarks>Any thread. The last lines it printed are kept for the message of a test that fails.</remarks>
internal sealed partial class ForeignProcess : IDisposable
{
    private const int KeptLines = 200;
    private const int KillSignal = 9;

    private static readonly ConcurrentDictionary<int, byte> RunningGroups = [];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    static ForeignProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var group in RunningGroups.Keys)
        {
            _ = Kill(-group, KillSignal);
        }
    };

    private ForeignProcess(string name, Process process, Action<string>? onLine)
    {
        Name = name;
        _process = process;
        _process.OutputDataReceived += (_, e) => Keep(e.Data, onLine);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data, null);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The program's own name.</summary>
    public string Name { get; }

    /// <summary>The last lines it printed.</summary>
    public string Log => $"--- {Name}{(_process.HasExited ? $" (exited with {_process.ExitCode})" : "")}\n{string.Join('\n', _lines)}";

    /// <summary>Starts <paramref name="program"/>, found on the PATH.</summary>
    /// <param name="program">Its name, or a full path.</param>
    /// <param name="directory">Where it works and has its home.</param>
    /// <param name="arguments">As they are, unquoted.</param>
    /// <param name="onLine">Told of each line on its standard output.</param>
    public static ForeignProcess Start(string program, string directory, IEnumerable<string> arguments, Action<string>? onLine = null)
    {
        var path = Programs.Find(program);
        // setsid makes the group and then becomes the program: the process id stays.
        var start = new ProcessStartInfo(Programs.Find("setsid"))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = directory;
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        RunningGroups[process.Id] = 0;
        return new ForeignProcess(Path.GetFileName(program), process, onLine);
    }

    /// <summary>Runs a program to its end; anything but success is an error with what it printed.</summary>
    public static async Task RunAsync(string program, string directory, IEnumerable<string> arguments, CancellationToken stop)
    {
        using var process = Start(program, directory, arguments);
        await process._process.WaitForExitAsync(stop);
        if (process._process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed\n{process.Log}");
        }
    }

    /// <summary>Sends a line to its standard input.</summary>
    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line).ContinueWith(_ => _process.StandardInput.Flush(), TaskScheduler.Default);

    /// <summary>Fails if the program is gone: whoever waits for it would wait for ever.</summary>
    public void ThrowIfExited()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"{Name} ended by itself\n{Log}");
        }
    }

    public void Dispose()
    {
        // The group lives as long as any of its members, and its number is not given to another until then.
        if (RunningGroups.TryRemove(_process.Id, out _))
        {
            _ = Kill(-_process.Id, KillSignal);
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        while (_lines.Count > KeptLines && _lines.TryDequeue(out _))
        {
        }

        onLine?.Invoke(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
