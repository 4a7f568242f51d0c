using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Model;

public sealed class TorrentListTests
{
    [Fact]
    public void The_cursor_stays_on_its_torrent_when_rates_change_the_order()
    {
        var list = Of(Samples.Many(12));
        list.SortBy(SortKey.DownRate);
        list.MoveTo(Samples.HashOf(2));

        list.Apply([Find(list, 2) with { DownRate = 1L << 40 }], [], isAll: false);

        Assert.Equal((2, 0), (list.Current!.Id, list.CursorIndex));
    }

    [Fact]
    public void Where_the_torrent_under_the_cursor_is_gone_the_next_one_has_it()
    {
        var list = Of(Samples.Many(12));
        list.MoveTo(4);

        list.Apply([], [5], isAll: false);

        Assert.Equal(6, list.Current!.Id);
    }

    [Fact]
    public void Where_the_last_torrent_is_gone_the_one_above_has_the_cursor()
    {
        var list = Of(Samples.Many(3));
        list.MoveTo(2);

        list.Apply([], [3], isAll: false);

        Assert.Equal(2, list.Current!.Id);
    }

    [Fact]
    public void A_filter_that_hides_all_gives_the_cursor_back_afterwards()
    {
        var list = Of(Samples.Many(12));
        list.MoveTo(6);

        list.Filter("no such name");
        Assert.Null(list.Current);
        list.Filter("");

        Assert.Equal(7, list.Current!.Id);
    }

    [Fact]
    public void A_daemon_that_begins_anew_keeps_cursor_and_marks_by_hash()
    {
        var list = Of(Samples.Many(5));
        list.MoveTo(3);
        list.ToggleMark();

        list.Apply([.. Samples.Many(5).Select(static item => item with { Id = item.Id + 100 })], [], isAll: true);

        Assert.Equal((104, 1), (list.Current!.Id, list.MarkedCount));
        Assert.True(list.IsMarked(list.Current));
    }

    [Fact]
    public void Text_filters_names_labels_and_trackers_in_any_case()
    {
        var list = Of(Samples.Torrents);

        list.Filter("UBUNTU");
        Assert.Equal(3, list.Visible.Count);
        list.Filter("zim");
        Assert.Equal("wikipedia-en-nopic-2026-10.zim", Assert.Single(list.Visible).Name);
        list.Filter("torrent.example");
        Assert.Equal(12, list.Visible.Count);
    }

    [Fact]
    public void An_exclamation_mark_turns_the_filter_round()
    {
        var list = Of(Samples.Torrents);

        list.Filter("!ubuntu");
        Assert.Equal(9, list.Visible.Count);
        list.Filter("!");
        Assert.Equal(12, list.Visible.Count);
    }

    [Fact]
    public void Conditions_count_together()
    {
        var list = Of(Samples.Torrents);

        list.Filter(StateFilter.Seeding);
        list.FilterByLabel("os");
        Assert.Equal(2, list.Visible.Count);
        list.FilterByLabel("");
        Assert.Equal("libreelec-rpi5.aarch64-12.0.img", Assert.Single(list.Visible).Name);
        list.FilterByTracker("other.example.org");
        Assert.Empty(list.Visible);
        list.ClearFilters();
        Assert.Equal(12, list.Visible.Count);
    }

    [Fact]
    public void A_torrent_appears_when_news_make_it_match()
    {
        var list = Of(Samples.Torrents);
        list.Filter(StateFilter.Stopped);

        list.Apply([Find(list, 1) with { Activity = Activity.Stopped }], [], isAll: false);
        Assert.Equal(2, list.Visible.Count);
        list.Apply([Find(list, 12) with { Activity = Activity.Seeding }], [], isAll: false);

        Assert.Equal(1, Assert.Single(list.Visible).Id);
    }

    [Fact]
    public void Labels_and_trackers_are_counted()
    {
        var list = Of(Samples.Torrents);

        Assert.Equal([new("bak", 1), new("os", 6), new("zim", 1)], list.CountLabels());
        Assert.Equal([new("torrent.example.org", 12)], list.CountTrackers());
    }

    [Fact]
    public void Search_goes_round_and_hides_nothing()
    {
        var list = Of(Samples.Torrents);
        list.MoveTo(1);

        Assert.True(list.SearchFor("ubuntu"));
        Assert.Equal(1, list.CursorIndex);
        Assert.True(list.FindNext());
        Assert.Equal(2, list.CursorIndex);
        Assert.True(list.FindNext());
        Assert.Equal(0, list.CursorIndex);
        Assert.True(list.FindPrevious());
        Assert.Equal(2, list.CursorIndex);
        Assert.False(list.SearchFor("no such name"));
        Assert.Equal((12, 2), (list.Visible.Count, list.CursorIndex));
    }

    [Fact]
    public void A_sticky_range_marks_what_the_cursor_passes_and_lets_go_again()
    {
        var list = Of(Samples.Many(12));
        list.MoveTo(9);
        list.ToggleMark();
        list.MoveTo(3);

        list.ToggleRange();
        list.Move(4);
        Assert.Equal(6, list.MarkedCount);
        list.Move(-6);
        Assert.Equal([2, 3, 4, 10], list.Targets.Select(static item => item.Id));
        list.ToggleRange();
        list.Move(5);

        Assert.Equal(4, list.MarkedCount);
    }

    [Fact]
    public void Shift_with_arrows_marks_until_the_next_plain_move()
    {
        var list = Of(Samples.Many(12));

        list.Extend(1);
        list.Extend(1);
        list.Extend(-1);
        Assert.Equal([1, 2], list.Targets.Select(static item => item.Id));
        list.Move(4);
        list.Extend(1);

        Assert.Equal([1, 2, 6, 7], list.Targets.Select(static item => item.Id));
    }

    [Fact]
    public void Marks_by_text_say_how_many()
    {
        var list = Of(Samples.Torrents);

        Assert.Equal(3, list.MarkByText("ubuntu"));
        Assert.Equal(3, list.MarkedCount);
        Assert.Equal(0, list.MarkByText(""));
    }

    [Fact]
    public void A_torrent_under_an_action_says_so_until_the_answer_or_another_activity()
    {
        var list = Of(Samples.Torrents);
        list.Pending([Samples.HashOf(1), Samples.HashOf(2)], "pausing");
        list.Apply([Find(list, 1) with { DownRate = 1 }], [], isAll: false);
        Assert.Equal("pausing", list.PendingOf(Find(list, 1)));

        list.Apply([Find(list, 1) with { Activity = Activity.Stopped }], [], isAll: false);
        list.Settle([Samples.HashOf(2)]);

        Assert.Null(list.PendingOf(Find(list, 1)));
        Assert.Null(list.PendingOf(Find(list, 2)));
        Assert.Equal(0, list.PendingCount);
    }

    [Fact]
    public void Counts_follow_the_news()
    {
        var list = Of(Samples.Torrents);
        Assert.Equal((12, 4 + 1, 3, 1, 2), (list.Count(StateFilter.All), list.Count(StateFilter.Downloading), list.Count(StateFilter.Seeding), list.Count(StateFilter.Stopped), list.Count(StateFilter.Error)));
        Assert.Equal((102, 59), (list.Peers, list.EncryptedPeers));

        list.Apply([Find(list, 1) with { Activity = Activity.Stopped, Peers = 0, EncryptedPeers = 0 }], [12], isAll: false);

        Assert.Equal((11, 4, 1), (list.Count(StateFilter.All), list.Count(StateFilter.Downloading), list.Count(StateFilter.Stopped)));
        Assert.Equal((52, 15), (list.Peers, list.EncryptedPeers));
    }

    [Fact]
    public void A_tick_of_a_thousand_torrents_makes_no_garbage_beyond_what_changed()
    {
        var items = Samples.Many(1_000);
        var list = Of(items);
        list.SortBy(SortKey.DownRate);
        var ticks = new List<List<TorrentItem>>();
        for (var tick = 0; tick < 20; tick++)
        {
            ticks.Add([.. items.Where(item => item.Id % 10 == tick % 10).Select(item => item with { DownRate = item.Id * 7919 % (tick + 100), EtaSeconds = -1 })]);
        }

        list.Apply(ticks[0], [], isAll: false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var changed in ticks)
        {
            list.Apply(changed, [], isAll: false);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / ticks.Count, 0, 4_000);
    }

    private static TorrentList Of(IReadOnlyList<TorrentItem> items)
    {
        var list = new TorrentList();
        list.Apply(items, [], isAll: true);
        return list;
    }

    private static TorrentItem Find(TorrentList list, int id) => list.All.First(item => item.Id == id);
}
