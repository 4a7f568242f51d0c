using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

/// <summary>The real program on a terminal, with a script in the dashboard's place.</summary>
public sealed class BecomingTests : IDisposable
{
    private readonly ProgramRun _shell = new();

    [Fact]
    public async Task The_dashboard_begins_at_the_root_and_is_told_where_the_user_is()
    {
        var script = _shell.Write("dash", "#!/bin/sh\n{ pwd; echo \"<$TUI_CONFIG>\"; printf '%s\\n' \"$@\"; } > \"$0.log\"\n"u8);
        await _shell.OutputAsync("list");

        var own = Path.Combine(AppContext.BaseDirectory, "tuitorrent.dll");
        var result = await _shell.RunProgramAsync("script", ["-qec", $"chmod +x '{script}' && cd '{_shell.Below("")}' && TERM=xterm TUI_CONFIG=x TUITORRENT_DASHBOARD='{script}' dotnet '{own}' --no-start", "/dev/null"]);

        Assert.True(File.Exists(script + ".log"), result.Output + result.Error);
        var lines = await File.ReadAllLinesAsync(script + ".log", TestContext.Current.CancellationToken);
        Assert.Equal("/", lines[0]);
        Assert.Equal("<>", lines[1]);
        Assert.Equal(_shell.Below("").TrimEnd('/'), lines[Array.IndexOf(lines, "--directory") + 1]);
        Assert.Equal(_shell.Below("run/tuitorrent/rpc.sock"), lines[Array.IndexOf(lines, "--socket") + 1]);
    }

    public void Dispose() => _shell.Dispose();
}
