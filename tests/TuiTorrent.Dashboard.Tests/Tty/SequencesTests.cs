using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Tty;

namespace TuiTorrent.Dashboard.Tests.Tty;

public sealed class SequencesTests
{
    private static readonly TerminalTraits Xterm = new() { Glyphs = GlyphSet.Unicode, Depth = ColorDepth.Sixteen, HasPrivateModes = true, HasMouse = true, HasClipboard = true };
    private static readonly TerminalTraits Console = Xterm with { HasPrivateModes = false, HasMouse = false, HasClipboard = false };
    private readonly VtParser _terminal = new(80, 24);

    [Fact]
    public void Entering_sets_all_modes()
    {
        _terminal.Feed(Sequences.Enter(Xterm, true));

        Assert.Empty(_terminal.Forbidden);
        Assert.Equal([(7, false), (25, false), (1000, true), (1006, true), (1049, true), (2004, true)], Modes());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leaving_undoes_all_that_entering_did(bool isXterm)
    {
        var traits = isXterm ? Xterm : Console;
        _terminal.Feed(Sequences.Enter(traits, isXterm));
        _terminal.Feed("\e[1;31mtext"u8);

        _terminal.Feed(Sequences.Leave(traits));

        Assert.Empty(_terminal.Forbidden);
        Assert.All(Modes(), static mode => Assert.Equal(mode.Mode is 7 or 25, mode.IsOn));
        Assert.Equal("", _terminal.Pen);
        Assert.True(_terminal.IsKeypadPlain);
    }

    [Theory]
    [InlineData("\e[38;2;1")]
    [InlineData("\e]52;c;aGVs")]
    [InlineData("\e[")]
    public void Leaving_ends_what_was_cut_off(string cut)
    {
        _terminal.Feed(System.Text.Encoding.ASCII.GetBytes(cut));

        _terminal.Feed(Sequences.Leave(Xterm));

        Assert.Empty(_terminal.Forbidden);
        Assert.False(_terminal.IsWaiting);
        Assert.True(_terminal.Modes[25]);
    }

    [Fact]
    public void A_terminal_without_another_screen_is_cleared()
    {
        _terminal.Feed(Sequences.Enter(Console, false));
        _terminal.Feed("\e[5;5Hrest"u8);

        _terminal.Feed(Sequences.Leave(Console));

        Assert.All(_terminal.Lines, static line => Assert.Equal("", line));
        Assert.Equal((0, 0), (_terminal.Row, _terminal.Column));
        Assert.Equal([(1, false), (7, true), (25, true)], Modes());
    }

    [Fact]
    public void A_hash_goes_into_the_clipboard()
    {
        _terminal.Feed(Sequences.Copy("magnet:?xt=urn:btih:0123"));

        Assert.Empty(_terminal.Forbidden);
        Assert.Equal(["magnet:?xt=urn:btih:0123"], _terminal.Copied);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rm -rf ~\n")]
    [InlineData("a\e]")]
    [InlineData("é")]
    public void Nothing_but_plain_text_is_copied(string text) => Assert.Empty(Sequences.Copy(text));

    [Fact]
    public void Nothing_too_long_is_copied()
    {
        Assert.NotEmpty(Sequences.Copy(new string('a', Sequences.MaxCopy)));
        Assert.Empty(Sequences.Copy(new string('a', Sequences.MaxCopy + 1)));
    }

    private List<(int Mode, bool IsOn)> Modes() => [.. _terminal.Modes.Select(static mode => (mode.Key, mode.Value)).Order()];
}
