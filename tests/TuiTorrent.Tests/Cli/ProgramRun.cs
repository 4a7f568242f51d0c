using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TuiTorrent.Tests.Cli;

/// <summary>The real program, run as a person would from a shell, in a home of a test's own. A daemon that it started ends with it at the latest.</summary>
internal sealed class ProgramRun : IDisposable
{
    private const int SigKill = 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _home = new();

    /// <summary>What a command printed, and its exit code.</summary>
    public sealed record Result(int Code, string Output, string Error);

    /// <summary>A path in the home.</summary>
    public string Below(string name) => _home.Below(name);

    /// <summary>Puts a file into the home.</summary>
    public string Write(string name, ReadOnlySpan<byte> bytes) => _home.Write(name, bytes);

    /// <summary>Runs a command to its end.</summary>
    public Task<Result> RunAsync(params string[] arguments) => RunProgramAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "tuitorrent.dll"), .. arguments]);

    /// <summary>Runs another program in the same home to its end.</summary>
    public async Task<Result> RunProgramAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in ((string, string)[])[
            ("HOME", _home.Path), ("XDG_CONFIG_HOME", Below("config")), ("XDG_STATE_HOME", Below("state")), ("XDG_RUNTIME_DIR", Below("run")),
            ("STATE_DIRECTORY", ""), ("RUNTIME_DIRECTORY", ""), ("NOTIFY_SOCKET", ""), ("TUITORRENT_NETWORK_BIND", "127.0.0.1")])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        return new Result(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that must end well; what it printed.</summary>
    public async Task<string> OutputAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.Code == 0, $"{string.Join(' ', arguments)} ended with {result.Code}: {result.Output}{result.Error}");
        return result.Output;
    }

    /// <summary>Number of the last process that was started as a daemon, by its log; 0 if there was none.</summary>
    public int DaemonProcess()
    {
        const string Before = " starts, process ";
        var path = Below("state/tuitorrent/daemon.log");
        var log = File.Exists(path) ? File.ReadAllText(path) : "";
        return log.LastIndexOf(Before, StringComparison.Ordinal) is >= 0 and var at
            ? int.Parse(log.AsSpan(at + Before.Length, log.IndexOf('\n', at) - at - Before.Length), CultureInfo.InvariantCulture)
            : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (DaemonProcess() is > 0 and var process)
        {
            // It is nobody's child any more; ours it surely is while its files are below the home.
            var mine = File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Contains("tuitorrent", StringComparison.Ordinal);
            if (mine)
            {
                _ = Send(process, SigKill);
                SpinWait.SpinUntil(() => !IsAlive(process), Limit);
            }
        }

        _home.Dispose();
    }

    /// <summary>Whether it runs; one that waits for its parent to look does not.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].TrimStart() is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
