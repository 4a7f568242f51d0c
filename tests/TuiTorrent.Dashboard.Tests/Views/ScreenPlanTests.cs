using System.Drawing;
using TuiTorrent.Dashboard.Views;

namespace TuiTorrent.Dashboard.Tests.Views;

public sealed class ScreenPlanTests
{
    [Fact]
    public void At_any_size_the_panes_cover_the_screen_once()
    {
        foreach (var (hasDetails, isFull) in new[] { (false, false), (true, false), (true, true) })
        {
            for (var width = 1; width <= 200; width += 13)
            {
                for (var height = 1; height <= 61; height += 3)
                {
                    Check(new Size(width, height), ScreenPlan.For(new Size(width, height), hasDetails, isFull));
                }
            }
        }
    }

    [Theory]
    [InlineData(80, 24, ScreenForm.Normal)]
    [InlineData(140, 40, ScreenForm.Wide)]
    [InlineData(40, 12, ScreenForm.Small)]
    [InlineData(140, 24, ScreenForm.Normal)]
    [InlineData(39, 24, ScreenForm.Tiny)]
    [InlineData(80, 7, ScreenForm.Tiny)]
    internal void The_form_follows_the_size(int width, int height, ScreenForm form) => Assert.Equal(form, ScreenPlan.For(new Size(width, height), false, false).Form);

    [Fact]
    public void Details_share_a_high_screen_with_the_list_and_take_all_of_a_low_one()
    {
        Assert.False(ScreenPlan.For(new Size(140, 40), true, false).List.IsEmpty);
        Assert.True(ScreenPlan.For(new Size(140, 40), true, true).List.IsEmpty);
        Assert.True(ScreenPlan.For(new Size(80, 24), true, false).List.IsEmpty);
        Assert.Equal(new Rectangle(0, 1, 80, 21), ScreenPlan.For(new Size(80, 24), true, false).Details);
    }

    private static void Check(Size size, ScreenPlan plan)
    {
        var cells = new int[size.Height, size.Width];
        foreach (var pane in new[] { plan.Header, plan.Graph, plan.Box, plan.Totals, plan.Tabs, plan.List, plan.Preview, plan.Details, plan.Notice, plan.Keys })
        {
            for (var y = pane.Top; y < pane.Bottom; y++)
            {
                for (var x = pane.Left; x < pane.Right; x++)
                {
                    cells[y, x]++;
                }
            }
        }

        Assert.DoesNotContain(cells.Cast<int>(), static count => count != 1);
    }
}
