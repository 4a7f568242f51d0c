namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>One hostile input and what must come of it.</summary>
/// <param name="Id">Group, number and a word: "B1 empty". Unique in the suite.</param>
/// <param name="Expected">The verdict: "accept", "reject CODE", "ignore", "drop REASON", …</param>
/// <param name="Run">Feeds the input to the code and gives its verdict. Repeatable: it is run twice.</param>
/// <param name="Input">The bytes, for a fuzz corpus; null where a case is a conduct and not bytes.</param>
public sealed record HostileCase(string Id, string Expected, Func<string> Run, byte[]? Input = null)
{
    private const long SmallestAllocationLimit = 64 * 1024;

    /// <summary>Bytes that a run may allocate: 8 times the input, or what the case sets.</summary>
    public long AllocationLimitBytes { get; init; } = Math.Max(SmallestAllocationLimit, 8L * (Input?.Length ?? 0));

    /// <summary>A case that is a matter of its bytes alone.</summary>
    public static HostileCase Of(string id, string expected, byte[] input, Func<byte[], string> run) => new(id, expected, () => run(input), input);

    /// <summary>Runs it; an exception is a verdict too, and never the expected one.</summary>
    public HostileResult Execute()
    {
        try
        {
            // The first run may load and initialise code; only the second is measured.
            Run();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var actual = Run();
            return new HostileResult(this, actual, GC.GetAllocatedBytesForCurrentThread() - before);
        }
#pragma warning disable CA1031 // Whatever passes the parser's barrier is the fault that the suite looks for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new HostileResult(this, "threw " + e.GetType().Name, 0);
        }
    }
}
