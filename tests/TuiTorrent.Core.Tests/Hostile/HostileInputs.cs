namespace TuiTorrent.Core.Tests.Hostile;

public class HostileInputs(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string>> Ids => HostileSuite.Cases.Keys.Select(id => new TheoryDataRow<string>(id) { TestDisplayName = id });

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_hostile_input_gets_its_verdict_within_its_memory(string id)
    {
        var result = HostileSuite.ResultOf(id);
        Assert.True(result.IsAsExpected, result.ToString());
    }

    [Fact]
    public void The_whole_suite_is_as_expected()
    {
        var results = HostileSuite.Cases.Keys.Select(HostileSuite.ResultOf).ToList();
        var summary = $"{results.Count} cases, {results.Count(r => r.IsAsExpected)} as expected";
        output.WriteLine(summary);
        Console.WriteLine(summary);
        Assert.All(HostileSuite.Groups, group => Assert.Contains(HostileSuite.Cases.Keys, id => id.StartsWith(group.Name[0])));
        Assert.DoesNotContain(results, r => !r.IsAsExpected);
    }
}
