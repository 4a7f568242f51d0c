using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Commands;

public sealed class DeedTests
{
    [Fact]
    public void Requests_go_one_after_the_other_since_connections_keep_no_order()
    {
        using var desk = new Desk().With(3);
        desk.Type("A", "J");
        desk.Link.Answer();

        desk.Type("u");
        Assert.Equal("torrent_set {\"ids\":[\"a0\"],\"queue_position\":0}", desk.Link.Sent[^1]);
        Assert.Equal(2, desk.Link.Sent.Count);
        desk.Link.Answer();
        desk.Link.Answer();
        Assert.Equal("torrent_set {\"ids\":[\"a2\"],\"queue_position\":2}", desk.Link.Sent[^1]);
        desk.Link.Answer();

        Assert.StartsWith("Taken back: moved 3 torrents down in the queue.", desk.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_steps_back_before_the_daemon_answers_are_two_steps()
    {
        using var desk = new Desk().With(2);
        desk.Type("p");
        desk.Link.Answer();
        desk.Type("j", "p");
        desk.Link.Answer();

        desk.Type("u", "u");

        Assert.Equal(["torrent_start {\"ids\":[\"a1\"]}", "torrent_start {\"ids\":[\"a0\"]}"], desk.Link.Sent[^2..]);
    }

    [Fact]
    public void A_step_that_the_daemon_refuses_does_not_bar_the_way_to_those_before()
    {
        using var desk = new Desk().With(2);
        desk.Type("p");
        desk.Link.Answer();
        desk.Type("j", "p");
        desk.Link.Answer();

        desk.Type("u");
        desk.Link.Answer(error: "There is no such torrent.");
        desk.Type("u");

        Assert.Equal("torrent_start {\"ids\":[\"a0\"]}", desk.Link.Sent[^1]);
    }

    [Fact]
    public void A_step_that_the_daemon_never_heard_of_can_be_tried_again()
    {
        using var desk = new Desk().With(1);
        desk.Type("p");
        desk.Link.Answer();

        desk.Type("u");
        desk.Model.ConnectionChanged(new Connection(ConnectionState.Lost, "local"));
        desk.Link.Answer(error: "The daemon can't be reached now.");

        Assert.Equal("paused torrent 0", desk.Ui.Undo.NextUndo?.Text);
    }

    [Fact]
    public void A_paste_of_many_links_is_added_to_the_last_one()
    {
        using var desk = new Desk();
        var lines = string.Join('\n', Enumerable.Range(0, 150).Select(static i => "magnet:?xt=urn:btih:" + i));

        desk.Type("\e[200~" + lines + "\e[201~", "\r");
        Assert.Single(desk.Link.Sent);
        for (var i = 0; i < 150; i++)
        {
            desk.Link.Answer("""{"torrent_added":{"name":"a"}}""");
        }

        Assert.Equal(150, desk.Link.Sent.Distinct().Count());
        Assert.Equal("Added 150 torrents.", desk.Notice);
    }

    [Fact]
    public void What_was_not_copied_is_not_said_to_be()
    {
        using var desk = new Desk { HasClipboard = false }.With(1, static item => item with { Hash = new string('a', 40) });
        desk.Ui.Complain("This terminal has no clipboard.", Role.Warn);

        desk.Run("copy-hash");

        Assert.Equal("This terminal has no clipboard.", desk.Notice);
    }

    [Fact]
    public void Magnet_links_of_several_torrents_are_copied_without_line_breaks_and_can_be_pasted()
    {
        using var desk = new Desk().With(2, static item => item with { Hash = new string(item.Id == 1 ? 'a' : 'b', 40) });

        desk.Type("A", "Y");

        Assert.Equal($"magnet:?xt=urn:btih:{new string('a', 40)} magnet:?xt=urn:btih:{new string('b', 40)}", desk.Clipboard);
        Assert.Equal(2, AddSource.Lines(desk.Clipboard).Count);
    }

    [Theory]
    [InlineData("sort")]
    [InlineData("show")]
    public void A_choice_for_the_list_says_so_elsewhere(string command)
    {
        using var desk = new Desk().With(1);
        desk.OpenTab = DetailTab.Files;

        desk.Type(":", command, "\r");

        Assert.Equal(0, desk.Depth);
        Assert.EndsWith("is for the list: Esc goes back there.", desk.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tracker_goes_to_the_torrent_of_the_title_even_if_another_is_under_the_cursor_by_then()
    {
        using var desk = new Desk().With(2);
        desk.OpenTab = DetailTab.Trackers;

        desk.Type("a", "udp://tracker.example.org:6969/announce");
        desk.Model.TorrentsChanged([], [1], isAll: false);
        desk.Type("\r");

        Assert.StartsWith("torrent_set {\"ids\":[\"a0\"]", Assert.Single(desk.Link.Sent), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("T")]
    [InlineData("S")]
    public void A_dialog_that_waited_for_the_daemon_does_not_take_the_keys_of_another(string key)
    {
        using var desk = new Desk().With(1);

        desk.Type(key, "D");
        desk.Link.Answer("""{"torrents":[{"hash_string":"a0"}]}""");

        Assert.Equal(1, desk.Depth);
        Assert.Contains("delete files?", desk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("S", """{"download_dir":"\ud800","encryption":"\udfff"}""")]
    [InlineData("T", """{"torrents":[{"hash_string":"\ud800"}]}""")]
    [InlineData("e", """{"torrents":[{"name":"\ud800"}]}""")]
    [InlineData("e", """{"torrents":[7]}""")]
    public void Half_a_character_in_an_answer_is_survived(string key, string answer)
    {
        using var desk = new Desk().With(1);

        desk.Type(key);
        if (key == "e")
        {
            desk.Type("x", "\r");
        }

        desk.Link.Answer(answer);

        Assert.NotEqual("", desk.Text);
    }

    [Fact]
    public void An_entry_that_is_full_holds_no_half_character()
    {
        var part = new EntryPart("", 0);
        part.Paste("x" + string.Concat(Enumerable.Repeat("🎵", 4200)));
        Assert.Equal(8191, part.Text.Length);
    }
}
