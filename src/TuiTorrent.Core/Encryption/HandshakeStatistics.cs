using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>How handshakes ended since the session began.</summary>
/// <remarks>Loop thread only; counts never shrink.</remarks>
public sealed class HandshakeStatistics
{
    private readonly long[] _byCipher = new long[Enum.GetValues<CipherKind>().Length];
    private readonly long[] _byReason = new long[Enum.GetValues<CloseReason>().Length];

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
}
