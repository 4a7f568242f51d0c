using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Views;

/// <summary>News, keys and sizes in any order: what was drawn by differences is what a drawing of all gives.</summary>
public sealed class RandomUseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_screen_is_always_what_a_redraw_of_all_would_show(int seed)
    {
        var random = new Random(seed);
        using var rig = new ScreenRig(80, 24, Samples.Model(Samples.Many(40)));
        for (var step = 0; step < 100; step++)
        {
            var what = Do(rig, random);
            var drawn = rig.Ansi();
            PaintedView.Expose();
            var redrawn = rig.Ansi();
            Assert.True(drawn == redrawn, $"step {step}: {what}\n{drawn}\n{redrawn}");
        }
    }

    private static string Do(ScreenRig rig, Random random)
    {
        var list = rig.Model.List;
        switch (random.Next(16))
        {
            case 0:
                var (columns, rows) = new[] { (80, 24), (140, 40), (40, 12), (20, 5), (200, 60), (120, 33) }[random.Next(6)];
                rig.Resize(columns, rows);
                return $"size {columns}x{rows}";
            case 1:
                var move = (CursorMove)random.Next(10);
                rig.Move(move);
                return $"move {move}";
            case 2:
                rig.Model.ConnectionChanged(random.Next(2) == 0 ? Samples.Lost : Samples.Online);
                return "connection";
            case 3:
                rig.Screen.EditFilter();
                return "filter";
            case 4:
                rig.Type(random.Next(3) == 0 ? "\e" : "u");
                return "typed";
            case 5:
                rig.Type(random.Next(2) == 0 ? "\r" : "\t");
                return "ended";
            case 6:
                rig.Screen.OpenDetails((DetailTab)random.Next(8));
                return "details";
            case 7:
                rig.Screen.CloseDetails();
                return "no details";
            case 8:
                rig.Screen.ToggleFull();
                return "full";
            case 9:
                list.SortBy((SortKey)random.Next(12));
                return "sort";
            case 10:
                list.Filter((StateFilter)random.Next(6));
                return "state";
            case 11:
                list.ToggleMark();
                return "mark";
            case 12:
                rig.Model.Notice.Tell(HostileNames.Raw[random.Next(HostileNames.Raw.Count)], Samples.NowMs);
                return "notice";
            case 13:
                list.Apply([HostileNames.Torrents[random.Next(HostileNames.Torrents.Count)]], [random.Next(40)], isAll: false);
                return "hostile";
            case 14:
                rig.Click(random.Next(24), random.Next(80));
                return "click";
            default:
                TickCostTests.Step(rig, random.Next(), 10);
                return "tick";
        }
    }
}
