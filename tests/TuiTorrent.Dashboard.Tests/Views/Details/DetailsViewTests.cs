using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Views.Details;

public sealed class DetailsViewTests
{
    private static readonly TorrentItem Other = new() { Id = 2, Hash = new string('b', 40), Name = "zz-other", Activity = Activity.Downloading, Peers = 3, FileCount = 1, TotalBytes = 5, QueuePosition = 1 };

    [Fact]
    public void Nothing_is_sent_while_nothing_changes()
    {
        foreach (var tab in TabBar.Tabs)
        {
            using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24, tab);
            screen.Answer().Draw();

            Assert.Equal(0, screen.Draw());
        }
    }

    [Fact]
    public void A_second_of_the_countdown_sends_the_changed_digits()
    {
        var tracker = DetailSamples.Trackers[1] with { LastAt = 0 };
        using var screen = new DetailsOnScreen(DetailSamples.Model(DetailSamples.Torrent, DetailSamples.Detail with { Trackers = [tracker] }), 80, 24, DetailTab.Trackers);
        screen.Answer().Draw();
        Assert.Equal(DetailSamples.Now.AddSeconds(1), screen.View.NextChange);

        screen.Now += TimeSpan.FromSeconds(1);
        screen.Draw();

        Assert.Matches(@"^\x1b\[\?2026h\x1b\[4;70H(\x1b\[[0-9;]*m)?8(\x1b\[[0-9;]*m)?\x1b\[H\x1b\[\?2026l$", screen.Sent);
    }

    [Fact]
    public void A_tick_of_each_tab_is_small()
    {
        foreach (var tab in TabBar.Tabs)
        {
            using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24, tab);
            screen.Answer().Draw();

            screen.Now += TimeSpan.FromSeconds(1);
            screen.Model.TorrentsChanged([DetailSamples.Torrent with { DownRate = 2_200_000, UpRate = 80_000, EtaSeconds = 59 }], [], false);
            screen.Model.DetailChanged(DetailSamples.Detail with { Peers = [.. DetailSamples.Peers.Select(peer => peer with { DownRate = peer.DownRate * 21 / 20, ConnectedSeconds = peer.ConnectedSeconds + 1 })] });

            Assert.InRange(screen.Draw(), 1, 400);
        }
    }

    [Fact]
    public void The_detail_of_another_torrent_is_never_shown()
    {
        foreach (var tab in TabBar.Tabs)
        {
            var model = DetailSamples.Model();
            model.TorrentsChanged([Other], [], isAll: false);
            using var screen = new DetailsOnScreen(model, 80, 24, tab);
            screen.Answer().Draw();
            model.List.MoveTo(1);

            var text = string.Join('\n', screen.Lines());

            Assert.Contains("zz-other", text, StringComparison.Ordinal);
            foreach (var foreign in (string[])["ubuntu", "qBittorrent", "torrent.example.org", "1 482", "the likeliest first", "Three quarters"])
            {
                Assert.DoesNotContain(foreign, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Commands_reach_nothing_of_another_torrent_even_before_the_next_frame()
    {
        var model = DetailSamples.Model();
        model.TorrentsChanged([Other], [], isAll: false);
        using var screen = new DetailsOnScreen(model, 80, 24, DetailTab.Files);
        Reach(DetailTab.Files);
        Assert.Equal(12, screen.View.SelectedFiles.Count);
        Reach(DetailTab.Peers);
        Assert.Equal("203.0.113.14:51413", screen.View.CurrentPeer?.Address);
        Reach(DetailTab.Trackers);
        Assert.Equal(1, screen.View.CurrentTracker?.Id);
        Reach(DetailTab.Why);
        Assert.Equal("tracker_error", screen.View.CurrentCause?.Code);

        foreach (var tab in TabBar.Tabs)
        {
            model.List.MoveTo(0);
            Reach(tab);
            model.List.MoveTo(1);
            Assert.Empty(screen.View.SelectedFiles);
            Assert.Null(screen.View.CurrentFile);
            Assert.Null(screen.View.CurrentPeer);
            Assert.Null(screen.View.CurrentTracker);
            Assert.Null(screen.View.CurrentCause);
        }

        void Reach(DetailTab tab)
        {
            screen.View.Open(tab);
            screen.Answer().Draw();
        }
    }

    [Fact]
    public void An_empty_part_means_nothing_before_an_answer_came()
    {
        var model = DetailSamples.Bare(DetailSamples.Torrent);
        model.DetailChanged(new TorrentDetail { Hash = DetailSamples.Hash });
        using var screen = new DetailsOnScreen(model, 80, 24);
        screen.Answer().Draw();
        screen.View.Open(DetailTab.Why);

        Assert.Contains("Asking the daemon", screen.Lines()[3], StringComparison.Ordinal);
        model.DetailChanged(new TorrentDetail { Hash = DetailSamples.Hash });
        Assert.Contains("it downloads at 3.1M/s", screen.Lines()[3], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_answered_for_one_tab_is_not_awaited_in_the_next()
    {
        var model = DetailSamples.Bare(DetailSamples.Torrent);
        using var screen = new DetailsOnScreen(model, 80, 24);
        screen.Draw();
        model.DetailChanged(new TorrentDetail { Hash = DetailSamples.Hash });
        screen.Draw();

        screen.View.Open(DetailTab.Trackers);

        Assert.StartsWith(" No trackers", screen.Lines()[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_path_its_end_is_told()
    {
        var file = new FileItem(0, string.Concat(Enumerable.Repeat("folder/", 30)) + "end.dat", 10, 5, true, 0);
        using var screen = new DetailsOnScreen(DetailSamples.Model(DetailSamples.Torrent, DetailSamples.Detail with { Files = [file] }), 80, 24, DetailTab.Files);
        screen.Answer().Draw();
        screen.View.Move(CursorMove.Last);

        var hint = screen.Lines()[^1];
        Assert.StartsWith(" 5 of 10 B  …", hint, StringComparison.Ordinal);
        Assert.EndsWith("folder/end.dat", hint, StringComparison.Ordinal);
        Assert.Equal(80, hint.Length);
    }

    [Fact]
    public void A_torrent_without_peers_says_when_a_tracker_was_asked()
    {
        var model = DetailSamples.Bare(DetailSamples.Torrent with { Peers = 0, Seeds = 0, KnownPeers = 0 });
        model.DetailChanged(new TorrentDetail { Hash = DetailSamples.Hash, Trackers = [DetailSamples.Trackers[1]] });
        using var screen = new DetailsOnScreen(model, 80, 24, DetailTab.Peers);

        Assert.Equal(DetailPart.Peers | DetailPart.Trackers, screen.View.Parts);
        Assert.Equal(" No peers yet: backup.example.net was asked 31 s ago, without success.", screen.Answer().Lines()[3]);
    }

    [Fact]
    public void Without_a_torrent_the_whole_log_can_still_be_read()
    {
        var model = new DashboardModel();
        model.ConnectionChanged(new Connection(ConnectionState.Online, "pi4.local"));
        model.LogGrew(DetailSamples.Log);
        using var screen = new DetailsOnScreen(model, 80, 24, DetailTab.Log);

        Assert.Contains("old-backup-set stopped", string.Concat(screen.Lines()), StringComparison.Ordinal);
        screen.View.Open(DetailTab.Files);
        Assert.Contains("There is no torrent yet.", string.Concat(screen.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_log_is_a_switch()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24, DetailTab.Log);
        Assert.DoesNotContain("old-backup-set", string.Concat(screen.Lines()), StringComparison.Ordinal);

        screen.View.ShowsWholeLog = true;

        Assert.Contains("old-backup-set", string.Concat(screen.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_opens_a_tab()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24);
        var clicks = 0;
        screen.View.Clicked = () => clicks++;
        screen.Draw();

        screen.Type("\e[<0;34;1M\e[<0;34;1m");

        Assert.Equal(DetailTab.Trackers, screen.View.Tab);
        Assert.Equal(1, clicks);
        Assert.Contains("[ Trackers ]", screen.Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_moves_the_cursor_and_the_wheel_scrolls()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24, DetailTab.Files);
        screen.Answer().Draw();

        screen.Type("\e[<0;20;6M\e[<0;20;6m");
        Assert.Equal("ubuntu-24.04/md5sum.txt", screen.View.CurrentFile?.Path);
        Assert.Equal([1], screen.View.SelectedFiles);

        screen.Type("\e[<65;20;9M");
        Assert.Equal("ubuntu-24.04/casper/ubuntu-server-minimal.squashfs", screen.View.CurrentFile?.Path);
    }

    [Fact]
    public void A_torrent_in_trouble_calls_for_a_look_at_why()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(DetailSamples.Torrent with { IsStalled = true }, null), 80, 24);
        Assert.Contains(" Why ! ", screen.Lines()[0], StringComparison.Ordinal);
        Assert.Contains(" Log ", screen.Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_is_said_in_ASCII_too()
    {
        GlyphSet.Current = GlyphSet.AsciiOnly;
        try
        {
            using var screen = new DetailsOnScreen(DetailSamples.Bare(DetailSamples.Torrent), 80, 24);
            foreach (var tab in TabBar.Tabs)
            {
                screen.View.Open(tab);
                Assert.DoesNotContain('?', string.Concat(screen.Lines()));
            }
        }
        finally
        {
            GlyphSet.Current = GlyphSet.Unicode;
        }
    }

    [Fact]
    public void A_tick_makes_little_garbage_even_with_a_hundred_thousand_files()
    {
        var files = Enumerable.Range(0, 100_000).Select(index => new FileItem(index, $"set/{index:000000}.dat", 10, 0, true, 0)).ToList();
        var model = DetailSamples.Model(DetailSamples.Torrent, DetailSamples.Detail with { Files = files });
        using var screen = new DetailsOnScreen(model, 80, 24, DetailTab.Files);
        foreach (var tab in TabBar.Tabs)
        {
            screen.View.Open(tab);
            screen.Answer().Draw();
            screen.View.Compose(screen.Now);
            var before = GC.GetAllocatedBytesForCurrentThread();
            screen.View.Compose(screen.Now);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48 << 10);
        }
    }

    [Fact]
    public void Tabs_go_round()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24);
        screen.View.Step(-1);
        Assert.Equal(DetailTab.Log, screen.View.Tab);
        screen.View.Step(1);
        Assert.Equal(DetailTab.Overview, screen.View.Tab);
    }

    [Fact]
    public void Without_the_keys_no_cursor_shows()
    {
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24, DetailTab.Peers);
        Assert.Contains(screen.Answer().Lines(), line => line.StartsWith('>'));

        screen.View.IsFocusedPane = false;

        Assert.DoesNotContain(screen.Lines(), line => line.StartsWith('>'));
    }

    [Fact]
    public void Every_size_is_drawn()
    {
        foreach (var (columns, rows) in ((int, int)[])[(1, 1), (2, 3), (9, 2), (20, 5), (39, 7), (60, 10), (99, 15), (110, 16), (250, 70)])
        {
            using var screen = new DetailsOnScreen(DetailSamples.Model(), columns, rows);
            foreach (var tab in TabBar.Tabs)
            {
                screen.View.Open(tab);
                foreach (var move in Enum.GetValues<CursorMove>())
                {
                    screen.View.Move(move);
                    screen.Answer().Draw();
                }
            }
        }
    }
}
