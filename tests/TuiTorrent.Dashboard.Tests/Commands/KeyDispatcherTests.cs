using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Commands;

public sealed class KeyDispatcherTests
{
    [Fact]
    public void An_action_shows_at_once_and_turns_into_its_result()
    {
        using var desk = new Desk().With(3);

        desk.Type("p");
        Assert.Equal("Pausing torrent 0...", desk.Notice);
        Assert.Equal(["torrent_stop {\"ids\":[\"a0\"]}"], desk.Link.Sent);
        Assert.Equal(1, desk.Model.List.PendingCount);

        desk.Link.Answer();
        Assert.Equal("Paused torrent 0. u takes it back.", desk.Notice);
        Assert.Equal(0, desk.Model.List.PendingCount);
    }

    [Fact]
    public void An_action_that_is_refused_says_why_until_the_next_key()
    {
        using var desk = new Desk().With(3);
        desk.Type("p");

        desk.Link.Answer(error: "The disk is gone.");
        Assert.Equal(("The disk is gone.", Role.Bad), (desk.Notice, desk.Model.Notice.Role));
        Assert.Null(desk.Ui.Undo.NextUndo);

        desk.Type("j");
        Assert.Equal("", desk.Notice);
    }

    [Fact]
    public void What_was_paused_runs_again_after_u_and_stands_again_after_Ctrl_Y()
    {
        using var desk = new Desk().With(2);
        desk.Type("A", "p");
        desk.Link.Answer();

        desk.Type("u");
        Assert.Equal("torrent_start {\"ids\":[\"a0\",\"a1\"]}", desk.Link.Sent[^1]);
        desk.Link.Answer();
        Assert.Equal("Taken back: paused 2 torrents. Ctrl+Y does it again.", desk.Notice);

        desk.Type("\u0019");
        Assert.Equal("torrent_stop {\"ids\":[\"a0\",\"a1\"]}", desk.Link.Sent[^1]);
        desk.Link.Answer();
        Assert.Equal("Done again: paused 2 torrents.", desk.Notice);

        desk.Type("u");
        Assert.Equal("torrent_start {\"ids\":[\"a0\",\"a1\"]}", desk.Link.Sent[^1]);
    }

    [Fact]
    public void Nothing_can_be_taken_back_before_something_is_done()
    {
        using var desk = new Desk().With(1);

        desk.Type("u");

        Assert.Equal("There is nothing to take back.", desk.Notice);
        Assert.Empty(desk.Link.Sent);
    }

    [Fact]
    public void Steps_back_are_bounded()
    {
        var stack = new UndoStack();
        for (var i = 0; i < 200; i++)
        {
            stack.Push(new UndoStep("step " + i, [], []));
        }

        var count = 0;
        while (stack.TakeUndo() is { } step)
        {
            stack.Undone(step);
            count++;
        }

        Assert.Equal(50, count);
    }

    [Fact]
    public void Torrents_that_stand_are_resumed_by_the_same_key_and_only_they()
    {
        using var desk = new Desk().With(2, static item => item with { Activity = item.Id == 1 ? Activity.Stopped : Activity.Downloading });

        desk.Type("p");
        Assert.Equal("torrent_start {\"ids\":[\"a0\"]}", desk.Link.Sent[^1]);
        desk.Link.Answer();

        desk.Type("P");
        Assert.Equal("torrent_stop {\"ids\":[\"a1\"]}", desk.Link.Sent[^1]);
    }

    [Theory]
    [InlineData("V", "torrent_verify {\"ids\":[\"a0\"]}")]
    [InlineData("R", "torrent_reannounce {\"ids\":[\"a0\"]}")]
    [InlineData("K", "queue_move_up {\"ids\":[\"a0\"]}")]
    [InlineData("J", "queue_move_down {\"ids\":[\"a0\"]}")]
    [InlineData("+", "torrent_set {\"ids\":[\"a0\"],\"bandwidth_priority\":1}")]
    [InlineData("-", "torrent_set {\"ids\":[\"a0\"],\"bandwidth_priority\":-1}")]
    [InlineData("t", "session_set {\"alt_speed_enabled\":true}")]
    public void A_key_sends_its_request(string key, string request)
    {
        using var desk = new Desk().With(2);

        desk.Type(key);

        Assert.Equal([request], desk.Link.Sent);
    }

    [Theory]
    [InlineData("V")]
    [InlineData("K")]
    [InlineData("+")]
    [InlineData("t")]
    [InlineData("a")]
    [InlineData("d")]
    [InlineData("D")]
    [InlineData("p")]
    [InlineData("b")]
    [InlineData("T")]
    [InlineData("m")]
    [InlineData("e")]
    [InlineData("\u0014")]
    public void Where_one_may_only_look_nothing_is_sent_and_the_reason_is_said(string key)
    {
        using var desk = new Desk(isReadOnly: true).With(2);

        desk.Type(key);

        Assert.Contains("--read-only", desk.Notice, StringComparison.Ordinal);
        Assert.Empty(desk.Link.Sent);
        Assert.Equal(0, desk.Depth);
    }

    [Fact]
    public void Without_a_daemon_the_reason_is_said_and_F5_tries_again()
    {
        using var desk = new Desk().With(2);
        desk.Model.ConnectionChanged(new Connection(ConnectionState.Lost, "local", "Nobody listens."));

        desk.Type("V");
        Assert.Equal(("\"Verify\" needs the daemon, which does not answer.", Role.Warn), (desk.Notice, desk.Model.Notice.Role));

        desk.Type("\e[15~");
        Assert.Equal(1, desk.Link.Retries);
    }

    [Fact]
    public void Without_a_torrent_the_reason_is_said()
    {
        using var desk = new Desk();

        desk.Type("p");

        Assert.Equal("There is no torrent yet: a adds one.", desk.Notice);
    }

    [Fact]
    public void Another_daemon_is_not_asked_for_what_it_does_not_know()
    {
        using var desk = new Desk().With(1);
        desk.Model.SessionChanged(new SessionInfo());

        desk.Type("L");

        Assert.Equal("This daemon is not TuiTorrent's own and has no \"Log\".", desk.Notice);
        Assert.Null(desk.OpenTab);
    }

    [Fact]
    public void In_the_details_an_action_is_about_the_torrent_shown_and_not_the_marked_ones()
    {
        using var desk = new Desk().With(3);
        desk.Type("A");
        desk.OpenTab = DetailTab.Overview;

        desk.Type("V");

        Assert.Equal(["torrent_verify {\"ids\":[\"a0\"]}"], desk.Link.Sent);
    }

    [Fact]
    public void A_key_that_is_bound_to_nothing_is_left_to_others()
    {
        using var desk = new Desk().With(1);

        Assert.False(desk.Dispatcher.Handle(new Key('§')));
    }

    [Fact]
    public void Files_are_chosen_by_digit_and_the_choice_is_taken_back()
    {
        using var desk = new Desk().With(1);
        desk.OpenTab = DetailTab.Files;
        desk.Model.DetailChanged(new TorrentDetail { Hash = "a0", Files = [new FileItem(0, "x", 1, 0, true, 1), new FileItem(1, "y", 1, 0, false, 0), new FileItem(2, "z", 1, 0, true, 0)] });
        desk.SelectedFiles = [0, 1];

        desk.Type("1");
        Assert.Equal("torrent_set {\"ids\":[\"a0\"],\"files_wanted\":[0,1],\"priority_low\":[0,1]}", desk.Link.Sent[^1]);
        desk.Link.Answer();
        Assert.Equal("Low priority for 2 files. u takes it back.", desk.Notice);

        desk.Type("u");
        Assert.Equal("torrent_set {\"ids\":[\"a0\"],\"files_unwanted\":[1],\"files_wanted\":[0],\"priority_high\":[0]}", desk.Link.Sent[^1]);
        desk.Link.Answer();

        desk.SelectedFiles = [0];
        desk.Type(" ");
        Assert.Equal("torrent_set {\"ids\":[\"a0\"],\"files_unwanted\":[0]}", desk.Link.Sent[^1]);
    }

    [Fact]
    public void Sorting_asks_for_a_second_key()
    {
        using var desk = new Desk().With(3);

        desk.Type("o");
        Assert.Equal(1, desk.Depth);

        desk.Type("n");
        Assert.Equal(0, desk.Depth);
        Assert.Equal(SortKey.Name, desk.Model.List.Sort);
    }

    [Fact]
    public void A_wrong_second_key_closes_the_choice_and_does_nothing()
    {
        using var desk = new Desk().With(3);

        desk.Type("o", "V");

        Assert.Equal(0, desk.Depth);
        Assert.Equal(SortKey.Queue, desk.Model.List.Sort);
        Assert.Empty(desk.Link.Sent);
    }

    [Fact]
    public void A_paste_anywhere_opens_the_dialog_that_adds()
    {
        using var desk = new Desk().With(1);

        desk.Type("\e[200~magnet:?xt=urn:btih:aa\e[201~", "\r");

        Assert.Equal(["torrent_add {\"filename\":\"magnet:?xt=urn:btih:aa\",\"paused\":false}"], desk.Link.Sent);
        desk.Link.Answer(error: "Magnet links are not supported yet; add the .torrent file.");
        Assert.Equal("Magnet links are not supported yet; add the .torrent file.", desk.Notice);
    }

    [Fact]
    public void The_remedy_of_a_cause_is_done_by_Enter()
    {
        using var desk = new Desk().With(1, static item => item with { Activity = Activity.Stopped });
        desk.OpenTab = DetailTab.Why;
        desk.CurrentCause = new Cause("paused", "It is paused.", "Resume it.");

        desk.Type("\r");

        Assert.Equal(["torrent_start {\"ids\":[\"a0\"]}"], desk.Link.Sent);
    }

    [Fact]
    public void The_clipboard_gets_hashes_and_nothing_from_strangers()
    {
        using var desk = new Desk().With(1, static item => item with { Hash = "9f1c" });
        desk.Type("Y");
        Assert.Equal("magnet:?xt=urn:btih:9f1c", desk.Clipboard);

        using var other = new Desk().With(1, static item => item with { Hash = "zz" });
        other.Type("Y");
        Assert.Equal("", other.Clipboard);
    }

    [Fact]
    public void The_interval_goes_by_steps_and_has_ends()
    {
        using var desk = new Desk();

        desk.Type(")");
        Assert.Equal(2, desk.Link.Interval.TotalSeconds);

        desk.Type("(", "(", "(", "(");
        Assert.Equal(0.5, desk.Link.Interval.TotalSeconds);
    }

    [Fact]
    public void The_key_bar_says_what_counts_here_and_ends_with_the_help()
    {
        using var desk = new Desk().With(1);
        Assert.Equal(("a", "Add"), desk.Dispatcher.KeyBar()[0]);
        Assert.Equal(("?", "Help"), desk.Dispatcher.KeyBar()[^1]);

        desk.OpenTab = DetailTab.Files;
        Assert.Contains(("0", "Skip"), desk.Dispatcher.KeyBar());
        Assert.DoesNotContain(("a", "Add"), desk.Dispatcher.KeyBar());
    }

    [Fact]
    public void Queue_moves_are_taken_back_to_where_each_was()
    {
        using var desk = new Desk().With(3);
        desk.Type("A", "x", "e");
        desk.Link.Answer();

        desk.Type("u");
        desk.Link.Answer();
        desk.Link.Answer();

        Assert.Equal(
            ["torrent_set {\"ids\":[\"a0\"],\"queue_position\":0}", "torrent_set {\"ids\":[\"a1\"],\"queue_position\":1}", "torrent_set {\"ids\":[\"a2\"],\"queue_position\":2}"],
            desk.Link.Sent.Skip(1));
    }
}
