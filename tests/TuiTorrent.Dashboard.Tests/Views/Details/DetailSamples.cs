using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Views.Details;

/// <summary>A torrent with all its details, as a Pi in use has them, at <see cref="Now"/>.</summary>
internal static class DetailSamples
{
    public const string Hash = "9f1c2b00000000010000000000000000000e07a4";

    private const long M = 1 << 20;
    private const long G = 1 << 30;

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 19, 52, 0, TimeSpan.Zero);

    public static SessionInfo Session { get; } = new()
    {
        Version = "TuiTorrent 0.1.0",
        IsOurs = true,
        UpLimit = M,
        Encryption = "preferred",
        Port = 51413,
        RatioLimit = 2,
        UptimeSeconds = 273_720,
    };

    public static TorrentItem Torrent { get; } = new()
    {
        Id = 1,
        Hash = Hash,
        Name = "ubuntu-24.04.3-live-server-arm64",
        Activity = Activity.Downloading,
        WantedBytes = 1_482 * 2 * M - 901 * M,
        TotalBytes = 1_482 * 2 * M,
        LeftBytes = 279 * M,
        Done = 0.8647,
        DownRate = (long)(3.1 * M),
        UpRate = 64 << 10,
        EtaSeconds = 126,
        Seeds = 41,
        Peers = 50,
        KnownPeers = 153,
        EncryptedPeers = 44,
        Ratio = 0.021,
        Downloaded = 1_784 * M,
        Uploaded = 54 * M,
        Labels = ["os"],
        Trackers = ["torrent.example.org", "backup.example.net", "udp.example.com"],
        Directory = "/srv/dl/os",
        AddedAt = At(-720),
        ActiveAt = At(-1),
        FileCount = 12,
    };

    public static IReadOnlyList<FileItem> Files { get; } =
    [
        new(0, "ubuntu-24.04/README.diskdefines", 5_120, 5_120, true, 0),
        new(1, "ubuntu-24.04/md5sum.txt", 38_912, 38_912, true, 0),
        new(2, "ubuntu-24.04/casper/filesystem.manifest", 61_440, 61_440, true, 1),
        new(3, "ubuntu-24.04/casper/ubuntu-server-minimal.squashfs", 1_475 * M, 1_450 * M, true, 1),
        new(4, "ubuntu-24.04/casper/initrd", 78 * M, 78 * M, true, 1),
        new(5, "ubuntu-24.04/casper/vmlinuz", 17 * M, 17 * M, true, 1),
        new(6, "ubuntu-24.04/pool/main/l/linux-firmware.deb", 490 * M, 210 * M, true, 0),
        new(7, "ubuntu-24.04/pool/main/o/openssh-server.deb", 420 << 10, 0, false, 0),
        new(8, "ubuntu-24.04/pool/restricted/nvidia-driver-550.deb", 900 * M, 0, false, -1),
        new(9, "ubuntu-24.04/boot/grub/grub.cfg", 2_048, 2_048, true, 0),
        new(10, "ubuntu-24.04/boot/grub/efi.img", 4 * M, 3 * M, true, -1),
        new(11, "ubuntu-24.04/empty.txt", 0, 0, true, 0),
    ];

    public static IReadOnlyList<PeerItem> Peers { get; } =
    [
        Peer("203.0.113.14:51413", "qBittorrent 5.2.0", PeerCipher.Rc4, 1, (long)(1.4 * M), 0, 725) with { Flags = "DE", AreWeInterested = true },
        Peer("198.51.100.7:6881", "Transmission 4.1.0", PeerCipher.Rc4, 1, 900 << 10, 0, 640) with { Flags = "DE", AreWeInterested = true },
        Peer("[2001:db8:85a3:1234:5678:8a2e:370:7334]:49152", "libtorrent 2.1.0", PeerCipher.MsePlaintext, 0.64, 310 << 10, 120 << 10, 3_840) with { Flags = "DUe", AreWeInterested = true, IsInterested = true },
        Peer("192.0.2.33:16881", "Deluge 2.2", PeerCipher.Plain, 0.31, 0, 12 << 10, 59) with { Flags = "UI", IsIncoming = true, IsInterested = true },
        Peer("192.0.2.101:51000", "rtorrent 0.15", PeerCipher.Rc4, 1, 0, 0, 95_000) with { Flags = "dE", AreWeInterested = true, IsChokingUs = true },
        Peer("192.0.2.55:6999", "BiglyBT 3.7", PeerCipher.Rc4, 0.97, 0, 0, 12) with { Flags = "dEI", IsIncoming = true, AreWeInterested = true, IsSnubbed = true },
        Peer("198.51.100.200:40001", "", PeerCipher.Plain, 0, 0, 0, 3) with { Flags = "?", IsChoked = true },
    ];

    public static IReadOnlyList<TrackerItem> Trackers { get; } =
    [
        new(1, 0, "https://torrent.example.org/announce", "torrent.example.org", 1, "Success", true, At(-240), At(1_560), 120, 41, 50),
        new(2, 0, "https://backup.example.net/announce", "backup.example.net", 1, "Connection timed out", false, At(-31), At(29), -1, -1, 0),
        new(3, 1, "udp://udp.example.com:6969", "udp.example.com", 0, "", false, 0, 0, -1, -1, 0),
        new(4, 1, "https://tracker.example.edu/a", "tracker.example.edu", 3, "", false, 0, 0, -1, -1, 0),
    ];

    public static IReadOnlyList<Cause> Causes { get; } =
    [
        new("tracker_error", "The tracker torrent.example.org can't be used: connection timed out (1 other tracker failed too); it is asked again in 12 minutes.",
            "Check the network and the trackers' addresses, then announce again, or add another tracker."),
        new("peers_unreachable", "None of the 12 known peers can be reached.",
            "Check that this machine is online and that a firewall lets it connect; peers that are away are tried again by themselves."),
        new("clock_wrong", "The clock of this machine seems wrong: it shows 1970-01-01 00:07.", ""),
    ];

    public static HandshakeInfo Handshakes { get; } = new(
        120, 1_204, 31, 88,
        [new("handshake_timeout", 12), new("remote_closed", 41), new("handshake_unsynchronised", 9), new("connect_timeout", 22), new("unknown_info_hash", 3), new("info_hash_mismatch", 1)],
        [.. Enumerable.Range(0, 24).Select(static i => new HandshakeEvent(
            At(-7 * (i + 1)), $"203.0.113.{14 + i}:{51413 - (i * 7)}", i % 3 == 1, (i % 8) switch { 2 => "plain", 4 => "handshake_timeout", 5 => "mse_plaintext", 7 => "handshake_unsynchronised", _ => "rc4" },
            i % 8 == 4 ? 20_000 : 84 + (i * 13), i % 2 == 0 ? Hash : ""))]);

    public static IReadOnlyList<LogItem> Log { get; } =
    [
        new(1, Now.AddMinutes(-14), "info", 0, "The daemon listens on port 51413."),
        new(2, Now.AddMinutes(-12), "info", 1, "Added ubuntu-24.04.3-live-server-arm64: 12 files, 2.9 GiB."),
        new(3, Now.AddMinutes(-12).AddSeconds(1), "debug", 1, "Announced to torrent.example.org: 50 peers."),
        new(4, Now.AddMinutes(-9), "warning", 1, "The tracker backup.example.net can't be reached: the connection timed out after twenty seconds, and so did the four tries before it; the next try is in a minute."),
        new(5, Now.AddMinutes(-8), "error", 2, "old-backup-set stopped: no space left on device."),
        new(6, Now.AddMinutes(-3), "info", 1, "Three quarters are here."),
    ];

    /// <summary>All but the last eighth of 1,482 pieces, with holes; four of what is missing are with nobody.</summary>
    public static TorrentDetail Detail { get; } = WithPieces(1_482, static piece => piece < 1_290 ? piece % 97 != 13 : piece % 7 == 0, static piece => piece % 400 == 13 ? 0 : 3 + (piece % 39)) with
    {
        Files = Files,
        Peers = Peers,
        Trackers = Trackers,
        Causes = Causes,
        PieceSize = 2 * M,
        Comment = "Ubuntu CD releases.ubuntu.com",
        Creator = "mktorrent 1.1",
        CreatedAt = 1_754_000_000,
        WastedBytes = 1_200_000,
        SecondsDownloading = 720,
        UpLimit = 200 << 10,
        PeerLimit = 50,
    };

    public static TorrentDetail WithPieces(int count, Func<int, bool> has, Func<int, int> availability)
    {
        var pieces = new byte[(count + 7) / 8];
        var counts = new int[count];
        for (var piece = 0; piece < count; piece++)
        {
            counts[piece] = has(piece) ? -1 : availability(piece);
            pieces[piece >> 3] |= (byte)(has(piece) ? 0x80 >> (piece & 7) : 0);
        }

        return new TorrentDetail { Hash = Hash, Pieces = pieces, Availability = counts, PieceCount = count };
    }

    /// <summary>A model with the torrent and all about it.</summary>
    public static DashboardModel Model() => Model(Torrent, Detail);

    /// <summary>A model with one torrent, and its detail if there is one.</summary>
    public static DashboardModel Model(TorrentItem torrent, TorrentDetail? detail, SessionInfo? session = null)
    {
        var model = Bare(torrent, session);
        model.HandshakesChanged(Handshakes);
        model.LogGrew(Log);
        AddRates(model);
        if (detail is not null)
        {
            model.DetailChanged(detail);
        }

        return model;
    }

    /// <summary>A model that knows nothing but the torrent.</summary>
    public static DashboardModel Bare(TorrentItem torrent, SessionInfo? session = null)
    {
        var model = new DashboardModel();
        model.ConnectionChanged(new Connection(ConnectionState.Online, "pi4.local"));
        model.SessionChanged(session ?? Session);
        model.TorrentsChanged([torrent], [], isAll: true);
        return model;
    }

    public static long At(long seconds) => Now.ToUnixTimeSeconds() + seconds;

    private static PeerItem Peer(string address, string client, PeerCipher cipher, double progress, long down, long up, long connected) =>
        new() { Address = address, Client = client, Cipher = cipher, Progress = progress, DownRate = down, UpRate = up, Downloaded = down * 60, ConnectedSeconds = connected };

    private static void AddRates(DashboardModel model)
    {
        for (var i = 0; i <= 120; i++)
        {
            var wave = Math.Sin(i / 9.0) + Math.Sin(i / 23.0);
            model.RatesChanged((long)((2.4 + wave) * M), (500 + (long)(150 * wave)) << 10);
            model.Tick(Now.AddSeconds(i - 120));
        }
    }
}
