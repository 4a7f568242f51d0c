using System.Diagnostics;

namespace TuiTorrent.Fuzz.Targets;

/// <summary>What a target found wrong with an input.</summary>
public sealed class FuzzException(string message) : Exception(message);

/// <summary>Code that takes bytes of strangers, what must hold for any of them, and inputs to begin with.</summary>
/// <param name="Name">As on the command line, and of its folder in the corpus.</param>
/// <param name="Body">Feeds an input to the code; throws if anything is wrong.</param>
/// <param name="Seeds">Inputs that reach deep.</param>
/// <param name="BaseBytes">What a run may allocate whatever the input's length.</param>
public sealed record FuzzTarget(string Name, Action<byte[]> Body, Func<IEnumerable<byte[]>> Seeds, long BaseBytes = 256 * 1024)
{
    private const int BytesPerInputByte = 200;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);

    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. CodecTargets.All, .. HandshakeTargets.All, .. TrackerTargets.All, SessionTarget.Session];

    /// <summary>Feeds one input; throws for whatever the body throws, for memory and for time.</summary>
    public void Run(byte[] input)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Body(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(allocated <= BaseBytes + BytesPerInputByte * (long)input.Length, $"{allocated} bytes allocated for {input.Length}");
        Require(watch.Elapsed < LongestRun, $"{watch.Elapsed} for {input.Length} bytes");
    }

    internal static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new FuzzException(what);
        }
    }
}
