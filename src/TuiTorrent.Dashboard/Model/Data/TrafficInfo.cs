namespace TuiTorrent.Dashboard.Model.Data;

/// <summary>What the daemon counted in the last day, or since it was started: for the time before anybody looked.</summary>
/// <param name="SecondsOfLast">How much of the last minute is over.</param>
/// <param name="Minutes">Bytes down and up of each minute, oldest first.</param>
internal sealed record TrafficInfo(int SecondsOfLast, IReadOnlyList<(long Down, long Up)> Minutes);
