using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>What one client of a swarm is like.</summary>
internal sealed record ClientPlan
{
    public required string Name { get; init; }

    public bool IsSeed { get; init; }

    public SessionSettings Settings { get; init; } = new();

    public Link Link { get; init; } = new();

    public DiskPlan Disk { get; init; } = new();

    /// <summary>Its hashes and reads are its own business: it is not waited for.</summary>
    public bool IsLiar => Disk.LiePermille > 0;
}
