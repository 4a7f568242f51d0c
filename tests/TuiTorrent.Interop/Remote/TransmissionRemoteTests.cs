using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Remote;

/// <summary>Debian's transmission-remote 3.00 drives our daemon; each of its options works, or is refused by name.</summary>
[Collection("remote")]
public sealed class TransmissionRemoteTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    // Options that ask for what we don't have, and the words by which the refusal must name it.
    private static readonly (string[] Arguments, string Names)[] Refused =
    [
        (["--blocklist-update"], "blocklist"),
        (["--incomplete-dir", "/nowhere"], "incomplete"),
        (["--cache", "32"], "cache"),
        (["--portmap"], "port"),
        (["--dht"], "dht"),
        (["--pex"], "pex"),
        (["--lpd"], "lpd"),
        (["--utp"], "utp"),
        (["--trash-torrent"], "trash"),
        (["--torrent-done-script", "/bin/true"], "script"),
    ];

    // What switches off something that is never on is no wish that we can't fulfil.
    private static readonly string[][] AsItIs = [["--no-incomplete-dir"], ["--no-portmap"], ["--no-dht"], ["--no-pex"], ["--no-lpd"], ["--no-utp"], ["--no-trash-torrent"], ["--no-torrent-done-script"]];

    [Fact]
    public async Task Everything_that_transmission_remote_can_ask_is_done_or_refused_by_name()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        var stop = timeout.Token;
        using var temporary = new Temporary();
        var (downloads, other) = (temporary.Directory("downloads"), temporary.Directory("elsewhere"));
        var torrents = temporary.Directory("torrents");
        File.Copy(Samples.Ordinary.RootPath, Path.Combine(other, Samples.Ordinary.Name));
        var (ordinary, many) = (Path.Combine(torrents, "ordinary.torrent"), Path.Combine(torrents, "many.torrent"));
        await File.WriteAllBytesAsync(ordinary, Samples.Ordinary.MakeTorrent(null), stop);
        await File.WriteAllBytesAsync(many, TestData.ManyFiles("five files", 5, 16 * 1024).MakeTorrent(null), stop);

        using var daemon = await OurDaemon.StartAsync(temporary, downloads, [downloads, other], stop);
        var remote = new RemoteSession(daemon.RpcPort, new Dictionary<string, string> { [daemon.Home] = "/home", [downloads] = "/downloads", [other] = "/elsewhere", [torrents] = "/torrents" });
        await remote.CallAsync(stop, "--list");
        await AddAsync(remote, ordinary, many, other, stop);
        await LookAsync(remote, stop);
        await ChangeTorrentsAsync(remote, stop);
        await ChangeSessionAsync(remote, stop);
        await MoveAsync(remote, downloads, other, stop);
        foreach (var (arguments, names) in Refused)
        {
            Assert.Contains(names, await remote.CallAsync(stop, arguments), StringComparison.OrdinalIgnoreCase);
        }

        foreach (var arguments in AsItIs)
        {
            Assert.Contains("success", await remote.CallAsync(stop, arguments), StringComparison.Ordinal);
        }

        await RemoveAsync(remote, stop);
        Assert.True(File.Exists(Path.Combine(other, Samples.Ordinary.Name)), "removing a torrent without its data leaves them");
        Assert.Contains("success", await remote.CallAsync(stop, "--exit"), StringComparison.Ordinal);
        Golden.AssertMatches("transmission-remote.txt", remote.Transcript);
    }

    private static async Task AddAsync(RemoteSession remote, string ordinary, string many, string other, CancellationToken stop)
    {
        // Its data are there: they are verified, and seeded.
        await remote.CallAsync(stop, "--add", ordinary, "--download-dir", other);
        await remote.CallUntilAsync(said => said.Contains("Idle", StringComparison.Ordinal) && said.Contains("100%", StringComparison.Ordinal), stop, "--list");
        await remote.CallAsync(stop, "--start-paused");
        await remote.CallAsync(stop, "--add", many);
        await remote.CallAsync(stop, "--add", many);
        await remote.CallAsync(stop, "--add", "/no/such.torrent");
        await remote.CallUntilAsync(said => said.Contains("five files", StringComparison.Ordinal) && said.Contains("Stopped", StringComparison.Ordinal), stop, "--list");
    }

    private static async Task LookAsync(RemoteSession remote, CancellationToken stop)
    {
        foreach (var what in new[] { "--info", "--info-files", "--info-peers", "--info-pieces", "--info-trackers" })
        {
            await remote.CallAsync(stop, "--torrent", "1,2", what);
        }

        await remote.CallAsync(stop, "--session-info");
        await remote.CallAsync(stop, "--session-stats");
        await remote.CallAsync(stop, "--port-test");
        await remote.CallAsync(stop, "--torrent", "99", "--info");
    }

    private static async Task ChangeTorrentsAsync(RemoteSession remote, CancellationToken stop)
    {
        string[][] changes =
        [
            ["--no-get", "0,1"], ["--get", "1"], ["--priority-high", "2"], ["--priority-low", "3"], ["--priority-normal", "4"], ["--files"],
            ["--downlimit", "100"], ["--uplimit", "50"], ["--no-honor-session"], ["--peers", "7"], ["--bandwidth-high"], ["--labels", "one,two"],
            ["--seedratio", "1.5"], ["--info"],
            ["--no-downlimit"], ["--no-uplimit"], ["--honor-session"], ["--bandwidth-low"], ["--bandwidth-normal"], ["--no-seedratio"], ["--seedratio-default"],
            ["--tracker-add", "http://127.0.0.1:9/announce?passkey=1"], ["--info-trackers"], ["--tracker-remove", "0"], ["--info-trackers"],
            ["--start"], ["--reannounce"], ["--stop"], ["--info"],
        ];
        foreach (var change in changes)
        {
            await remote.CallAsync(stop, ["--torrent", "2", .. change]);
        }

        await remote.CallAsync(stop, "--torrent", "1", "--verify");
        await remote.CallUntilAsync(said => said.Contains("Idle", StringComparison.Ordinal), stop, "--torrent", "1", "--list");
    }

    private static async Task ChangeSessionAsync(RemoteSession remote, CancellationToken stop)
    {
        string[][] changes =
        [
            ["--downlimit", "1000"], ["--uplimit", "500"], ["--alt-speed-downlimit", "20"], ["--alt-speed-uplimit", "10"], ["--alt-speed"], ["--session-info"],
            ["--no-alt-speed"], ["--alt-speed-time-begin", "2200"], ["--alt-speed-time-end", "0700"], ["--alt-speed-days", "1-5"], ["--alt-speed-scheduler"],
            ["--session-info"], ["--no-alt-speed-scheduler"], ["--no-downlimit"], ["--no-uplimit"], ["--peers", "80"],
            ["--encryption-required"], ["--session-info"], ["--encryption-tolerated"], ["--encryption-preferred"],
            ["--global-seedratio", "3"], ["--no-global-seedratio"], ["--no-start-paused"], ["--port", "51413"], ["--random-port"], ["--session-info"],
        ];
        foreach (var change in changes)
        {
            await remote.CallAsync(stop, change);
        }
    }

    private static async Task MoveAsync(RemoteSession remote, string downloads, string other, CancellationToken stop)
    {
        await remote.CallAsync(stop, "--torrent", "1", "--move", downloads);
        await remote.CallUntilAsync(said => said.Contains("Location: /downloads", StringComparison.Ordinal) && said.Contains("State: Idle", StringComparison.Ordinal), stop, "--torrent", "1", "--info");
        Assert.True(File.Exists(Path.Combine(downloads, Samples.Ordinary.Name)) && !File.Exists(Path.Combine(other, Samples.Ordinary.Name)), "the file has moved");
        File.Move(Path.Combine(downloads, Samples.Ordinary.Name), Path.Combine(other, Samples.Ordinary.Name));
        await remote.CallAsync(stop, "--torrent", "1", "--find", other);
        await remote.CallUntilAsync(said => said.Contains("State: Idle", StringComparison.Ordinal) && said.Contains("Percent Done: 100%", StringComparison.Ordinal), stop, "--torrent", "1", "--info");
        await remote.CallAsync(stop, "--download-dir", other);
        await remote.CallAsync(stop, "--download-dir", "/etc");
        await remote.CallAsync(stop, "--torrent", "1", "--move", "/etc");
    }

    private static async Task RemoveAsync(RemoteSession remote, CancellationToken stop)
    {
        await remote.CallAsync(stop, "--torrent", "2", "--remove-and-delete");
        await remote.CallAsync(stop, "--torrent", "1", "--remove");
        await remote.CallAsync(stop, "--list");
    }
}
