using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Tests.Commands;

namespace TuiTorrent.Dashboard.Tests.Dialogs;

public sealed class DialogTests : IDisposable
{
    private const string Tab = "\t";
    private const string ClearLine = "\u0015";

    private readonly string _folder = Directory.CreateTempSubdirectory("dialogs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Esc_closes_and_nothing_is_sent()
    {
        foreach (var key in new[] { "a", "d", "D", "m", "e", "b", "c", ":", "?", "\u0014", "x" })
        {
            using var desk = new Desk().With(3);
            desk.Type(key);
            Assert.Equal(1, desk.Depth);

            desk.Type("\e");

            Assert.Equal(0, desk.Depth);
            Assert.Empty(desk.Link.Sent);
        }
    }

    [Fact]
    public void Removing_asks_and_keeps_the_files()
    {
        using var desk = new Desk().With(3);

        desk.Type("d");
        Assert.Empty(desk.Link.Sent);
        Assert.Contains("512M in 3 files", desk.Text, StringComparison.Ordinal);

        desk.Type("\r");
        Assert.Equal(["torrent_remove {\"ids\":[\"a0\"],\"delete_local_data\":false}"], desk.Link.Sent);
    }

    [Fact]
    public void Enter_alone_never_deletes_files()
    {
        using var desk = new Desk().With(3);

        desk.Type("D", "\r");

        Assert.Equal(["torrent_remove {\"ids\":[\"a0\"],\"delete_local_data\":false}"], desk.Link.Sent);
    }

    [Fact]
    public void Files_are_deleted_by_the_second_button()
    {
        using var desk = new Desk().With(3);

        desk.Type("D", "\e[C", "\r");
        Assert.Equal(["torrent_remove {\"ids\":[\"a0\"],\"delete_local_data\":true}"], desk.Link.Sent);

        desk.Link.Answer();
        Assert.Null(desk.Ui.Undo.NextUndo);
    }

    [Fact]
    public void Tab_goes_from_button_to_button_and_round()
    {
        using var desk = new Desk().With(3);

        desk.Type("D", Tab, Tab, Tab, Tab, "\r");

        Assert.Equal(["torrent_remove {\"ids\":[\"a0\"],\"delete_local_data\":true}"], desk.Link.Sent);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("5", false)]
    [InlineData("y", false)]
    [InlineData("6", true)]
    [InlineData("delete", true)]
    public void To_delete_the_files_of_more_than_five_torrents_one_must_type_it(string typed, bool isDone)
    {
        using var desk = new Desk().With(6);

        desk.Type("A", "D", typed, Tab, "\e[C", "\r");

        Assert.Equal(isDone ? 1 : 0, desk.Link.Sent.Count);
        Assert.Equal(isDone ? 0 : 1, desk.Depth);
    }

    [Fact]
    public void A_path_is_completed_and_its_torrent_sent_whole()
    {
        Directory.CreateDirectory(Path.Join(_folder, "isos"));
        File.WriteAllBytes(Path.Join(_folder, "isos", "debian.torrent"), MadeTorrents.Bytes("debian", (["x"], 5)));
        File.WriteAllText(Path.Join(_folder, "isos", "other.txt"), "no");
        using var desk = new Desk().With(1);

        desk.Type("a", _folder + "/i", Tab, Tab);
        Assert.Contains("isos/debian.torrent", desk.Text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        desk.Type("\r");

        var sent = Assert.Single(desk.Link.Sent);
        Assert.StartsWith("torrent_add {\"metainfo\":\"", sent, StringComparison.Ordinal);
        Assert.EndsWith("\"paused\":false}", sent, StringComparison.Ordinal);
        desk.Link.Answer("""{"torrent_added":{"id":3,"name":"debian\u001b[31m","hash_string":"bb"}}""");
        Assert.Equal("Added debian [31m.", desk.Notice);
    }

    [Fact]
    public void A_torrent_that_is_there_already_is_said_to_be()
    {
        using var desk = new Desk();
        desk.Type("a", "https://example.org/x.torrent", "\r");

        desk.Link.Answer("""{"torrent_duplicate":{"name":"debian"}}""");

        Assert.Equal("It is in the list already: debian.", desk.Notice);
    }

    [Fact]
    public void Candidates_show_where_there_are_several()
    {
        Directory.CreateDirectory(Path.Join(_folder, "music"));
        Directory.CreateDirectory(Path.Join(_folder, "movies"));
        using var desk = new Desk();

        desk.Type("a", _folder + "/m", Tab);

        Assert.Contains("movies/ | music/", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_a_line_break_is_completed_and_breaks_no_line()
    {
        Directory.CreateDirectory(Path.Join(_folder, "two\nlines \e[31m"));
        using var desk = new Desk();

        desk.Type("a", _folder + "/tw", Tab);

        Assert.DoesNotContain('\e', desk.Text);
        Assert.Equal(24, desk.Harness.Lines().Length);
        Assert.Contains("two?lines ?[31m/", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Home_is_known()
    {
        Directory.CreateDirectory(Path.Join(_folder, "here"));
        using var desk = new Desk();
        var ui = desk.Ui with { Home = _folder };

        Assert.Equal("~/here/", PathField.Complete("~/h", ui, foldersOnly: true).Text);
        Assert.Equal("~/", PathField.Complete("~", ui, foldersOnly: true).Text);
        Assert.Equal("he", PathField.Complete("h", ui with { StartDirectory = _folder }, foldersOnly: true).Text[..2]);
    }

    [Theory]
    [InlineData("<html>", "web page")]
    [InlineData("", "empty")]
    [InlineData("d4:infoi1ee", "can't be used|not a dictionary")]
    [InlineData("garbage", "damaged")]
    public void A_file_that_is_no_torrent_is_refused_here_with_a_reason(string content, string reason)
    {
        var path = Path.Join(_folder, "x.torrent");
        File.WriteAllText(path, content);
        using var desk = new Desk();

        desk.Type("a", path, "\r");

        Assert.Equal(1, desk.Depth);
        Assert.Matches(reason, desk.Text);
        Assert.Empty(desk.Link.Sent);
    }

    [Fact]
    public void Files_are_chosen_before_the_start()
    {
        var path = Path.Join(_folder, "x.torrent");
        File.WriteAllBytes(path, MadeTorrents.Bytes("set", (["a"], 5), (["b"], 6), (["c"], 7), (["d"], 8), (["e"], 9)));
        using var desk = new Desk();

        desk.Type("a", path, "\r", "n", " ", "j", " ", "\r");

        Assert.EndsWith("\"files_unwanted\":[1,3,4]}", Assert.Single(desk.Link.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_the_wish_to_wait_go_with_it()
    {
        using var desk = new Desk();

        desk.Type("\u0001", "magnet:?x", Tab, ClearLine, "/no/where", Tab, Tab, "os, tv", "\r");

        Assert.Equal(["torrent_add {\"filename\":\"magnet:?x\",\"download_dir\":\"/no/where\",\"paused\":true,\"labels\":[\"os\",\"tv\"]}"], desk.Link.Sent);
    }

    [Fact]
    public void Several_pasted_lines_are_several_torrents()
    {
        using var desk = new Desk().With(1);

        desk.Type("\e[200~magnet:?a\nhttps://example.org/b\n/no/such\e[201~");
        Assert.Contains("Add 2 torrents?", desk.Text, StringComparison.Ordinal);
        desk.Type("\r");
        desk.Link.Answer("""{"torrent_added":{"name":"a"}}""");
        Assert.Equal(2, desk.Link.Sent.Count);
        desk.Link.Answer(error: "No.");
        Assert.Equal("Added 1 torrent, 1 refused: No.", desk.Notice);
    }

    [Fact]
    public void Moving_says_where_and_sends_a_whole_path()
    {
        using var desk = new Desk().With(1);

        desk.Type("m", ClearLine, "usb", "\r");
        Assert.Contains("must be a whole path", desk.Text, StringComparison.Ordinal);

        desk.Type(ClearLine, "/mnt/usb", "\r");
        Assert.Equal(["torrent_set_location {\"ids\":[\"a0\"],\"location\":\"/mnt/usb\",\"move\":true}"], desk.Link.Sent);
    }

    [Fact]
    public void A_name_is_asked_for_as_the_daemon_has_it_before_it_is_changed()
    {
        using var desk = new Desk().With(1);

        desk.Type("e", ClearLine, "new", "\r");
        Assert.Equal("torrent_get {\"ids\":[\"a0\"],\"fields\":[\"name\"]}", desk.Link.Sent[^1]);
        desk.Link.Answer("""{"torrents":[{"name":"old\u202e"}]}""");
        Assert.Equal("torrent_rename_path {\"ids\":[\"a0\"],\"path\":\"old\u202e\",\"name\":\"new\"}", System.Text.RegularExpressions.Regex.Unescape(desk.Link.Sent[^1]));

        desk.Link.Answer();
        Assert.Equal("Renamed to new. u takes it back.", desk.Notice);
    }

    [Fact]
    public void Labels_are_ticked_and_taken_back()
    {
        using var desk = new Desk().With(2, static item => item with { Labels = item.Id == 1 ? ["os"] : ["os", "tv"] });

        desk.Type("A", "b", "j", " ", Tab, "new", "\r");
        Assert.Equal(["torrent_set {\"ids\":[\"a0\",\"a1\"],\"labels\":[\"os\",\"tv\",\"new\"]}"], desk.Link.Sent);
        desk.Link.Answer();

        desk.Type("u");
        desk.Link.Answer();
        Assert.Equal(["torrent_set {\"ids\":[\"a0\"],\"labels\":[\"os\"]}", "torrent_set {\"ids\":[\"a1\"],\"labels\":[\"os\",\"tv\"]}"], desk.Link.Sent.Skip(1));
    }

    [Fact]
    public void Limits_of_a_torrent_are_asked_for_and_only_what_changed_is_sent()
    {
        using var desk = new Desk().With(1);
        desk.Type("T");
        Assert.Equal(0, desk.Depth);
        desk.Link.Answer(DialogGoldenTests.Limits);
        Assert.Equal(1, desk.Depth);

        desk.Type(Tab, "2M", "\r");
        Assert.Equal("torrent_set {\"ids\":[\"a0\"],\"upload_limited\":true,\"upload_limit\":2097}", desk.Link.Sent[^1]);
        desk.Link.Answer();

        desk.Type("u");
        Assert.Contains("\"upload_limited\":false", desk.Link.Sent[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_all_are_read_as_on_the_command_line_and_wrong_ones_stay()
    {
        using var desk = new Desk();

        desk.Type("\u0014", "fast", "\r");
        Assert.Contains("Down: a rate is a number", desk.Text, StringComparison.Ordinal);
        Assert.Empty(desk.Link.Sent);

        desk.Type(ClearLine, "500K", "\r");
        Assert.Equal(["session_set {\"speed_limit_down_enabled\":true,\"speed_limit_down\":512}"], desk.Link.Sent);
    }

    [Fact]
    public void Settings_send_what_was_changed_and_no_more()
    {
        using var desk = new Desk();
        desk.Type("S");
        desk.Link.Answer(DialogGoldenTests.Settings);

        desk.Type(Tab, " ", "\r");

        Assert.Equal("session_set {\"start_added_torrents\":false}", desk.Link.Sent[^1]);
        desk.Link.Answer();
        desk.Type("u");
        Assert.Equal("session_set {\"start_added_torrents\":true}", desk.Link.Sent[^1]);
    }

    [Fact]
    public void Settings_that_are_as_they_were_send_nothing()
    {
        using var desk = new Desk();
        desk.Type("S");
        desk.Link.Answer(DialogGoldenTests.Settings);

        desk.Type("\r");

        Assert.Single(desk.Link.Sent);
        Assert.Equal(new ScreenSettings("16", true, "default"), desk.Settings);
    }

    [Fact]
    public void A_preset_of_keys_is_chosen_in_the_settings()
    {
        using var desk = new Desk();
        desk.Model.ConnectionChanged(new TuiTorrent.Dashboard.Link.Connection(TuiTorrent.Dashboard.Link.ConnectionState.Lost, "local"));

        desk.Type("S", Tab, Tab, Tab, "\e[C", "\r");

        Assert.Equal("rtorrent", desk.Settings.Keys);
    }

    [Fact]
    public void Columns_count_at_once_and_Esc_takes_them_back()
    {
        using var desk = new Desk();

        desk.Type("c", " ");
        Assert.False(desk.Columns[0].IsShown);

        desk.Type("\e");
        Assert.True(desk.Columns[0].IsShown);
    }

    [Theory]
    [InlineData("sort eta", "")]
    [InlineData("filter label:os", "")]
    [InlineData("limit up 500K", "torrent_set {\"ids\":[\"a0\"],\"upload_limited\":true,\"upload_limit\":512}")]
    [InlineData("limit-all down none", "session_set {\"speed_limit_down_enabled\":false}")]
    [InlineData("label tv", "torrent_set {\"ids\":[\"a0\"],\"labels\":[\"tv\"]}")]
    [InlineData("verify", "torrent_verify {\"ids\":[\"a0\"]}")]
    public void The_palette_takes_arguments(string typed, string request)
    {
        using var desk = new Desk().With(1);

        desk.Type(":", typed, "\r");

        Assert.Equal(0, desk.Depth);
        Assert.Equal(request.Length > 0 ? [request] : [], desk.Link.Sent);
    }

    [Fact]
    public void The_palette_sorts_and_filters_as_it_was_told()
    {
        using var desk = new Desk().With(3, static item => item with { Labels = item.Id == 2 ? ["os"] : [] });

        desk.Type(":", "sort eta", "\r", ":", "filter label:os", "\r");

        Assert.Equal(TuiTorrent.Dashboard.Model.SortKey.Eta, desk.Model.List.Sort);
        Assert.Equal("a1", Assert.Single(desk.Model.List.Visible).Hash);
    }

    [Fact]
    public void The_palette_says_why_a_command_can_not_run_and_stays()
    {
        using var desk = new Desk(isReadOnly: true).With(1);

        desk.Type(":", "verify", "\r");

        Assert.Equal(1, desk.Depth);
        Assert.Contains("--read-only", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_daemon_ends_only_after_two_words()
    {
        using var desk = new Desk();

        desk.Type(":", "shutdown", "\r");
        Assert.Empty(desk.Link.Sent);
        desk.Type("\r");
        Assert.Empty(desk.Link.Sent);

        desk.Type(":", "shutdown", "\r", "\e[C", "\r");
        Assert.Equal(["session_close {}"], desk.Link.Sent);
    }

    [Fact]
    public void A_tracker_is_added_and_removed()
    {
        using var desk = new Desk().With(1);
        desk.OpenTab = DetailTab.Trackers;
        desk.CurrentTracker = new TrackerItem(7, 0, "udp://t:1/announce", "t", 0, "", true, 0, 0, 0, 0, 0);

        desk.Type("a", "udp://tracker.example.org:6969/announce", "\r");
        desk.Type("d", "\r");

        Assert.Equal(["torrent_set {\"ids\":[\"a0\"],\"tracker_add\":[\"udp://tracker.example.org:6969/announce\"]}", "torrent_set {\"ids\":[\"a0\"],\"tracker_remove\":[7]}"], desk.Link.Sent);
    }

    [Fact]
    public void Help_is_searched_and_closed_by_its_own_key()
    {
        using var desk = new Desk();

        desk.Type("?", "turtle");
        Assert.Contains("Switches to the slower limits", desk.Text, StringComparison.Ordinal);

        desk.Type(ClearLine, "?");
        Assert.Equal(0, desk.Depth);
    }

    [Theory]
    [InlineData(200, 60)]
    [InlineData(40, 12)]
    [InlineData(20, 5)]
    [InlineData(8, 3)]
    public void A_dialog_lives_through_another_size_of_the_terminal(int columns, int rows)
    {
        foreach (var key in new[] { "a", "D", "m", ":", "?", "x", "c", "\u0014" })
        {
            using var desk = new Desk().With(9);
            desk.Type(key);
            desk.Harness.Draw();

            desk.Harness.Host.Resize(new Size(columns, rows));
            Assert.Equal(rows, desk.Harness.Lines().Length);
            desk.Type(Tab, "x", "\e[B", "\e[A");
            desk.Harness.Draw();

            desk.Harness.Host.Resize(new Size(80, 24));
            Assert.Equal(24, desk.Harness.Lines().Length);
        }
    }

    [Fact]
    public void A_key_in_a_dialog_sends_little()
    {
        using var desk = new Desk();
        desk.Type("a");
        desk.Harness.Draw();

        desk.Type("x");

        Assert.InRange(desk.Harness.Draw(), 1, 120);
        Assert.Equal(0, desk.Harness.Draw());
    }

    [Fact]
    public void The_text_cursor_stands_where_one_types()
    {
        using var desk = new Desk();
        desk.Type("a", "ab");
        desk.Harness.Draw();

        var row = Array.FindIndex(desk.Harness.Lines(), static line => line.Contains("[ab_", StringComparison.Ordinal));
        var column = desk.Harness.Lines()[row].IndexOf("[ab", StringComparison.Ordinal) + 3;
        desk.Harness.Forget();
        desk.Harness.Draw();

        Assert.Contains($"\e[{row + 1};{column + 1}H\e[?25h", desk.Harness.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dialogs_read_well_without_colours_and_beyond_ASCII()
    {
        var (glyphs, theme) = (GlyphSet.Current, Theme.Current);
        try
        {
            (GlyphSet.Current, Theme.Current) = (GlyphSet.AsciiOnly, Theme.Mono);
            using var desk = new Desk().With(12);
            foreach (var key in new[] { "a", "D", "m", "e", "b", "c", ":", "?", "x", "o", "\u0014" })
            {
                desk.Type(key);
                Assert.True(desk.Text.All(static c => c < 128), desk.Text);
                desk.Type("\e");
            }
        }
        finally
        {
            (GlyphSet.Current, Theme.Current) = (glyphs, theme);
        }
    }

    [Fact]
    public void A_click_presses_a_button_and_ticks_a_box()
    {
        using var desk = new Desk().With(3);
        desk.Type("a");
        Click(desk, "Start at once");
        Assert.Contains("[ ] Start at once", desk.Text, StringComparison.Ordinal);

        Click(desk, "[ Cancel ]");
        Assert.Equal(0, desk.Depth);
    }

    [Fact]
    public void A_directory_to_add_into_is_completed_too()
    {
        Directory.CreateDirectory(Path.Join(_folder, "films"));
        using var desk = new Desk();

        desk.Type("a", "magnet:?x", Tab, ClearLine, _folder + "/f", Tab, "\r");

        Assert.Contains("films/", Assert.Single(desk.Link.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_random_keys_break_no_dialog()
    {
        var random = new Random(7);
        string[] keys = ["a", "d", "D", "m", "e", "b", "T", ":", "?", "x", "o", "f", "c", "S", "\t", "\e[Z", "\e[A", "\e[B", "\e[C", "\e[D", " ", "\e", "é", "\u007f", "\u0015", "\e[5~", "\e[6~", "1", "~"];
        using var desk = new Desk(40, 12).With(7);
        for (var i = 0; i < 1000; i++)
        {
            desk.Type(keys[random.Next(keys.Length)]);
            if (i % 10 == 0)
            {
                Assert.Equal(12, desk.Harness.Lines().Length);
                Assert.InRange(desk.Depth, 0, 2);
            }
        }
    }

    private static void Click(Desk desk, string text)
    {
        var row = Array.FindIndex(desk.Harness.Lines(), line => line.Contains(text, StringComparison.Ordinal));
        var column = desk.Harness.Lines()[row].IndexOf(text, StringComparison.Ordinal) + 2;
        desk.Type($"\e[<0;{column + 1};{row + 1}M", $"\e[<0;{column + 1};{row + 1}m");
    }
}
