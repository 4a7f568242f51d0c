using System.Net.Sockets;
using System.Text.Json.Nodes;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Remote;

/// <summary>transmission-daemon as people run it, without torrents, with its RPC on a loopback port.</summary>
internal sealed class TheirDaemon : IDisposable
{
    /// <summary>For a daemon that asks for a password.</summary>
    public const string UserName = "me", Password = "s3cret ü";

    private readonly ForeignProcess _process;

    private TheirDaemon(ForeignProcess process, string downloads, int rpcPort)
    {
        _process = process;
        Downloads = downloads;
        RpcPort = rpcPort;
    }

    /// <summary>Where its files are.</summary>
    public string Downloads { get; }

    /// <summary>Where its RPC is, at 127.0.0.1.</summary>
    public int RpcPort { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<TheirDaemon> StartAsync(Temporary temporary, bool hasPassword, CancellationToken stop)
    {
        var (home, downloads, port) = (temporary.Directory("transmission"), temporary.Directory("downloads"), FreePorts.Take());
        var settings = new JsonObject
        {
            ["rpc-bind-address"] = "127.0.0.1",
            ["rpc-port"] = port,
            ["rpc-authentication-required"] = hasPassword,
            ["rpc-username"] = UserName,
            ["rpc-password"] = Password,
            ["peer-port"] = FreePorts.Take(),
            ["bind-address-ipv4"] = "127.0.0.1",
            ["bind-address-ipv6"] = "::1",
            ["dht-enabled"] = false,
            ["lpd-enabled"] = false,
            ["port-forwarding-enabled"] = false,
            ["download-dir"] = downloads,
        };
        await File.WriteAllTextAsync(Path.Combine(home, "settings.json"), settings.ToJsonString(), stop);
        var process = ForeignProcess.Start("transmission-daemon", home, ["-f", "-g", home]);
        await Polling.UntilAsync(() => ListensAsync(process, port), "transmission's RPC", stop);
        return new TheirDaemon(process, downloads, port);
    }

    public void Dispose() => _process.Dispose();

    /// <summary>Whether a program takes connections at a port of 127.0.0.1.</summary>
    public static async Task<bool> ListensAsync(ForeignProcess process, int port)
    {
        process.ThrowIfExited();
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
