using System.Text.Json;
using TuiTorrent.Cli;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>Whole commands against a daemon made of answers: what they ask, what they print, and how they end.</summary>
public sealed class ConversationTests
{
    private const string SecondHash = "abcd000000000000000000000000000000000002";
    private const string SeventhHash = "7f00000000000000000000000000000000000007";

    public static TheoryData<string, string, string> Actions => new()
    {
        { "pause 2", "torrent_stop", "paused" },
        { "stop 2", "torrent_stop", "paused" },
        { "resume 2", "torrent_start", "resumed" },
        { "start --now 2", "torrent_start_now", "resumed" },
        { "verify 2", "torrent_verify", "will be verified" },
        { "reannounce 2", "torrent_reannounce", "asks its trackers" },
        { "queue 2 bottom", "queue_move_bottom", "moved in the queue: bottom" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task An_action_asks_for_the_torrent_by_hash_and_tells_what_was_done(string line, string method, string done)
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer(method, "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, line.Split(' ')));

        Assert.Equal([$$"""{"ids":["{{SecondHash}}"]}"""], daemon.Asked(method));
        Assert.Equal($"{done}: debian-12.11.0-amd64-netinst.iso\n", test.Output);
    }

    [Fact]
    public async Task An_action_tells_programs_an_object_a_torrent()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_stop", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "pause", "7", "amd64", "--json"));

        Assert.Equal(
            $$"""
            {"id":7,"info_hash":"{{SeventhHash}}","name":"debian-12.11.0-arm64-netinst.iso","done":"paused"}
            {"id":2,"info_hash":"{{SecondHash}}","name":"debian-12.11.0-amd64-netinst.iso","done":"paused"}

            """,
            test.Output);
    }

    [Fact]
    public async Task All_of_them_need_to_be_asked_for()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_stop", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Usage, await daemon.RunAsync(test, "pause"));
        Assert.Empty(daemon.Asked("torrent_stop"));
        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "pause", "--all"));
        Assert.Equal(4, JsonDocument.Parse(Assert.Single(daemon.Asked("torrent_stop"))).RootElement.GetProperty("ids").GetArrayLength());
    }

    [Theory]
    [InlineData("list --state downloading --json", 1)]
    [InlineData("list --state error --json", 12)]
    [InlineData("list --label linux --json", 2)]
    [InlineData("list AMD --json", 2)]
    [InlineData("list --sort size --json", 1, 2, 7, 12)]
    [InlineData("list --sort name --json", 12, 2, 7, 1)]
    [InlineData("list --sort added --json --reverse", 2, 1, 7, 12)]
    [InlineData("list --json", 2, 1, 7, 12)]
    public async Task A_list_is_chosen_and_ordered(string line, params int[] ids)
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four);
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, line.Split(' ')));

        Assert.Equal(ids, Objects(test.Output).ConvertAll(row => row.GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task A_torrent_in_json_is_as_reviewed()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four);
        var test = new TestScreen();

        await daemon.RunAsync(test, "list", "--json");

        Repository.AssertGolden("list.json", test.Output);
    }

    [Theory]
    [InlineData("show", "show.txt")]
    [InlineData("files", "files.txt")]
    [InlineData("peers", "peers.txt")]
    [InlineData("trackers", "trackers.txt")]
    [InlineData("show --json", "show.json")]
    [InlineData("files --json", "files.json")]
    [InlineData("peers --json", "peers.json")]
    [InlineData("trackers --json", "trackers.json")]
    public async Task A_look_at_one_torrent_is_as_reviewed(string line, string golden)
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four, Details.One, Details.One);
        var test = new TestScreen { Columns = 0 };
        test.Surroundings = test.Surroundings with { Time = new StoppedTime() };

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, [.. line.Split(' '), "1"]));

        Repository.AssertGolden(golden, test.Output);
        Assert.DoesNotContain("0123456789abcdefpasskey", test.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', test.Output);
    }

    [Fact]
    public async Task A_file_is_sent_whole_with_what_was_said_about_it()
    {
        using var directory = new TemporaryDirectory();
        var path = await MakeTorrentAsync(directory, "a", "b", "c", "d");
        await using var daemon = new FakeDaemon().Answer("torrent_add", $$$"""{"torrent_added":{"id":3,"hash_string":"{{{SeventhHash}}}","name":"files"}}""");
        var test = new TestScreen();

        var code = await daemon.RunAsync(
            test, "add", path, "--dir", "/srv/x", "--paused", "--label", "one", "--label", "two", "--sequential", "--files", "1,3", "--down-limit", "1M", "--up-limit", "none");

        Assert.Equal(ExitCode.Complete, code);
        Assert.Equal("added: files\n", test.Output);
        var parameters = JsonDocument.Parse(Assert.Single(daemon.Asked("torrent_add"))).RootElement;
        Assert.Equal(File.ReadAllBytes(path), parameters.GetProperty("metainfo").GetBytesFromBase64());
        var text = parameters.GetRawText();
        Assert.EndsWith(
            """
            "download_dir":"/srv/x","paused":true,"labels":["one","two"],"files_unwanted":[1,3],"sequential_download":true,"download_limit":1049,"download_limited":true,"upload_limited":false}
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_added_does_not_keep_the_others_out()
    {
        using var directory = new TemporaryDirectory();
        var good = await MakeTorrentAsync(directory, "a");
        var bad = directory.Write("bad.torrent", "nothing"u8);
        await using var daemon = new FakeDaemon().Answer("torrent_add", $$$"""{"torrent_duplicate":{"id":3,"hash_string":"{{{SeventhHash}}}","name":"files"}}""");
        var test = new TestScreen();

        var code = await daemon.RunAsync(test, "add", bad, "magnet:?xt=urn:btih:1", directory.Below("none.torrent"), good);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal("there already: files\n", test.Output);
        Assert.Equal(3, test.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("magnet links can't be added yet", test.Error, StringComparison.Ordinal);
        Assert.Single(daemon.Asked("torrent_add"));
    }

    [Fact]
    public async Task A_change_of_a_torrent_is_one_request()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_set", "{}");
        var test = new TestScreen();

        var code = await daemon.RunAsync(
            test, "set", "2", "--down-limit", "500K", "--ratio", "none", "--idle", "30", "--priority", "high", "--label", "+new,-iso", "--sequential", "on", "--want", "1-3", "--skip", "4",
            "--high", "all", "--max-peers", "20");

        Assert.Equal(ExitCode.Complete, code);
        Assert.Equal(
            $$"""
            {"ids":["{{SecondHash}}"],"download_limit":512,"download_limited":true,"seed_ratio_mode":2,"seed_idle_mode":1,"seed_idle_limit":30,"files_wanted":[0,1,2],"files_unwanted":[3],"priority_high":[],"bandwidth_priority":1,"sequential_download":true,"peer_limit":20,"labels":["linux","new"]}
            """,
            Assert.Single(daemon.Asked("torrent_set")));
    }

    [Fact]
    public async Task Trackers_are_changed_in_the_list_that_the_torrent_has()
    {
        await using var daemon = new FakeDaemon()
            .Answer("torrent_get", Rows.Four, """{"torrents":[{"tracker_list":"http://a/x\n\nhttp://b/x"}]}""")
            .Answer("torrent_set", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "set", "2", "--tracker-add", "udp://c:1", "--tracker-remove", "a"));

        Assert.Equal($$"""{"ids":["{{SecondHash}}"],"tracker_list":"http://b/x\n\nudp://c:1"}""", Assert.Single(daemon.Asked("torrent_set")));
    }

    [Theory]
    [InlineData("y", ExitCode.Complete, 1)]
    [InlineData("", ExitCode.Failed, 0)]
    [InlineData(null, ExitCode.Failed, 0)]
    public async Task Data_are_deleted_only_after_a_yes(string? answer, int code, int requests)
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_remove", "{}");
        var test = new TestScreen();
        var question = "";
        test.Surroundings = test.Surroundings with { Ask = Answer };

        string? Answer(string text)
        {
            question = text;
            return answer;
        }


        Assert.Equal(code, await daemon.RunAsync(test, "remove", "--data", "2"));

        Assert.Equal("Remove debian-12.11.0-amd64-netinst.iso and delete 670 MiB of data? [y/N]", question);
        Assert.Equal(requests, daemon.Asked("torrent_remove").Count);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_deleting_needs_yes()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_remove", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Usage, await daemon.RunAsync(test, "remove", "--data", "2"));
        Assert.Empty(daemon.Asked("torrent_remove"));
        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "remove", "--data", "--yes", "2"));
        Assert.Equal([$$"""{"ids":["{{SecondHash}}"],"delete_local_data":true}"""], daemon.Asked("torrent_remove"));
    }

    [Fact]
    public async Task Files_are_moved_to_a_directory_seen_from_here()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_set_location", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "move", "--keep-data", "2", "there"));

        Assert.Equal(
            $$"""{"ids":["{{SecondHash}}"],"location":{{JsonSerializer.Serialize(Path.GetFullPath("there"))}},"move":false}""", Assert.Single(daemon.Asked("torrent_set_location")));
    }

    [Fact]
    public async Task Settings_are_shown_after_they_were_changed()
    {
        await using var daemon = new FakeDaemon()
            .Answer("session_get", """{"units":{"speed_bytes":1000},"speed_limit_down":512,"speed_limit_down_enabled":true,"alt_speed_enabled":true}""")
            .Answer("session_set", "{}");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "settings", "down-limit=500K", "alt=on", "ratio"));

        Assert.Equal(["""{"speed_limit_down":512,"speed_limit_down_enabled":true,"alt_speed_enabled":true}"""], daemon.Asked("session_set"));
        Assert.Equal("down-limit=500K\nalt=on\nratio=none\n", test.Output);
    }

    [Fact]
    public async Task Waiting_ends_when_all_is_there()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four, Rows.Four, Rows.Four.Replace("704643072", "0", StringComparison.Ordinal));
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Time = new HastyTime() };

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "wait", "1", "--json"));

        Assert.Equal(["started", "progress", "completed"], Objects(test.Output).ConvertAll(line => line.GetProperty("event").GetString()!));
    }

    [Theory]
    [InlineData("\"status\":4", "\"status\":0", "it is stopped at 34.3%.")]
    [InlineData("\"error\":0", "\"error\":3", "it can't go on.")]
    public async Task Waiting_for_what_will_not_come_is_a_failure(string before, string after, string problem)
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four.Replace(before, after, StringComparison.Ordinal));
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await daemon.RunAsync(test, "wait", "1"));
        Assert.EndsWith(problem + "\n", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_clean_and_is_a_failure()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four).Answer("torrent_stop", "!No \u001b[2Jway.");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await daemon.RunAsync(test, "pause", "2"));
        Assert.Equal("tuitorrent: No [2Jway.\n", test.Error);
    }

    [Fact]
    public async Task No_such_torrent_has_an_exit_code_of_its_own()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four);
        var test = new TestScreen();

        Assert.Equal(ExitCode.NoSuchTorrent, await daemon.RunAsync(test, "show", "nothing"));
        Assert.Equal("tuitorrent: there is no torrent \"nothing\". 'tuitorrent list' shows them.\n", test.Error);
    }

    [Fact]
    public async Task Nobody_at_the_named_address_is_an_exit_code_of_its_own()
    {
        using var directory = new TemporaryDirectory();
        var test = new TestScreen();

        Assert.Equal(ExitCode.NoDaemon, await test.RunAsync("list", "--host", directory.Below("none.sock")));
        Assert.StartsWith("tuitorrent: No daemon listens at ", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutting_down_returns_when_nobody_listens_any_more()
    {
        await using var daemon = new FakeDaemon().Answer("session_close", "{}");
        daemon.ClosesAfter("session_close");
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Time = new HastyTime() };

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "shutdown"));
        Assert.Single(daemon.Asked("session_close"));
        Assert.Equal("", test.Output + test.Error);
    }

    [Fact]
    public async Task The_log_is_printed_clean()
    {
        await using var daemon = new FakeDaemon().Answer(
            "tuitorrent_log",
            """{"last":9,"lines":[{"sequence":8,"at":"2026-05-01T18:30:05.123Z","level":"info","id":1,"text":"a"},{"sequence":9,"at":"2026-05-01T18:30:06.000Z","level":"warning","text":"b\u001b[1m"}]}""");
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Time = new StoppedTime() };

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "log", "-n", "2", "--level", "info"));

        Assert.Equal("2026-05-01 18:30:05 info    a\n2026-05-01 18:30:06 warning b [1m\n", test.Output);
        Assert.Equal(["""{"since":0,"limit":2,"level":"info"}"""], daemon.Asked("tuitorrent_log"));
    }

    [Fact]
    public async Task Why_tells_causes_with_remedies()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four)
            .Answer("tuitorrent_why", """{"id":7,"causes":[{"code":"paused","text":"It is paused.","remedy":"Resume it."},{"code":"no_peers_known","text":"No peers are known.","remedy":""}]}""", """{"id":2,"causes":[]}""");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "why", "7", "2"));

        Assert.Equal(["""{"id":7}""", """{"id":2}"""], daemon.Asked("tuitorrent_why"));
        Assert.Equal(
            """
            debian-12.11.0-arm64-netinst.iso:
              1. It is paused.
                 Resume it.
              2. No peers are known.
            debian-12.11.0-amd64-netinst.iso: nothing is in its way (seeding).

            """,
            test.Output);
    }

    [Fact]
    public async Task What_is_wrong_with_the_board_is_told_with_a_remedy()
    {
        await using var daemon = new FakeDaemon().Answer(
            "tuitorrent_board",
            """{"model":"Raspberry Pi 4","temperature_c":81.5,"is_throttled":true,"is_under_voltage":true,"load":[0.5,1,2],"cores":4,"disks":[{"path":"/mnt/usb","device":"","total":0,"free":0,"is_missing":true}]}""");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await daemon.RunAsync(test, "board"));
        Assert.Equal(ExitCode.Failed, await daemon.RunAsync(test, "doctor", "--json"));

        Assert.StartsWith(
            "Board:        Raspberry Pi 4\nTemperature:  81.5 °C\nPower:        too weak now, slowed down now\nLoad:         0.50 1.00 2.00 on 4 cores\nDisk:         /mnt/usb: not there\n",
            test.Output,
            StringComparison.Ordinal);
        var findings = Objects(test.Output[test.Output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Contains(findings, finding => finding.GetProperty("verdict").GetString() == "fail" && finding.GetProperty("text").GetString() == "/mnt/usb is not there");
        Assert.Equal(2, findings.Count(finding => finding.GetProperty("verdict").GetString() == "warn"));
    }

    [Fact]
    public async Task Names_of_torrents_complete_a_line()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four);
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Environment = name => name == "XDG_RUNTIME_DIR" ? daemon.RuntimeDirectory : null };

        Assert.Equal(ExitCode.Complete, await test.RunAsync("[suggest:22]", "tuitorrent show debian"));

        Assert.Equal("debian-12.11.0-amd64-netinst.iso\ndebian-12.11.0-arm64-netinst.iso\n", test.Output);
    }

    [Theory]
    [InlineData("tuitorrent re", "remove\nrename\nreannounce\nresume\n")]
    [InlineData("tuitorrent list --so", "--sort\n")]
    [InlineData("tuitorrent ", "get\n")]
    [InlineData("tuitorrent --th", "--theme\n")]
    [InlineData("tuitorrent --ho", "--host\n")]
    [InlineData("tuitorrent --ascii --read", "--read-only\n")]
    [InlineData("tuitorrent --theme ", "16\nauto\nmono\ntruecolor\n")]
    [InlineData("tuitorrent --ascii --keys rt", "rtorrent\n")]
    [InlineData("tuitorrent dashboard --theme t", "truecolor\n")]
    public async Task Commands_and_options_complete_a_line_without_a_daemon(string line, string words)
    {
        using var directory = new TemporaryDirectory();
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Environment = name => name == "XDG_RUNTIME_DIR" ? directory.Path : null };

        Assert.Equal(ExitCode.Complete, await test.RunAsync($"[suggest:{line.Length}]", line));

        Assert.Equal(words.Split('\n').Order(), test.Output.Split('\n').Where(word => words.Split('\n').Contains(word)).Order());
        Assert.Equal("", test.Error);
    }

    private static async Task<string> MakeTorrentAsync(TemporaryDirectory directory, params string[] files)
    {
        foreach (var file in files)
        {
            directory.Write("files/" + file, "data"u8);
        }

        var path = directory.Below("files.torrent");
        Assert.Equal(ExitCode.Complete, await new TestScreen().RunAsync("create", directory.Below("files"), "-o", path));
        Assert.True(TorrentMetainfo.TryParse(File.ReadAllBytes(path), out _, out _));
        return path;
    }

    private static List<JsonElement> Objects(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
