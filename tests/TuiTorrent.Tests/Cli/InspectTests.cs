using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

public sealed class InspectTests
{
    // A torrent as others make them, with what a hostile one would put into its texts.
    private const string Torrent =
        "d8:announce53:https://t.example/0123456789abcdef0123456789/announce13:announce-listll53:https://t.example/0123456789abcdef0123456789/announceel30:udp://u.example:80/?key=secretee"
        + "7:comment8:a\u001b[2Jb!!10:created by7:someone13:creation datei1700000000e"
        + "4:infod5:filesld6:lengthi16384e4:pathl1:a4:b\nc3eed6:lengthi10e4:pathl1:zeee4:name3:top12:piece lengthi16384e6:pieces40:aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbb7:privatei1eee";

    [Fact]
    public async Task A_torrent_is_printed_clean_and_without_passkeys()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("t.torrent", System.Text.Encoding.Latin1.GetBytes(Torrent));
        var test = new TestScreen();

        var code = await test.RunAsync("inspect", path);

        Assert.True(code == ExitCode.Complete, test.Error);
        Repository.AssertGolden("inspect.txt", test.Output);
        Assert.DoesNotContain('\u001b', test.Output);
        Assert.DoesNotContain("0123456789abcdef", test.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_it_is_one_line()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("t.torrent", System.Text.Encoding.Latin1.GetBytes(Torrent));
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await test.RunAsync("inspect", "--json", path));

        Repository.AssertGolden("inspect.json", test.Output);
        Assert.DoesNotContain("secret", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_torrent_is_refused_with_a_reason()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("t.torrent", "<html>login</html>"u8);
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await test.RunAsync("inspect", path));
        Assert.Contains("web page", test.Error, StringComparison.Ordinal);
    }
}
