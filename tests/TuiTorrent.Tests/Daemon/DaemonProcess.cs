using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Tests.Daemon;

/// <summary>The real program as a daemon, in directories of a test's own; what it says to its service manager is how a test knows what it does.</summary>
internal sealed class DaemonProcess : IDisposable
{
    /// <summary>For anything that takes a moment; far more than a busy machine needs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int SigHup = 1;
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private readonly string _home;
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly StringBuilder _error = new();
    private readonly Process _process;

    /// <summary>Starts it; it is not ready yet.</summary>
    /// <param name="home">Above all its directories.</param>
    /// <param name="isNoticeAbstract">Whether NOTIFY_SOCKET is in the abstract name space.</param>
    /// <param name="arguments">Behind the verb.</param>
    public DaemonProcess(string home, bool isNoticeAbstract = false, params ReadOnlySpan<string> arguments)
    {
        _home = home;
        var notice = Path.Combine(home, $"notify-{Guid.NewGuid():N}"[..20]);
        _manager.ReceiveTimeout = (int)Limit.TotalMilliseconds;
        _manager.Bind(new UnixDomainSocketEndPoint(isNoticeAbstract ? "\0" + notice : notice));
        // A test run in the background ignores some signals, and what it starts would, too.
        var start = new ProcessStartInfo("env") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--default-signal=HUP,INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "tuitorrent.dll"), "daemon", "--port", "0", "--bind", "127.0.0.1", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in EnvironmentOf(home))
        {
            start.Environment[name] = value;
        }

        start.Environment["NOTIFY_SOCKET"] = isNoticeAbstract ? "@" + notice : notice;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.Append(line.Data).Append('\n');
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its socket.</summary>
    public string SocketPath => Path.Combine(_home, "run", "tuitorrent", "rpc.sock");

    /// <summary>What it said on standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>Writes its config.toml.</summary>
    public static void Configure(string home, string text)
    {
        Directory.CreateDirectory(Path.Combine(home, "config", "tuitorrent"));
        File.WriteAllText(Path.Combine(home, "config", "tuitorrent", "config.toml"), text);
    }

    /// <summary>Waits until it answers.</summary>
    public DaemonProcess Ready()
    {
        Assert.StartsWith("READY=1\n", NextNotice(), StringComparison.Ordinal);
        return this;
    }

    /// <summary>The next word to the service manager.</summary>
    public string NextNotice()
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }

    /// <summary>Asks something over its socket.</summary>
    public async Task<JsonElement> AskAsync(string method, Action<Utf8JsonWriter>? parameters = null)
    {
        using var client = new RpcClient(RpcAddress.Unix(SocketPath)) { Patience = Limit };
        var result = await client.CallAsync(method, parameters);
        Assert.Null(result.Error);
        return result.Result;
    }

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public async Task UntilAsync(string method, Func<JsonElement, bool> isWanted, Action<Utf8JsonWriter>? parameters = null)
    {
        for (var patience = Stopwatch.StartNew(); !isWanted(await AskAsync(method, parameters));)
        {
            Assert.True(patience.Elapsed < Limit, $"{method} does not become what is waited for:\n{Error}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public void Terminate() => Signal(SigTerm);

    public void HangUp() => Signal(SigHup);

    public void Kill() => Signal(SigKill);

    /// <summary>Its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _manager.Dispose();
    }

    private static (string, string)[] EnvironmentOf(string home) =>
    [
        ("HOME", home), ("XDG_CONFIG_HOME", Path.Combine(home, "config")), ("XDG_STATE_HOME", Path.Combine(home, "state")),
        ("XDG_RUNTIME_DIR", Path.Combine(home, "run")), ("STATE_DIRECTORY", ""), ("RUNTIME_DIRECTORY", ""), ("JOURNAL_STREAM", ""), ("WATCHDOG_USEC", ""),
    ];

    private void Signal(int signal) => Assert.Equal(0, Send(_process.Id, signal));

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
