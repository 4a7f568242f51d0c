namespace TuiTorrent.Rpc.Contract;

/// <summary>Where a daemon answers. Immutable.</summary>
public sealed record RpcAddress
{
    private RpcAddress(string? socketPath, string? host, int port)
    {
        SocketPath = socketPath;
        Host = host;
        Port = port;
    }

    /// <summary>Of the Unix socket; null when it is reached by TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>Name or address for TCP; null when there is a socket.</summary>
    public string? Host { get; }

    /// <summary>TCP port; 0 when there is a socket.</summary>
    public int Port { get; }

    /// <summary>A Unix socket.</summary>
    public static RpcAddress Unix(string path) => new(path, null, 0);

    /// <summary>A TCP port.</summary>
    public static RpcAddress Tcp(string host, int port) => new(null, host, port);

    /// <summary>What the Host header says.</summary>
    internal string HostHeader => Host switch
    {
        null => "localhost",
        _ when Host.Contains(':') && !Host.StartsWith('[') => $"[{Host}]:{Port}",
        _ => $"{Host}:{Port}",
    };

    /// <summary>For people.</summary>
    public override string ToString() => SocketPath ?? HostHeader;
}
