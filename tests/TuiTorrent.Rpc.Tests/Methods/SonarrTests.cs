using System.Text.Json;
using System.Text.RegularExpressions;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

/// <summary>What a program that looks after series does with a client, from the first look at the version to the removal.</summary>
public sealed partial class SonarrTests
{
    private const string Hash = "3c4a444e3ce7863cdf85d524a3ce6e926c22ddcd";

    [Fact]
    public async Task The_older_dialect_goes_through_from_beginning_to_end()
    {
        var daemon = new MadeDaemon(isEmpty: true);
        var session = await OldAsync(daemon, "session-get", "null");
        Assert.True(Version.Parse(Number().Match(session.GetProperty("version").GetString()!).Value) >= new Version(2, 40));
        Assert.Equal("/srv/torrents", session.GetProperty("download-dir").GetString());

        var added = await OldAsync(daemon, "torrent-add", $$"""{"download-dir":"/srv/torrents/tv","metainfo":"{{MadeDaemon.Base64Torrent()}}","paused":false}""");
        Assert.Equal(Hash, added.GetProperty("torrent-added").GetProperty("hashString").GetString());
        var again = await OldAsync(daemon, "torrent-add", $$"""{"metainfo":"{{MadeDaemon.Base64Torrent()}}"}""");
        Assert.Equal(1, again.GetProperty("torrent-duplicate").GetProperty("id").GetInt32());

        await OldAsync(daemon, "torrent-set", $$"""{"ids":["{{Hash}}"],"seedRatioLimit":1.5,"seedRatioMode":1,"seedIdleLimit":90,"seedIdleMode":1,"labels":["tv"]}""");
        await OldAsync(daemon, "queue-move-top", $$"""{"ids":["{{Hash}}"]}""");
        var torrents = (await OldAsync(daemon, "torrent-get", """{"fields":["id","hashString","name","downloadDir","totalSize","leftUntilDone","isFinished","eta","status","secondsDownloading","secondsSeeding","errorString","uploadedEver","downloadedEver","seedRatioLimit","seedRatioMode","seedIdleLimit","seedIdleMode","fileCount","file-count","labels"]}""")).GetProperty("torrents");
        var torrent = Assert.Single(torrents.EnumerateArray());
        Assert.Equal(Hash, torrent.GetProperty("hashString").GetString());
        Assert.Equal("/srv/torrents/tv", torrent.GetProperty("downloadDir").GetString());
        Assert.Equal(4, torrent.GetProperty("status").GetInt32());
        Assert.Equal(1.5, torrent.GetProperty("seedRatioLimit").GetDouble());
        Assert.Equal("tv", torrent.GetProperty("labels")[0].GetString());
        Assert.Equal(1, torrent.GetProperty("file-count").GetInt32());

        await OldAsync(daemon, "torrent-remove", $$"""{"ids":["{{Hash}}"],"delete-local-data":true}""");
        Assert.Empty(daemon.Engine.Rows);
        Assert.Contains("remove 1 with data", daemon.Engine.Commands);
    }

    [Fact]
    public async Task JSON_RPC_2_goes_through_from_beginning_to_end()
    {
        var daemon = new MadeDaemon(isEmpty: true);
        var session = await NewAsync(daemon, "session_get", """{"fields":["version","rpc_version_semver","download_dir"]}""");
        Assert.Equal("6.0.0", session.GetProperty("rpc_version_semver").GetString());
        var added = await NewAsync(daemon, "torrent_add", $$"""{"metainfo":"{{MadeDaemon.Base64Torrent()}}","labels":["tv"],"download_dir":"/srv/torrents/tv"}""");
        Assert.Equal(Hash, added.GetProperty("torrent_added").GetProperty("hash_string").GetString());
        await NewAsync(daemon, "torrent_set", $$"""{"ids":["{{Hash}}"],"seed_ratio_limit":1.5,"seed_ratio_mode":1}""");
        var torrent = Assert.Single((await NewAsync(daemon, "torrent_get", $$"""{"ids":["{{Hash}}"],"fields":["id","labels","seed_ratio_limit","seed_ratio_mode"]}""")).GetProperty("torrents").EnumerateArray());
        Assert.Equal("""{"id":1,"labels":["tv"],"seed_ratio_limit":1.5,"seed_ratio_mode":1}""", torrent.GetRawText());
        Assert.Equal(LimitMode.Own, daemon.Engine.Rows[0].Options.RatioMode);
        await NewAsync(daemon, "torrent_remove", $$"""{"ids":["{{Hash}}"]}""");
        Assert.Empty(daemon.Engine.Rows);
    }

    // The expression by which Sonarr finds the version in its text.
    [GeneratedRegex(@"(?<!\(|(\d|\.)+)(\d|\.)+(?!\)|(\d|\.)+)")]
    private static partial Regex Number();

    private static async Task<JsonElement> OldAsync(MadeDaemon daemon, string method, string arguments)
    {
        var answer = JsonDocument.Parse(await daemon.AskAsync($$"""{"method":"{{method}}","arguments":{{arguments}} }""")).RootElement;
        Assert.Equal("success", answer.GetProperty("result").GetString());
        return answer.GetProperty("arguments");
    }

    private static async Task<JsonElement> NewAsync(MadeDaemon daemon, string method, string parameters) => (await daemon.CallAsync(method, parameters)).GetProperty("result");
}
