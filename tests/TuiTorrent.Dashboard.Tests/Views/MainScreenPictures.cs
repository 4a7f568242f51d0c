using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Views;

public sealed class MainScreenPictures
{
    public static TheoryData<int, int> Sizes => new() { { 80, 24 }, { 140, 40 }, { 40, 12 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_list(int columns, int rows) => Check("full", columns, rows, Samples.Model());

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_list_longer_than_the_screen(int columns, int rows) => Check("many", columns, rows, Samples.Model(Samples.Many(1_000)), static rig => rig.Move(CursorMove.PageDown, 3));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_added_yet(int columns, int rows)
    {
        var model = Samples.Model([]);
        model.RatesChanged(0, 0);
        Check("empty", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_that_the_filter_shows(int columns, int rows)
    {
        var model = Samples.Model();
        model.List.Filter(StateFilter.Seeding);
        model.List.FilterByLabel("zim");
        model.List.Filter("ubuntu");
        Check("nothing-matches", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_filter_being_typed(int columns, int rows) => Check("filtering", columns, rows, Samples.Model(), static rig =>
    {
        rig.Screen.EditFilter();
        rig.Compose();
        rig.Draw();
        rig.Type("ubu");
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_search_highlights_and_hides_nothing(int columns, int rows) => Check("searching", columns, rows, Samples.Model(), static rig =>
    {
        rig.Screen.EditSearch();
        rig.Compose();
        rig.Draw();
        rig.Type("arm64");
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_lost_daemon(int columns, int rows)
    {
        var model = Samples.Model();
        model.ConnectionChanged(Samples.Lost);
        Check("lost", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_daemon_that_was_never_there(int columns, int rows)
    {
        var model = new DashboardModel();
        model.ConnectionChanged(new Connection(ConnectionState.Connecting, "ssh://pi4", "ssh: Could not resolve hostname pi4", default, Samples.Now.AddSeconds(3)));
        Check("connecting", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Marked_rows_and_a_torrent_that_waits_for_an_answer(int columns, int rows)
    {
        var model = Samples.Model();
        model.List.Move(1);
        model.List.ToggleRange();
        model.List.Move(2);
        model.List.Pending([Samples.HashOf(7)], "pausing");
        model.Notice.Tell("Paused 2 torrents. Press u to undo.", Samples.NowMs);
        Check("marked", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Torrents_with_errors(int columns, int rows)
    {
        var model = Samples.Model();
        model.List.Filter(StateFilter.Error);
        model.Notice.Complain("The daemon refused that: no such directory.");
        Check("errors", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_board_in_trouble(int columns, int rows)
    {
        var model = Samples.Model();
        model.SessionChanged(Samples.Session with { IsAlternative = true, FreeBytes = 120L << 20 });
        model.BoardChanged(Samples.Board with { TemperatureC = 82.4, IsThrottled = true, Disks = [new DiskInfo("/srv/usb", 0, 0, true, 0)] });
        Check("trouble", columns, rows, model);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Names_that_would_break_a_line(int columns, int rows) => Check("hostile", columns, rows, Samples.Model(HostileNames.Torrents));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_Unicode(int columns, int rows)
    {
        GlyphSet.Current = GlyphSet.AsciiOnly;
        Check("ascii", columns, rows, Samples.Model());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_colours(int columns, int rows)
    {
        Theme.Current = Theme.Mono;
        Check("mono", columns, rows, Samples.Model(), static rig =>
        {
            rig.Model.List.MoveTo(5);
            rig.Model.List.ToggleMark();
            rig.Move(CursorMove.Down);
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Beside_open_details(int columns, int rows) => Check("beside-details", columns, rows, Samples.Model(), static rig => rig.Screen.OpenDetails(DetailTab.Overview));

    [Theory]
    [InlineData(30, 10)]
    [InlineData(20, 5)]
    public void A_terminal_that_is_too_small(int columns, int rows) => Check("tiny", columns, rows, Samples.Model());

    [Theory]
    [InlineData(200, 60)]
    [InlineData(100, 30)]
    [InlineData(140, 24)]
    [InlineData(60, 40)]
    public void Other_sizes(int columns, int rows) => Check("full", columns, rows, Samples.Model());

    private static void Check(string name, int columns, int rows, DashboardModel model, Action<ScreenRig>? act = null)
    {
        using var rig = new ScreenRig(columns, rows, model);
        act?.Invoke(rig);
        Golden.Check($"list/{name}-{columns}x{rows}.ans", rig.Ansi());
    }
}
