namespace TuiTorrent.Core.Trackers;

/// <summary>The totals an announce tells, in bytes of payload since the torrent was started.</summary>
/// <param name="Uploaded">Bytes sent to peers.</param>
/// <param name="Downloaded">Bytes received from peers.</param>
/// <param name="Left">Bytes still missing; 0 makes us a seeder.</param>
public readonly record struct AnnounceTotals(long Uploaded, long Downloaded, long Left);
