namespace TuiTorrent.Core.Encryption;

/// <summary>What a finished handshake leaves behind.</summary>
/// <param name="InfoHash">The torrent, by the name under which it is registered (of a hybrid's two hashes the registered one).</param>
/// <param name="TheirPeerId">The id that the peer told.</param>
/// <param name="TheirReserved">The peer's eight reserved bytes as a big-endian number.</param>
/// <param name="Cipher">What the bytes behind the handshake are in.</param>
/// <param name="Inbound">Decrypts from the first byte that the machine did not consume; null unless RC4. The caller owns it.</param>
/// <param name="Outbound">Encrypts from the first byte behind the machine's output; null unless RC4. The caller owns it.</param>
public readonly record struct HandshakeResult(
    InfoHash InfoHash,
    PeerId TheirPeerId,
    ulong TheirReserved,
    CipherKind Cipher,
    Rc4? Inbound,
    Rc4? Outbound);
