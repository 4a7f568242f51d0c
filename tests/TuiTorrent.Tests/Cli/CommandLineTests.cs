using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

public sealed class CommandLineTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "get", "tuitorrent get: FILE.torrent is missing." },
        { "get --prot 5 a.torrent", "tuitorrent get: there is no option --prot; did you mean --port?" },
        { "get --prot=5 a.torrent", "tuitorrent get: there is no option --prot; did you mean --port?" },
        { "get a.torrent --nothing-like-it", "tuitorrent get: there is no option --nothing-like-it." },
        { "get a.torrent b.torrent", "tuitorrent get: \"b.torrent\" is one argument too many." },
        { "get a.torrent --dir", "tuitorrent get: --dir needs a value: --dir DIR." },
        { "get a.torrent --port 1 --port 2", "tuitorrent get: --port can be given once only." },
        { "get a.torrent --seed=1", "tuitorrent get: --seed takes no value." },
        { "get a.torrent --state s --port x", "tuitorrent get: --port: \"x\" must be a whole number from 0 to 65535." },
        { "get a.torrent --state s --port 65536", "tuitorrent get: --port: \"65536\" must be a whole number from 0 to 65535." },
        { "get a.torrent --state s --peer 1.2.3.4", "tuitorrent get: --peer: \"1.2.3.4\" must be HOST:PORT, for example 192.0.2.1:6881 or [2001:db8::1]:6881." },
        { "get a.torrent --state s --encryption maybe", "tuitorrent get: --encryption: \"maybe\" must be one of disabled, allowed, preferred, required." },
        { "get a.torrent --state s --down-limit fast", "tuitorrent get: --down-limit: \"fast\" must be a rate such as \"500K\", \"1.5M\" or \"none\"." },
        { "get a.torrent --state s --seed-ratio -1", "tuitorrent get: --seed-ratio: \"-1\" must be a number such as 1.5." },
        { "get a.torrent", "tuitorrent get: there is no home directory to keep state in; use --state DIR." },
        { "gte", "tuitorrent: there is no command \"gte\"; did you mean get?" },
        { "--foo", "tuitorrent: there is no option --foo." },
        { "create", "tuitorrent create: PATH is missing." },
        { "create x --piece-length 20K", "tuitorrent create: --piece-length: \"20K\" must be a power of two from 16K to 256M, for example 256K." },
        { "create x --tracker ftp://a/b", "tuitorrent create: --tracker: \"ftp://a/b\" must be an http, https or udp URL." },
        { "inspect", "tuitorrent inspect: FILE.torrent is missing." },
        { "add", "tuitorrent add: FILE|URL is missing." },
        { "list a b", "tuitorrent list: \"b\" is one argument too many." },
        { "list --state gone", "tuitorrent list: --state: \"gone\" must be one of downloading, seeding, stopped, error, active." },
        { "list --host pi", "tuitorrent list: --host: \"pi\" must be a socket's path, http://HOST:PORT or ssh://[USER@]HOST[:PORT]." },
        { "list --host ssh://-oProxyCommand=x", "tuitorrent list: --host: \"ssh://-oProxyCommand=x\" must be ssh://[USER@]HOST[:PORT], with a name that has nothing but letters, digits and \".-_\"." },
        { "--themes mono", "tuitorrent: there is no option --themes." },
        { "show", "tuitorrent show: TORRENT is missing." },
        { "pause", "tuitorrent pause: TORRENT is missing, or --all." },
        { "remove --all x", "tuitorrent remove: --all and TORRENT can't stand together." },
        { "remove --data x", "tuitorrent remove: --data deletes files, and nobody can be asked here; say --yes." },
        { "queue x first", "tuitorrent queue: PLACE: \"first\" must be one of top, up, down, bottom." },
        { "set x", "tuitorrent set: nothing is said that should change." },
        { "set x --want 3-1", "tuitorrent set: --want: \"3-1\" must be numbers of files such as \"1,3-5\", or all." },
        { "set x --down-limit fast", "tuitorrent set: --down-limit: \"fast\" must be a rate such as \"500K\", \"1.5M\" or \"none\"." },
        { "settings down-limit=fast", "tuitorrent settings: down-limit: \"fast\" must be a rate such as \"500K\", \"1.5M\" or \"none\"." },
        { "settings nothing", "tuitorrent settings: there is no setting nothing." },
        { "move --host http://pi x there", "tuitorrent move: \"there\" must begin with a slash, because the daemon has other directories." },
        { "completion tcsh", "tuitorrent completion: \"tcsh\" must be one of bash, zsh, fish." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Wrong_usage_is_one_sentence_and_a_hint(string line, string sentence)
    {
        var test = new TestScreen();

        var code = await test.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal("", test.Output);
        var lines = test.Error.Split('\n');
        Assert.Equal(sentence, lines[0]);
        Assert.StartsWith("Try 'tuitorrent", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help.txt")]
    [InlineData("help-get.txt", "get")]
    [InlineData("help-daemon.txt", "daemon")]
    [InlineData("help-hash-password.txt", "hash-password")]
    [InlineData("help-inspect.txt", "inspect")]
    [InlineData("help-create.txt", "create")]
    [InlineData("help-add.txt", "add")]
    [InlineData("help-list.txt", "list")]
    [InlineData("help-show.txt", "show")]
    [InlineData("help-files.txt", "files")]
    [InlineData("help-peers.txt", "peers")]
    [InlineData("help-trackers.txt", "trackers")]
    [InlineData("help-why.txt", "why")]
    [InlineData("help-pause.txt", "pause")]
    [InlineData("help-resume.txt", "resume")]
    [InlineData("help-remove.txt", "remove")]
    [InlineData("help-verify.txt", "verify")]
    [InlineData("help-reannounce.txt", "reannounce")]
    [InlineData("help-move.txt", "move")]
    [InlineData("help-rename.txt", "rename")]
    [InlineData("help-set.txt", "set")]
    [InlineData("help-queue.txt", "queue")]
    [InlineData("help-wait.txt", "wait")]
    [InlineData("help-settings.txt", "settings")]
    [InlineData("help-stats.txt", "stats")]
    [InlineData("help-handshakes.txt", "handshakes")]
    [InlineData("help-board.txt", "board")]
    [InlineData("help-log.txt", "log")]
    [InlineData("help-doctor.txt", "doctor")]
    [InlineData("help-shutdown.txt", "shutdown")]
    [InlineData("help-completion.txt", "completion")]
    [InlineData("help-dashboard.txt", "dashboard")]
    [InlineData("help-dashboard.txt", "ui")]
    [InlineData("help-daemon-socket.txt", "daemon-socket")]
    [InlineData("help-reset-terminal.txt", "reset-terminal")]
    public async Task Help_is_as_reviewed(string golden, string? verb = null)
    {
        var test = new TestScreen();

        var code = await test.RunAsync(verb is null ? ["--help"] : [verb, "--help"]);

        Assert.Equal(ExitCode.Complete, code);
        Repository.AssertGolden(golden, test.Output);
        Assert.All(test.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Without_a_command_help_is_printed_and_whether_a_daemon_runs()
    {
        using var directory = new TemporaryDirectory();
        var test = new TestScreen();
        test.Surroundings = test.Surroundings with { Environment = name => name == "XDG_RUNTIME_DIR" ? directory.Path : null };

        Assert.Equal(ExitCode.Complete, await test.RunAsync());
        Assert.Equal(new CommandLine().Help(null) + "\n\nNo daemon runs; 'tuitorrent add' starts one.\n", test.Output);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await test.RunAsync("--version"));
        Assert.Equal($"tuitorrent {CommandLine.Version}\n", test.Output);
    }

    [Fact]
    public async Task A_torrent_that_is_not_there_is_a_failure()
    {
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await test.RunAsync("inspect", "/nonexistent/a.torrent"));
        Assert.Equal("tuitorrent: can't read /nonexistent/a.torrent: there is no such directory.\n", test.Error);
    }
}
