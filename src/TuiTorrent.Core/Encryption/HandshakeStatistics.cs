using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>How one handshake ended.</summary>
/// <param name="AtMs">When; monotonic ms.</param>
/// <param name="Endpoint">With whom.</param>
/// <param name="IsIncoming">The peer connected to us.</param>
/// <param name="Cipher">What was agreed; null if it failed.</param>
/// <param name="Reason">Why it failed; None if it did not.</param>
/// <param name="Milliseconds">From the open connection to the end.</param>
/// <param name="InfoHash">The torrent that was asked for, if it came to that.</param>
public sealed record HandshakeOutcome(
    long AtMs, PeerEndpoint Endpoint, bool IsIncoming, CipherKind? Cipher, CloseReason Reason, int Milliseconds, InfoHash? InfoHash);

/// <summary>How handshakes ended since the session began.</summary>
/// <remarks>Loop thread only; counts never shrink.</remarks>
public sealed class HandshakeStatistics
{
    private readonly long[] _byCipher = new long[Enum.GetValues<CipherKind>().Length];
    private readonly long[] _byReason = new long[Enum.GetValues<CloseReason>().Length];

    private readonly Queue<HandshakeOutcome> _recent = new();

    /// <summary>The latest, at most <see cref="Limits.MaxRecentHandshakes"/>, the newest first. A copy.</summary>
    public IReadOnlyList<HandshakeOutcome> Recent => [.. _recent.Reverse()];

    /// <summary>Traditional handshakes that succeeded.</summary>
    public long Plain => Succeeded(CipherKind.Plain);

    /// <summary>MSE handshakes that selected RC4.</summary>
    public long Rc4 => Succeeded(CipherKind.Rc4);

    /// <summary>MSE handshakes that selected plaintext.</summary>
    public long MsePlaintext => Succeeded(CipherKind.MsePlaintext);

    /// <summary>Handshakes that failed, whatever the reason.</summary>
    public long Refused { get; private set; }

    /// <summary>Handshakes that succeeded with this cipher.</summary>
    public long Succeeded(CipherKind cipher) => _byCipher[(int)cipher];

    /// <summary>Handshakes that failed for this reason.</summary>
    public long RefusedFor(CloseReason reason) => _byReason[(int)reason];

    /// <summary>Counts a finished handshake.</summary>
    public void CountSuccess(CipherKind cipher) => _byCipher[(int)cipher]++;

    /// <summary>Counts a failed one: by the machine's reason, or the socket's if that came first.</summary>
    public void CountRefusal(CloseReason reason)
    {
        _byReason[(int)reason]++;
        Refused++;
    }

    /// <summary>Counts a handshake that ended, and remembers it for a while.</summary>
    public void Note(HandshakeOutcome outcome)
    {
        if (_recent.Count == Limits.MaxRecentHandshakes)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(outcome);
        if (outcome.Cipher is { } cipher)
        {
            CountSuccess(cipher);
        }
        else
        {
            CountRefusal(outcome.Reason);
        }
    }
}
