using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>Torrents, a session and a machine as a Pi in use shows them. Always the same, at <see cref="Now"/>.</summary>
internal static class Samples
{
    private const long M = 1 << 20;
    private const long G = 1 << 30;

    /// <summary>When all of it is.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 19, 52, 0, TimeSpan.Zero);

    /// <summary>A moment of a clock that never goes back, for what takes milliseconds.</summary>
    public const long NowMs = 1_000_000;

    /// <summary>Twelve torrents, one in each state that there is.</summary>
    public static IReadOnlyList<TorrentItem> Torrents { get; } =
    [
        Item(1, "ubuntu-24.04.3-live-server-arm64", Activity.Downloading, (long)(2.9 * G), 0.87) with
        {
            DownRate = (long)(3.1 * M), UpRate = 64 << 10, EtaSeconds = 126, Seeds = 41, Peers = 50, KnownPeers = 153, EncryptedPeers = 44, Ratio = 0.02, Labels = ["os"], FileCount = 12, Directory = "/srv/dl/os",
        },
        Item(2, "ubuntu-22.04.5-preinstalled-server-arm64+raspi", Activity.Downloading, (long)(1.1 * G), 0.52) with
        {
            DownRate = 900 << 10, UpRate = 12 << 10, EtaSeconds = 590, Seeds = 18, Peers = 22, KnownPeers = 69, EncryptedPeers = 9, Ratio = 0.01, Labels = ["os"], FileCount = 1,
        },
        Item(3, "ubuntu-mate-24.04-desktop-arm64", Activity.Downloading, (long)(3.6 * G), 0.31) with
        {
            DownRate = 210 << 10, EtaSeconds = 11_550, Seeds = 6, Peers = 8, KnownPeers = 27, EncryptedPeers = 1, Ratio = 0, Labels = ["os"], FileCount = 1,
        },
        Item(4, "(magnet) 9f1c…e07a  fetching info", Activity.Downloading, 0, 0) with { Peers = 3, Seeds = 0, KnownPeers = 3 },
        Item(5, "debian-13.1.0-arm64-DVD-1.iso", Activity.QueuedToDownload, (long)(3.7 * G), 0),
        Item(6, "raspios-bookworm-arm64-lite.img", Activity.Verifying, 512 * M, 0.64) with { JobProgress = 0.64, EtaSeconds = 40, Ratio = 1.2, Labels = ["os"] },
        Item(7, "archlinuxarm-2026.11-aarch64", Activity.Seeding, 640 * M, 1) with { UpRate = 420 << 10, Seeds = 0, Peers = 12, KnownPeers = 40, EncryptedPeers = 5, Ratio = 3.41, Labels = ["os"], DoneAt = At(-90_000) },
        Item(8, "fedora-minimal-41-aarch64.raw", Activity.Seeding, (long)(1.9 * G), 1) with { UpRate = 301 << 10, Seeds = 0, Peers = 7, KnownPeers = 15, Ratio = 2.07, Labels = ["os"], DoneAt = At(-190_000) },
        Item(9, "libreelec-rpi5.aarch64-12.0.img", Activity.Seeding, 140 * M, 1) with { Seeds = 0, KnownPeers = 4, Ratio = 0.88, IsStalled = true, DoneAt = At(-290_000) },
        Item(10, "old-backup-set", Activity.Failed, 48 * G, 0.71) with { Error = "disk: No space left on device", Ratio = 0.1, Labels = ["bak"], FileCount = 4_310 },
        Item(11, "kernel-sources", Activity.Failed, 140 * M, 0.12) with { Error = "tracker: timeout", Seeds = 0, Ratio = 0 },
        Item(12, "wikipedia-en-nopic-2026-10.zim", Activity.Stopped, 58 * G, 0.44) with { Ratio = 0.31, Labels = ["zim"] },
    ];

    /// <summary>The daemon.</summary>
    public static SessionInfo Session { get; } = new()
    {
        Version = "TuiTorrent 0.1.0",
        IsOurs = true,
        DownloadDirectory = "/srv/dl",
        FreeBytes = 212 * G,
        UpLimit = M,
        AlternativeDown = 500 << 10,
        AlternativeUp = 100 << 10,
        Encryption = "preferred",
        Port = 51413,
        MaxPeers = 200,
        MaxPeersPerTorrent = 50,
        DownloadQueue = 5,
        SeedQueue = 10,
        RatioLimit = -1,
        UptimeSeconds = (3 * 86_400) + (4 * 3_600) + 120,
        SessionDown = 41 * G,
        SessionUp = 118 * G,
        TotalDown = 612 * G,
        TotalUp = 1_833 * G,
    };

    /// <summary>The machine.</summary>
    public static BoardInfo Board { get; } = new(
        "Raspberry Pi 5 Model B Rev 1.0", 58.2, false, false, 0.92, 4, (long)(7.9 * G), (long)(6.8 * G), 84 * M, [new DiskInfo("/srv/dl", 931 * G, 212 * G, false, 4 * G)]);

    /// <summary>All well, by a Unix socket.</summary>
    public static Connection Online { get; } = new(ConnectionState.Online, "pi4.local");

    /// <summary>Was there, is not now.</summary>
    public static Connection Lost { get; } = new(ConnectionState.Lost, "pi4.local", "Connection refused", Now.AddMinutes(-11), Now.AddSeconds(5));

    /// <summary>A model that knows all of this, and two minutes of rates.</summary>
    public static DashboardModel Model() => Model(Torrents);

    /// <summary>The same with other torrents.</summary>
    public static DashboardModel Model(IReadOnlyList<TorrentItem> torrents)
    {
        var model = new DashboardModel();
        model.ConnectionChanged(Online);
        model.SessionChanged(Session);
        model.BoardChanged(Board);
        model.TorrentsChanged(torrents, [], isAll: true);
        AddRates(model);
        return model;
    }

    /// <summary>So many torrents, in all states, names of ordinary length.</summary>
    public static List<TorrentItem> Many(int count)
    {
        var items = new List<TorrentItem>(count);
        for (var id = 1; id <= count; id++)
        {
            var like = Torrents[(id - 1) % Torrents.Count];
            items.Add(like with { Id = id, Hash = HashOf(id), Name = $"{like.Name}-{id:0000}", QueuePosition = id - 1, AddedAt = At(-720 * id) });
        }

        return items;
    }

    /// <summary>The hash of the sample with this id.</summary>
    public static string HashOf(int id) => $"9f1c2b{id:x8}00000000000000000000e07a44"[..40];

    /// <summary>A torrent of no special kind.</summary>
    public static TorrentItem Item(int id, string name, Activity activity, long bytes, double done) => new()
    {
        Id = id,
        Hash = HashOf(id),
        Name = name,
        Activity = activity,
        WantedBytes = bytes,
        TotalBytes = bytes,
        LeftBytes = (long)(bytes * (1 - done)),
        Done = done,
        Downloaded = (long)(bytes * done),
        Directory = "/srv/dl",
        AddedAt = At(-720 * id),
        ActiveAt = At(-5),
        QueuePosition = id - 1,
        FileCount = 1,
        Trackers = ["torrent.example.org"],
    };

    private static void AddRates(DashboardModel model)
    {
        for (var i = 0; i < 120; i++)
        {
            var wave = Math.Cos((119 - i) / 9.0) + Math.Cos((119 - i) / 23.0);
            model.RatesChanged((long)((2.4 + wave) * M), (500 + (long)(150 * wave)) << 10);
            model.Tick(Now.AddSeconds(i - 120));
        }

        model.RatesChanged((long)(4.21 * M), 812 << 10);
        model.Tick(Now);
    }

    private static long At(long seconds) => Now.ToUnixTimeSeconds() + seconds;
}
