using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Tests.Dialect;

/// <summary>What the client says to a daemon that knows the older dialect alone, and what it makes of the answers.</summary>
public sealed class OldDialectTests
{
    [Theory]
    [InlineData("torrent_get", """{"ids":"recently_active","fields":["hash_string","file_count","tuitorrent_seeds","is_private"],"format":"table"}""",
        """{"method":"torrent-get","arguments":{"ids":"recently-active","fields":["hashString","file-count","isPrivate"],"format":"table"},"tag":7}""")]
    [InlineData("torrent_set", """{"ids":["ab"],"download_limit":5,"peer_limit":2,"files_unwanted":[1],"priority_high":[0],"seed_ratio_mode":1,"tracker_add":["http://x/"]}""",
        """{"method":"torrent-set","arguments":{"ids":["ab"],"downloadLimit":5,"peer-limit":2,"files-unwanted":[1],"priority-high":[0],"seedRatioMode":1,"trackerAdd":["http://x/"]},"tag":7}""")]
    [InlineData("torrent_add", """{"metainfo":"AA==","download_dir":"/a_b-c","bandwidth_priority":1,"paused":true}""",
        """{"method":"torrent-add","arguments":{"metainfo":"AA==","download-dir":"/a_b-c","bandwidthPriority":1,"paused":true},"tag":7}""")]
    [InlineData("session_set", """{"speed_limit_down_enabled":true,"seed_ratio_limited":false,"encryption":"allowed"}""",
        """{"method":"session-set","arguments":{"speed-limit-down-enabled":true,"seedRatioLimited":false,"encryption":"tolerated"},"tag":7}""")]
    [InlineData("torrent_remove", """{"ids":[1],"delete_local_data":true}""", """{"method":"torrent-remove","arguments":{"ids":[1],"delete-local-data":true},"tag":7}""")]
    [InlineData("queue_move_top", "{}", """{"method":"queue-move-top","arguments":{},"tag":7}""")]
    public void A_request_is_spelled_as_the_older_dialect_has_it(string method, string parameters, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(OldRequest.Write(method, Json(parameters), 7).Span));

    [Theory]
    [InlineData("torrent_add", """{"labels":["x"]}""", 16, "labels")]
    [InlineData("torrent_add", """{"labels":["x"]}""", 17, null)]
    [InlineData("torrent_set", """{"labels":["x"]}""", 16, null)]
    [InlineData("torrent_set", """{"tracker_list":""}""", 16, "tracker_list")]
    [InlineData("session_set", """{"tuitorrent_encryption":"disabled"}""", 17, "tuitorrent_encryption")]
    [InlineData("torrent_get", """{"fields":["tuitorrent_seeds"]}""", 16, null)]
    public void What_a_daemon_would_silently_ignore_is_found(string method, string parameters, int version, string? expected) =>
        Assert.Equal(expected, OldRequest.FindUnknown(method, Json(parameters), version));

    [Fact]
    public void Keys_and_columns_of_an_answer_become_ours_and_values_stay_as_they_are()
    {
        var answer = Read("""{"arguments":{"removed":[3],"torrents":[["hashString","peersConnected"],["downloadDir",2],["file-count",[{"isUTP":true}]]]},"result":"success","tag":7}""");
        Assert.Equal("""{"removed":[3],"torrents":[["hash_string","peers_connected"],["downloadDir",2],["file-count",[{"is_utp":true}]]]}""", answer!.Result.GetRawText());
        answer = Read("""{"result":"success","arguments":{"torrents":[{"name":"a-B \ud83d","trackerStats":[{"lastAnnounceResult":"camelCase"}]}]}}""");
        Assert.Equal("""{"torrents":[{"name":"a-B \ud83d","tracker_stats":[{"last_announce_result":"camelCase"}]}]}""", answer!.Result.GetRawText());
        answer = Read("""{"arguments":{"seedRatioLimit":2.5,"cache-size-mb":4,"encryption":"tolerated","units":{"speed-bytes":1000}},"result":"success","tag":7}""");
        Assert.Equal("""{"seed_ratio_limit":2.5,"cache_size_mib":4,"encryption":"allowed","units":{"speed_bytes":1000}}""", answer!.Result.GetRawText());
    }

    [Fact]
    public void A_refusal_is_the_text_of_the_daemon_and_an_unknown_method_has_its_code()
    {
        Assert.Equal((RpcErrors.Refused, "no such torrent"), Error("""{"arguments":{},"result":"no such torrent","tag":7}"""));
        Assert.Equal(RpcErrors.MethodNotFound, Error("""{"arguments":{},"result":"method name not recognized","tag":7}""").Code);
        Assert.Equal((RpcErrors.Refused, "The daemon refused without a reason."), Error("""{"result":""}"""));

        static (int Code, string? Text) Error(string answer) => (Read(answer)!.ErrorCode, Read(answer)!.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"result":"success","tag":8}""")]
    [InlineData("""{"result":{},"tag":7}""")]
    [InlineData("""{"result":"success","arguments":{"a":""")]
    public void What_is_no_answer_is_not_taken_for_one(string text) => Assert.Null(Read(text));

    private static RpcResult? Read(string text) => OldReply.Read(Encoding.UTF8.GetBytes(text), 7);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
