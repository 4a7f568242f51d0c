using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Views.Details;

/// <summary>Each tab as a picture: full, empty, waiting, hostile; in each size that counts.</summary>
public sealed class DetailPictureTests
{
    private const string Evil = "\e]0;title\a\e[2J\u202Eexe.gpj\u2066 a\u0301\u0302\u0303\u0304\u0305\u0306 日本語のとても長い名前 👩‍👩‍👧 \ud800 \u200B\t\n\u0085end";

    private static readonly (int Columns, int Rows)[] Sizes = [(80, 24), (140, 40)];

    public static TheoryData<string> Tabs => [.. Enum.GetNames<DetailTab>()];

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_with_all_that_is_known(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        foreach (var (columns, rows) in Sizes)
        {
            using var screen = new DetailsOnScreen(DetailSamples.Model(), columns, rows, tab);
            Check(screen.Answer(), tab, "full", columns, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_on_a_small_screen(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 40, 12, tab);
        Check(screen.Answer(), tab, "full", 40, 12);
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_in_the_lower_half(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        using var screen = new DetailsOnScreen(DetailSamples.Model(), 140, 40, tab, top: 26);
        Check(screen.Answer(), tab, "lower", 140, 40);
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_of_a_torrent_that_has_nothing(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        var torrent = new TorrentItem { Id = 7, Hash = DetailSamples.Hash, Name = "(magnet) 9f1c…07a4", Activity = Activity.Downloading, IsStalled = true, AddedAt = DetailSamples.At(-9) };
        var model = DetailSamples.Bare(torrent);
        model.HandshakesChanged(new HandshakeInfo(0, 0, 0, 0, [], []));
        model.DetailChanged(new TorrentDetail { Hash = DetailSamples.Hash });
        foreach (var (columns, rows) in Sizes)
        {
            using var screen = new DetailsOnScreen(model, columns, rows, tab);
            Check(screen.Answer(), tab, "empty", columns, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_that_waits_for_its_answer(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        foreach (var (columns, rows) in Sizes)
        {
            using var screen = new DetailsOnScreen(DetailSamples.Bare(DetailSamples.Torrent), columns, rows, tab);
            Check(screen, tab, "waiting", columns, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_with_hostile_texts(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        foreach (var (columns, rows) in Sizes)
        {
            using var screen = new DetailsOnScreen(Hostile(Evil), columns, rows, tab);
            Check(screen.Answer(), tab, "hostile", columns, rows);
        }
    }

    [Theory]
    [InlineData(nameof(DetailTab.Encryption))]
    [InlineData(nameof(DetailTab.Why))]
    [InlineData(nameof(DetailTab.Log))]
    public void A_tab_that_another_daemon_has_nothing_for(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        using var screen = new DetailsOnScreen(DetailSamples.Model(DetailSamples.Torrent, DetailSamples.Detail, new SessionInfo { Version = "Transmission 4.1.0", Encryption = "required" }), 80, 24, tab);
        Check(screen.Answer(), tab, "foreign", 80, 24);
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public void A_tab_in_ASCII(string name)
    {
        var tab = Enum.Parse<DetailTab>(name);
        GlyphSet.Current = GlyphSet.AsciiOnly;
        try
        {
            using var screen = new DetailsOnScreen(Hostile("\e]0;title\a\e[2J\u202Eexe.gpj 日本 👩 \ud800 end"), 80, 24, tab);
            var picture = screen.Answer().Ansi();
            Assert.DoesNotContain(picture, static character => character > 127);
            Golden.Check(Name(tab, "ascii", 80, 24), picture);
        }
        finally
        {
            GlyphSet.Current = GlyphSet.Unicode;
        }
    }

    [Fact]
    public void The_overview_without_colours()
    {
        Theme.Current = Theme.Mono;
        try
        {
            using var screen = new DetailsOnScreen(DetailSamples.Model(), 80, 24);
            Check(screen.Answer(), DetailTab.Overview, "mono", 80, 24);
        }
        finally
        {
            Theme.Current = Theme.Sixteen;
        }
    }

    private static void Check(DetailsOnScreen screen, DetailTab tab, string what, int columns, int rows) => Golden.Check(Name(tab, what, columns, rows), screen.Ansi());

    private static string Name(DetailTab tab, string what, int columns, int rows) => $"details/{tab.ToString().ToLowerInvariant()}-{what}-{columns}x{rows}.ans";

    /// <summary>Texts that would move the cursor, turn the reading direction, pile up marks or be too wide, as if nobody had cleaned them.</summary>
    private static DashboardModel Hostile(string evil)
    {
        var endless = "root/" + string.Concat(Enumerable.Repeat("a/", 40)) + new string('x', 10_000);
        var wide = "root/" + new string('界', 5_000);
        var torrent = DetailSamples.Torrent with { Name = evil, Directory = evil + endless, Error = evil, Labels = [evil], Trackers = [evil], FileCount = 5, Activity = Activity.Failed };
        var model = DetailSamples.Bare(torrent);
        model.HandshakesChanged(new HandshakeInfo(long.MaxValue / 8, 3, -1, 5, [new(evil, 5)], [new HandshakeEvent(long.MaxValue, evil, true, evil, long.MaxValue, "")]));
        model.LogGrew([new LogItem(1, DetailSamples.Now, "error", 1, evil), new LogItem(2, DetailSamples.Now, evil, 1, new string('界', 9_000)), new LogItem(3, DetailSamples.Now, "info", 1, evil + endless)]);
        model.DetailChanged(DetailSamples.Detail with
        {
            Comment = evil,
            Creator = evil,
            CreatedAt = long.MaxValue,
            Files = [new(0, "root/" + evil, 10, 5, true, 0), new(1, endless, 10, 50, true, 0), new(2, wide, -1, 0, false, 0), new(3, "//", 5, 5, true, 9), new(4, "", long.MaxValue / 4, 1, true, 0)],
            Peers = [new PeerItem { Address = evil, Client = evil, Flags = evil, Progress = double.NaN, DownRate = long.MaxValue, ConnectedSeconds = long.MaxValue }, new PeerItem { Address = endless, Client = wide, Progress = 7 }],
            Trackers = [new(1, int.MaxValue, evil, evil, 1, evil, false, long.MinValue, long.MaxValue / 2, int.MaxValue, int.MaxValue, -5), new(2, -1, wide, wide, 99, wide, true, 1, 1, 0, 0, 0)],
            Causes = [new(evil, evil, evil), new("x", new string('x', 5_000), wide)],
        });
        return model;
    }
}
