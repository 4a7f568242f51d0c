using System.Security.Cryptography;
using System.Text.Json;
using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

/// <summary>The main commands of the real program, one after the other, against a daemon that the first of them starts.</summary>
public sealed class VerbProgramTests : IDisposable
{
    private readonly ProgramRun _shell = new();

    [Fact]
    public async Task A_torrent_is_added_looked_at_changed_and_removed_with_its_data()
    {
        var data = _shell.Write("data/film.bin", RandomNumberGenerator.GetBytes(200_000));
        await _shell.OutputAsync("create", data, "-o", _shell.Below("film.torrent"), "--piece-length", "16K");

        // Nobody listens: the command starts a daemon, which stays.
        Assert.Equal("added: film.bin\n", await _shell.OutputAsync("add", _shell.Below("film.torrent"), "--dir", _shell.Below("data"), "--label", "films"));
        Assert.True(ProgramRun.IsAlive(_shell.DaemonProcess()));

        Assert.Equal("film.bin: complete (195 KiB)\n", await _shell.OutputAsync("wait", "1"));
        await _shell.OutputAsync("set", "--down-limit", "500K", "--label", "+seen", "film");
        await _shell.OutputAsync("pause", "film.bin");
        using (var row = JsonDocument.Parse(await _shell.OutputAsync("list", "--json")))
        {
            Assert.Equal("film.bin", row.RootElement.GetProperty("name").GetString());
            Assert.Equal("stopped", row.RootElement.GetProperty("state").GetString());
            Assert.Equal(["films", "seen"], row.RootElement.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        }

        // Nobody can be asked here, so deleting must be said.
        Assert.Equal(ExitCode.Usage, (await _shell.RunAsync("remove", "--data", "1")).Code);
        Assert.True(File.Exists(data));
        await _shell.OutputAsync("remove", "--data", "--yes", "1");
        Assert.Equal("0 torrents\n", await _shell.OutputAsync("list"));
        Assert.False(File.Exists(data));
    }

    [Fact]
    public async Task After_shutdown_the_next_command_has_a_daemon_again_that_remembers()
    {
        await _shell.OutputAsync("settings", "encryption=disabled", "up-limit=77K");
        var first = _shell.DaemonProcess();
        await _shell.OutputAsync("shutdown");
        Assert.Equal(ExitCode.NoDaemon, (await _shell.RunAsync("list", "--no-start")).Code);

        Assert.Equal("encryption=disabled\nup-limit=77K\n", await _shell.OutputAsync("settings", "encryption", "up-limit"));

        Assert.NotEqual(first, _shell.DaemonProcess());
        Assert.False(ProgramRun.IsAlive(first));
        await _shell.OutputAsync("shutdown");
    }

    public void Dispose() => _shell.Dispose();
}
