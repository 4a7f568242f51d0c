namespace TuiTorrent.Core.Encryption;

/// <summary>What is the same for every handshake of a session.</summary>
/// <param name="Policy">Which handshakes are made and taken.</param>
/// <param name="OurPeerId">The id that we tell; a peer that tells the same one is ourselves.</param>
/// <param name="OurReserved">The eight reserved bytes as a big-endian number (BEP 4).</param>
/// <param name="Random">Source of private exponents and pads.</param>
public sealed record HandshakeSettings(EncryptionPolicy Policy, PeerId OurPeerId, ulong OurReserved, IRandomSource Random);
