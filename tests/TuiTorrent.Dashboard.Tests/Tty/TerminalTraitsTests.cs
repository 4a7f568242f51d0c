using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Tty;

namespace TuiTorrent.Dashboard.Tests.Tty;

public sealed class TerminalTraitsTests
{
    private static readonly DashboardOptions Options = new();

    [Theory]
    [InlineData("dumb", "This terminal (TERM=dumb) can't show the dashboard. \"tuitorrent list\" shows the downloads")]
    [InlineData("unknown", "This terminal (TERM=unknown)")]
    [InlineData("", "This terminal doesn't say what it is (TERM is not set)")]
    public void A_terminal_that_can_nothing_is_offered_the_command_line(string term, string sentence)
    {
        Assert.Null(TerminalTraits.Of(Environment($"TERM={term}"), true, Options, out var refusal));
        Assert.StartsWith(sentence, refusal);
        Assert.Contains("tuitorrent list", refusal);
    }

    [Fact]
    public void Without_a_terminal_the_command_line_is_offered()
    {
        Assert.Null(TerminalTraits.Of(Environment("TERM=xterm"), false, Options, out var refusal));
        Assert.StartsWith("The dashboard needs a terminal for its input and output.", refusal);
    }

    [Theory]
    [InlineData("TERM=xterm LC_ALL=C.UTF-8", true)]
    [InlineData("TERM=xterm LANG=de_DE.utf8", true)]
    [InlineData("TERM=xterm LC_CTYPE=en_US.UTF-8 LANG=C", true)]
    [InlineData("TERM=xterm LC_ALL=C LANG=en_US.UTF-8", false)]
    [InlineData("TERM=xterm LC_ALL=POSIX LC_CTYPE=en_US.UTF-8", false)]
    [InlineData("TERM=xterm LC_CTYPE=en_US.ISO-8859-1 LANG=en_US.UTF-8", false)]
    [InlineData("TERM=xterm", false)]
    [InlineData("TERM=linux LANG=C.UTF-8", false)]
    [InlineData("TERM=vt220 LANG=C.UTF-8", false)]
    [InlineData("TERM=screen-256color LANG=C.UTF-8", true)]
    public void Signs_beyond_ASCII_need_a_terminal_and_a_locale_that_have_them(string environment, bool isUnicode) => Assert.Equal(isUnicode, Of(environment).Glyphs.IsUnicode);

    [Theory]
    [InlineData("TERM=xterm-256color", ColorDepth.Sixteen)]
    [InlineData("TERM=xterm COLORTERM=truecolor", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm COLORTERM=24bit", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm COLORTERM=gnome", ColorDepth.Sixteen)]
    [InlineData("TERM=xterm COLORTERM=truecolor NO_COLOR=1", ColorDepth.Mono)]
    [InlineData("TERM=xterm NO_COLOR=", ColorDepth.Sixteen)]
    [InlineData("TERM=linux", ColorDepth.Sixteen)]
    [InlineData("TERM=vt100", ColorDepth.Mono)]
    public void The_environment_says_how_many_colours_there_are(string environment, object depth) => Assert.Equal(depth, Of(environment).Depth);

    [Fact]
    public void What_the_user_says_wins()
    {
        Assert.Equal(ColorDepth.Mono, Of("TERM=xterm COLORTERM=truecolor", Options with { Theme = ThemeChoice.Mono }).Depth);
        Assert.Equal(ColorDepth.TrueColor, Of("TERM=xterm NO_COLOR=1", Options with { Theme = ThemeChoice.TrueColor }).Depth);
        Assert.Equal(ColorDepth.Sixteen, Of("TERM=xterm COLORTERM=truecolor", Options with { Theme = ThemeChoice.Sixteen }).Depth);
        Assert.False(Of("TERM=xterm LANG=C.UTF-8", Options with { IsAscii = true }).Glyphs.IsUnicode);
        Assert.False(Of("TERM=xterm", Options with { HasMouse = false }).HasMouse);
    }

    [Theory]
    [InlineData("xterm", true)]
    [InlineData("tmux-256color", true)]
    [InlineData("vte", true)]
    [InlineData("linux", false)]
    [InlineData("vt102", false)]
    public void Only_who_knows_them_is_sent_private_modes_and_commands(string term, bool knows)
    {
        var traits = Of($"TERM={term}");

        Assert.Equal((knows, knows, knows), (traits.HasPrivateModes, traits.HasMouse, traits.HasClipboard));
    }

    private static TerminalTraits Of(string environment, DashboardOptions? options = null) => TerminalTraits.Of(Environment(environment), true, options ?? Options, out _)!;

    private static Func<string, string?> Environment(string text)
    {
        var variables = text.Split(' ').Select(static part => part.Split('=')).ToDictionary(static part => part[0], static part => part[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
