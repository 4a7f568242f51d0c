namespace TuiTorrent.Simulation.Model;

/// <summary>A rule was broken, or a swarm did not end as it should; the text says how to see it again.</summary>
internal sealed class SimulationFailure(string message) : Exception(message);
