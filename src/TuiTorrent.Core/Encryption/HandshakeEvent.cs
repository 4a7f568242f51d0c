using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>One step of a handshake, as a trace shows it.</summary>
/// <param name="NowMs">When, in monotonic milliseconds.</param>
/// <param name="IsIncoming">Whether the peer connected to us.</param>
/// <param name="Phase">The phase that was entered, or in which it failed; see <see cref="HandshakeMachine.Phase"/>.</param>
/// <param name="Bytes">Bytes received in total when it happened.</param>
/// <param name="Status">What the machine waits for now.</param>
/// <param name="Verdict">Why it failed; None while it goes on.</param>
public readonly record struct HandshakeEvent(
    long NowMs,
    bool IsIncoming,
    string Phase,
    int Bytes,
    HandshakeStatus Status,
    CloseReason Verdict);
