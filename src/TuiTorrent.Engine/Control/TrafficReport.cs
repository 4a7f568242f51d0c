namespace TuiTorrent.Engine.Control;

/// <summary>What moved in the last day, or since the start of this process.</summary>
/// <param name="SecondsOfLast">How much of the last minute is over.</param>
/// <param name="Minutes">Payload bytes in and out of each minute, oldest first; the last one is not over yet. At most 1,440.</param>
public sealed record TrafficReport(int SecondsOfLast, IReadOnlyList<(long Down, long Up)> Minutes);
