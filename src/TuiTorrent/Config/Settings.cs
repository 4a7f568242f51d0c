using System.Net;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Config;

/// <summary>What a user may choose once for all downloads; the values here are the defaults.</summary>
/// <remarks>Immutable. <see cref="SettingKey"/> names each of them, for config.toml, the environment and flags alike. Rates in bytes a second, 0 is no limit.</remarks>
internal sealed record Settings
{
    /// <summary>Every day, as bits.</summary>
    public const int EveryDay = 127;

    /// <summary>The directory above a torrent's own files; empty for the usual one: where `get` is called, or the daemon's.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Where state is kept; empty for the user's state directory.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>Whether space is taken before it is written.</summary>
    public Preallocation Preallocation { get; init; } = Preallocation.Sparse;

    /// <summary>The directories that others may tell the daemon to use, "~/" for the home; empty for the download directory alone.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Whether torrents that are added to the daemon begin by themselves.</summary>
    public bool StartAdded { get; init; } = true;

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

    /// <summary>From peers while the alternative limits are in force, bytes a second, at least 1.</summary>
    public long AlternativeDownloadLimit { get; init; } = 50 * 1024;

    /// <summary>To peers while the alternative limits are in force, bytes a second, at least 1.</summary>
    public long AlternativeUploadLimit { get; init; } = 50 * 1024;

    /// <summary>Minutes after local midnight between which the alternative limits are in force; null for by hand only.</summary>
    public (int Begin, int End)? AlternativeHours { get; init; }

    /// <summary>The days on which those hours begin: bit 0 is Sunday.</summary>
    public int AlternativeDays { get; init; } = EveryDay;

    /// <summary>Torrents that download at once; 0 for no limit.</summary>
    public int QueueDownloads { get; init; } = 5;

    /// <summary>Torrents that seed at once; 0 for no limit.</summary>
    public int QueueSeeds { get; init; }

    /// <summary>Minutes without data after which a torrent holds up no other; 0 for never.</summary>
    public int StalledMinutes { get; init; } = 30;

    /// <summary>Seeding ends at this ratio; null for never.</summary>
    public double? SeedRatio { get; init; }

    /// <summary>Seeding ends after so many minutes in which nobody wanted anything; 0 for never.</summary>
    public int SeedIdleMinutes { get; init; }

    /// <summary>Memory for data on its way between peers and disk, bytes.</summary>
    public int BufferBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>The directory whose .torrent files the daemon takes, "~/" for the home; empty for none.</summary>
    public string WatchDirectory { get; init; } = "";

    /// <summary>What becomes of those it took.</summary>
    public WatchAction WatchAction { get; init; } = WatchAction.Rename;

    /// <summary>TCP addresses at which the daemon takes commands, beside its socket.</summary>
    public IReadOnlyList<IPEndPoint> RpcListen { get; init; } = [];

    /// <summary>The name that goes with the password.</summary>
    public string RpcUsername { get; init; } = "";

    /// <summary>A file whose first line is the password; empty for none.</summary>
    public string RpcPasswordFile { get; init; } = "";

    /// <summary>A password that was hashed before; empty for none.</summary>
    public string RpcPasswordHash { get; init; } = "";

    /// <summary>Names by which programs may call the daemon over TCP, beside the address itself.</summary>
    public IReadOnlyList<string> RpcAllowedHosts { get; init; } = [];

    /// <summary>Whence programs may call over TCP; empty for this machine alone.</summary>
    public IReadOnlyList<AddressRange> RpcAllowedAddresses { get; init; } = [];

    /// <summary>Whose daemon commands speak to first.</summary>
    public DaemonPreference Prefer { get; init; } = DaemonPreference.User;

    /// <summary>The daemon's socket; empty for the usual one.</summary>
    public string Socket { get; init; } = "";

    /// <summary>How the dashboard looks, and its keys.</summary>
    public DashboardSettings Dashboard { get; init; } = new();

    /// <summary>How much is told on standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    /// <summary>What of them a session of peers takes.</summary>
    public SessionSettings ToSession() => new()
    {
        Encryption = Encryption,
        DownloadLimit = DownloadLimit,
        UploadLimit = UploadLimit,
        MaxPeers = MaxPeers,
        MaxPeersPerTorrent = MaxPeersPerTorrent,
        UploadSlots = UploadSlots,
        BufferBytes = BufferBytes,
        Client = "TuiTorrent " + Cli.CommandLine.Version,
    };
}
