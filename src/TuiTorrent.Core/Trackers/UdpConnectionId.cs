namespace TuiTorrent.Core.Trackers;

/// <summary>A UDP tracker's proof that our address is not forged; the default value is none.</summary>
/// <param name="Value">Sent back in every request.</param>
/// <param name="ExpiresAtMs">Not to be used from then on: 60 seconds after it was given (BEP 15).</param>
public readonly record struct UdpConnectionId(ulong Value, long ExpiresAtMs);
