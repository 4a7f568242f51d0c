using CsCheck;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Tests.Views.Details;

namespace TuiTorrent.Dashboard.Tests.Model.Details;

public sealed class DetailLayoutTests
{
    private static readonly string[] Words = ["a", "word", "日本語", "e\u0301", "averyveryverylongwordindeed"];
    private static readonly string[] Counts = ["", "12", "50", "3", "1 482", "", "", ""];

    [Fact]
    public void The_open_tab_is_in_the_bar_and_no_tab_covers_another_in_any_width()
    {
        for (var columns = 16; columns < 160; columns++)
        {
            foreach (var open in TabBar.Tabs)
            {
                var spans = new List<TabSpan>();
                var (before, after) = TabBar.Lay(open, Counts, columns, spans);

                Assert.Single(spans, span => span.IsCurrent && span.Tab == open);
                Assert.True(spans[0].Start >= 1 && (spans.Count == 1 || spans[^1].End <= columns));
                Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Start));
                Assert.Equal(before, spans[0].Tab != TabBar.Tabs[0]);
                Assert.Equal(after, spans[^1].Tab != TabBar.Tabs[^1]);
            }
        }
    }

    [Fact]
    public void All_tabs_stand_in_eighty_columns()
    {
        var spans = new List<TabSpan>();

        Assert.Equal((false, false), TabBar.Lay(DetailTab.Encryption, Counts, 80, spans));
    }

    [Fact]
    public void A_click_on_an_arrow_goes_to_the_neighbour_that_is_not_shown()
    {
        var spans = new List<TabSpan>();
        TabBar.Lay(DetailTab.Trackers, Counts, 40, spans);

        Assert.Equal(spans[0].Tab - 1, TabBar.At(spans, 0));
        Assert.Equal(spans[^1].Tab + 1, TabBar.At(spans, 39));
        Assert.Equal(DetailTab.Trackers, TabBar.At(spans, spans.First(span => span.IsCurrent).Start + 2));
    }

    [Fact]
    public void Facts_stand_side_by_side_and_none_is_lost()
    {
        Gen.Select(Gen.Bool.List[0, 30], Gen.Int[12, 200]).Sample((wides, width) =>
        {
            var fields = wides.Select((isWide, index) => new DetailField($"{index}", "", IsWide: isWide)).ToList();
            var placed = new List<PlacedField>();
            var rows = FieldGrid.Place(fields, width, placed);

            Assert.Equal(fields.Count, placed.Select(place => place.Field.Label).Distinct().Count());
            Assert.All(placed, place => Assert.True(place.Column >= 0 && place.Column + place.Width <= width && place.Row < rows));
            foreach (var row in placed.GroupBy(place => place.Row))
            {
                var sorted = row.OrderBy(place => place.Column).ToList();
                Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(pair.First.Column + pair.First.Width <= pair.Second.Column));
            }
        }, iter: 500);
    }

    [Fact]
    public void Wrapped_lines_fit_and_keep_every_word()
    {
        // The table of glyphs belongs to one thread.
        Gen.Select(Gen.Int[0, Words.Length - 1].Select(static index => Words[index]).List[0, 40], Gen.Int[2, 60]).Sample((words, columns) =>
        {
            var text = string.Join(' ', words);
            var lines = new List<string>();
            WrappedText.Break(text, columns, 1_000, lines);

            Assert.All(lines, line => Assert.True(RowWriter.TextColumns(line) <= columns));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Text_beyond_the_last_line_is_an_ellipsis()
    {
        var lines = new List<string>();
        WrappedText.Break("one two three four", 9, 2, lines);

        Assert.Equal(["one two", "three fo…"], lines);
    }

    [Fact]
    public void The_cursor_stays_in_the_window()
    {
        var window = new ScrollWindow();
        window.Fit(100, 10);
        foreach (var move in Enumerable.Repeat(Enum.GetValues<CursorMove>(), 20).SelectMany(moves => moves))
        {
            window.Move(move);
            Assert.InRange(window.Cursor, window.Top, window.Top + 9);
            Assert.InRange(window.Top, 0, 90);
        }

        window.Move(CursorMove.Last);
        Assert.Equal((99, 90), (window.Cursor, window.Top));
        window.Fit(3, 10);
        Assert.Equal((2, 0), (window.Cursor, window.Top));
        window.Fit(0, 10);
        Assert.Equal((0, 0), (window.Cursor, window.Top));
    }

    [Fact]
    public void The_log_stays_at_its_end_unless_somebody_scrolled_away()
    {
        var rows = new LogRows();
        var log = new List<LogItem>();
        Grow(10);
        Assert.Equal(7, rows.Window.Top);
        Grow(1);
        Assert.Equal(8, rows.Window.Top);
        rows.Scroll(CursorMove.Up);
        Grow(5);
        Assert.Equal(7, rows.Window.Top);
        rows.Scroll(CursorMove.Last);
        Grow(1);
        Assert.Equal(14, rows.Window.Top);

        void Grow(int lines)
        {
            for (var i = 0; i < lines; i++)
            {
                log.Add(new LogItem(log.Count + 1, DetailSamples.Now, "info", 1, "text"));
            }

            rows.Take(log, 1, 40, 3);
        }
    }

    [Fact]
    public void The_log_of_a_torrent_has_its_lines_alone()
    {
        var rows = new LogRows();
        rows.Take([new(1, DetailSamples.Now, "info", 0, "all"), new(2, DetailSamples.Now, "info", 1, "mine"), new(3, DetailSamples.Now, "info", 2, "theirs")], 1, 40, 9);
        Assert.Equal(["mine"], rows.Rows.Select(row => row.Text));
    }

    [Fact]
    public void The_busiest_peer_is_first_and_the_cursor_stays_with_its_own()
    {
        var table = new PeerTable();
        table.Take([Peer("a", 10), Peer("b", 1_000_000), Peer("c", 0)]);
        Assert.Equal(["b", "a", "c"], table.Rows.Select(peer => peer.Address));
        table.MoveTo(1);

        table.Take([Peer("c", 9_000_000), Peer("a", 10), Peer("b", 1_000_000)]);

        Assert.Equal("a", table.Current!.Address);
        Assert.Equal(2, table.Window.Cursor);
    }

    [Fact]
    public void Small_changes_of_rates_do_not_make_peers_dance()
    {
        var table = new PeerTable();
        table.Take([Peer("a", 100_000), Peer("b", 101_000)]);
        table.Take([Peer("a", 102_000), Peer("b", 101_000)]);
        Assert.Equal(["a", "b"], table.Rows.Select(peer => peer.Address));
    }

    private static PeerItem Peer(string address, long down) => new() { Address = address, DownRate = down };
}
