using System.Net;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Config;

/// <summary>What a user may choose once for all downloads; the values here are the defaults.</summary>
/// <remarks>Immutable. <see cref="SettingKey"/> names each of them, for config.toml, the environment and flags alike. Rates in bytes a second, 0 is no limit.</remarks>
internal sealed record Settings
{
    /// <summary>The directory above a torrent's own files.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>Where state is kept; empty for the user's state directory.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>Whether space is taken before it is written.</summary>
    public Preallocation Preallocation { get; init; } = Preallocation.Sparse;

    /// <summary>The port for peers; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen at and to connect from; null for all.</summary>
    public IPAddress? Bind { get; init; }

    /// <summary>How far connections are encrypted.</summary>
    public EncryptionPolicy Encryption { get; init; } = EncryptionPolicy.Preferred;

    /// <summary>Connected peers of all torrents.</summary>
    public int MaxPeers { get; init; } = 150;

    /// <summary>Connected peers of one torrent.</summary>
    public int MaxPeersPerTorrent { get; init; } = 40;

    /// <summary>Peers of one torrent that are given data at once.</summary>
    public int UploadSlots { get; init; } = 8;

    /// <summary>From peers, bytes a second.</summary>
    public long DownloadLimit { get; init; }

    /// <summary>To peers, bytes a second.</summary>
    public long UploadLimit { get; init; }

    /// <summary>Memory for data on its way between peers and disk, bytes.</summary>
    public int BufferBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How much is told on standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;
}
