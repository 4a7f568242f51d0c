using System.Text;
using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>What the dashboard is begun with; the process that would become it is a list.</summary>
public sealed class DashboardVerbTests
{
    [Theory]
    [InlineData("")]
    [InlineData("dashboard")]
    [InlineData("ui --no-start")]
    public async Task It_gets_the_socket_of_the_users_daemon(string line)
    {
        await using var daemon = new FakeDaemon();
        var (test, became) = Seated(daemon);

        Assert.Equal(ExitCode.Failed, await test.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["/made/up", "--socket", daemon.SocketPath, "--theme", "auto", "--keys", "default", "--interval", "1", "--directory", "/made/here", "--state", daemon.RuntimeDirectory + "/state/tuitorrent/dashboard"], became);
        Assert.Equal("tuitorrent: can't start /made/up: no luck today.\n", test.Error);

        // No more than is needed to see that it answers.
        Assert.Equal(["""{"fields":["version"]}"""], daemon.Asked("session_get"));
    }

    [Fact]
    public async Task Options_need_no_command_and_go_over_the_file()
    {
        await using var daemon = new FakeDaemon();
        var (test, became) = Seated(daemon, """
            [dashboard]
            theme = "mono"
            preset = "vim"
            mouse = false
            [dashboard.keys]
            pause = ["Space", "="]
            """);

        await test.RunAsync("--theme=16", "--host", daemon.SocketPath, "--interval", "5", "--ascii", "--read-only", "--bind", "verify=V");

        Assert.Equal("--socket " + daemon.SocketPath + " --theme 16 --keys vim --interval 5 --directory /made/here --state " + daemon.RuntimeDirectory
            + "/state/tuitorrent/dashboard --ascii --no-mouse --read-only --bind pause=Space --bind pause== --bind verify=V", string.Join(' ', became.Skip(1)));
    }

    [Theory]
    [InlineData("--theme red", "tuitorrent dashboard: --theme: \"red\" must be one of auto, 16, truecolor, mono.")]
    [InlineData("--interval 0", "tuitorrent dashboard: --interval: \"0\" must be a whole number from 1 to 60.")]
    [InlineData("--bind pause", "tuitorrent dashboard: --bind: \"pause\" must be COMMAND=KEY, for example pause=p.")]
    public async Task Wrong_options_are_told_before_a_screen_is_drawn(string line, string sentence)
    {
        await using var daemon = new FakeDaemon();
        var (test, became) = Seated(daemon);

        Assert.Equal(ExitCode.Usage, await test.RunAsync(line.Split(' ')));
        Assert.StartsWith(sentence, test.Error, StringComparison.Ordinal);
        Assert.Empty(became);
    }

    [Fact]
    public async Task A_wrong_config_file_is_told()
    {
        await using var daemon = new FakeDaemon();
        var (test, became) = Seated(daemon, "[dashboard]\ntheme = \"red\"");

        Assert.Equal(ExitCode.Usage, await test.RunAsync());
        Assert.EndsWith("config.toml:2: dashboard.theme must be one of auto, 16, truecolor, mono\n", test.Error, StringComparison.Ordinal);
        Assert.Empty(became);
    }

    [Fact]
    public async Task Without_a_terminal_or_the_program_a_sentence_says_so()
    {
        await using var daemon = new FakeDaemon();
        var (test, became) = Seated(daemon);
        test.Surroundings = test.Surroundings with { IsInteractive = false };
        Assert.Equal(ExitCode.Failed, await test.RunAsync("dashboard"));
        Assert.Contains("needs a terminal", test.Error, StringComparison.Ordinal);

        (test, became) = Seated(daemon);
        test.Surroundings = test.Surroundings with { DashboardCommand = null };
        Assert.Equal(ExitCode.Failed, await test.RunAsync());
        Assert.Contains("tuitorrent-dashboard is not there", test.Error, StringComparison.Ordinal);
        Assert.Empty(became);
    }

    [Fact]
    public async Task The_socket_of_the_daemon_is_printed_for_another_machine()
    {
        await using var daemon = new FakeDaemon();
        var (test, _) = Seated(daemon);

        Assert.Equal(ExitCode.Complete, await test.RunAsync("daemon-socket"));
        Assert.Equal(daemon.SocketPath + "\n", test.Output);
    }

    [Fact]
    public async Task A_terminal_is_reset_by_sequences_that_name_each_mode()
    {
        var test = new TestScreen(80);

        Assert.Equal(ExitCode.Complete, await test.RunAsync("reset-terminal"));
        foreach (var mode in (string[])["?1049l", "?1000l", "?1006l", "?2004l", "?25h", "?2026l", "[0m", "?1l"])
        {
            Assert.Contains(mode, test.Output, StringComparison.Ordinal);
        }
    }

    private static (TestScreen Screen, List<string> Became) Seated(FakeDaemon daemon, string config = "")
    {
        var became = new List<string>();
        var directory = daemon.RuntimeDirectory;
        Directory.CreateDirectory(Path.Combine(directory, "config", "tuitorrent"));
        File.WriteAllBytes(Path.Combine(directory, "config", "tuitorrent", "config.toml"), Encoding.UTF8.GetBytes(config));
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with
        {
            Environment = name => name switch
            {
                "XDG_RUNTIME_DIR" => directory,
                "XDG_CONFIG_HOME" => Path.Combine(directory, "config"),
                "XDG_STATE_HOME" => Path.Combine(directory, "state"),
                _ => null,
            },
            IsInteractive = true,
            DashboardCommand = ["/made/up"],
            Directory = "/made/here",
            Become = command =>
            {
                became.AddRange(command);
                return "no luck today";
            },
        };
        return (test, became);
    }
}
