using System.Globalization;
using System.Net.Sockets;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Remote;

/// <summary>Our daemon as users start it: the built program, with its RPC on a loopback port.</summary>
internal sealed class OurDaemon : IDisposable
{
    private readonly ForeignProcess _process;

    private OurDaemon(ForeignProcess process, string home, int rpcPort)
    {
        _process = process;
        Home = home;
        RpcPort = rpcPort;
    }

    /// <summary>Where it has its config and its state.</summary>
    public string Home { get; }

    /// <summary>Where its RPC is, at 127.0.0.1.</summary>
    public int RpcPort { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="temporary">For its home and state.</param>
    /// <param name="downloads">Where torrents go that name no directory.</param>
    /// <param name="roots">Where callers by TCP may have torrents put.</param>
    /// <param name="stop">The test's limit.</param>
    public static async Task<OurDaemon> StartAsync(Temporary temporary, string downloads, IReadOnlyList<string> roots, CancellationToken stop)
    {
        var home = temporary.Directory("daemon");
        var rpcPort = FreePorts.Take();
        var config = Path.Combine(home, "config.toml");
        await File.WriteAllTextAsync(
            config,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                [downloads]
                directory = "{downloads}"
                roots = [{string.Join(", ", roots.Select(root => $"\"{root}\""))}]
                [network]
                port = {FreePorts.Take()}
                bind = "127.0.0.1"
                [rpc]
                listen = ["127.0.0.1:{rpcPort}"]
                """),
            stop);
        var process = ForeignProcess.Start(
            "dotnet", home, [ProgramPath(), "daemon", "--config", config, "--state", Path.Combine(home, "state"), "--socket", Path.Combine(home, "rpc.sock")]);
        var daemon = new OurDaemon(process, home, rpcPort);
        await Polling.UntilAsync(daemon.ListensAsync, "our daemon's RPC", stop);
        return daemon;
    }

    /// <summary>Its last lines.</summary>
    public string Log => _process.Log;

    public void Dispose() => _process.Dispose();

    private async Task<bool> ListensAsync()
    {
        _process.ThrowIfExited();
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", RpcPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The program. Built together with these tests, in the same configuration: .../tests/TuiTorrent.Interop/bin/Release/net10.0/.</summary>
    public static string ProgramPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(
            output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "src", "TuiTorrent", "bin", output.Parent!.Name, output.Name, "tuitorrent.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not there: run `make build`.");
    }
}
