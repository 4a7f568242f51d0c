using System.Text;
using System.Text.Json;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Tests.Commands;

public sealed class RequestsTests
{
    private static readonly string[] Two = ["aa", "bb"];

    /// <summary>"method {params}".</summary>
    internal static string Text(DaemonRequest request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            request.Parameters?.Invoke(json);
            json.WriteEndObject();
        }

        return request.Method + " " + Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static TheoryData<string, string> Table()
    {
        var rows = new TheoryData<string, string>();
        Row(Requests.Start(Two), """torrent_start {"ids":["aa","bb"]}""");
        Row(Requests.StartNow(Two), """torrent_start_now {"ids":["aa","bb"]}""");
        Row(Requests.Stop(Two), """torrent_stop {"ids":["aa","bb"]}""");
        Row(Requests.Verify(Two), """torrent_verify {"ids":["aa","bb"]}""");
        Row(Requests.Reannounce(Two), """torrent_reannounce {"ids":["aa","bb"]}""");
        Row(Requests.Remove(Two, withData: false), """torrent_remove {"ids":["aa","bb"],"delete_local_data":false}""");
        Row(Requests.Remove(Two, withData: true), """torrent_remove {"ids":["aa","bb"],"delete_local_data":true}""");
        Row(Requests.Move(Two, "/srv/x", movesFiles: true), """torrent_set_location {"ids":["aa","bb"],"location":"/srv/x","move":true}""");
        Row(Requests.Rename("aa", "old", "new"), """torrent_rename_path {"ids":["aa"],"path":"old","name":"new"}""");
        Row(Requests.Queue(Two, QueueStep.Top), """queue_move_top {"ids":["aa","bb"]}""");
        Row(Requests.Queue(Two, QueueStep.Up), """queue_move_up {"ids":["aa","bb"]}""");
        Row(Requests.Queue(Two, QueueStep.Down), """queue_move_down {"ids":["aa","bb"]}""");
        Row(Requests.Queue(Two, QueueStep.Bottom), """queue_move_bottom {"ids":["aa","bb"]}""");
        Row(Requests.Close(), "session_close {}");
        Row(Requests.FreeSpace("/srv"), """free_space {"path":"/srv"}""");
        Row(Requests.Settings("version", "units"), """session_get {"fields":["version","units"]}""");
        Row(Requests.ExactNames("aa", withFiles: false), """torrent_get {"ids":["aa"],"fields":["name"]}""");
        Row(Requests.Change(Two, new TorrentChange { Labels = ["os"] }), """torrent_set {"ids":["aa","bb"],"labels":["os"]}""");
        Row(Requests.Change(Two, new TorrentChange { Labels = [] }), """torrent_set {"ids":["aa","bb"],"labels":[]}""");
        Row(Requests.Change(Two, new TorrentChange { DownLimit = 512_000, UpLimit = 0 }), """torrent_set {"ids":["aa","bb"],"download_limited":true,"download_limit":512,"upload_limited":false}""");
        Row(Requests.Change(Two, new TorrentChange { UpLimit = 1, PeerLimit = 30, HonorsSessionLimits = false }), """torrent_set {"ids":["aa","bb"],"upload_limited":true,"upload_limit":1,"honors_session_limits":false,"peer_limit":30}""");
        Row(Requests.Change(Two, new TorrentChange { RatioLimit = 2.5 }), """torrent_set {"ids":["aa","bb"],"seed_ratio_mode":1,"seed_ratio_limit":2.5}""");
        Row(Requests.Change(Two, new TorrentChange { RatioLimit = -1 }), """torrent_set {"ids":["aa","bb"],"seed_ratio_mode":2}""");
        Row(Requests.Change(Two, new TorrentChange { RatioLimit = double.NaN }), """torrent_set {"ids":["aa","bb"],"seed_ratio_mode":0}""");
        Row(Requests.Change(Two, new TorrentChange { Priority = -1, IsSequential = true, QueuePosition = 3 }), """torrent_set {"ids":["aa","bb"],"bandwidth_priority":-1,"sequential_download":true,"queue_position":3}""");
        Row(Requests.Files("aa", [1, 2], FileChoice.Skip), """torrent_set {"ids":["aa"],"files_unwanted":[1,2]}""");
        Row(Requests.Files("aa", [1, 2], FileChoice.High), """torrent_set {"ids":["aa"],"files_wanted":[1,2],"priority_high":[1,2]}""");
        Row(Requests.Files("aa", [(0, FileChoice.Skip), (3, FileChoice.Low), (4, FileChoice.Normal)]), """torrent_set {"ids":["aa"],"files_unwanted":[0],"files_wanted":[3,4],"priority_low":[3],"priority_normal":[4]}""");
        Row(Requests.AddTracker(Two, "udp://t:1"), """torrent_set {"ids":["aa","bb"],"tracker_add":["udp://t:1"]}""");
        Row(Requests.RemoveTracker("aa", 7), """torrent_set {"ids":["aa"],"tracker_remove":[7]}""");
        Row(Requests.ReplaceTracker("aa", 7, "udp://t:2"), """torrent_set {"ids":["aa"],"tracker_replace":[7,"udp://t:2"]}""");
        Row(Requests.Trackers(["aa"], [["a", "b"], ["c"]]), """torrent_set {"ids":["aa"],"tracker_list":"a\nb\n\nc"}""");
        Row(Requests.Change(new SessionChange { DownLimit = 0, UpLimit = 1_500_400 }), """session_set {"speed_limit_down_enabled":false,"speed_limit_up_enabled":true,"speed_limit_up":1500}""");
        Row(Requests.Change(new SessionChange { IsAlternative = true, AlternativeDown = 50_000, AlternativeUp = 0 }), """session_set {"alt_speed_enabled":true,"alt_speed_down":50,"alt_speed_up":0}""");
        Row(Requests.Change(new SessionChange { Encryption = "disabled", MaxPeers = 200, MaxPeersPerTorrent = 50 }), """session_set {"tuitorrent_encryption":"disabled","peer_limit_global":200,"peer_limit_per_torrent":50}""");
        Row(Requests.Change(new SessionChange { Encryption = "required", IsOurs = false }), """session_set {"encryption":"required"}""");
        Row(Requests.Change(new SessionChange { DownloadQueue = 0, SeedQueue = 4, IdleMinutes = 0 }), """session_set {"download_queue_enabled":false,"seed_queue_enabled":true,"seed_queue_size":4,"idle_seeding_limit_enabled":false}""");
        Row(Requests.Change(new SessionChange { RatioLimit = 2, StartAdded = false, DownloadDirectory = "/srv" }), """session_set {"seed_ratio_limited":true,"seed_ratio_limit":2,"start_added_torrents":false,"download_dir":"/srv"}""");
        Row(Requests.Add(new Addition { Metainfo = "de"u8.ToArray(), Directory = "/srv", IsPaused = true, Unwanted = [2], Labels = ["os"] }),
            """torrent_add {"metainfo":"ZGU=","download_dir":"/srv","paused":true,"files_unwanted":[2],"labels":["os"]}""");
        Row(Requests.Add(new Addition { Link = "magnet:?xt=x" }), """torrent_add {"filename":"magnet:?xt=x","paused":false}""");
        return rows;

        void Row(DaemonRequest request, string expected) => rows.Add(Text(request), expected);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_request_is_written_as_the_daemon_reads_it(string actual, string expected) => Assert.Equal(expected, actual);

    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("none", 0)]
    [InlineData("∞", 0)]
    [InlineData("500", 500)]
    [InlineData("500K", 512_000)]
    [InlineData("1.5M", 1_572_864)]
    [InlineData("2MiB/s", 2_097_152)]
    [InlineData("64 kB", -1)]
    [InlineData("fast", -1)]
    [InlineData("-1", -1)]
    [InlineData("0.1", -1)]
    [InlineData("99999999T", -1)]
    public void A_rate_is_read_as_on_the_command_line(string text, long expected) => Assert.Equal(expected, RateText.TryParse(text, out var rate) ? rate : -1);

    [Theory]
    [InlineData(0, "")]
    [InlineData(512_000, "500K")]
    [InlineData(1_572_864, "1.5M")]
    [InlineData(999, "999")]
    public void A_limit_is_shown_so_that_it_reads_back(long rate, string expected)
    {
        Assert.Equal(expected, RateText.Limit(rate));
        Assert.True(RateText.TryParse(expected, out var back));
        Assert.Equal(rate, back);
    }
}
