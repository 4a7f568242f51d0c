using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Trackers;

/// <summary>What stays the same in all announces of a torrent.</summary>
/// <param name="InfoHash">Which torrent.</param>
/// <param name="PeerId">Who we are.</param>
/// <param name="Port">The TCP port that peers reach us at.</param>
/// <param name="Key">A secret by which the tracker knows us again when our address changes (BEP 7, BEP 15).</param>
/// <param name="Encryption">Told as supportcrypto and requirecrypto.</param>
public sealed record AnnounceIdentity(InfoHash InfoHash, PeerId PeerId, ushort Port, uint Key, EncryptionPolicy Encryption);
