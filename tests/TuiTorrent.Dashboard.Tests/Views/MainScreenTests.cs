using System.Text;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Views;

public sealed class MainScreenTests
{
    [Fact]
    public void Keys_go_to_the_commands()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Type("p\e[A");

        Assert.Equal([Key.P, Key.CursorUp], rig.Pressed);
    }

    [Fact]
    public void A_wide_screen_tells_of_warnings_until_the_log_was_looked_at()
    {
        using var rig = new ScreenRig(140, 40);
        Assert.True(rig.Screen.Wanted.Parts.HasFlag(DetailPart.Log));
        rig.Model.LogGrew([new LogItem(1, Samples.Now, "warning", 0, "Odd."), new LogItem(2, Samples.Now, "warning", 0, "Odd again.")]);
        Assert.EndsWith("log: 2 warnings, press L", rig.Lines()[38].TrimEnd(), StringComparison.Ordinal);

        rig.Screen.Details.ShowsWholeLog = true;
        rig.Screen.OpenDetails(DetailTab.Log);
        Assert.DoesNotContain("press L", rig.Lines()[38], StringComparison.Ordinal);

        rig.Screen.CloseDetails();
        rig.Model.LogGrew([new LogItem(3, Samples.Now, "error", 0, "Worse.")]);
        Assert.EndsWith("log: 1 error, press L", rig.Lines()[38].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_filter_at_once_and_Enter_keeps_that()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Screen.EditFilter();
        rig.Draw();

        rig.Type("ub");
        Assert.Equal(("ub", 3), (rig.Model.List.Text, rig.Model.List.Visible.Count));
        rig.Type("\r").Type("p");

        Assert.Equal("ub", rig.Model.List.Text);
        Assert.Equal([Key.P], rig.Pressed);
        Assert.Contains("/ub", rig.Lines()[2]);
        Assert.False(rig.Screen.IsFiltering);
    }

    [Fact]
    public void Esc_clears_the_filter()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Screen.EditFilter();
        rig.Draw();

        rig.Type("ub").Type("\e");

        Assert.Equal(("", 12), (rig.Model.List.Text, rig.Model.List.Visible.Count));
        Assert.False(rig.Screen.IsFiltering);
        Assert.Empty(rig.Pressed);
    }

    [Fact]
    public void Tab_makes_a_search_of_what_was_typed()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Screen.EditFilter();
        rig.Draw();

        rig.Type("fedora").Type("\t");

        Assert.Equal(("", "fedora", 12), (rig.Model.List.Text, rig.Model.List.Search, rig.Model.List.Visible.Count));
        Assert.Equal(8, rig.Model.List.Current!.Id);
        rig.Type("\t");
        Assert.Equal(("fedora", "", 1), (rig.Model.List.Text, rig.Model.List.Search, rig.Model.List.Visible.Count));
    }

    [Fact]
    public void Arrows_move_in_the_list_while_the_filter_is_typed()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Screen.EditFilter();
        rig.Draw();

        rig.Type("ub").Type("\e[B");

        Assert.Equal(2, rig.Model.List.Current!.Id);
        Assert.True(rig.Screen.IsFiltering);
    }

    [Fact]
    public void The_text_cursor_shows_while_the_filter_is_typed_and_hides_after_it()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Draw();
        rig.Screen.EditFilter();
        rig.Draw();
        Assert.Contains("\e[?25h", rig.Sent);

        rig.Type("\r");
        rig.Draw();

        Assert.Contains("\e[?25l", rig.Sent);
    }

    [Fact]
    public void A_click_chooses_a_torrent_and_two_open_it()
    {
        using var rig = new ScreenRig(80, 24);

        rig.Click(5, 10);
        Assert.Equal((3, null), (rig.Model.List.Current!.Id, rig.Screen.OpenTab));
        rig.Click(5, 10);

        Assert.Equal(DetailTab.Overview, rig.Screen.OpenTab);
    }

    [Fact]
    public void A_click_on_a_heading_sorts_and_a_second_one_turns_that_round()
    {
        using var rig = new ScreenRig(80, 24);

        var column = rig.Lines()[2].IndexOf("Size", StringComparison.Ordinal);
        rig.Click(2, column);
        Assert.Equal((SortKey.Size, false), (rig.Model.List.Sort, rig.Model.List.IsReversed));
        Assert.Contains("Size▼", rig.Lines()[2]);
        rig.Click(2, column);

        Assert.Contains("Size▲", rig.Lines()[2]);
    }

    [Fact]
    public void A_click_on_a_state_filters()
    {
        using var rig = new ScreenRig(80, 24);

        rig.Click(1, rig.Lines()[1].IndexOf("Seed", StringComparison.Ordinal));

        Assert.Equal(StateFilter.Seeding, rig.Model.List.State);
    }

    [Fact]
    public void A_click_in_the_last_row_presses_the_key()
    {
        using var rig = new ScreenRig(80, 24);
        var row = rig.Lines()[23];

        rig.Click(23, row.IndexOf("Details", StringComparison.Ordinal));
        rig.Click(23, row.IndexOf("Help", StringComparison.Ordinal));

        Assert.Equal([Key.Enter, new Key('?')], rig.Pressed);
    }

    [Fact]
    public void The_wheel_scrolls_and_leaves_the_cursor_until_it_moves()
    {
        using var rig = new ScreenRig(80, 24, Samples.Model(Samples.Many(100)));
        rig.Draw();

        rig.Type("\e[<65;10;10M").Type("\e[<65;10;10M");
        Assert.Contains("archlinuxarm", rig.Lines()[3]);
        Assert.Equal(1, rig.Model.List.Current!.Id);
        rig.Move(CursorMove.Down);

        Assert.StartsWith(">D* ubuntu-22.04", rig.Lines()[3]);
    }

    [Fact]
    public void Pages_are_as_high_as_the_list()
    {
        using var rig = new ScreenRig(80, 24, Samples.Model(Samples.Many(100)));

        rig.Move(CursorMove.PageDown);
        Assert.Equal(16, rig.Model.List.CursorIndex);
        rig.Move(CursorMove.HalfPageUp);
        Assert.Equal(8, rig.Model.List.CursorIndex);
        rig.Move(CursorMove.Last);
        Assert.Equal(99, rig.Model.List.CursorIndex);
        rig.Move(CursorMove.First);

        Assert.Equal(0, rig.Model.List.CursorIndex);
    }

    [Fact]
    public void The_list_does_not_scroll_while_the_cursor_is_in_sight()
    {
        using var rig = new ScreenRig(80, 24, Samples.Model(Samples.Many(100)));
        rig.Move(CursorMove.PageDown, 2).Move(CursorMove.Up, 3);
        var before = rig.Lines()[4];

        rig.Model.TorrentsChanged([Samples.Many(30)[29] with { QueuePosition = 31 }], [], isAll: false);

        Assert.Equal(before, rig.Lines()[4]);
    }

    [Fact]
    public void The_hidden_cursor_rests_on_the_row_of_the_lists_cursor()
    {
        using var rig = new ScreenRig(80, 24);
        Assert.Equal((3, 0), rig.Screen.CursorRest);

        rig.Move(CursorMove.Down, 2);

        Assert.Equal((5, 0), rig.Screen.CursorRest);
    }

    [Fact]
    public void Moves_go_to_open_details_until_the_pane_is_switched()
    {
        using var rig = new ScreenRig(140, 40);
        rig.Screen.OpenDetails(DetailTab.Peers);
        rig.Compose();

        rig.Move(CursorMove.Down);
        Assert.Equal(1, rig.Model.List.Current!.Id);
        Assert.False(rig.Screen.IsListFocused);
        rig.Screen.SwitchPane();
        rig.Move(CursorMove.Down);
        Assert.Equal(2, rig.Model.List.Current!.Id);
        rig.Screen.CloseDetails();

        Assert.Null(rig.Screen.OpenTab);
        Assert.True(rig.Screen.IsListFocused);
    }

    [Fact]
    public void The_layout_follows_the_size_at_once()
    {
        using var rig = new ScreenRig(140, 40);
        Assert.StartsWith(" TuiTorrent", rig.Lines()[0]);

        foreach (var (columns, rows) in new[] { (40, 12), (200, 60), (20, 5), (80, 24) })
        {
            rig.Resize(columns, rows);
            Assert.Equal(rows, rig.Lines().Length);
        }

        using var other = new ScreenRig(80, 24);
        Assert.Equal(other.Lines(), rig.Lines());
    }

    [Fact]
    public void A_resize_needs_no_news_to_be_laid_out()
    {
        using var rig = new ScreenRig(140, 40);
        rig.Draw();
        rig.Resize(80, 24);

        rig.RawDraw();

        using var other = new ScreenRig(80, 24);
        Assert.Equal(other.Ansi(), rig.RawAnsi());
    }

    [Fact]
    public void A_lost_daemon_greys_all_and_the_banner_counts_down()
    {
        using var rig = new ScreenRig(80, 24);
        rig.Draw();
        rig.Model.ConnectionChanged(Samples.Lost);
        Assert.Contains("Next in 5 s", rig.Lines()[0]);

        var next = rig.Screen.Compose(rig.Now);
        Assert.Equal(Samples.Now.AddSeconds(1), next);
        rig.Now = next!.Value;
        Assert.Contains("Next in 4 s", rig.Lines()[0]);
        rig.Model.ConnectionChanged(Samples.Online);

        Assert.StartsWith(" pi4", rig.Lines()[0]);
        Assert.False(PaintedView.IsStale);
        Assert.Null(rig.Screen.Compose(rig.Now));
    }

    [Fact]
    public void What_must_be_fresh_is_what_is_shown()
    {
        using var rig = new ScreenRig(80, 24);
        Assert.Equal(new Wanted(Samples.HashOf(1), DetailPart.Board), rig.Screen.Wanted);

        rig.Screen.OpenDetails(DetailTab.Overview);

        Assert.True(rig.Screen.Wanted.Parts.HasFlag(DetailPart.General));
    }

    [Fact]
    public void Columns_switched_off_are_gone_at_once()
    {
        using var rig = new ScreenRig(80, 24);
        Assert.Contains("Ratio", rig.Lines()[2]);

        rig.Model.Columns.Toggle(ColumnKind.Ratio);

        Assert.DoesNotContain("Ratio", rig.Lines()[2]);
    }

    [Fact]
    public void No_name_makes_another_sequence_than_a_frame_has()
    {
        foreach (var (columns, rows) in new[] { (80, 24), (140, 40), (40, 12) })
        {
            using var rig = new ScreenRig(columns, rows, Samples.Model(HostileNames.Torrents));
            var terminal = new VtParser(columns, rows);
            foreach (var raw in HostileNames.Raw)
            {
                // Even texts that nobody cleaned.
                rig.Model.TorrentsChanged([HostileNames.Torrents[0] with { Name = raw, Error = raw, Labels = [raw], Trackers = [raw], Directory = raw }], [], isAll: false);
                rig.Draw();
                terminal.Feed(Encoding.UTF8.GetBytes(rig.Sent));
                Assert.Empty(terminal.Forbidden);
            }
        }
    }
}
