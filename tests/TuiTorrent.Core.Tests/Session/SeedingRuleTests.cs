using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Session;

public class SeedingRuleTests
{
    [Theory]
    [InlineData(1999, 1000, 1000, SeedingGoal.None)]
    [InlineData(2000, 1000, 1000, SeedingGoal.Ratio)]
    [InlineData(2000, 0, 1000, SeedingGoal.Ratio)]
    [InlineData(2000, 1500, 1000, SeedingGoal.None)]
    [InlineData(2000, 0, 0, SeedingGoal.None)]
    public void A_ratio_is_of_what_was_sent_to_what_was_received_or_is_there(long uploaded, long downloaded, long size, SeedingGoal goal) =>
        Assert.Equal(goal, new SeedingRule(2, null).Judge(new SeedingFacts(uploaded, downloaded, size, 0)));

    [Fact]
    public void Idleness_is_a_goal_too_and_can_be_waited_for()
    {
        var rule = new SeedingRule(null, 30);
        Assert.Equal(SeedingGoal.None, rule.Judge(new SeedingFacts(0, 1, 1, 30 * 60_000 - 1)));
        Assert.Equal(SeedingGoal.Idle, rule.Judge(new SeedingFacts(0, 1, 1, 30 * 60_000)));
        Assert.Equal(20 * 60_000, rule.IdleDueInMs(10 * 60_000));
        Assert.Equal(0, rule.IdleDueInMs(31 * 60_000));
        Assert.Equal(long.MaxValue, SeedingRule.Endless.IdleDueInMs(5));
    }

    [Fact]
    public void A_torrent_follows_the_rule_for_all_its_own_or_none()
    {
        var all = new SeedingRule(2, 30);
        Assert.Equal(all, all.For(RuleSource.Global, 9, RuleSource.Global, 9));
        Assert.Equal(new SeedingRule(9, null), all.For(RuleSource.Own, 9, RuleSource.Unlimited, 9));
        Assert.Equal(new SeedingRule(null, 9), all.For(RuleSource.Unlimited, 9, RuleSource.Own, 9));
        Assert.Equal(SeedingRule.Endless, SeedingRule.Endless.For(RuleSource.Global, 9, RuleSource.Global, 9));
    }
}
