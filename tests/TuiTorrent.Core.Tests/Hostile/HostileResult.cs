namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>What came of a hostile input.</summary>
public sealed record HostileResult(HostileCase Case, string Actual, long AllocatedBytes)
{
    /// <summary>Whether verdict and memory are as they must be.</summary>
    public bool IsAsExpected => Actual == Case.Expected && AllocatedBytes <= Case.AllocationLimitBytes;

    /// <summary>One line for a report.</summary>
    public override string ToString() =>
        $"{Case.Id}: expected {Case.Expected}, got {Actual}; {AllocatedBytes} bytes allocated of {Case.AllocationLimitBytes}";
}
