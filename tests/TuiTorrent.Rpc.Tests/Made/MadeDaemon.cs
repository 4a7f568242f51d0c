using System.Text;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Board;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Tests.Made;

/// <summary>A door to made-up torrents: 1 downloads, 2 seeds, 3 failed.</summary>
internal sealed class MadeDaemon
{
    public const string Torrent = "d8:announce31:http://tracker.example.org:80/a4:infod6:lengthi16384e4:name5:a.bin12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";

    public static readonly Caller Owner = new() { IsLocal = true, User = 1000, IsOwner = true };

    public static readonly Caller Stranger = new() { Source = System.Net.IPAddress.Loopback };

    public MadeDaemon(bool isEmpty = false, Func<DaemonDoors, DaemonDoors>? change = null)
    {
        Engine = new FakeEngine(Time);
        Log = new LogRing(Time, 100);
        Doors = new DaemonDoors
        {
            Version = "0.1.0",
            Log = Log,
            Shutdown = () => Engine.Commands.Add("shutdown"),
            Board = () => new BoardHealth
            {
                Model = "Made Up Board",
                TemperatureC = 51.25,
                IsThrottled = false,
                Load = [0.5, 0.25, 0.125],
                Cores = 4,
                MemoryTotal = 512 << 20,
                Disks = [new DiskHealth("/srv/torrents", "sda1", 1000, 400, false, 77)],
            },
            ConfigDirectory = "/etc/tuitorrent",
            Time = Time,
        };
        Doors = change?.Invoke(Doors) ?? Doors;
        Door = new RpcDoor(Engine, Doors);
        if (!isEmpty)
        {
            Fill();
        }
    }

    public ManualTime Time { get; } = new();

    public FakeEngine Engine { get; }

    public LogRing Log { get; }

    public DaemonDoors Doors { get; }

    public RpcDoor Door { get; }

    public static InfoHash Hash(int id) => new(Enumerable.Repeat((byte)id, InfoHash.Length).ToArray());

    public static string Base64Torrent() => Convert.ToBase64String(Encoding.ASCII.GetBytes(Torrent));

    /// <summary>The whole answer as text; "204" for none.</summary>
    public async Task<string> AskAsync(string body, Caller? caller = null)
    {
        using var answer = await Door.AnswerAsync(Encoding.UTF8.GetBytes(body), caller ?? Owner, "SESSION", TestContext.Current.CancellationToken);
        return answer.Status == 200 ? Encoding.UTF8.GetString(answer.Body!.Written.Span) : answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The same by JSON-RPC 2.0, read.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}", Caller? caller = null) =>
        JsonDocument.Parse(await AskAsync($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}},"id":1}""", caller)).RootElement;

    /// <summary>Error text; null if it went well.</summary>
    public async Task<string?> ErrorAsync(string method, string parameters = "{}", Caller? caller = null) =>
        (await CallAsync(method, parameters, caller)).TryGetProperty("error", out var error) ? error.GetProperty("message").GetString() : null;

    private void Fill()
    {
        var start = Time.Now.AddHours(-2);
        Engine.Totals = new SessionTotals
        {
            DownloadBytesPerSecond = 250_000,
            UploadBytesPerSecond = 50_000,
            Downloaded = 1_000,
            Uploaded = 2_000,
            DownloadedEver = 10_000,
            UploadedEver = 20_000,
            AddedEver = 4,
            Starts = 3,
            SecondsBefore = 82_800,
            StartedAt = start,
            Peers = 2,
            EncryptedPeers = 1,
            ListenPort = 51413,
        };
        Engine.Put(new TorrentSnapshot
        {
            Id = 1,
            InfoHash = Hash(1),
            Name = "größer.iso",
            Status = default,
            Activity = TorrentActivity.Downloading,
            Directory = "/srv/torrents",
            TotalBytes = 1_000_000,
            WantedBytes = 800_000,
            LeftBytes = 200_000,
            DoneBytes = 600_000,
            UnverifiedBytes = 16_384,
            DownloadBytesPerSecond = 250_000,
            UploadBytesPerSecond = 50_000,
            DownloadedBytes = 650_000,
            UploadedBytes = 325_000,
            Peers = 2,
            EncryptedPeers = 1,
            Seeds = 1,
            KnownPeers = 9,
            PeersSending = 1,
            PeersGetting = 1,
            PieceCount = 10,
            PieceLength = 100_000,
            FileCount = 2,
            AddedAt = start,
            ActiveAt = Time.Now,
            SecondsDownloading = 60,
            Options = new TorrentOptions { Labels = ["iso", "linux"], DownloadLimit = 100_000, IsDownloadLimited = true },
            TrackerNames = ["tracker.example.org"],
        });
        Engine.Put(new TorrentSnapshot
        {
            Id = 2,
            InfoHash = Hash(2),
            Name = "seeding",
            Status = default,
            Activity = TorrentActivity.Seeding,
            Directory = "/srv/torrents/done",
            TotalBytes = 5_000,
            WantedBytes = 5_000,
            DoneBytes = 5_000,
            DownloadedBytes = 5_000,
            UploadedBytes = 10_000,
            PieceCount = 1,
            PieceLength = 16_384,
            FileCount = 1,
            AddedAt = start,
            FinishedAt = start.AddMinutes(5),
            IsPrivate = true,
            TrackerError = "unregistered torrent",
        });
        Engine.Put(new TorrentSnapshot
        {
            Id = 3,
            InfoHash = Hash(3),
            Name = "failed",
            Status = default,
            Activity = TorrentActivity.Failed,
            Error = "The disk is full.",
            Directory = "/srv/torrents",
            TotalBytes = 9_000,
            WantedBytes = 9_000,
            LeftBytes = 9_000,
            PieceCount = 1,
            PieceLength = 16_384,
            FileCount = 1,
            AddedAt = start,
        });
        Engine.Details = (hash, _) => Engine.Rows.FirstOrDefault(row => row.InfoHash == hash) is { } row ? Detail(row, start) : null;
        Engine.Metainfos = _ => TorrentMetainfo.TryParse(Encoding.ASCII.GetBytes(Torrent), out var metainfo, out var _) ? metainfo : null;
        Engine.Causes = [new StallCause("no_peers_known", "No peers are known.", "Wait, or add a tracker.")];
        Engine.Handshakes = new HandshakeReport(
            new HandshakeCounts(1, 2, 3, 4),
            new Dictionary<string, long> { ["timeout"] = 3, ["bad_vc"] = 1 },
            new Dictionary<string, long> { ["remote_closed"] = 2 },
            [new HandshakeRow(start, PeerEndpoint.FromIPv4(0xC0000201, 6881), true, "rc4", 120, Hash(1))]);
    }

    private static TorrentDetail Detail(TorrentSnapshot row, DateTimeOffset start)
    {
        var have = new Bitfield(10);
        have[0] = have[9] = true;
        return new TorrentDetail
        {
            Torrent = row,
            Files =
            [
                new FileRow("größer.iso/a", 800_000, 600_000, FilePriority.High, FilePriority.High, 0, 8),
                new FileRow("größer.iso/b", 200_000, 0, FilePriority.Skip, FilePriority.Low, 8, 10),
            ],
            Peers =
            [
                new PeerRow
                {
                    Endpoint = PeerEndpoint.FromIPv4(0xC0000201, 6881), Client = "Made Up 1.0", PeerId = new PeerId("-XX0001-abcdefghijkl"u8), Cipher = CipherKind.Rc4,
                    IsIncoming = true, Source = PeerSource.Incoming, AmInterested = true, PeerInterested = true, Progress = 0.5, DownloadBytesPerSecond = 250_000,
                    UploadBytesPerSecond = 50_000, Downloaded = 5, Uploaded = 6, ConnectedSeconds = 33,
                },
            ],
            Trackers =
            [
                new TrackerRow
                {
                    Id = 0, Tier = 0, Url = "http://tracker.example.org/announce?passkey=abc", Name = "tracker.example.org", State = TrackerState.Working, IsLastGood = true,
                    LastAnnounce = start, NextAnnounce = start.AddMinutes(30), Seeders = 5, Leechers = 2, PeersReceived = 7,
                },
                new TrackerRow { Id = 1, Tier = 1, Url = "udp://backup.example.net:6969", Name = "backup.example.net:6969" },
            ],
            Have = have,
            Availability = [-1, 1, 1, 1, 0, 0, 0, 2, 2, -1],
        };
    }
}
