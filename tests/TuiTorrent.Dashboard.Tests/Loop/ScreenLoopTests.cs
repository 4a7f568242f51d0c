using System.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Loop;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Loop;

public sealed class ScreenLoopTests : IDisposable
{
    private readonly FakeTerminal _terminal = new();
    private readonly GuiHost _host;
    private readonly UiQueue _queue;
    private readonly ScreenLoop _loop;
    private readonly Pane _pane = new() { Width = Dim.Fill(), Height = Dim.Fill() };
    private readonly List<string> _keys = [];
    private Action? _onKey;
    private int _composed;
    private TimeSpan? _again;

    public ScreenLoopTests()
    {
        _host = new GuiHost(_terminal.Size, _terminal.LibraryTime);
        _queue = new UiQueue(_terminal.Wake);
        _loop = new ScreenLoop(_terminal, _host, new FrameWriter(ColorDepth.Sixteen), _queue, _terminal.Time) { Compose = Compose };
        var top = new Screen(key =>
        {
            _keys.Add(key.ToString());
            _onKey?.Invoke();
        });
        top.Add(_pane);
        _host.Show(top);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_first_frame_goes_out_before_anything_is_waited_for()
    {
        _pane.Text = "hello";

        RunUntilAsleep();

        Assert.Contains("hello", Assert.Single(_terminal.Writes));
        Assert.Single(_terminal.Waits);
    }

    [Fact]
    public void While_nothing_is_due_it_sleeps_without_an_end()
    {
        _terminal.At(3_600_000, _terminal.Wake);

        RunUntilAsleep();

        Assert.Equal([-1, -1], _terminal.Waits);
        Assert.Single(_terminal.Writes);
        Assert.Equal(1, _composed);
    }

    [Fact]
    public void A_key_is_painted_in_the_turn_after_it_and_in_one_write()
    {
        _pane.Text = "before";
        _onKey = () => _pane.Text = "pressed";
        _terminal.TypeAt(100, "x");

        RunUntilAsleep();

        Assert.Equal(["x"], _keys);
        Assert.Equal(2, _terminal.Writes.Count);
        Assert.Contains("pressed", _terminal.Writes[1]);
        Assert.Equal(100, _terminal.Time.NowMs);
    }

    [Fact]
    public void A_key_that_changes_nothing_writes_nothing()
    {
        _terminal.TypeAt(100, "x");

        RunUntilAsleep();

        Assert.Equal(["x"], _keys);
        Assert.Single(_terminal.Writes);
    }

    [Fact]
    public void A_lone_Esc_is_a_key_after_a_short_silence()
    {
        _terminal.TypeAt(100, "\e");

        RunUntilAsleep();

        Assert.Equal(["Esc"], _keys);
        Assert.InRange(_terminal.Waits[1], 50, 100);
    }

    [Fact]
    public void A_sequence_that_comes_in_pieces_is_one_key()
    {
        _terminal.TypeAt(100, "\e");
        _terminal.TypeAt(110, "[");
        _terminal.TypeAt(120, "A");

        RunUntilAsleep();

        Assert.Equal(["CursorUp"], _keys);
    }

    [Fact]
    public void A_character_that_comes_in_pieces_is_one_key()
    {
        _terminal.At(100, () => _terminal.Type(0xC3));
        _terminal.At(110, () => _terminal.Type(0xA9));

        RunUntilAsleep();

        Assert.Equal(["é"], _keys);
    }

    [Fact]
    public void News_that_come_together_share_a_frame()
    {
        RunUntilAsleep();
        _terminal.At(100, () => _queue.Post(() => _pane.Text = "one"));
        _terminal.At(105, () => _queue.Post(() => _pane.Text += " two"));

        RunUntilAsleep();

        Assert.Equal(["one two"], _terminal.Writes.Skip(1).Select(static write => write.Split("\e[H")[1].Split('\r')[0]));
    }

    [Fact]
    public void What_counts_down_is_painted_when_it_is_due()
    {
        _again = TimeSpan.FromSeconds(1);
        _terminal.At(2_500, _terminal.Wake);

        Assert.True(_loop.Turn() && _loop.Turn() && _loop.Turn());

        Assert.Equal([1000, 1000, 1000], _terminal.Waits);
        Assert.Equal(3, _composed);
    }

    [Fact]
    public void While_the_line_takes_nothing_no_frame_is_made_and_keys_are_read()
    {
        _terminal.Room = 10;
        _pane.Text = "first";
        _terminal.TypeAt(100, "a");
        _terminal.TypeAt(200, "b");
        _terminal.At(300, () => _queue.Post(() => _pane.Text = "second"));
        RunUntilAsleep();
        Assert.Equal(["a", "b"], _keys);
        Assert.Equal(1, _composed);

        _pane.Text = "newest";
        _terminal.At(1000, () => _terminal.Room = int.MaxValue);
        RunUntilAsleep();

        Assert.Contains("first", string.Concat(_terminal.Writes));
        Assert.Contains("newest", _terminal.Writes[^1]);
        Assert.DoesNotContain("second", string.Concat(_terminal.Writes));
    }

    [Fact]
    public void Another_size_paints_all_of_the_new_one()
    {
        _pane.Text = "hello";
        RunUntilAsleep();
        _terminal.At(100, () =>
        {
            _terminal.Size = new Size(3, 1);
            _queue.Post(_loop.Measure);
        });

        RunUntilAsleep();

        Assert.Contains("\e[2J\e[Hhel\r", _terminal.Writes[^1]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(500, 1)]
    [InlineData(1, 200)]
    public void No_size_is_too_small(int columns, int rows)
    {
        _pane.Text = "hello";
        RunUntilAsleep();
        _terminal.Size = new Size(columns, rows);
        _loop.Measure();

        RunUntilAsleep();

        Assert.Contains("h", _terminal.Writes[^1]);
    }

    [Fact]
    public void A_terminal_that_is_gone_ends_the_loop()
    {
        _terminal.At(100, () => _terminal.IsGone = true);

        Assert.Equal(LoopEnd.Gone, _loop.Run());
    }

    [Fact]
    public void A_terminal_that_fails_to_take_a_frame_ends_the_loop()
    {
        _terminal.IsGone = true;

        Assert.Equal(LoopEnd.Gone, _loop.Run());
        Assert.Empty(_terminal.Waits);
    }

    [Fact]
    public void Who_quits_is_done_after_the_turn()
    {
        _terminal.At(100, () => _queue.Post(_loop.Quit));

        Assert.Equal(LoopEnd.Quit, _loop.Run());
    }

    [Fact]
    public void A_text_for_the_clipboard_goes_out_before_the_next_frame()
    {
        RunUntilAsleep();
        _pane.Text = "copied";
        _loop.Send("\e]52;c;eA==\e\\"u8.ToArray());

        RunUntilAsleep();

        Assert.StartsWith("\e]52;c;eA==\e\\\e[?2026h", _terminal.Writes[^1]);
    }

    [Fact]
    public void A_clock_that_is_set_back_stops_nothing()
    {
        _again = TimeSpan.FromSeconds(1);
        _terminal.At(500, () =>
        {
            _terminal.Time.Jump(TimeSpan.FromDays(-365));
            _terminal.Wake();
        });

        Assert.True(_loop.Turn() && _loop.Turn());

        Assert.InRange(_terminal.Waits[1], 400, 500);
    }

    private TimeSpan? Compose()
    {
        _composed++;
        _pane.Compose();
        return _again;
    }

    /// <summary>Turns until nothing more is planned and it sleeps without an end.</summary>
    private void RunUntilAsleep()
    {
        const int TooMany = 100;
        try
        {
            for (var i = 0; i < TooMany; i++)
            {
                Assert.True(_loop.Turn());
            }
        }
        catch (AsleepException)
        {
            Assert.Equal(-1, _terminal.Waits[^1]);
            return;
        }

        Assert.Fail("The loop never rests.");
    }

    private sealed class Screen(Action<Key> keys) : Backdrop
    {
        protected override bool OnKeyDown(Key key)
        {
            keys(key);
            return true;
        }
    }

    private sealed class Pane : PaintedView
    {
        public new string Text { get; set; } = "";

        protected override void ComposeRow(ScreenRow row, int y, Size size)
        {
            if (y == 0)
            {
                new RowWriter(row).Put(Text, Role.Text);
            }
        }
    }
}
