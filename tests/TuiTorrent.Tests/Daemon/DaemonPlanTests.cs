using System.Net;
using TuiTorrent.Config;
using TuiTorrent.Daemon;

namespace TuiTorrent.Tests.Daemon;

public sealed class DaemonPlanTests
{
    private static readonly Dictionary<string, string> OfUser = new() { ["HOME"] = "/home/u", ["XDG_RUNTIME_DIR"] = "/run/user/7" };
    private static readonly Dictionary<string, string> OfSystem = new() { ["STATE_DIRECTORY"] = "/var/lib/tuitorrent:/x", ["RUNTIME_DIRECTORY"] = "/run/tuitorrent" };

    [Fact]
    public void A_users_daemon_lives_in_the_users_directories()
    {
        var plan = Plan(new Settings(), OfUser);

        Assert.Equal("/home/u/.local/state/tuitorrent/daemon", plan.StateDirectory);
        Assert.Equal("/home/u/Downloads", plan.DownloadDirectory);
        Assert.Equal("/run/user/7/tuitorrent/rpc.sock", plan.SocketPath);
        Assert.Equal(["/home/u/Downloads"], plan.Roots);
        Assert.False(plan.IsOfSystem);
    }

    [Fact]
    public void The_systems_daemon_lives_where_its_manager_says()
    {
        var plan = Plan(new Settings(), OfSystem);

        Assert.Equal("/var/lib/tuitorrent", plan.StateDirectory);
        Assert.Equal("/var/lib/tuitorrent/downloads", plan.DownloadDirectory);
        Assert.Equal("/run/tuitorrent/rpc.sock", plan.SocketPath);
        Assert.True(plan.IsOfSystem);
    }

    [Fact]
    public void The_systems_socket_is_the_usual_one_without_a_runtime_directory()
    {
        var plan = Plan(new Settings(), new() { ["STATE_DIRECTORY"] = "/var/lib/tuitorrent" });

        Assert.Equal("/run/tuitorrent/rpc.sock", plan.SocketPath);
    }

    [Theory]
    [InlineData("XDG_DOWNLOAD_DIR=\"$HOME/Herunterladen\"\n", "Herunterladen")]
    [InlineData("# XDG_DOWNLOAD_DIR=\"$HOME/no\"\n XDG_DOWNLOAD_DIR=\"$HOME/yes\" \n", "yes")]
    [InlineData("XDG_DOWNLOAD_DIR=\"$HOME/\"\n", "Downloads")]
    [InlineData("XDG_DOWNLOAD_DIR=\"relative\"\n", "Downloads")]
    [InlineData("XDG_DOWNLOAD_DIR=\"\n", "Downloads")]
    [InlineData("", "Downloads")]
    public void The_desktops_folder_for_downloads_is_taken(string userDirs, string expected)
    {
        using var home = new TemporaryDirectory();
        home.Write(".config/user-dirs.dirs", System.Text.Encoding.UTF8.GetBytes(userDirs));

        Assert.Equal(home.Below(expected), Plan(new Settings(), new() { ["HOME"] = home.Path }).DownloadDirectory);
    }

    [Fact]
    public void Places_that_are_set_win_and_begin_at_the_home_with_a_tilde()
    {
        var plan = Plan(
            new Settings { Directory = "~/t", StateDirectory = "/s", Socket = "~/k.sock", WatchDirectory = "~", Roots = ["/mnt/a/../b", "~/c"] },
            OfUser);

        Assert.Equal("/home/u/t", plan.DownloadDirectory);
        Assert.Equal("/s", plan.StateDirectory);
        Assert.Equal("/home/u/k.sock", plan.SocketPath);
        Assert.Equal("/home/u", plan.WatchDirectory);
        Assert.Equal(["/home/u/t", "/mnt/b", "/home/u/c"], plan.Roots);
    }

    [Fact]
    public void All_that_is_missing_or_unsafe_is_told_together()
    {
        var errors = new List<string>();
        var settings = new Settings
        {
            Directory = "relative",
            WatchDirectory = "~/w",
            Socket = "/" + new string('k', 107),
            RpcUsername = "u",
            RpcListen = [new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Any, 2)],
        };

        Assert.Null(DaemonPlan.Create(settings, _ => null, errors));

        Assert.Equal(
            [
                "there is no home directory to keep state in; use --state DIR.",
                "downloads.directory: \"relative\" must be absolute or begin with \"~/\" for a daemon.",
                $"daemon.socket: /{new string('k', 107)} is longer than the 107 bytes that a socket's path may have.",
                "watch.directory: there is no home directory for \"~/w\"; write it from \"/\" on.",
                "rpc.username: a name without a password keeps nobody out; set rpc.password_file too.",
                "rpc.listen: others can reach 0.0.0.0:2; set rpc.password_file and rpc.allowed_addresses too, or listen at 127.0.0.1.",
            ],
            errors);
    }

    [Fact]
    public void An_address_for_others_needs_both_a_password_and_a_list_of_addresses()
    {
        IPEndPoint[] listen = [new(IPAddress.Parse("192.168.1.7"), 9091)];
        AddressRange[] lan = [new(IPNetwork.Parse("192.168.1.0/24"))];

        Assert.Equal(["rpc.listen: others can reach 192.168.1.7:9091; set rpc.password_file too, or listen at 127.0.0.1."], Errors(new Settings { RpcListen = listen, RpcAllowedAddresses = lan }));
        Assert.Equal(["rpc.listen: others can reach 192.168.1.7:9091; set rpc.allowed_addresses too, or listen at 127.0.0.1."], Errors(new Settings { RpcListen = listen, RpcPasswordHash = "h" }));
        Assert.Empty(Errors(new Settings { RpcListen = listen, RpcPasswordHash = "h", RpcAllowedAddresses = lan }));
        Assert.Empty(Errors(new Settings { RpcListen = [new(IPAddress.IPv6Loopback, 1)] }));
    }

    [Fact]
    public void Settings_become_options_of_the_engine()
    {
        var options = Plan(
            new Settings
            {
                DownloadLimit = 7,
                QueueDownloads = 0,
                QueueSeeds = 3,
                StalledMinutes = 0,
                SeedRatio = 1.5,
                SeedIdleMinutes = 9,
                StartAdded = false,
                AlternativeHours = (1320, 420),
                AlternativeDays = 62,
                AlternativeUploadLimit = 5,
                MaxPeers = 11,
            },
            OfUser).ToEngineOptions();

        Assert.True(options.IsDownloadLimited);
        Assert.Equal(7, options.DownloadLimit);
        Assert.False(options.IsUploadLimited);
        Assert.Null(options.MaxDownloads);
        Assert.Equal(3, options.MaxSeeds);
        Assert.Null(options.StalledMinutes);
        Assert.Equal(1.5, options.SeedRatio);
        Assert.Equal(9, options.SeedIdleMinutes);
        Assert.False(options.StartAdded);
        Assert.Equal(11, options.Session.MaxPeers);
        Assert.Equal("/home/u/Downloads", options.DownloadDirectory);
        Assert.Equal((true, 1320, 420, 62, 50 * 1024L, 5L), (options.Alternative.IsScheduled, options.Alternative.BeginMinute, options.Alternative.EndMinute, options.Alternative.Days, options.Alternative.Download, options.Alternative.Upload));
        Assert.False(Plan(new Settings(), OfUser).ToEngineOptions().Alternative.IsScheduled);
    }

    [Fact]
    public void A_reload_changes_what_the_file_changed_and_nothing_that_was_set_by_hand()
    {
        var before = Plan(new Settings { UploadLimit = 10 }, OfUser).ToEngineOptions();
        var after = Plan(new Settings { UploadLimit = 20, SeedRatio = 2, MaxPeers = 5, AlternativeDays = 1 }, OfUser).ToEngineOptions();
        var now = before with { DownloadLimit = 99, IsDownloadLimited = true, Alternative = before.Alternative with { IsOn = true, Upload = 1 } };

        var result = Reload.Apply(now, before, after);

        Assert.Equal(
            now with { UploadLimit = 20, SeedRatio = 2, Session = now.Session with { MaxPeers = 5 }, Alternative = now.Alternative with { Days = 1 } },
            result);
        Assert.Equal(now, Reload.Apply(now, before, before));
    }

    [Fact]
    public void Every_setting_either_counts_at_once_or_is_told_to_need_a_restart()
    {
        foreach (var key in SettingKey.All)
        {
            // What only commands and the dashboard read, and what the daemon itself takes over.
            if (key.Name is "daemon.prefer" or "log.level" or "watch.directory" or "watch.action" || key.Name.StartsWith("dashboard.", StringComparison.Ordinal))
            {
                continue;
            }

            var changed = key.Apply(new Settings(), Samples[key.Name])!;
            var needsRestart = Reload.NeedRestart(new Settings(), changed);
            Assert.True(
                needsRestart.SequenceEqual([key.Name]) || (needsRestart.Count == 0 && Options(changed) != Options(new Settings())),
                key.Name);
            Assert.Equal(needsRestart.Count == 0, IsMarked(key.Name));
        }
    }

    private static readonly Dictionary<string, string> Samples = new()
    {
        ["downloads.directory"] = "/d",
        ["downloads.roots"] = "/r",
        ["downloads.start_added"] = "false",
        ["downloads.state"] = "/s",
        ["downloads.preallocation"] = "full",
        ["queue.downloads"] = "1",
        ["queue.seeds"] = "1",
        ["queue.stalled_minutes"] = "1",
        ["seeding.ratio"] = "1",
        ["seeding.idle_minutes"] = "1",
        ["network.port"] = "1",
        ["network.bind"] = "127.0.0.1",
        ["network.encryption"] = "required",
        ["network.max_peers"] = "1",
        ["network.max_peers_per_torrent"] = "1",
        ["network.upload_slots"] = "1",
        ["limits.download"] = "1",
        ["limits.upload"] = "1",
        ["alternative.download"] = "1",
        ["alternative.upload"] = "1",
        ["alternative.schedule"] = "01:00-02:00",
        ["alternative.days"] = "sun",
        ["rpc.listen"] = "127.0.0.1:1",
        ["rpc.username"] = "u",
        ["rpc.password_file"] = "/p",
        ["rpc.password_hash"] = "h",
        ["rpc.allowed_hosts"] = "h",
        ["rpc.allowed_addresses"] = "10.0.0.1",
        ["daemon.socket"] = "/k",
        ["memory.buffer"] = "16M",
    };

    private static TuiTorrent.Engine.Control.EngineOptions Options(Settings settings) => Plan(settings with { RpcUsername = "", RpcPasswordFile = "", BufferBytes = 6 * 1024 * 1024 }, OfUser).ToEngineOptions();

    /// <summary>Whether the template's words above a setting say that it is taken over at once.</summary>
    private static bool IsMarked(string name)
    {
        var (section, key) = (name.Split('.')[0], name.Split('.')[1]);
        var (isHere, isMarked, wasKey) = (false, false, false);
        foreach (var line in File.ReadAllLines(Repository.PathOf("config.toml")))
        {
            if (line.StartsWith('['))
            {
                (isHere, isMarked, wasKey) = (line == $"[{section}]", false, false);
            }
            else if (isHere && line.StartsWith("# ", StringComparison.Ordinal))
            {
                isMarked = (!wasKey && isMarked) || line.Contains("[reload]", StringComparison.Ordinal);
                wasKey = false;
            }
            else if (isHere && line.StartsWith('#'))
            {
                wasKey = true;
                if (line.StartsWith($"#{key} =", StringComparison.Ordinal))
                {
                    return isMarked;
                }
            }
        }

        throw new InvalidOperationException($"{name} is not in the template.");
    }

    private static DaemonPlan Plan(Settings settings, Dictionary<string, string> environment)
    {
        var errors = new List<string>();
        var plan = DaemonPlan.Create(settings, name => environment.GetValueOrDefault(name), errors);
        Assert.Empty(errors);
        return plan!;
    }

    private static List<string> Errors(Settings settings)
    {
        var errors = new List<string>();
        Assert.Equal(DaemonPlan.Create(settings, name => OfUser.GetValueOrDefault(name), errors) is null, errors.Count > 0);
        return errors;
    }
}
