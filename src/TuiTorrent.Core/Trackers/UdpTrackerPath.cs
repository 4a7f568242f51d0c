namespace TuiTorrent.Core.Trackers;

/// <summary>What a UDP exchange must know of the way to the tracker.</summary>
/// <param name="Url">Its path and query are sent along (BEP 41).</param>
/// <param name="IsIPv6">Of the address asked: peers then have 18 bytes instead of 6.</param>
/// <param name="Scope">Of the address asked, for <see cref="PeerAddressPolicy"/>.</param>
/// <param name="Known">A connection id from an earlier exchange with the same address, or none.</param>
public sealed record UdpTrackerPath(Uri Url, bool IsIPv6, AddressScope Scope, UdpConnectionId Known = default);
