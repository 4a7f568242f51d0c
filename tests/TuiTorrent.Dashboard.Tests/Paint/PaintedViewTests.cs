using System.Drawing;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Paint;

public sealed class PaintedViewTests
{
    [Fact]
    public void A_pane_shows_its_rows()
    {
        using var screen = new ScreenHarness(20, 4);
        var pane = Pane.On(screen, ["one", "two"]);

        pane.Compose();

        Assert.Equal(["one", "two", "", ""], screen.Lines());
    }

    [Fact]
    public void Nothing_is_sent_while_nothing_changes()
    {
        using var screen = new ScreenHarness(20, 4);
        var pane = Pane.On(screen, ["one"]);
        pane.Compose();
        Assert.NotEqual(0, screen.Draw());

        pane.Compose();

        Assert.Equal(0, screen.Draw());
    }

    [Fact]
    public void Only_changed_cells_are_sent()
    {
        using var screen = new ScreenHarness(20, 4);
        var pane = Pane.On(screen, ["rate 100", "name"]);
        pane.Compose();
        screen.Draw();

        pane.Lines = ["rate 190", "name"];
        pane.Compose();
        screen.Draw();

        Assert.Equal("\e[?2026h\e[1;7H9\r\e[?2026l", screen.Sent);
    }

    [Fact]
    public void A_pane_that_changes_under_a_dialog_does_not_draw_over_it()
    {
        using var screen = new ScreenHarness(20, 5);
        var pane = Pane.On(screen, ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccc"]);
        pane.Compose();
        var dialog = new Window { X = 5, Y = 1, Width = 8, Height = 3, Title = "hi" };
        screen.Show(dialog);
        var before = screen.Lines();
        Assert.StartsWith("bbbbb┌┤hi├──┐bbbbbbb", before[1]);

        pane.Lines = ["xxxxxxxxxxxxxxxxxxxx", "yyyyyyyyyyyyyyyyyyyy", "zzzzzzzzzzzzzzzzzzzz"];
        pane.Compose();

        Assert.Equal("xxxxxxxxxxxxxxxxxxxx", screen.Lines()[0]);
        Assert.Equal("yyyyy┌┤hi├──┐yyyyyyy", screen.Lines()[1]);
        Assert.Equal("zzzzz│      │zzzzzzz", screen.Lines()[2]);
    }

    [Fact]
    public void What_was_under_a_dialog_is_back_when_it_closes()
    {
        using var screen = new ScreenHarness(20, 5);
        var pane = Pane.On(screen, ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb"]);
        pane.Compose();
        var dialog = new Window { X = 5, Y = 1, Width = 8, Height = 3 };
        screen.Show(dialog);
        screen.Draw();

        screen.Host.Close(dialog);

        Assert.Equal(["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb", "", "", ""], screen.Lines());
    }

    [Fact]
    public void Another_size_lays_the_pane_out_anew()
    {
        using var screen = new ScreenHarness(10, 2);
        var pane = Pane.On(screen, ["a long line of text", "b", "c"]);
        pane.Compose();
        Assert.Equal(["a long lin", "b"], screen.Lines());

        screen.Host.Resize(new Size(30, 3));

        Assert.Equal(["a long line of text", "b", "c"], screen.Lines());
    }

    [Fact]
    public void What_the_library_blanks_is_drawn_again()
    {
        using var screen = new ScreenHarness(20, 3);
        var pane = Pane.On(screen, ["one", "two"]);
        pane.Compose();
        screen.Draw();

        // As it does after another layout, one frame late.
        screen.Host.Application.ClearScreenNextIteration = true;
        pane.Lines = ["one", "too"];
        pane.Compose();

        Assert.Equal(["one", "too", ""], screen.Lines());
    }

    private sealed class Pane : PaintedView
    {
        public string[] Lines { get; set; } = [];

        public static Pane On(ScreenHarness screen, string[] lines)
        {
            var pane = new Pane { Lines = lines, Width = Dim.Fill(), Height = Dim.Fill() };
            var top = new Backdrop();
            top.Add(pane);
            screen.Show(top);
            return pane;
        }

        protected override void ComposeRow(ScreenRow row, int y, Size size)
        {
            if (y < Lines.Length)
            {
                new RowWriter(row).Put(Lines[y], Role.Text);
            }
        }
    }
}
