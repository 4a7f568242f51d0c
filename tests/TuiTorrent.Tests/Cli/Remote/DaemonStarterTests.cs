using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>Starting a daemon, with shells in its place.</summary>
public sealed class DaemonStarterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_has_a_session_of_its_own_no_terminal_and_a_log()
    {
        using var directory = new TemporaryDirectory();
        var log = directory.Below("state/daemon.log");
        var facts = directory.Below("facts");

        // Fields of stat: number, name, state, parent, process group, session.
        var problem = await DaemonStarter.StartAsync(
            ["/bin/sh", "-c", $"read line; echo said; echo wrong >&2; cut -d' ' -f1,6 /proc/$$/stat > {facts}.new; pwd >> {facts}.new; mv {facts}.new {facts}"],
            log, () => Task.FromResult(File.Exists(facts)), TimeProvider.System).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Null(problem);
        var lines = File.ReadAllLines(facts);
        Assert.Equal(lines[0].Split(' ')[0], lines[0].Split(' ')[1]);
        Assert.Equal("/", lines[1]);
        Assert.Equal("said\nwrong\n", File.ReadAllText(log));
    }

    [Fact]
    public async Task What_it_said_last_is_told_when_it_ends_at_once()
    {
        using var directory = new TemporaryDirectory();
        var log = directory.Write("daemon.log", "an older line\n"u8);

        var problem = await DaemonStarter.StartAsync(
            ["/bin/sh", "-c", "echo first; echo 'tuitorrent daemon: config.toml:3: \u001b[1mwrong.' >&2; echo \"Try 'tuitorrent daemon --help'.\"; exit 2"], log, () => Task.FromResult(false), TimeProvider.System)
            .WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal("the daemon ended at once: config.toml:3: [1mwrong.", problem);
    }

    [Fact]
    public async Task A_start_that_takes_longer_than_a_moment_is_told_once()
    {
        using var directory = new TemporaryDirectory();
        var (clock, told, looks) = (new LeapingTime(TimeSpan.FromSeconds(0.2)), new List<int>(), 0);

        var problem = await DaemonStarter.StartAsync(["/bin/true"], directory.Below("log"), () => Task.FromResult(++looks == 6), clock, () => told.Add(looks))
            .WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Null(problem);
        Assert.Equal([3], told);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        using var directory = new TemporaryDirectory();

        Assert.Equal(
            "can't start a daemon: no such file or directory.",
            await DaemonStarter.StartAsync([directory.Below("none")], directory.Below("log"), () => Task.FromResult(false), TimeProvider.System));
    }

    [Fact]
    public async Task A_command_starts_one_where_nobody_listens()
    {
        using var directory = new TemporaryDirectory();
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with
        {
            Environment = name => name is "XDG_RUNTIME_DIR" or "XDG_STATE_HOME" or "XDG_CONFIG_HOME" ? directory.Below(name) : null,
            DaemonCommand = ["/bin/sh", "-c", "echo 'no luck today'; exit 1"],
        };

        Assert.Equal(ExitCode.NoDaemon, await test.RunAsync("list").WaitAsync(Limit, TestContext.Current.CancellationToken));
        Assert.Equal("tuitorrent: the daemon ended at once: no luck today\n", test.Error);
        Assert.Equal(ExitCode.NoDaemon, await test.RunAsync("list", "--no-start"));
        Assert.Equal(ExitCode.NoDaemon, await test.RunAsync("shutdown"));
        Assert.Equal("no luck today\n", File.ReadAllText(directory.Below("XDG_STATE_HOME/tuitorrent/daemon.log")));
    }

    /// <summary>Each look at the clock finds it further on.</summary>
    private sealed class LeapingTime(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }
}
