namespace TuiTorrent.Tests.Cli;

public sealed class ScreenTests
{
    private const string Erase = "\e[K";

    [Fact]
    public void A_line_that_did_not_change_is_not_written_again()
    {
        var test = new TestScreen(80);

        test.Screen.Redraw("half");
        test.Screen.Redraw("half");

        Assert.Equal("\rhalf" + Erase, test.Output);
    }

    [Fact]
    public void A_note_goes_above_the_line()
    {
        var test = new TestScreen(80);

        test.Screen.Redraw("half");
        test.Screen.Note("listening");

        Assert.Equal("\rhalf" + Erase + "\r" + Erase + "listening\n\rhalf" + Erase, test.Output);
    }

    [Fact]
    public void A_note_in_a_file_leaves_the_terminal_alone()
    {
        var test = new TestScreen(80, sharesTerminal: false);

        test.Screen.Redraw("half");
        test.Screen.Note("listening");

        Assert.Equal("\rhalf" + Erase, test.Output);
        Assert.Equal("listening\n", test.Error);
    }

    [Fact]
    public void Output_that_stays_takes_the_lines_place()
    {
        var test = new TestScreen(80);

        test.Screen.Redraw("half");
        test.Screen.Print("complete");

        Assert.Equal("\rhalf" + Erase + "\r" + Erase + "complete\n", test.Output);
    }

    [Fact]
    public void A_line_that_wrapped_when_the_window_shrank_is_left_above()
    {
        var test = new TestScreen(80);

        test.Screen.Redraw("a line of 22 columns..");
        test.Columns = 20;
        test.Screen.Redraw("short");

        Assert.EndsWith("\nshort" + Erase, test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_column_stays_free()
    {
        Assert.Equal(39, new TestScreen(40).Screen.Width);
        Assert.Equal(79, new TestScreen().Screen.Width);
    }

    [Fact]
    public void What_could_move_the_cursor_shows_as_such_whoever_printed_it()
    {
        var test = new TestScreen(80);
        test.Screen.Print("a\u001b[2J\u009bb\u202ec\nd");
        test.Screen.Note("e\rf");
        Assert.Equal("a\ufffd[2J\ufffdb\ufffdc\nd\ne\ufffdf\n", test.Output);
    }
}
