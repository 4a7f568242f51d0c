using TuiTorrent.Cli;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Ssh;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>--host ssh://, with a script in the place of the ssh program: its "other machine" is this one.</summary>
public sealed class SshTests
{
    /// <summary>Keeps what it was called with; "forwards" by a link to the socket.</summary>
    private const string Script = """
        #!/bin/sh
        echo "$*" >> "$0.log"
        control= log= previous= forward=
        for word in "$@"; do
            case $previous in -S) control=$word;; -E) log=$word;; -L) forward=$word;; esac
            previous=$word
        done
        case "$*" in
        *"-O check"*) test -e "$control" ;;
        *"-O exit"*) rm -f "$control" ;;
        *"-O forward"*) ln -s "${forward#*:}" "${forward%%:*}" ;;
        *"daemon-socket") echo "Welcome to a machine."; cat "$0.socket" ;;
        *) if test -e "$0.refuses"; then echo "someone@pi: Permission denied (publickey)." > "$log"; exit 255; fi; : > "$control" ;;
        esac
        """;

    [Theory]
    [InlineData("ssh://pi", "pi", 0)]
    [InlineData("ssh://alice@pi.lan:2222/", "alice@pi.lan", 2222)]
    [InlineData("bob@192.0.2.1", "bob@192.0.2.1", 0)]
    [InlineData("ssh://[2001:db8::1]:22", "2001:db8::1", 22)]
    [InlineData("ssh://[fe80::1%eth0]", "fe80::1%eth0", 0)]
    public void A_machine_is_read(string text, string name, int port)
    {
        Assert.True(SshDestination.TryParse(text, out var destination));
        Assert.Equal((name, port), (destination.Name, destination.Port));
    }

    [Theory]
    [InlineData("ssh://")]
    [InlineData("ssh://-oProxyCommand=touch")]
    [InlineData("ssh://-l@pi")]
    [InlineData("ssh://a@-pi")]
    [InlineData("-pi")]
    [InlineData("ssh://pi;reboot")]
    [InlineData("ssh://pi pi")]
    [InlineData("ssh://$(x)")]
    [InlineData("ssh://`x`")]
    [InlineData("ssh://pi\n")]
    [InlineData("ssh://pi:0")]
    [InlineData("ssh://pi:x")]
    [InlineData("ssh://pi/../x")]
    [InlineData("ssh://a b@pi")]
    [InlineData("ssh://pï")]
    public void What_is_no_name_of_a_machine_is_refused(string text) => Assert.False(SshDestination.TryParse(text, out _));

    [Fact]
    public async Task A_command_goes_through_one_connection_that_ends_with_it()
    {
        await using var daemon = new FakeDaemon().Answer("torrent_get", Rows.Four);
        using var rig = new Rig(daemon.SocketPath);

        Assert.Equal(ExitCode.Complete, await rig.Screen.RunAsync("list", "--json", "--host", "ssh://alice@pi:2222"));

        Assert.Contains("debian-12.11.0-amd64-netinst.iso", rig.Screen.Output, StringComparison.Ordinal);
        var calls = rig.Calls;
        Assert.Equal(4, calls.Length);
        Assert.Contains("-M -S ", calls[0], StringComparison.Ordinal);
        Assert.Contains(" ServerAliveInterval=15 ", calls[0], StringComparison.Ordinal);
        Assert.Contains(" ConnectTimeout=", calls[0], StringComparison.Ordinal);
        Assert.All(calls[..3], call => Assert.Contains(" -p 2222 -- alice@pi", call, StringComparison.Ordinal));
        Assert.EndsWith(" -- alice@pi tuitorrent daemon-socket", calls[1], StringComparison.Ordinal);
        Assert.Contains("-O exit", calls[3], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(rig.Below("tuitorrent")));
    }

    [Fact]
    public async Task What_ssh_says_is_told()
    {
        using var rig = new Rig("/nowhere");
        File.WriteAllText(rig.Below("bin/ssh.refuses"), "");

        Assert.Equal(ExitCode.Failed, await rig.Screen.RunAsync("list", "--host", "ssh://pi"));
        Assert.Equal("tuitorrent: ssh can't reach ssh://pi: someone@pi: Permission denied (publickey).\n", rig.Screen.Error);
    }

    [Theory]
    [InlineData("relative/rpc.sock")]
    [InlineData("/a:/b")]
    [InlineData("/run/x y")]
    [InlineData("")]
    public async Task A_socket_path_that_can_not_be_one_is_refused(string path)
    {
        using var rig = new Rig(path);

        Assert.Equal(ExitCode.NoDaemon, await rig.Screen.RunAsync("list", "--host", "ssh://pi"));
        Assert.DoesNotContain(rig.Calls, call => call.Contains("-O forward", StringComparison.Ordinal));
        Assert.Contains("-O exit", rig.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_that_stands_is_found_again_and_one_that_fell_is_made_anew_without_questions()
    {
        await using var daemon = new FakeDaemon();
        using var rig = new Rig(daemon.SocketPath);
        Assert.True(SshDestination.TryParse("pi", out var machine));
        await using var first = new SshTunnel(machine, rig.Environment);
        await first.StandAsync(mayAsk: true, TestContext.Current.CancellationToken);

        // The dashboard takes the place of the command, and with it its process number.
        await using var second = new SshTunnel(machine, rig.Environment);
        await second.StandAsync(mayAsk: false, TestContext.Current.CancellationToken);
        Assert.Equal(first.SocketPath, second.SocketPath);
        Assert.Contains("-O check", rig.Calls[3], StringComparison.Ordinal);
        Assert.Equal(4, rig.Calls.Length);

        File.Delete(Path.Combine(Path.GetDirectoryName(second.SocketPath)!, "ctl"));
        await second.StandAsync(mayAsk: false, TestContext.Current.CancellationToken);
        Assert.Contains("BatchMode=yes", rig.Calls[5], StringComparison.Ordinal);
        using var client = new RpcClient(RpcAddress.Unix(second.SocketPath));
        Assert.True((await client.CallAsync(RpcMethods.SessionGet, null, TestContext.Current.CancellationToken)).IsOk);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_ended()
    {
        await using var daemon = new FakeDaemon();
        using var rig = new Rig(daemon.SocketPath);
        var left = rig.Below($"tuitorrent/ssh-{int.MaxValue}");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "ctl"), "");
        Assert.True(SshDestination.TryParse("pi", out var machine));
        await using var tunnel = new SshTunnel(machine, rig.Environment);

        await tunnel.StandAsync(mayAsk: true, TestContext.Current.CancellationToken);

        Assert.Contains($"-S {left}/ctl -O exit", rig.Calls[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task The_dashboard_gets_the_machine_and_its_tunnel_stands()
    {
        await using var daemon = new FakeDaemon();
        using var rig = new Rig(daemon.SocketPath);
        var became = new List<string>();
        var stood = false;
        rig.Screen.Surroundings = rig.Screen.Surroundings with
        {
            IsInteractive = true,
            DashboardCommand = ["/made/up"],
            Become = command =>
            {
                became.AddRange(command);
                stood = Directory.Exists(rig.Below($"tuitorrent/ssh-{System.Environment.ProcessId}"));
                return "no luck today";
            },
        };

        await rig.Screen.RunAsync("--host", "ssh://alice@pi:22");

        Assert.Equal(["/made/up", "--ssh", "ssh://alice@pi:22"], became[..3]);
        Assert.True(stood);
    }

    /// <summary>A home with a script named ssh.</summary>
    private sealed class Rig : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        public Rig(string socket)
        {
            Directory.CreateDirectory(Below("tuitorrent"));
            Directory.CreateDirectory(Below("bin"));
            File.WriteAllText(Below("bin/ssh"), Script);
            File.WriteAllText(Below("bin/ssh.socket"), socket + "\n");
            if (OperatingSystem.IsLinux())
            {
                File.SetUnixFileMode(Below("bin/ssh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                File.SetUnixFileMode(Below("tuitorrent"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            Screen = new TestScreen();
            Screen.Surroundings = Screen.Surroundings with { Environment = Environment };
        }

        public TestScreen Screen { get; }

        public string[] Calls => File.ReadAllLines(Below("bin/ssh.log"));

        public string? Environment(string name) => name switch
        {
            // Where a program lies in the current directory is no place to look for it.
            "PATH" => $":.:relative:{Below("nothing")}:{Below("bin")}",
            "XDG_RUNTIME_DIR" => _directory.Path,
            "XDG_CONFIG_HOME" => Below("config"),
            "XDG_STATE_HOME" => Below("state"),
            _ => null,
        };

        public string Below(string name) => _directory.Below(name);

        public void Dispose() => _directory.Dispose();
    }
}
