using System.Text.Json;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

/// <summary>What is not done is refused by name, and nothing of the request is carried out.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("dht_enabled", "true")]
    [InlineData("pex_enabled", "true")]
    [InlineData("lpd_enabled", "true")]
    [InlineData("utp_enabled", "true")]
    [InlineData("port_forwarding_enabled", "true")]
    [InlineData("blocklist_enabled", "true")]
    [InlineData("blocklist_url", "\"http://a.example/\"")]
    [InlineData("incomplete_dir", "\"/tmp\"")]
    [InlineData("incomplete_dir_enabled", "true")]
    [InlineData("script_torrent_done_enabled", "true")]
    [InlineData("script_torrent_done_filename", "\"/bin/sh\"")]
    [InlineData("script_torrent_added_filename", "\"/bin/sh\"")]
    [InlineData("peer_port", "1")]
    [InlineData("anti_brute_force_enabled", "false")]
    [InlineData("default_trackers", "\"http://a.example/\"")]
    [InlineData("rpc_version", "17")]
    [InlineData("rpc_password", "\"x\"")]
    [InlineData("rpc_whitelist", "\"*\"")]
    [InlineData("config_dir", "\"/tmp\"")]
    public async Task A_setting_that_can_not_be_changed_is_refused_by_its_name(string name, string value)
    {
        var daemon = new MadeDaemon();
        Assert.Equal($"{name} is not supported.", await daemon.ErrorAsync("session_set", $$"""{"{{name}}":{{value}},"speed_limit_up":7}"""));
        Assert.Empty(daemon.Engine.Commands);
    }

    [Theory]
    [InlineData("21")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Arguments_of_the_older_dialect_that_are_no_object_are_none(string arguments)
    {
        var answer = await new MadeDaemon().AskAsync($$"""{"method":"session-stats","arguments":{{arguments}},"tag":21}""");
        Assert.Contains("\"downloadSpeed\":", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_form_sent_back_changes_nothing(bool isOld)
    {
        var daemon = new MadeDaemon();
        var before = daemon.Engine.Options;
        var answer = JsonDocument.Parse(await daemon.AskAsync(isOld ? """{"method":"session-get"}""" : """{"jsonrpc":"2.0","method":"session_get","id":1}""")).RootElement;
        var form = answer.GetProperty(isOld ? "arguments" : "result").GetRawText();
        var reply = await daemon.AskAsync(isOld ? $$"""{"method":"session-set","arguments":{{form}}}""" : $$"""{"jsonrpc":"2.0","method":"session_set","params":{{form}},"id":1}""");
        Assert.DoesNotContain("error", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("supported", reply, StringComparison.Ordinal);
        Assert.Equal(before, daemon.Engine.Options);
    }

    [Theory]
    [InlineData("torrent_set", """{"ids":[1],"group":"x"}""", "group is not supported: there are no bandwidth groups.")]
    [InlineData("torrent_set", """{"ids":[1],"sequential_download_from_piece":3}""", "sequential_download_from_piece is not supported: pieces are fetched from the first.")]
    [InlineData("torrent_set", """{"ids":[1],"downloadLimit":3}""", "downloadLimit is not supported.")]
    [InlineData("torrent_set", """{"ids":[1],"files_wanted":[2]}""", "files_wanted must be a list of numbers from 0 to 1.")]
    [InlineData("torrent_set", """{"ids":[1],"labels":["a,b"]}""", "A label has 1 to 64 visible characters and no comma.")]
    [InlineData("torrent_set", """{"ids":[1],"tracker_list":"javascript:1"}""", "The URL of a tracker begins with http://, https:// or udp:// and names a host.")]
    [InlineData("torrent_set", """{"ids":[1],"seed_ratio_limit":1e999}""", "seed_ratio_limit must be a number from 0 to 1000000.")]
    [InlineData("torrent_set", """{"ids":[1],"download_limit":9223372036854775808}""", "download_limit must be a whole number from 0 to 100000000.")]
    [InlineData("torrent_remove", "{}", "torrent_remove needs ids.")]
    [InlineData("torrent_remove", """{"ids":[1],"delete-local-data":true}""", "delete-local-data is not supported.")]
    [InlineData("torrent_rename_path", """{"ids":[1,2],"path":"a","name":"b"}""", "torrent_rename_path takes one torrent.")]
    [InlineData("torrent_rename_path", """{"ids":[1],"path":"a","name":"../b"}""", "name must be one path element.")]
    [InlineData("torrent_rename_path", """{"ids":[1],"path":"../a","name":"b"}""", "path must be a file or directory of the torrent.")]
    [InlineData("torrent_add", """{"filename":"magnet:?xt=urn:btih:0101010101010101010101010101010101010101"}""", "Magnet links are not supported yet; add the .torrent file.")]
    [InlineData("torrent_add", """{"filename":"http://a.example/x.torrent"}""", "This daemon fetches no .torrent files from servers; send the file itself.")]
    [InlineData("torrent_add", """{"metainfo":"****"}""", "metainfo must be a .torrent file in base64.")]
    [InlineData("torrent_add", "{}", "Either filename or metainfo is wanted.")]
    [InlineData("torrent_get", """{"ids":[1]}""", "fields is missing.")]
    [InlineData("torrent_get", """{"ids":{"a":1},"fields":["id"]}""", "ids must be a number, a 40-digit hash, a list of these, or recently_active.")]
    [InlineData("session_set", """{"tuitorrent_encryption":"tolerated"}""", "tuitorrent_encryption must be disabled, allowed, preferred or required.")]
    [InlineData("group_set", "{}", "Bandwidth groups are not supported.")]
    [InlineData("nonsense", "{}", "No such method.")]
    public async Task A_request_that_can_not_be_carried_out_says_why(string method, string parameters, string error)
    {
        var daemon = new MadeDaemon();
        Assert.Equal(error, await daemon.ErrorAsync(method, parameters));
        Assert.Empty(daemon.Engine.Commands);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("/srv/torrents/../../etc")]
    [InlineData("relative/path")]
    [InlineData("")]
    [InlineData("/srv/torrentsx")]
    [InlineData("/srv/torrents/\\u0000/x")]
    [InlineData("/")]
    public async Task By_TCP_a_directory_outside_the_roots_is_refused_wherever_it_is_named(string directory)
    {
        var daemon = new MadeDaemon();
        foreach (var (method, parameters) in new[]
        {
            ("torrent_set_location", $$"""{"ids":[1],"location":"{{directory}}"}"""),
            ("torrent_set", $$"""{"ids":[1],"location":"{{directory}}"}"""),
            ("session_set", $$"""{"download_dir":"{{directory}}"}"""),
            ("free_space", $$"""{"path":"{{directory}}"}"""),
            ("torrent_add", $$"""{"download_dir":"{{(directory.Length == 0 ? "x" : directory)}}","metainfo":"{{MadeDaemon.Base64Torrent()}}"}"""),
        })
        {
            Assert.NotNull(await daemon.ErrorAsync(method, parameters, MadeDaemon.Stranger));
        }

        Assert.Empty(daemon.Engine.Commands);
        Assert.Equal("/srv/torrents", daemon.Engine.Options.DownloadDirectory);
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_roots_is_refused_by_TCP_but_not_to_the_owner()
    {
        var root = Directory.CreateTempSubdirectory("tuitorrent-rpc-").FullName;
        try
        {
            Directory.CreateSymbolicLink($"{root}/out", "/etc");
            Directory.CreateDirectory($"{root}/in");
            Directory.CreateSymbolicLink($"{root}/round", "in");
            Directory.CreateSymbolicLink($"{root}/loop", "loop");
            var daemon = new MadeDaemon(change: doors => doors with { AllowedRoots = [root] });
            Assert.Null(await daemon.ErrorAsync("torrent_set_location", $$"""{"ids":[1],"location":"{{root}}/round/new"}""", MadeDaemon.Stranger));
            Assert.NotNull(await daemon.ErrorAsync("torrent_set_location", $$"""{"ids":[1],"location":"{{root}}/out/new"}""", MadeDaemon.Stranger));
            Assert.NotNull(await daemon.ErrorAsync("torrent_set_location", $$"""{"ids":[1],"location":"{{root}}/loop/new"}""", MadeDaemon.Stranger));
            Assert.Null(await daemon.ErrorAsync("torrent_set_location", $$"""{"ids":[1],"location":"{{root}}/out/new"}"""));
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [Fact]
    public async Task Only_the_owner_at_the_socket_may_name_a_file_and_only_a_regular_one()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, MadeDaemon.Torrent, TestContext.Current.CancellationToken);
            var daemon = new MadeDaemon();
            var add = $$"""{"filename":"{{path}}"}""";
            Assert.NotNull(await daemon.ErrorAsync("torrent_add", add, MadeDaemon.Stranger));
            Assert.NotNull(await daemon.ErrorAsync("torrent_add", add, new Caller { IsLocal = true, User = 4711 }));
            Assert.NotNull(await daemon.ErrorAsync("torrent_add", """{"filename":"/dev/zero"}"""));
            Assert.NotNull(await daemon.ErrorAsync("torrent_add", """{"filename":"/tmp"}"""));
            Assert.Empty(daemon.Engine.Commands);
            Assert.Null(await daemon.ErrorAsync("torrent_add", add));
            Assert.Equal(["add a.bin to /srv/torrents"], daemon.Engine.Commands);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_the_engine_refuses_reaches_the_caller_in_its_own_words()
    {
        var daemon = new MadeDaemon();
        daemon.Engine.NextError = "The disk is missing.";
        Assert.Equal("The disk is missing.", await daemon.ErrorAsync("torrent_start", """{"ids":[1]}"""));
        Assert.Contains("\"result\":\"The disk is missing.\"", await daemon.AskAsync("""{"method":"torrent-start","arguments":{"ids":[1]}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_ids_means_all_and_an_empty_list_means_none()
    {
        var daemon = new MadeDaemon();
        await daemon.CallAsync("torrent_stop", """{"ids":[]}""");
        await daemon.CallAsync("torrent_stop", """{"ids":[77]}""");
        Assert.Empty(daemon.Engine.Commands);
        await daemon.CallAsync("torrent_stop");
        Assert.Equal(["stop 1", "stop 2", "stop 3"], daemon.Engine.Commands);
        Assert.All(daemon.Engine.Rows, row => Assert.Equal(TorrentActivity.Stopped, row.Activity));
    }
}
