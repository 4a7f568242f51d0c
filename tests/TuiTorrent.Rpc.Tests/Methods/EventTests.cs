using System.Text.Json;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

public sealed class EventTests
{
    [Fact]
    public async Task A_poll_ends_when_a_torrent_changes()
    {
        var daemon = new MadeDaemon();
        var version = (await daemon.CallAsync("tuitorrent_events")).GetProperty("result").GetProperty("version").GetInt64();
        var poll = daemon.CallAsync("tuitorrent_events", $$"""{"version":{{version}},"timeout_s":60}""");
        Assert.False(poll.IsCompleted);
        await daemon.CallAsync("torrent_stop", """{"ids":2}""");
        var result = (await poll.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).GetProperty("result");
        Assert.Equal("[2]", result.GetProperty("changed").GetRawText());
        Assert.True(result.GetProperty("version").GetInt64() > version);
    }

    [Fact]
    public async Task A_poll_that_follows_the_log_ends_with_a_line_and_one_that_does_not_sleeps_on()
    {
        var daemon = new MadeDaemon();
        var version = (await daemon.CallAsync("tuitorrent_events")).GetProperty("result").GetProperty("version").GetInt64();
        var deaf = daemon.CallAsync("tuitorrent_events", $$"""{"version":{{version}},"timeout_s":60}""");
        var following = daemon.CallAsync("tuitorrent_events", $$"""{"version":{{version}},"log":0,"timeout_s":60}""");
        Assert.False(following.IsCompleted);
        daemon.Log.Add(LogSeverity.Info, "hello");
        var result = (await following.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).GetProperty("result");
        Assert.Equal("hello", result.GetProperty("log")[0].GetProperty("text").GetString());
        Assert.False(deaf.IsCompleted);
        await daemon.CallAsync("torrent_stop", """{"ids":2}""");
        await deaf.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Whoever_knows_a_version_of_an_earlier_process_gets_everything()
    {
        var answer = await new MadeDaemon().CallAsync("tuitorrent_events", """{"version":999999,"timeout_s":60}""");
        Assert.Equal("[1,2,3]", answer.GetProperty("result").GetProperty("changed").GetRawText());
    }

    [Fact]
    public async Task In_a_batch_nothing_waits()
    {
        var daemon = new MadeDaemon();
        var poll = daemon.AskAsync("""[{"jsonrpc":"2.0","method":"tuitorrent_events","params":{"version":4,"timeout_s":60},"id":1},{"jsonrpc":"2.0","method":"torrent_stop"},{"jsonrpc":"2.0","method":"session_get","params":{"fields":["rpc_version"]},"id":"x"}]""");
        Assert.True(poll.IsCompleted);
        var answers = JsonDocument.Parse(await poll).RootElement;
        Assert.Equal(2, answers.GetArrayLength());
        Assert.Equal(18, answers[1].GetProperty("result").GetProperty("rpc_version").GetInt32());
        Assert.Equal("x", answers[1].GetProperty("id").GetString());
        Assert.Equal(3, daemon.Engine.Commands.Count);
    }

    [Fact]
    public void The_log_keeps_its_last_lines_and_cleans_them()
    {
        var ring = new LogRing(new ManualTime(), 3);
        for (var i = 1; i <= 5; i++)
        {
            ring.Add(i == 4 ? LogSeverity.Error : LogSeverity.Debug, $"line\n{i}\u001b", i);
        }

        Assert.Equal(["line 3", "line 4", "line 5"], ring.Since(0, 10).Select(line => line.Text));
        Assert.Equal([5], ring.Since(0, 1).Select(line => line.Sequence));
        Assert.Equal([4], ring.Since(0, 10, LogSeverity.Warning).Select(line => line.Sequence));
        Assert.Equal([3], ring.Since(0, 10, torrent: 3).Select(line => line.Sequence));
        Assert.Empty(ring.Since(5, 10));
        Assert.Equal(3, ring.Since(99, 10).Count);
    }
}
