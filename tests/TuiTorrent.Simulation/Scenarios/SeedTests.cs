using System.Collections.Concurrent;
using System.Globalization;

namespace TuiTorrent.Simulation.Scenarios;

/// <summary>Many random swarms, each made from a number, and the way to see one of them again.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const int Seeds = 200;

    /// <summary>SIM_SEEDS asks for more of them: a longer hunt than every check can afford.</summary>
    private static int Count => Environment.GetEnvironmentVariable("SIM_SEEDS") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : Seeds;

    [Fact]
    public void Two_hundred_random_swarms_keep_every_rule_and_finish()
    {
        var failures = new ConcurrentDictionary<int, string>();
        var elapsed = new ConcurrentDictionary<int, long>();
        Parallel.For(1, Count + 1, seed =>
        {
            try
            {
                elapsed[seed] = new RandomSwarm(seed).Run().World.ElapsedMs;
            }
            catch (Exception e)
            {
                // Whatever it is, the seed must be told with it.
                failures[seed] = e.ToString();
            }
        });

        var slowest = elapsed.OrderByDescending(pair => pair.Value).Take(5).Select(pair => $"{pair.Key}: {pair.Value / 1000} s");
        output.WriteLine($"{elapsed.Count} of {Count} passed; slowest {string.Join(", ", slowest)}");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.OrderBy(pair => pair.Key).Select(pair => $"seed {pair.Key} (make sim SEED={pair.Key}): {pair.Value}")));
    }

    /// <summary>One swarm again, by the environment variable SIM_SEED, with a line for each thing that happens.</summary>
    [Fact]
    public void Replay()
    {
        var asked = Environment.GetEnvironmentVariable("SIM_SEED");
        var seed = asked is null ? 1 : int.Parse(asked, CultureInfo.InvariantCulture);
        var swarm = new RandomSwarm(seed, asked is null ? null : Console.WriteLine).Run();
        output.WriteLine($"seed {seed}: {swarm.World.ElapsedMs} ms simulated, {swarm.World.Steps} steps; {swarm.Describe()}");
        Assert.All(swarm.Honest, client => Assert.True(client.Torrent.IsComplete));
    }
}
