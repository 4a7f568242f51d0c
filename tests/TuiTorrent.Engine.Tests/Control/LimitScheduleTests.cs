using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine.Tests.Control;

public class LimitScheduleTests
{
    private static readonly AlternativeLimits Night = new() { IsScheduled = true, BeginMinute = 22 * 60, EndMinute = 6 * 60, Days = 1 << (int)DayOfWeek.Friday };

    [Theory]
    [InlineData("2030-01-04T21:59:59", false)]
    [InlineData("2030-01-04T22:00:00", true)]
    [InlineData("2030-01-05T05:59:59", true)]
    [InlineData("2030-01-05T06:00:00", false)]
    [InlineData("2030-01-04T05:00:00", false)]
    [InlineData("2030-01-05T23:00:00", false)]
    public void Hours_past_midnight_belong_to_the_day_on_which_they_began(string local, bool isInForce) =>
        Assert.Equal(isInForce, LimitSchedule.IsInForce(Night, DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2030-01-04T21:45:00", 15)]
    [InlineData("2030-01-04T23:50:00", 10)]
    [InlineData("2030-01-04T12:00:00", 60)]
    public void The_next_look_is_no_later_than_the_next_change(string local, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), LimitSchedule.UntilNextLook(Night, DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));
}
