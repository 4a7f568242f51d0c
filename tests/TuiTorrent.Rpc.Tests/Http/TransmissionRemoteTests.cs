using System.Diagnostics;
using System.Text;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Http;

/// <summary>The real transmission-remote, where it is installed: each option either works or is refused by name.</summary>
public sealed class TransmissionRemoteTests
{
    private const string Program = "/usr/bin/transmission-remote";

    private static readonly (string[] Arguments, string Expected)[] Steps =
    [
        (["-l"], "größer.iso"),
        (["-si"], "Daemon version: 4.1.0 (TuiTorrent 0.1.0)"),
        (["-st"], "CURRENT SESSION"),
        (["-t", "1", "-i"], "Hash: 0101010101010101010101010101010101010101"),
        (["-t", "1", "-f"], "größer.iso/b"),
        (["-t", "1", "-ip"], "192.0.2.1"),
        (["-t", "1", "-it"], "tracker.example.org"),
        (["-t", "1", "-ic"], "1"),
        (["-t", "1", "-S"], "success"),
        (["-t", "1", "-s"], "success"),
        (["-t", "1", "-v"], "success"),
        (["-t", "1", "--reannounce"], "success"),
        (["-t", "1", "-g", "0"], "success"),
        (["-t", "1", "-G", "1"], "success"),
        (["-t", "1", "-ph", "0"], "success"),
        (["-t", "1", "-pl", "1"], "success"),
        (["-t", "1", "-d", "100"], "success"),
        (["-t", "1", "-D"], "success"),
        (["-t", "1", "-u", "100"], "success"),
        (["-t", "1", "-sr", "1.5"], "success"),
        (["-t", "1", "-Bh"], "success"),
        (["-t", "1", "-pr", "30"], "success"),
        (["-t", "1", "-td", "udp://c.example:1/"], "success"),
        (["-t", "1", "-L", "one,two"], "success"),
        (["-t", "1", "--move", "/srv/torrents/x"], "success"),
        (["-t", "1", "--find", "/srv/torrents/y"], "success"),
        (["-t", "1", "--rename", "c", "--path", "größer.iso/a"], ""),
        (["-d", "100"], "success"),
        (["-as"], "success"),
        (["-AS"], "success"),
        (["-er"], "success"),
        (["-o"], "dht_enabled is not supported."),
        (["-x"], "pex_enabled is not supported."),
        (["-m"], "port_forwarding_enabled is not supported."),
        (["-c", "/tmp"], "incomplete_dir is not supported."),
        (["--torrent-done-script", "/bin/true"], "script_torrent_done_"),
        (["-p", "1234"], "peer_port is not supported."),
        (["-pt"], "Port is open: Yes"),
        (["--blocklist-update"], "Blocklists are not supported."),
        (["-w", "/etc"], "not below those"),
        (["-t", "2", "-r"], "success"),
        (["-t", "3", "-rad"], "success"),
        (["-t", "all", "-l"], "größer.iso"),
        (["--exit"], "success"),
    ];

    [Fact]
    public async Task Each_option_works_or_is_refused_by_name()
    {
        Assert.SkipUnless(File.Exists(Program), "transmission-remote is not installed");
        await using var host = await RunningHost.StartAsync();
        var wrong = new StringBuilder();
        foreach (var (arguments, expected) in Steps)
        {
            var output = await RunAsync([$"127.0.0.1:{host.Port}", .. arguments]);
            if (!output.Contains(expected, StringComparison.Ordinal))
            {
                wrong.Append(string.Join(' ', arguments)).Append(": ").AppendLine(output);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Steps.Length} calls of transmission-remote");
        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.Contains("shutdown", host.Daemon.Engine.Commands);
        Assert.Contains("remove 3 with data", host.Daemon.Engine.Commands);
        Assert.Contains("move 1 to /srv/torrents/y", host.Daemon.Engine.Commands);
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C.UTF-8" } })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + await errors;
    }
}
