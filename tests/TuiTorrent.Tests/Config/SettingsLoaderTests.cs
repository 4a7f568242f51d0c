using TuiTorrent.Config;

namespace TuiTorrent.Tests.Config;

public sealed class SettingsLoaderTests
{
    [Fact]
    public void Flags_win_over_the_environment_and_that_over_the_file()
    {
        using var directory = new TemporaryDirectory();
        var config = directory.Write("c.toml", "[network]\nport = 1\nmax_peers = 11\nupload_slots = 2"u8);
        var errors = new List<string>();

        var settings = SettingsLoader.Load(
            config,
            name => name switch { "TUITORRENT_NETWORK_PORT" => "2", "TUITORRENT_NETWORK_MAX_PEERS" => "22", _ => null },
            [("--port", "network.port", "3")],
            errors);

        Assert.Empty(errors);
        Assert.Equal(new Settings { Port = 3, MaxPeers = 22, UploadSlots = 2 }, settings);
    }

    [Fact]
    public void The_users_file_is_found()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("tuitorrent/config.toml", "[network]\nport = 5"u8);
        var errors = new List<string>();

        var settings = SettingsLoader.Load(null, name => name == "XDG_CONFIG_HOME" ? directory.Path : null, [], errors);

        Assert.Empty(errors);
        Assert.Equal(5, settings.Port);
    }

    [Fact]
    public void Files_are_searched_in_the_documented_order()
    {
        Assert.Equal(["/x/tuitorrent/config.toml", "/etc/tuitorrent/config.toml"], SettingsLoader.SearchPaths(Environment(xdg: "/x")));
        Assert.Equal(["/home/u/.config/tuitorrent/config.toml", "/etc/tuitorrent/config.toml"], SettingsLoader.SearchPaths(Environment(xdg: null)));
        Assert.Equal(["/home/u/.config/tuitorrent/config.toml", "/etc/tuitorrent/config.toml"], SettingsLoader.SearchPaths(Environment(xdg: "relative")));
    }

    [Fact]
    public void State_is_kept_in_the_users_state_directory()
    {
        Assert.Equal("/home/u/.local/state/tuitorrent", SettingsLoader.DefaultStateDirectory(name => name == "HOME" ? "/home/u" : null));
        Assert.Equal("/s/tuitorrent", SettingsLoader.DefaultStateDirectory(name => name == "XDG_STATE_HOME" ? "/s" : null));
        Assert.Null(SettingsLoader.DefaultStateDirectory(_ => null));
    }

    [Fact]
    public void A_file_that_was_asked_for_must_be_there()
    {
        var errors = new List<string>();

        SettingsLoader.Load("/c.toml", _ => null, [], errors);

        Assert.Equal(["Can't read the config file /c.toml: there is no such file."], errors);
    }

    [Fact]
    public void Errors_of_all_sources_are_told_together()
    {
        using var directory = new TemporaryDirectory();
        var config = directory.Write("c.toml", "prot = 1"u8);
        var errors = new List<string>();

        SettingsLoader.Load(config, name => name == "TUITORRENT_LOG_LEVEL" ? "loud" : null, [("--port", "network.port", "x")], errors);

        Assert.Equal(
            [
                $"{config}:1: unknown key prot.",
                "TUITORRENT_LOG_LEVEL: \"loud\" must be one of error, warning, info, debug.",
                "--port: \"x\" must be a whole number from 0 to 65535.",
            ],
            errors);
    }

    private static Func<string, string?> Environment(string? xdg) => name => name switch { "XDG_CONFIG_HOME" => xdg, "HOME" => "/home/u", _ => null };
}
