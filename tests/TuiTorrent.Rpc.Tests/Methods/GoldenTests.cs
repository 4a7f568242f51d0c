using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Contract.Dialect;
using TuiTorrent.Rpc.Methods;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

/// <summary>Every method in both dialects, request and answer in one file each.</summary>
public sealed class GoldenTests
{
    private static readonly string AllFields = "[" + string.Join(',', TorrentFields.Names.Order(StringComparer.Ordinal).Select(name => $"\"{name}\"")) + "]";

    private static readonly Dictionary<string, (string New, string Old)> Parameters = new()
    {
        ["torrent_get"] = ($$"""{"ids":1,"fields":{{AllFields}}}""", $$"""{"ids":[1],"fields":{{OldFields()}}}"""),
        ["torrent_set"] = (
            """{"ids":[1],"labels":["a","b"],"download_limit":50,"download_limited":true,"files_unwanted":[0],"priority_high":[1],"tracker_list":"http://a.example/x\n\nudp://b.example:1/","queue_position":0}""",
            """{"ids":[1],"labels":["a","b"],"downloadLimit":50,"downloadLimited":true,"files-unwanted":[0],"priority-high":[1],"trackerAdd":["udp://b.example:1/"],"trackerRemove":[1],"queuePosition":0}"""),
        ["torrent_add"] = ($$"""{"metainfo":"{{MadeDaemon.Base64Torrent()}}","paused":true}""", $$"""{"metainfo":"{{MadeDaemon.Base64Torrent()}}","paused":true,"download-dir":"/srv/torrents/x"}"""),
        ["torrent_start"] = ("""{"ids":3}""", """{"ids":3}"""),
        ["torrent_start_now"] = ("""{"ids":3}""", """{"ids":3}"""),
        ["torrent_stop"] = ("""{"ids":[1,2]}""", """{"ids":[1,2]}"""),
        ["torrent_verify"] = ("""{"ids":[1]}""", """{"ids":[1]}"""),
        ["torrent_reannounce"] = ("{}", "{}"),
        ["torrent_remove"] = ("""{"ids":[2],"delete_local_data":true}""", """{"ids":["0202020202020202020202020202020202020202"],"delete-local-data":true}"""),
        ["torrent_set_location"] = ("""{"ids":[2],"location":"/srv/torrents/else","move":true}""", """{"ids":[2],"location":"/srv/torrents/else","move":true}"""),
        ["torrent_rename_path"] = ("""{"ids":[1],"path":"größer.iso/a","name":"c"}""", """{"ids":[1],"path":"größer.iso/a","name":"c"}"""),
        ["queue_move_top"] = ("""{"ids":[2]}""", """{"ids":[2]}"""),
        ["queue_move_up"] = ("""{"ids":[2]}""", """{"ids":[2]}"""),
        ["queue_move_down"] = ("""{"ids":[1]}""", """{"ids":[1]}"""),
        ["queue_move_bottom"] = ("""{"ids":[1]}""", """{"ids":[1]}"""),
        ["session_get"] = ("{}", "{}"),
        ["session_set"] = (
            """{"speed_limit_down":100,"speed_limit_down_enabled":true,"encryption":"allowed","dht_enabled":false,"seed_ratio_limited":true}""",
            """{"speed-limit-down":100,"speed-limit-down-enabled":true,"encryption":"tolerated","dht-enabled":false,"seedRatioLimited":true}"""),
        ["session_stats"] = ("{}", "{}"),
        ["session_close"] = ("{}", "{}"),
        ["free_space"] = ("""{"path":"/nowhere/at/all"}""", """{"path":"/nowhere/at/all"}"""),
        ["port_test"] = ("""{"ip_protocol":"ipv4"}""", "{}"),
        ["blocklist_update"] = ("{}", "{}"),
        ["group_get"] = ("{}", "{}"),
        ["group_set"] = ("""{"name":"x"}""", """{"name":"x"}"""),
        ["tuitorrent_why"] = ("""{"id":1}""", """{"id":1}"""),
        ["tuitorrent_handshakes"] = ("{}", "{}"),
        ["tuitorrent_board"] = ("{}", "{}"),
        ["tuitorrent_log"] = ("""{"since":1,"limit":5,"level":"info"}""", "{}"),
        ["tuitorrent_traffic"] = ("{}", "{}"),
        ["tuitorrent_events"] = ("""{"version":2,"log":1,"timeout_s":0}""", """{"version":0}"""),
    };

    public static TheoryData<string> Methods => [.. MethodTable.Names.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_answers_as_written_down_in_both_dialects(string method)
    {
        Assert.True(Parameters.TryGetValue(method, out var parameters), "a method without a golden file");
        var text = new StringBuilder();
        foreach (var isOld in new[] { false, true })
        {
            var daemon = new MadeDaemon();
            daemon.Log.Add(LogSeverity.Info, "one");
            daemon.Log.Add(LogSeverity.Warning, "two\u001b[31m", 1);
            daemon.Log.Add(LogSeverity.Debug, "three");
            var request = isOld
                ? $$"""{"method":"{{OldNames.Old(method, KeyStyle.Kebab)}}","arguments":{{parameters.Old}},"tag":7}"""
                : $$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters.New}},"id":7}""";
            text.Append(isOld ? "--- the older dialect\n" : "--- JSON-RPC 2.0\n")
                .Append(method == "torrent_get" ? "" : GoldenFile.Indent(request))
                .Append("--- answer\n")
                .Append(GoldenFile.Indent(await daemon.AskAsync(request)));
            if (daemon.Engine.Commands.Count > 0)
            {
                text.Append("--- the engine was asked to\n").AppendJoin('\n', daemon.Engine.Commands).Append('\n');
            }
        }

        GoldenFile.Assert($"{method}.txt", text.ToString());
    }

    [Fact]
    public async Task A_table_has_a_row_of_names_and_one_for_each_torrent()
    {
        var answer = await new MadeDaemon().CallAsync("torrent_get", """{"fields":["id","nonsense","name"],"format":"table"}""");
        Assert.Equal("""[["id","name"],[1,"größer.iso"],[2,"seeding"],[3,"failed"]]""", answer.GetProperty("result").GetProperty("torrents").GetRawText());
    }

    [Fact]
    public async Task Recently_active_tells_what_changed_within_a_minute_and_what_is_gone()
    {
        var daemon = new MadeDaemon();
        const string Ask = """{"ids":"recently_active","fields":["id"]}""";
        Assert.Equal(3, (await daemon.CallAsync("torrent_get", Ask)).GetProperty("result").GetProperty("torrents").GetArrayLength());
        daemon.Time.Advance(61);
        await daemon.CallAsync("torrent_stop", """{"ids":1}""");
        await daemon.CallAsync("torrent_remove", """{"ids":[3]}""");
        var result = (await daemon.CallAsync("torrent_get", Ask)).GetProperty("result");
        Assert.Equal("""[{"id":1}]""", result.GetProperty("torrents").GetRawText());
        Assert.Equal("[3]", result.GetProperty("removed").GetRawText());
    }

    private static string OldFields() => JsonSerializer.Serialize(TorrentFields.Names.Order(StringComparer.Ordinal).Select(name => OldNames.Old(name, KeyStyle.Camel)));
}
