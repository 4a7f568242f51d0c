using System.Diagnostics;
using System.Text.Json;
using TuiTorrent.Cli;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Tests.Daemon.Watch;

namespace TuiTorrent.Tests.Daemon;

/// <summary>The real program: how it starts, ends, and comes back.</summary>
public sealed class DaemonProgramTests : IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly TemporaryDirectory _home = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_says_when_it_is_ready_and_ends_in_time(bool isNoticeAbstract)
    {
        using var daemon = new DaemonProcess(_home.Path, isNoticeAbstract).Ready();
        Assert.Equal(_home.Below("Downloads"), (await daemon.AskAsync(RpcMethods.SessionGet)).GetProperty("download_dir").GetString());

        var clock = Stopwatch.StartNew();
        daemon.Terminate();

        Assert.StartsWith("STOPPING=1", daemon.NextNotice(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Complete, await daemon.EndAsync());
        Assert.True(clock.Elapsed < StopLimit);
        Assert.False(File.Exists(daemon.SocketPath));
        Assert.Contains(" info    stopped\n", daemon.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_on_the_same_state_is_refused_and_leaves_the_first_alone()
    {
        using var first = new DaemonProcess(_home.Path).Ready();
        using var second = new DaemonProcess(_home.Path);

        Assert.Equal(ExitCode.Failed, await second.EndAsync());
        Assert.Contains("is in use by process ", second.Error, StringComparison.Ordinal);
        await first.AskAsync(RpcMethods.SessionGet);
    }

    [Fact]
    public async Task A_second_one_with_another_state_does_not_take_the_socket()
    {
        using var first = new DaemonProcess(_home.Path).Ready();
        using var second = new DaemonProcess(_home.Path, false, "--state", _home.Below("other"));

        Assert.Equal(ExitCode.Failed, await second.EndAsync());
        Assert.Contains("Another daemon answers at ", second.Error, StringComparison.Ordinal);
        await first.AskAsync(RpcMethods.SessionGet);
    }

    [Fact]
    public async Task What_a_killed_one_left_is_taken_over_and_its_torrents_are_there()
    {
        using (var killed = new DaemonProcess(_home.Path).Ready())
        {
            await killed.AskAsync(RpcMethods.TorrentAdd, json => json.WriteString("metainfo", Convert.ToBase64String(WatchRig.Torrent("kept"))));
            await killed.AskAsync(RpcMethods.SessionSet, json => json.WriteNumber("speed_limit_up", 77));
            killed.Kill();
            await killed.EndAsync();
            Assert.True(File.Exists(killed.SocketPath));
        }

        using var daemon = new DaemonProcess(_home.Path).Ready();

        Assert.Equal("kept", (await TorrentsAsync(daemon))[0].GetProperty("name").GetString());
        Assert.Equal(77, (await daemon.AskAsync(RpcMethods.SessionGet)).GetProperty("speed_limit_up").GetInt64());
    }

    [Fact]
    public async Task A_hang_up_carries_over_what_the_file_changed_and_tells_what_needs_a_start()
    {
        DaemonProcess.Configure(_home.Path, "[limits]\ndownload = 1000000\n");
        using var daemon = new DaemonProcess(_home.Path).Ready();
        await daemon.AskAsync(RpcMethods.SessionSet, json => json.WriteNumber("speed_limit_up", 77));
        Assert.Equal(1000, (await daemon.AskAsync(RpcMethods.SessionGet)).GetProperty("speed_limit_down").GetInt64());

        DaemonProcess.Configure(_home.Path, "[limits]\ndownload = 3000000\n[memory]\nbuffer = \"16M\"\n");
        daemon.HangUp();
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", daemon.NextNotice(), StringComparison.Ordinal);
        daemon.Ready();

        var session = await daemon.AskAsync(RpcMethods.SessionGet);
        Assert.Equal(3000, session.GetProperty("speed_limit_down").GetInt64());
        Assert.Equal(77, session.GetProperty("speed_limit_up").GetInt64());
        Assert.Contains("memory.buffer has changed, and counts from the next start", await LogAsync(daemon), StringComparison.Ordinal);

        DaemonProcess.Configure(_home.Path, "[limits]\ndownload = true\n");
        daemon.HangUp();
        Assert.StartsWith("RELOADING=1", daemon.NextNotice(), StringComparison.Ordinal);
        daemon.Ready();

        Assert.Equal(3000, (await daemon.AskAsync(RpcMethods.SessionGet)).GetProperty("speed_limit_down").GetInt64());
        Assert.Contains("nothing has changed", await LogAsync(daemon), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watch_directory_is_served_where_the_config_says()
    {
        DaemonProcess.Configure(_home.Path, "[watch]\ndirectory = \"~/watch\"\n[downloads]\nstart_added = false\n");
        _home.Write("watch/a.torrent", WatchRig.Torrent("watched"));
        using var daemon = new DaemonProcess(_home.Path).Ready();

        await daemon.UntilAsync(RpcMethods.TorrentGet, result => result.GetProperty("torrents").GetArrayLength() == 1, WithNames);

        Assert.Equal("watched", (await TorrentsAsync(daemon))[0].GetProperty("name").GetString());
        Assert.Equal(0, (await TorrentsAsync(daemon))[0].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_wrong_config_is_told_with_its_line_and_nothing_is_begun()
    {
        DaemonProcess.Configure(_home.Path, "[network]\nport = 65536\n");
        using var daemon = new DaemonProcess(_home.Path);

        Assert.Equal(ExitCode.Usage, await daemon.EndAsync());
        Assert.Contains("config.toml:2: network.port must be a whole number from 0 to 65535", daemon.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_home.Below("state")));
    }

    [Fact]
    public async Task In_the_background_it_writes_to_its_log_file()
    {
        using var daemon = new DaemonProcess(_home.Path, false, "--background").Ready();
        daemon.Terminate();

        Assert.Equal(ExitCode.Complete, await daemon.EndAsync());
        Assert.Contains(" info    stopped\n", File.ReadAllText(_home.Below("state/tuitorrent/daemon.log")), StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", daemon.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_ends_it()
    {
        using var daemon = new DaemonProcess(_home.Path).Ready();

        await daemon.AskAsync(RpcMethods.SessionClose);

        Assert.Equal(ExitCode.Complete, await daemon.EndAsync());
    }

    [Fact]
    public async Task What_is_no_socket_is_not_removed()
    {
        _home.Write("run/tuitorrent/rpc.sock", "mine"u8);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(_home.Below("run/tuitorrent"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var daemon = new DaemonProcess(_home.Path);

        Assert.Equal(ExitCode.Failed, await daemon.EndAsync());
        Assert.Equal("mine", File.ReadAllText(_home.Below("run/tuitorrent/rpc.sock")));
    }

    public void Dispose() => _home.Dispose();

    private static void WithNames(Utf8JsonWriter json)
    {
        json.WriteStartArray("fields");
        json.WriteStringValue("name");
        json.WriteStringValue("status");
        json.WriteEndArray();
    }

    private static async Task<JsonElement> TorrentsAsync(DaemonProcess daemon) => (await daemon.AskAsync(RpcMethods.TorrentGet, WithNames)).GetProperty("torrents");

    private static async Task<string> LogAsync(DaemonProcess daemon) => (await daemon.AskAsync(RpcMethods.Log)).GetRawText();
}
