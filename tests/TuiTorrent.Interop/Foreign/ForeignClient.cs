using System.Net;
using TuiTorrent.Core;

namespace TuiTorrent.Interop.Foreign;

/// <summary>A BitTorrent client that is not ours, serving or fetching one torrent on loopback.</summary>
internal abstract class ForeignClient(ForeignOptions options) : IDisposable
{
    private ForeignProcess? _process;

    /// <summary>How it was asked to behave.</summary>
    protected ForeignOptions Options { get; } = options;

    /// <summary>The port at which peers reach it.</summary>
    protected int Port { get; } = FreePorts.Take();

    /// <summary>Where peers reach it.</summary>
    public PeerEndpoint Endpoint => PeerEndpoint.From(Options.Address, Port);

    /// <summary>What it printed.</summary>
    public string Log => _process?.Log ?? "";

    protected ForeignProcess Process
    {
        get => _process ?? throw new InvalidOperationException("not started");
        set => _process = value;
    }

    /// <summary>Starts the program with a torrent; returns when it takes part in the swarm (all data checked, if it seeds).</summary>
    public abstract Task StartAsync(CancellationToken stop);

    /// <summary>Returns when it has everything, on disk.</summary>
    public abstract Task WaitCompleteAsync(CancellationToken stop);

    /// <summary>Makes it connect to a peer.</summary>
    public virtual Task DialAsync(PeerEndpoint peer) => throw new NotSupportedException($"{GetType().Name} can't be told to connect to an address");

    /// <summary>A client by its name.</summary>
    public static ForeignClient Create(ForeignKind kind, ForeignOptions options) => kind switch
    {
        ForeignKind.Transmission => new Transmission(options),
        ForeignKind.Aria2 => new Aria2(options),
        _ => new Libtorrent(options),
    };

    public virtual void Dispose() => _process?.Dispose();
}

/// <summary>Which program.</summary>
public enum ForeignKind
{
    Transmission,
    Aria2,
    Libtorrent,
}

/// <summary>What an encrypting client can be asked for.</summary>
public enum Dress
{
    /// <summary>No encryption, as far as the program can be kept from it.</summary>
    Plain,

    /// <summary>RC4 or no connection.</summary>
    Rc4,

    /// <summary>As the program comes.</summary>
    Default,

    /// <summary>MSE's handshake, then plaintext.</summary>
    MsePlaintext,
}

/// <summary>What a foreign client is started with.</summary>
/// <param name="TorrentPath">The .torrent file.</param>
/// <param name="DataDirectory">Where the torrent's own files are, or shall be.</param>
/// <param name="HomeDirectory">For its configuration; empty.</param>
/// <param name="IsSeeder">Whether all data is there.</param>
/// <param name="Dress">How it shall speak.</param>
/// <param name="Address">The loopback address that it shall use.</param>
internal sealed record ForeignOptions(
    string TorrentPath, string DataDirectory, string HomeDirectory, bool IsSeeder, Dress Dress, IPAddress Address);
