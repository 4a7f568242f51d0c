using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

/// <summary>A request that names many torrents waits for the disk once, not once for each.</summary>
public sealed class ManyTorrentsTests
{
    [Theory]
    [InlineData("torrent_stop", "{}", "stop")]
    [InlineData("torrent_verify", """{"ids":[1,2,3]}""", "verify")]
    [InlineData("torrent_set", """{"labels":["x"]}""", "change")]
    public async Task All_are_asked_before_the_first_has_answered(string method, string parameters, string command)
    {
        var disk = new TaskCompletionSource();
        var daemon = new MadeDaemon();
        daemon.Engine.Disk = disk.Task;
        var call = daemon.ErrorAsync(method, parameters);
        Assert.Equal([1, 2, 3], daemon.Engine.Commands.Where(line => line.StartsWith(command, StringComparison.Ordinal)).Select(line => line.Split(' ')[1][0] - '0'));
        Assert.False(call.IsCompleted);
        disk.SetResult();
        Assert.Null(await call);
    }

    [Fact]
    public async Task One_refusal_among_many_is_told()
    {
        var daemon = new MadeDaemon();
        daemon.Engine.NextError = "It can't be.";
        Assert.Equal("It can't be.", await daemon.ErrorAsync("torrent_set", """{"labels":["x"]}"""));
        Assert.Equal("It can't be.", await daemon.ErrorAsync("torrent_start"));
        Assert.Equal(6, daemon.Engine.Commands.Count);
    }
}
