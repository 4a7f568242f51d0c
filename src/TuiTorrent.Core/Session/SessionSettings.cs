using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Session;

/// <summary>What a user may set for a session. Rates are bytes a second; see <see cref="RateLimit"/> for no limit and for nothing at all.</summary>
public sealed record SessionSettings
{
    /// <summary>How far MSE is spoken.</summary>
    public EncryptionPolicy Encryption { get; init; } = EncryptionPolicy.Preferred;

    /// <summary>The TCP port that peers can reach us at; 0 if none.</summary>
    public ushort ListenPort { get; init; }

    /// <summary>All torrents together, from peers.</summary>
    public long DownloadLimit { get; init; }

    /// <summary>All torrents together, to peers.</summary>
    public long UploadLimit { get; init; }

    /// <summary>Connected peers of all torrents.</summary>
    public int MaxPeers { get; init; } = 150;

    /// <summary>Connected peers of one torrent.</summary>
    public int MaxPeersPerTorrent { get; init; } = 40;

    /// <summary>Peers of one torrent that are unchoked at once, the optimistic one included.</summary>
    public int UploadSlots { get; init; } = 8;

    /// <summary>Memory for payload, bytes: the slab of blocks.</summary>
    public int BufferBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>The name told to peers (BEP 10 "v").</summary>
    public string Client { get; init; } = "TuiTorrent 0.1.0";
}
