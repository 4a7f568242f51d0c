using TuiTorrent.Dashboard.Options;

namespace TuiTorrent.Dashboard.Tests.Options;

public sealed class OptionReaderTests
{
    [Fact]
    public void All_settings_come_as_arguments()
    {
        var options = Read(
            "--socket", "run/daemon.sock", "--user", "ann", "--password-file", "/etc/pw", "--theme", "truecolor", "--ascii", "--no-mouse", "--keys=vim", "--bind", "pause=Ctrl+P",
            "--bind", "faster==", "--interval", "5", "--state=state.json", "--read-only").Options!;

        Assert.Equal(DaemonPlace.Socket, options.Place);
        Assert.Equal("/home/ann/run/daemon.sock", options.Address);
        Assert.Equal("ann", options.User);
        Assert.Equal("/etc/pw", options.PasswordFile);
        Assert.Equal(ThemeChoice.TrueColor, options.Theme);
        Assert.True(options.IsAscii);
        Assert.False(options.HasMouse);
        Assert.Equal("vim", options.Keys);
        Assert.Equal(["pause=Ctrl+P", "faster=="], options.Bindings);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Interval);
        Assert.Equal("/home/ann/state.json", options.StateFile);
        Assert.True(options.IsReadOnly);
    }

    [Fact]
    public void What_is_not_said_has_a_plain_value()
    {
        var options = Read("--ssh", "ann@pi").Options!;

        Assert.Equal((DaemonPlace.Ssh, "ann@pi"), (options.Place, options.Address));
        Assert.Equal((ThemeChoice.Auto, "default", TimeSpan.FromSeconds(1)), (options.Theme, options.Keys, options.Interval));
        Assert.True(options.HasMouse);
        Assert.False(options.IsReadOnly || options.IsAscii);
        Assert.Equal("/home/ann", options.StartDirectory);
    }

    [Fact]
    public void Relative_paths_of_the_user_start_where_he_is()
    {
        var options = Read("--directory", "downloads", "--tcp", "[::1]:9091").Options!;

        Assert.Equal("/home/ann/downloads/a.torrent", options.Resolve("a.torrent"));
        Assert.Equal("/b.torrent", options.Resolve("/b.torrent"));
    }

    [Theory]
    [InlineData("Say where the daemon is with one of --socket, --tcp and --ssh.")]
    [InlineData("Say where the daemon is", "--socket", "/a", "--tcp", "b:1")]
    [InlineData("There is no option \"--colour\"; --help shows them.", "--colour")]
    [InlineData("There is no option \"list\"", "list")]
    [InlineData("--socket needs a value.", "--socket")]
    [InlineData("--user needs a value.", "--user=")]
    [InlineData("--ascii takes no value.", "--ascii=yes")]
    [InlineData("--tcp: \"pi\" must be HOST:PORT", "--tcp", "pi")]
    [InlineData("--tcp: \"pi:0\" must be HOST:PORT", "--tcp", "pi:0")]
    [InlineData("--tcp: \"::1:9091\" must be HOST:PORT", "--tcp", "::1:9091")]
    [InlineData("--ssh: \"-oProxyCommand=x\" must be [user@]host.", "--ssh", "-oProxyCommand=x")]
    [InlineData("--theme: \"blue\" must be auto, 16, truecolor or mono.", "--theme", "blue")]
    [InlineData("--keys: \"emacs\" must be", "--keys", "emacs")]
    [InlineData("--bind: \"=p\" must be COMMAND=KEY", "--bind", "=p")]
    [InlineData("--bind: \"pause\" must be COMMAND=KEY", "--bind", "pause")]
    [InlineData("--interval: \"0\" must be a number of seconds from 1 to 60.", "--interval", "0")]
    [InlineData("--interval: \"61\" must be", "--interval", "61")]
    [InlineData("--interval: \"1.5\" must be", "--interval", "1.5")]
    public void A_wrong_argument_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        var read = Read(arguments);

        Assert.Null(read.Options);
        Assert.StartsWith(sentence, read.Error);
    }

    [Fact]
    public void An_error_does_not_repeat_control_characters()
    {
        Assert.DoesNotContain('\e', Read("--theme", "\e]0;x\a").Error!);
        Assert.True(Read(new string('x', 5000)).Error!.Length < 200);
    }

    [Fact]
    public void Help_and_version_win_over_errors_behind_them()
    {
        Assert.True(Read("--help", "--nonsense").IsHelp);
        Assert.True(Read("--version").IsVersion);
    }

    private static ReadOptions Read(params string[] arguments) => OptionReader.Read(arguments, "/home/ann");
}
