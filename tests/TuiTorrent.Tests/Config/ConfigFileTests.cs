using System.Net;
using TuiTorrent.Config;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Tests.Config;

public sealed class ConfigFileTests
{
    [Fact]
    public void Values_become_settings()
    {
        var file = ConfigFile.Read(
            """
            [network]
            port = 6881
            bind = "192.0.2.7"
            encryption = "required"
            [limits]
            download = "1.5M"
            upload = 1000
            """,
            "c",
            new Settings());

        Assert.Empty(file.Errors);
        Assert.Equal(
            new Settings { Port = 6881, Bind = IPAddress.Parse("192.0.2.7"), Encryption = EncryptionPolicy.Required, DownloadLimit = 1536 * 1024, UploadLimit = 1000 },
            file.Settings);
    }

    [Fact]
    public void Dotted_keys_and_quoted_ones_are_the_same()
    {
        var file = ConfigFile.Read("network.port = 1\n[\"log\"]\n\"level\" = \"debug\"", "c", new Settings());

        Assert.Empty(file.Errors);
        Assert.Equal(new Settings { Port = 1, LogLevel = LogLevel.Debug }, file.Settings);
    }

    [Fact]
    public void All_errors_are_told_together_with_their_lines()
    {
        var file = ConfigFile.Read(
            """
            stray = 1
            [network]
            prot = 6881
            port = "6881"
            max_peers = 0

            encryption = "never"
            [netwrk]
            port = 5
            [limits]
            download = true
            [log]
            level = 3
            """,
            "config.toml",
            new Settings());

        Assert.Equal(
            [
                "config.toml:1: unknown key stray.",
                "config.toml:3: unknown key network.prot; did you mean network.port?",
                "config.toml:4: network.port must be a whole number from 0 to 65535",
                "config.toml:5: network.max_peers must be a whole number from 1 to 10000",
                "config.toml:7: network.encryption must be one of disabled, allowed, preferred, required",
                "config.toml:8: unknown section [netwrk]; did you mean network?",
                "config.toml:11: limits.download must be a rate such as \"500K\", \"1.5M\" or \"none\", in quotes",
                "config.toml:13: log.level must be one of error, warning, info, debug, in quotes",
            ],
            file.Errors);
    }

    [Theory]
    [InlineData("a = = 1", 1)]
    [InlineData("[network]\nport = 1\nport = 2", 3)]
    [InlineData("[network", 1)]
    public void What_is_not_toml_is_told_with_its_line(string text, int line)
    {
        var file = ConfigFile.Read(text, "c", new Settings());

        Assert.NotEmpty(file.Errors);
        Assert.StartsWith($"c:{line}: ", file.Errors[0], StringComparison.Ordinal);
        Assert.Equal(new Settings(), file.Settings);
    }

    [Fact]
    public void Names_in_the_table_of_keys_are_the_users_to_choose()
    {
        var file = ConfigFile.Read("dashboard.ascii = true\n[dashboard.keys]\nverify = \"V\"\npause = [\"Space\", \"Ctrl+P\"]\nremove-data = \"=\"", "c", new Settings());

        Assert.Empty(file.Errors);
        Assert.Equal(
            [new("verify", "V"), new("pause", "Space"), new("pause", "Ctrl+P"), new DashboardKey("remove-data", "=")],
            file.Settings.Dashboard.Keys);
    }

    [Theory]
    [InlineData("pause = 1")]
    [InlineData("pause = []")]
    [InlineData("pause = [\"a\", 1]")]
    [InlineData("pause = \"\"")]
    [InlineData("Pause = \"p\"")]
    [InlineData("pause = \"\\u001b\"")]
    public void What_is_no_key_is_told_with_its_line(string line)
    {
        var file = ConfigFile.Read("[dashboard.keys]\n" + line, "c", new Settings());

        Assert.StartsWith("c:2: dashboard.keys.", Assert.Single(file.Errors), StringComparison.Ordinal);
        Assert.Empty(file.Settings.Dashboard.Keys);
    }

    [Fact]
    public void The_template_as_it_stands_changes_nothing()
    {
        var file = ConfigFile.Read(Template(), "config.toml", new Settings { Port = 7 });

        Assert.Empty(file.Errors);
        Assert.Empty(file.Keys);
        Assert.Equal(new Settings { Port = 7 }, file.Settings);
    }

    [Fact]
    public void The_template_uncommented_names_every_setting_at_its_default()
    {
        // Settings are commented with "#" alone, prose with "# ".
        var lines = Template().Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is ['#', not ' ', ..])
            {
                lines[i] = lines[i][1..];
            }
        }

        var file = ConfigFile.Read(string.Join('\n', lines), "config.toml", Unlike());

        Assert.Empty(file.Errors);
        Assert.Equal(SettingKey.All.Select(key => key.Name), file.Keys);
        Assert.Equal(new Settings(), file.Settings);
    }

    /// <summary>Settings of which none is at its default.</summary>
    private static Settings Unlike() => new()
    {
        Directory = "/d",
        StateDirectory = "/s",
        Preallocation = TuiTorrent.Engine.Disk.Preallocation.Full,
        Port = 1,
        Bind = IPAddress.Loopback,
        Encryption = EncryptionPolicy.Disabled,
        MaxPeers = 1,
        MaxPeersPerTorrent = 1,
        UploadSlots = 1,
        DownloadLimit = 1,
        UploadLimit = 1,
        Roots = ["/r"],
        StartAdded = false,
        WatchDirectory = "/w",
        WatchAction = WatchAction.Delete,
        QueueDownloads = 1,
        QueueSeeds = 1,
        StalledMinutes = 1,
        SeedRatio = 1,
        SeedIdleMinutes = 1,
        AlternativeDownloadLimit = 1,
        AlternativeUploadLimit = 1,
        AlternativeHours = (1, 2),
        AlternativeDays = 1,
        RpcListen = [new IPEndPoint(IPAddress.Loopback, 1)],
        RpcUsername = "u",
        RpcPasswordFile = "/p",
        RpcPasswordHash = "h",
        RpcAllowedHosts = ["a"],
        RpcAllowedAddresses = [new AddressRange(IPNetwork.Parse("10.0.0.0/8"))],
        Prefer = DaemonPreference.System,
        Socket = "/k",
        Dashboard = new DashboardSettings { Theme = "mono", IsAscii = true, HasMouse = false, Preset = "vim", IntervalSeconds = 9, IsReadOnly = true },
        BufferBytes = 1,
        LogLevel = LogLevel.Error,
    };

    private static string Template() => File.ReadAllText(Repository.PathOf("config.toml"));
}
