using TuiTorrent.Config;
using TuiTorrent.Daemon.Logging;

namespace TuiTorrent.Tests.Daemon.Logging;

public sealed class DaemonLogTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void The_journal_gets_priorities_and_no_time()
    {
        var log = new DaemonLog(_lines.Add, LogStyle.Journal, new FixedTime()) { Level = LogLevel.Debug };

        log.Tell(LogLevel.Error, "a");
        log.Tell(LogLevel.Warning, "b");
        log.Tell(LogLevel.Info, "c");
        log.Tell(LogLevel.Debug, "d");

        Assert.Equal(["<3>a\n", "<4>b\n", "<6>c\n", "<7>d\n"], _lines);
    }

    [Fact]
    public void People_get_time_and_level()
    {
        new DaemonLog(_lines.Add, LogStyle.Dated, new FixedTime()).Tell(LogLevel.Warning, "disk full");

        Assert.Equal(["2026-11-23 07:05:09+02:00 warning disk full\n"], _lines);
    }

    [Fact]
    public void A_line_stays_one_line_and_clean()
    {
        new DaemonLog(_lines.Add, LogStyle.Journal, new FixedTime()).Tell(LogLevel.Info, "a\n<3>b\u001b[2J\u202e" + new string('x', 5000));

        var line = Assert.Single(_lines);
        Assert.StartsWith("<6>a <3>b [2Jxxx", line, StringComparison.Ordinal);
        Assert.Equal(3 + 2048 + 1, line.Length);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void What_matters_less_than_the_level_goes_to_the_listener_only()
    {
        var heard = new List<(LogLevel, string, int)>();
        var log = new DaemonLog(_lines.Add, LogStyle.Journal, new FixedTime()) { Level = LogLevel.Warning, Listener = (level, text, torrent) => heard.Add((level, text, torrent)) };

        log.Tell(LogLevel.Info, "a", 7);

        Assert.Empty(_lines);
        Assert.Equal([(LogLevel.Info, "a", 7)], heard);
    }

    [Fact]
    public void A_terminal_that_is_gone_does_not_end_the_daemon() =>
        new DaemonLog(_ => throw new IOException(), LogStyle.Journal, new FixedTime()).Tell(LogLevel.Error, "a");

    [Fact]
    public void A_full_file_becomes_the_older_one()
    {
        using var directory = new TemporaryDirectory();
        var file = new RotatingFile(directory.Below("log"), maxBytes: 10);

        file.Append("12345\n");
        file.Append("789\n");
        Assert.False(File.Exists(directory.Below("log.1")));
        file.Append("b\n");
        Assert.Equal("12345\n789\n", File.ReadAllText(directory.Below("log.1")));
        Assert.Equal("b\n", File.ReadAllText(directory.Below("log")));
        file.Append("123456789012345\n");
        Assert.Equal("b\n", File.ReadAllText(directory.Below("log.1")));
        file.Append("c\n");
        Assert.Equal("c\n", File.ReadAllText(directory.Below("log")));
        Assert.Equal(2, Directory.GetFiles(directory.Path).Length);
    }

    [Fact]
    public void A_log_file_is_its_owners()
    {
        using var directory = new TemporaryDirectory();

        new RotatingFile(directory.Below("log")).Append("a\n");

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(directory.Below("log")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(2), "x", "x");

        public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 5, 5, 9, TimeSpan.Zero);
    }
}
