using System.Globalization;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Interop.Remote;

/// <summary>The dashboard's link drives Debian's transmission-daemon 3.00, which knows the older dialect alone.</summary>
[Collection("remote")]
public sealed class DashboardTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Torrents_are_added_listed_changed_and_removed(bool hasPassword)
    {
        using var timeout = Timeout();
        var stop = timeout.Token;
        using var temporary = new Temporary();
        using var daemon = await TheirDaemon.StartAsync(temporary, hasPassword, stop);
        await using var link = new WatchedLink(daemon.RpcPort, hasPassword ? TheirDaemon.UserName : null, hasPassword ? TheirDaemon.Password : null);
        await link.UntilAsync(() => link.Session is not null, stop);
        Assert.Equal((ConnectionState.Online, false, daemon.Downloads), (link.Connection!.State, link.Session!.IsOurs, link.Session.DownloadDirectory));
        Assert.True(link.Session.FreeBytes > 0);
        Assert.Empty(link.Torrents);

        var (ordinary, many) = (Samples.Ordinary, TestData.ManyFiles("five files", 5, 16 * 1024));
        foreach (var data in new[] { ordinary, many })
        {
            await DoAsync(Requests.Add(new Addition { Metainfo = data.MakeTorrent(null), IsPaused = true }));
        }

        await link.UntilAsync(() => link.Torrents.Count == 2 && link.Torrents.Values.All(static torrent => torrent.Activity == Activity.Stopped), stop);
        var (one, five) = (Named("ordinary.bin"), Named("five files"));
        Assert.Equal((ordinary.Length, -1, -1, -1), (one.WantedBytes, one.Seeds, one.EncryptedPeers, one.KnownPeers));

        await DoAsync(Requests.Start([one.Hash]));
        await link.UntilAsync(() => Named(one.Name).Activity == Activity.Downloading, stop);
        await DoAsync(Requests.Stop([one.Hash]));
        await link.UntilAsync(() => Named(one.Name).Activity == Activity.Stopped, stop);

        await DoAsync(Requests.Change([five.Hash], new TorrentChange { DownLimit = 20_000, Labels = ["iso"], RatioLimit = 1.5, PeerLimit = 7, Priority = 1 }));
        await DoAsync(Requests.Files(five.Hash, [(0, FileChoice.Skip), (1, FileChoice.High)]));
        link.Watch(new Wanted(five.Hash, DetailPart.General | DetailPart.Files | DetailPart.Trackers | DetailPart.Pieces | DetailPart.Peers));
        await link.UntilAsync(() => link.Detail is { Files.Count: 5, DownLimit: 20_000 }, stop);
        Assert.Equal((1.5, 7, false, 1), (link.Detail!.RatioLimit, link.Detail.PeerLimit, link.Detail.Files[0].IsWanted, link.Detail.Files[1].Priority));
        await DoAsync(Requests.Files(five.Hash, [2], FileChoice.Low));
        await link.UntilAsync(() => link.Detail.Files[2].Priority == -1, stop);
        await link.UntilAsync(() => Named(five.Name) is { Priority: 1, Labels: ["iso"] }, stop);

        await DoAsync(Requests.Change(new SessionChange { UpLimit = 50_000, IsOurs = false, Encryption = "allowed" }));
        await link.UntilAsync(() => link.Session is { UpLimit: 50_000, Encryption: "allowed" }, stop);

        await DoAsync(Requests.Remove([five.Hash], withData: true));
        await link.UntilAsync(() => link.Torrents.Count == 1, stop);
        Assert.Equal(one.Hash, Assert.Single(link.Torrents).Key);

        // It would be ignored there, and called a success.
        Assert.Contains("does not know sequential_download", (await link.SendAsync(Requests.Change([one.Hash], new TorrentChange { IsSequential = true }), stop)).Error, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Online, link.Connection.State);

        async Task DoAsync(DaemonRequest request) => Assert.Null((await link.SendAsync(request, stop)).Error);

        TorrentItem Named(string name) => link.Torrents.Values.Single(torrent => torrent.Name == name);
    }

    [Fact]
    public async Task A_wrong_password_is_named_as_such()
    {
        using var timeout = Timeout();
        using var temporary = new Temporary();
        using var daemon = await TheirDaemon.StartAsync(temporary, hasPassword: true, timeout.Token);
        await using var link = new WatchedLink(daemon.RpcPort, TheirDaemon.UserName, "guess");
        await link.UntilAsync(() => link.Connection is { Reason.Length: > 0 }, timeout.Token);
        Assert.Contains("wants another user name or password", link.Connection!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_is_told_from_a_daemon()
    {
        using var timeout = Timeout();
        using var temporary = new Temporary();
        var (home, port) = (temporary.Directory("aria2"), FreePorts.Take());
        using var aria2 = ForeignProcess.Start("aria2c", home, ["--enable-rpc", string.Create(CultureInfo.InvariantCulture, $"--rpc-listen-port={port}"), "--enable-dht=false"]);
        await Polling.UntilAsync(() => TheirDaemon.ListensAsync(aria2, port), "aria2's RPC", timeout.Token);
        using var client = new RpcClient(RpcAddress.Tcp("127.0.0.1", port));
        var failure = await Assert.ThrowsAsync<RpcFailedException>(() => client.CallAsync(RpcMethods.SessionGet, null, timeout.Token));
        Assert.Equal(RpcFailure.NotADaemon, failure.Failure);
        Assert.Contains("is not a Transmission-compatible daemon", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_drives_it_too()
    {
        using var timeout = Timeout();
        var stop = timeout.Token;
        using var temporary = new Temporary();
        using var daemon = await TheirDaemon.StartAsync(temporary, hasPassword: false, stop);
        using var client = new RpcClient(RpcAddress.Tcp("127.0.0.1", daemon.RpcPort));
        var added = await client.CallAsync(RpcMethods.TorrentAdd, json =>
        {
            json.WriteBase64String("metainfo", Samples.Ordinary.MakeTorrent(null));
            json.WriteBoolean("paused", true);
        }, stop);
        Assert.Equal("ordinary.bin", added.Result.GetProperty("torrent_added").GetProperty("name").GetString());
        Assert.Contains("ordinary.bin", await SayAsync("list"), StringComparison.Ordinal);
        Assert.Contains("resumed: ordinary.bin", await SayAsync("resume", "ordinary"), StringComparison.Ordinal);
        Assert.Contains("paused: ordinary.bin", await SayAsync("pause", "ordinary"), StringComparison.Ordinal);
        await SayAsync("set", "ordinary", "--down-limit", "100K");
        Assert.Contains("ordinary.bin", await SayAsync("remove", "ordinary", "--yes"), StringComparison.Ordinal);
        Assert.DoesNotContain("ordinary.bin", await SayAsync("list"), StringComparison.Ordinal);

        Task<string> SayAsync(params string[] words) => OurCommand.RunAsync(
            temporary, [.. words, "--host", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{daemon.RpcPort}")], stop);
    }

    private static CancellationTokenSource Timeout()
    {
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        return timeout;
    }
}
