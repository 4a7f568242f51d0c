using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Commands;

/// <summary>A dashboard that may only look asks the daemon nothing that changes anything, whatever is pressed, typed, clicked or pasted.</summary>
public sealed class ReadOnlyTests
{
    private static readonly string[] Looking = ["session_get", "session_stats", "torrent_get", "free_space", "tuitorrent_"];

    private static readonly string[] Arguments = ["x", "down 500K", "up none", "https://tracker.example.org/announce", "name", "label:os"];

    public static TheoryData<string> Commands => [.. CommandTable.All.Select(static command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_command_changes_anything(string name)
    {
        foreach (var tab in new DetailTab?[] { null, DetailTab.Overview, DetailTab.Files, DetailTab.Trackers, DetailTab.Why })
        {
            using var desk = NewDesk(tab);

            // By its key or the palette's choice, then whatever its dialog makes of Enter and of what is typed; Space clicks buttons and ticks.
            desk.Run(name);
            AnswerAll(desk);
            desk.Type("9", "\r", "\t", " ", "\t", "\r", "\u001b[C", "\r", "delete", "\r", "\u0003");
            AnswerAll(desk);

            AssertOnlyLooked(desk);
        }
    }

    [Fact]
    public void No_argument_in_the_palette_changes_anything()
    {
        foreach (var command in CommandTable.All.Where(static command => command.RunWith is not null))
        {
            foreach (var argument in Arguments)
            {
                using var desk = NewDesk(null);

                desk.Type(":", command.Name + " " + argument, "\r", "\r");

                AssertOnlyLooked(desk);
            }
        }
    }

    [Fact]
    public void No_key_changes_anything_in_any_tab()
    {
        var keys = Enumerable.Range(1, 126).Where(static code => code != 27).Select(static code => ((char)code).ToString())
            .Concat(["\e[3~", "\e[3;2~", "\e[2~", "\eOP", "\eOQ", "\e[15~", "\e[17~", "\e[1;2A", "\e[1;2B"]);
        foreach (var tab in new DetailTab?[] { null, DetailTab.Files, DetailTab.Trackers, DetailTab.Why })
        {
            using var desk = NewDesk(tab);
            foreach (var key in keys)
            {
                desk.OpenTab = tab;
                desk.Type(key, "\r", "\r");
                AnswerAll(desk);
                for (var left = 8; desk.Depth > 0 && left > 0; left--)
                {
                    desk.Type("\u0003");
                }
            }

            AssertOnlyLooked(desk);
        }
    }

    [Fact]
    public void No_cause_is_mended()
    {
        foreach (var code in new[] { "paused", "queued", "tracker_error", "disk_error", "disk_full", "encryption_refused", "rate_limit", "no_files_wanted" })
        {
            using var desk = NewDesk(DetailTab.Why);
            desk.CurrentCause = new Cause(code, "It stands.", "Do it.");

            desk.Run("remedy").Type("\r", "\r");
            AnswerAll(desk);
            desk.Type("\r");

            AssertOnlyLooked(desk);
        }
    }

    [Theory]
    [InlineData("\e[200~magnet:?xt=urn:btih:0123\e[201~")]
    [InlineData("\e[200~magnet:?a\nmagnet:?b\e[201~")]
    public void No_paste_adds_anything(string paste)
    {
        using var desk = NewDesk(null);

        desk.Type(paste);
        Assert.StartsWith("The dashboard was started with --read-only", desk.Notice, StringComparison.Ordinal);
        desk.Type("\r", "\r");

        Assert.Empty(desk.Link.Sent);
    }

    [Fact]
    public void Settings_of_the_daemon_stay_whatever_is_typed_into_them()
    {
        using var desk = NewDesk(null);

        desk.Run("settings");
        AnswerAll(desk, """{"download_dir":"/srv/dl","peer_limit_global":200,"peer_limit_per_torrent":50}""");
        desk.Type("x", "\r", "\r");

        AssertOnlyLooked(desk);
        Assert.Contains("read-only", desk.Text, StringComparison.Ordinal);
    }

    private static Desk NewDesk(DetailTab? tab)
    {
        var desk = new Desk(isReadOnly: true).With(3, static item => item with { Labels = ["os"] });
        var file = new FileItem(0, "one", 10, 5, true, 0);
        desk.Model.DetailChanged(new TorrentDetail { Hash = desk.Model.List.Current!.Hash, Files = [file] });
        (desk.OpenTab, desk.SelectedFiles) = (tab, [0]);
        return desk;
    }

    private static void AnswerAll(Desk desk, string result = "{}")
    {
        while (desk.Link.IsWaiting)
        {
            desk.Link.Answer(result);
        }
    }

    private static void AssertOnlyLooked(Desk desk) => Assert.All(desk.Link.Sent, static sent => Assert.Contains(Looking, looking => sent.StartsWith(looking, StringComparison.Ordinal)));
}
