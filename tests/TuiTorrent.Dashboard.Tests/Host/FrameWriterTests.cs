using System.Text;
using Terminal.Gui.Drawing;
using TuiTorrent.Core;
using TuiTorrent.Dashboard.Host;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TuiTorrent.Dashboard.Tests.Host;

public sealed class FrameWriterTests
{
    private static readonly Attribute Red = new(new Color(ColorName16.Red), Color.None);
    private static readonly Attribute Turned = new(Color.None, Color.None, TextStyle.Reverse);
    private readonly FrameWriter _writer = new(ColorDepth.Sixteen);
    private int _columns;

    [Fact]
    public void The_first_frame_clears_and_sends_only_what_is_not_blank()
    {
        Assert.Equal("\e[?2026h\e[?25l\e[0m\e[2J\e[2;3Hhi\r\e[?2026l", Send(["", "  hi"], cursor: (1, 0)));
    }

    [Fact]
    public void The_same_frame_again_sends_nothing()
    {
        Send(["one", "two"]);

        Assert.Equal("", Send(["one", "two"]));
    }

    [Fact]
    public void A_hidden_cursor_that_moves_is_no_reason_to_send()
    {
        Send(["one", "two"], cursor: (0, 0));

        Assert.Equal("", Send(["one", "two"], cursor: (1, 0)));
    }

    [Fact]
    public void A_text_cursor_is_shown_where_it_stands_and_hidden_again()
    {
        Send(["one", "two"]);

        Assert.Equal("\e[?2026h\e[2;3H\e[?25h\e[?2026l", Send(["one", "two"], cursor: (1, 2), isVisible: true));
        Assert.Equal("", Send(["one", "two"], cursor: (1, 2), isVisible: true));
        Assert.Equal("\e[?2026h\e[?25l\e[H\e[?2026l", Send(["one", "two"]));
    }

    [Fact]
    public void Small_gaps_are_sent_again_and_large_ones_jumped_over()
    {
        Send(["a....b............c"]);

        Assert.Equal("\e[?2026h\e[HA....B\e[12CC\r\e[?2026l", Send(["A....B............C"]));
    }

    [Fact]
    public void A_column_of_changes_costs_few_bytes_a_row()
    {
        Send([.. Enumerable.Range(0, 20).Select(static row => $"some torrent {row,2}      100K")]);

        var bytes = Send([.. Enumerable.Range(0, 20).Select(static row => $"some torrent {row,2}      123K")]).Length;

        Assert.True(bytes <= 20 * 5 + 40, $"{bytes} bytes");
    }

    [Fact]
    public void A_row_that_became_shorter_is_erased_to_its_end()
    {
        Send(["a long line of text", "x"]);

        Assert.Equal("\e[?2026h\e[1;8H\e[K\r\e[?2026l", Send(["a long", "x"]));
    }

    [Fact]
    public void Blanks_in_another_colour_are_the_same_blanks()
    {
        Send(["a  b"]);
        var frame = Frame(["a  b"]);
        frame[0, 1].Attribute = Red;

        Assert.Equal("", Send(frame));
        frame[0, 1].Attribute = Turned;
        Assert.Equal("\e[?2026h\e[1;2H\e[7m \e[m\r\e[?2026l", Send(frame));
    }

    [Fact]
    public void A_change_of_colour_alone_sends_the_colour_alone()
    {
        var frame = Frame(["abc"]);
        frame[0, 0].Attribute = Red;
        frame[0, 1].Attribute = new Attribute(new Color(ColorName16.Cyan), Color.None);
        frame[0, 2].Attribute = Red with { Style = TextStyle.Bold };

        Assert.Contains("\e[31ma\e[36mb\e[0;1;31mc\e[m", Send(frame));
    }

    [Fact]
    public void Without_colours_a_change_of_colour_sends_nothing()
    {
        var writer = new FrameWriter(ColorDepth.Mono);
        var frame = Frame(["abc"]);
        Send(frame, writer);
        frame[0, 0].Attribute = Red;

        Assert.Equal("", Send(frame, writer));
        frame[0, 0].Attribute = Turned;
        Assert.Contains("\e[7ma\e[m", Send(frame, writer));
    }

    [Fact]
    public void True_colours_go_out_as_they_are()
    {
        var frame = Frame(["a"]);
        frame[0, 0].Attribute = new Attribute(new Color(1, 2, 3), new Color(4, 5, 6));

        Assert.Contains("\e[38;2;1;2;3;48;2;4;5;6ma", Send(frame, new FrameWriter(ColorDepth.TrueColor)));
    }

    [Fact]
    public void Letters_and_ideographs_need_no_new_place_after_each()
    {
        Assert.Contains("\e[HПривет 漢字\r", Send(["Привет 漢字"]));
    }

    [Fact]
    public void Behind_a_character_of_doubtful_width_the_place_is_said_anew()
    {
        var sent = Send(["a😀 b"]);

        Assert.Contains("a  \b\b😀\e[5Gb", sent);
    }

    [Fact]
    public void A_terminal_without_private_modes_gets_none()
    {
        var sent = Send(Frame(["a", "😀b"]), new FrameWriter(ColorDepth.Mono, isAscii: true, isOld: true));

        Assert.DoesNotContain("2026", sent);
        Assert.DoesNotContain('G', sent);
        Assert.True(Ascii.IsValid(sent));
        Assert.Contains("??b", sent);
    }

    [Fact]
    public void Frames_of_the_library_have_signs_of_ASCII_where_nothing_else_is_shown()
    {
        Assert.Contains("+-|#v~??", Send(Frame(["┌─│█▼…é漢"]), new FrameWriter(ColorDepth.Mono, isAscii: true)));
    }

    [Theory]
    [InlineData("\e")]
    [InlineData("\u009b")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301\u0301")]
    [InlineData("\u202E")]
    [InlineData("\u200B")]
    [InlineData("👨‍👩‍👧")]
    [InlineData("\u0301")]
    [InlineData("\u007f")]
    [InlineData("\r")]
    [InlineData("🇩🇪")]
    [InlineData("")]
    [InlineData(null)]
    public void Whatever_a_cell_holds_only_clean_text_goes_out(string? glyph)
    {
        var frame = Frame(["abcdef", "ghijkl"]);
        frame[0, 2] = new Cell(SgrTable.Plain, true) { Grapheme = glyph! };
        var terminal = new VtParser(6, 2);

        terminal.Feed(Encoding.UTF8.GetBytes(Send(frame)));

        Assert.Empty(terminal.Forbidden);
        Assert.Equal("ghijkl", terminal.Lines[1]);
        Assert.Equal("ab", terminal.Lines[0][..2]);
        Assert.EndsWith("ef", terminal.Lines[0]);
    }

    [Fact]
    public void Any_frames_one_after_another_are_what_the_terminal_shows()
    {
        var random = new Random(42);
        for (var run = 0; run < 60; run++)
        {
            var (columns, rows) = (random.Next(1, 30), random.Next(1, 8));
            var (writer, terminal) = (new FrameWriter(ColorDepth.Sixteen), new VtParser(columns, rows));
            var frame = Frame([.. Enumerable.Repeat("", rows)], columns);
            for (var step = 0; step < 30; step++)
            {
                Scribble(frame, random);
                terminal.Feed(writer.Write(frame, random.Next(rows), random.Next(columns), random.Next(3) == 0));

                AssertShows(frame, terminal, static _ => true);
            }
        }
    }

    [Fact]
    public void A_terminal_that_takes_doubtful_characters_for_narrow_shows_all_others_right()
    {
        var random = new Random(7);
        for (var run = 0; run < 60; run++)
        {
            var (columns, rows) = (random.Next(2, 30), random.Next(1, 8));
            var writer = new FrameWriter(ColorDepth.Sixteen);
            var terminal = new VtParser(columns, rows, static rune => rune.Value > 0x1F000 ? 1 : TextWidth.Of(rune));
            var frame = Frame([.. Enumerable.Repeat("", rows)], columns);
            for (var step = 0; step < 30; step++)
            {
                Scribble(frame, random);
                terminal.Feed(writer.Write(frame, 0, 0, false));

                AssertShows(frame, terminal, static glyph => glyph != "😀");
            }
        }
    }

    private static void Scribble(Cell[,] frame, Random random)
    {
        string[] glyphs = ["a", "b", " ", " ", "ж", "漢", "字", "█", "😀", "é", "0"];
        Attribute[] attributes = [SgrTable.Plain, SgrTable.Plain, Red, Turned, new(new Color(ColorName16.Cyan), Color.None, TextStyle.Bold), new(Color.None, new Color(ColorName16.Blue))];
        for (var i = random.Next(12); i > 0; i--)
        {
            var (y, x) = (random.Next(frame.GetLength(0)), random.Next(frame.GetLength(1)));
            var (length, attribute) = (random.Next(1, 10), attributes[random.Next(attributes.Length)]);
            for (; length > 0 && x < frame.GetLength(1); length--, x++)
            {
                frame[y, x] = new Cell(attribute, true) { Grapheme = glyphs[random.Next(glyphs.Length)] };
            }
        }
    }

    private static void AssertShows(Cell[,] frame, VtParser terminal, Func<string, bool> isSure)
    {
        Assert.Empty(terminal.Forbidden);
        Assert.False(terminal.IsWaiting);
        var pens = new SgrTable(ColorDepth.Sixteen);
        for (var y = 0; y < frame.GetLength(0); y++)
        {
            for (var x = 0; x < frame.GetLength(1); x++)
            {
                var glyph = frame[y, x].Grapheme;
                var isWide = TextWidth.Of(glyph) == 2;
                glyph = isWide && x + 1 == frame.GetLength(1) ? " " : glyph;
                if (isSure(glyph))
                {
                    Assert.Equal(glyph, terminal[y, x].Glyph);
                    if (glyph != " " || !pens.IsQuiet(pens.PenOf(frame[y, x].Attribute!.Value)))
                    {
                        var pen = new VtParser(1, 1);
                        pen.Feed(pens.Of(frame[y, x].Attribute!.Value));
                        Assert.Equal(pen.Pen, terminal[y, x].Pen);
                    }
                }

                x += isWide ? 1 : 0;
            }
        }
    }

    private static Cell[,] Frame(string[] lines, int columns = 0)
    {
        columns = Math.Max(columns, lines.Max(TextWidth.Of));
        var cells = new Cell[lines.Length, columns];
        for (var y = 0; y < lines.Length; y++)
        {
            var x = 0;
            foreach (var rune in lines[y].EnumerateRunes())
            {
                cells[y, x] = new Cell(SgrTable.Plain, true) { Grapheme = rune.ToString() };
                x += TextWidth.Of(rune);
            }

            for (; x < columns; x++)
            {
                cells[y, x] = new Cell(SgrTable.Plain, true) { Grapheme = " " };
            }
        }

        return cells;
    }

    private string Send(string[] lines, (int Row, int Column) cursor = default, bool isVisible = false)
    {
        var columns = Math.Max(_columns, lines.Max(TextWidth.Of));
        _columns = columns;
        return Encoding.UTF8.GetString(_writer.Write(Frame(lines, columns), cursor.Row, cursor.Column, isVisible));
    }

    private string Send(Cell[,] frame, FrameWriter? writer = null) => Encoding.UTF8.GetString((writer ?? _writer).Write(frame, 0, 0, false));
}
