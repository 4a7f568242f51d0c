using TuiTorrent.Dashboard.Model.Columns;

namespace TuiTorrent.Dashboard.Tests.Model.Columns;

public sealed class ColumnPlanTests
{
    [Theory]
    [InlineData(40, "State Name Done Down")]
    [InlineData(60, "State Name Done Down Up Eta")]
    [InlineData(80, "State Name Size Done Down Up Eta SeedsAndPeers Ratio")]
    [InlineData(140, "State Name Size Progress Done Down Up Eta Seeds Peers Known Ratio Label")]
    public void Wider_terminals_show_more(int width, string kinds)
        => Assert.Equal(kinds, string.Join(' ', ColumnPlan.For(width, new ColumnSwitches()).Columns.Select(static placed => placed.Column.Kind)));

    [Fact]
    public void Columns_fill_any_width_side_by_side()
    {
        for (var width = 8; width <= 400; width++)
        {
            var x = 0;
            foreach (var placed in ColumnPlan.For(width, new ColumnSwitches()).Columns)
            {
                Assert.Equal(x, placed.X);
                x += placed.Width;
            }

            Assert.Equal(width, x);
        }
    }

    [Fact]
    public void A_wider_terminal_never_loses_a_column()
    {
        var before = new HashSet<ColumnKind>();
        for (var width = 40; width <= 250; width++)
        {
            var now = ColumnPlan.For(width, new ColumnSwitches()).Columns.Select(static placed => placed.Column.Kind).ToHashSet();
            before.Remove(ColumnKind.SeedsAndPeers);
            Assert.Subset(now, before);
            before = now;
        }
    }

    [Fact]
    public void A_column_that_is_switched_off_leaves_its_room_to_the_name()
    {
        var choice = new ColumnSwitches();
        var before = NameWidth(choice);

        choice.Toggle(ColumnKind.Size);

        Assert.Equal(before + Column.Of(ColumnKind.Size).Width, NameWidth(choice));
        Assert.False(choice.IsOn(ColumnKind.Size));
    }

    [Fact]
    public void Extra_columns_come_only_when_asked_for()
    {
        var choice = new ColumnSwitches();
        Assert.DoesNotContain(ColumnPlan.For(200, choice).Columns, static placed => placed.Column.Kind == ColumnKind.Added);

        choice.Toggle(ColumnKind.Added);

        Assert.Contains(ColumnPlan.For(200, choice).Columns, static placed => placed.Column.Kind == ColumnKind.Added);
    }

    [Fact]
    public void State_and_name_can_not_be_switched_off()
    {
        var choice = new ColumnSwitches();
        choice.Toggle(ColumnKind.Name);

        Assert.True(choice.IsOn(ColumnKind.Name));
        Assert.DoesNotContain(ColumnSwitches.Switchable, static column => column.Kind is ColumnKind.Name or ColumnKind.State);
    }

    [Fact]
    public void A_heading_knows_its_column()
    {
        var plan = ColumnPlan.For(80, new ColumnSwitches());

        Assert.Equal(ColumnKind.State, plan.At(0)?.Kind);
        Assert.Equal(ColumnKind.Name, plan.At(10)?.Kind);
        Assert.Equal(ColumnKind.Ratio, plan.At(79)?.Kind);
        Assert.Null(plan.At(80));
    }

    private static int NameWidth(ColumnSwitches choice)
    {
        foreach (var placed in ColumnPlan.For(80, choice).Columns)
        {
            if (placed.Column.Kind == ColumnKind.Name)
            {
                return placed.Width;
            }
        }

        return 0;
    }
}
