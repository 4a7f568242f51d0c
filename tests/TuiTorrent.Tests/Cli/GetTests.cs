using System.Security.Cryptography;
using System.Text.Json;
using TuiTorrent.Cli;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;

namespace TuiTorrent.Tests.Cli;

/// <summary>The whole command, with an engine and loopback, in directories of a test's own.</summary>
public sealed class GetTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Data_that_is_there_is_verified_and_the_command_is_done()
    {
        using var directory = new TemporaryDirectory();
        var (torrent, _) = await MakeAsync(directory, "have/data.bin");
        var test = new TestScreen();

        var code = await test.RunAsync("get", torrent, "--dir", directory.Below("have"), "--state", directory.Below("state"), "--no-trackers").WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Complete, code);
        Assert.Contains("data.bin: complete (verified, all is there)\n", test.Output, StringComparison.Ordinal);
        Assert.Contains("verified 13 pieces\n", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_peer_has_is_fetched_and_told_in_json()
    {
        using var directory = new TemporaryDirectory();
        var (torrent, bytes) = await MakeAsync(directory, "have/data.bin");
        using var seeder = TorrentEngine.Start(new EngineSettings { StateDirectory = directory.Below("seeder") }, _ => { });
        Assert.True(TorrentMetainfo.TryParse(File.ReadAllBytes(torrent), out var metainfo, out _));
        seeder.Add(metainfo, new AddOptions { Directory = directory.Below("have"), UseTrackers = false });
        var test = new TestScreen();

        var code = await test.RunAsync(
            "get", torrent, "--json", "--dir", directory.Below("got"), "--state", directory.Below("state"), "--no-trackers", "--encryption", "required",
            "--peer", $"localhost:{seeder.ListenPort}", "--trace-handshakes", directory.Below("trace")).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Complete, code);
        Assert.Equal(bytes, File.ReadAllBytes(directory.Below("got/data.bin")));
        var events = Events(test.Output);
        Assert.Equal("started", events[0]);
        Assert.Equal(["completed", "stopped"], events[^2..]);
        Assert.Contains(" out done ", File.ReadAllText(directory.Below("trace")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_that_another_process_uses_is_a_failure_that_says_what_to_do()
    {
        using var directory = new TemporaryDirectory();
        var (torrent, _) = await MakeAsync(directory, "have/data.bin");
        using var other = TorrentEngine.Start(new EngineSettings { StateDirectory = directory.Below("state") }, _ => { });
        var test = new TestScreen();

        var code = await test.RunAsync("get", torrent, "--state", directory.Below("state"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("--state", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_can_not_be_made_is_a_failure()
    {
        using var directory = new TemporaryDirectory();
        var (torrent, _) = await MakeAsync(directory, "have/data.bin");
        directory.Write("file", "x"u8);
        var test = new TestScreen();

        var code = await test.RunAsync("get", torrent, "--json", "--dir", directory.Below("file/below"), "--state", directory.Below("state"), "--no-trackers").WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("failed", Events(test.Output));
    }

    private static async Task<(string Torrent, byte[] Bytes)> MakeAsync(TemporaryDirectory directory, string name)
    {
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        var output = directory.Below("data.torrent");
        Assert.Equal(ExitCode.Complete, await new TestScreen().RunAsync("create", directory.Write(name, bytes), "-o", output, "--piece-length", "16K"));
        return (output, bytes);
    }

    private static List<string> Events(string output)
    {
        var events = new List<string>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            events.Add(json.RootElement.GetProperty("event").GetString()!);
        }

        return events;
    }
}
