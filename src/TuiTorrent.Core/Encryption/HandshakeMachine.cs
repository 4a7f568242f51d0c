using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>One connection's handshake, plain or MSE, on either side, from the first byte to the first byte of the wire protocol.</summary>
/// <remarks>
/// Loop thread only; no sockets, no clock. Never throws for what a peer sent. Holds a few hundred bytes, released at the end.
/// Invariants: no modular power is asked for before the peer's key passed the range check and rule R2 held;
/// a byte is decrypted only when it is consumed, so what is not consumed is as it came from the wire.
/// Source: mse.md section 3; BEP 3.
/// </remarks>
public sealed partial class HandshakeMachine
{
    private readonly HandshakeSettings _settings;
    private readonly IHandshakeTrace? _trace;
    private readonly InfoHashIndex _torrents;
    private readonly long _startMs;
    private readonly bool _isMseAllowed;
    private readonly bool _isPlainAllowed;
    private readonly KeyPair? _ourKeys;

    private State _state;
    private CipherKind _cipher;
    private byte[] _gathered = new byte[DiffieHellman.KeyLength];
    private int _gatheredLength;
    private byte[] _output = [];
    private int _outputLength;
    private InfoHash? _infoHash;
    private HandshakeResult _result;
    private int _received;
    private long _nowMs;
    private bool _isFailureReported;

    private HandshakeMachine(
        long nowMs,
        HandshakeSettings settings,
        InfoHashIndex torrents,
        IHandshakeTrace? trace,
        bool isIncoming,
        bool isMseAllowed,
        bool isPlainAllowed,
        KeyPair? keys)
    {
        _settings = settings;
        _torrents = torrents;
        _trace = trace;
        _startMs = _nowMs = nowMs;
        IsIncoming = isIncoming;
        _isMseAllowed = isMseAllowed;
        _isPlainAllowed = isPlainAllowed;
        _ourKeys = keys;
        _state = State.Classify;
    }

    // In the order in which a handshake passes through them; B is the accepting side, A the connecting one.
    private enum State
    {
        Classify,
        PeerKey,
        Exchange,
        Sync,
        SharedKey,
        Header,
        Pad,
        InitialLength,
        Greeting,
        Done,
        Failed,
    }

    /// <summary>Whether the peer connected to us.</summary>
    public bool IsIncoming { get; }

    /// <summary>What to do next.</summary>
    public HandshakeStatus Status => _state switch
    {
        State.Done => HandshakeStatus.Done,
        State.Failed => HandshakeStatus.Failed,
        _ => _exchange is null ? HandshakeStatus.NeedMore : HandshakeStatus.KeyExchange,
    };

    /// <summary>Bytes to send, encrypted already; all of them in one write. Empty when there is nothing to send.</summary>
    public ReadOnlySpan<byte> Output => _output.AsSpan(0, _outputLength);

    /// <summary>Why it failed; None before that.</summary>
    public CloseReason Failure { get; private set; }

    /// <summary>What was agreed; throws unless <see cref="Status"/> is Done.</summary>
    public HandshakeResult Result =>
        _state == State.Done ? _result : throw new InvalidOperationException("The handshake is not done.");

    /// <summary>The hash by which the peer asked, or by which we asked; null while it isn't known.</summary>
    public InfoHash? InfoHash => _infoHash;

    /// <summary>Bytes of the handshake received in total.</summary>
    public int BytesReceived => _received;

    /// <summary>Whether a byte came that can only be part of a public key: a plain retry on a new socket is then pointless.</summary>
    public bool SawMseBytes { get; private set; }

    /// <summary>Where the handshake is, or in which phase it failed; for traces and messages.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>When <see cref="Tick"/> has something to do; monotonic milliseconds, the largest value if never.</summary>
    public long NextDeadlineMs => _state switch
    {
        State.Done or State.Failed => long.MaxValue,
        _ when IsFirstTimerRunning => _startMs + Limits.HandshakeTimeoutMs,
        _ => _startMs + Limits.HandshakeTotalTimeoutMs,
    };

    // Rule R1 until the key is whole; a plain handshake must be whole in that time.
    private bool IsFirstTimerRunning =>
        _state is State.Classify or State.PeerKey || _state == State.Greeting && _cipher == CipherKind.Plain;

    /// <summary>A machine for an accepted connection.</summary>
    /// <param name="nowMs">When it was accepted.</param>
    /// <param name="settings">The session's.</param>
    /// <param name="torrents">What may be asked for, kept for this handshake.</param>
    /// <param name="trace">Hears of each phase; may be null.</param>
    /// <param name="keys">A pair that was never used before; null makes a fresh one when needed.</param>
    public static HandshakeMachine Incoming(
        long nowMs,
        HandshakeSettings settings,
        InfoHashIndex torrents,
        IHandshakeTrace? trace,
        KeyPair? keys = null)
    {
        var machine = new HandshakeMachine(
            nowMs,
            settings,
            torrents,
            trace,
            isIncoming: true,
            isMseAllowed: settings.Policy != EncryptionPolicy.Disabled,
            isPlainAllowed: settings.Policy != EncryptionPolicy.Required,
            keys);
        machine.ReportPhase();
        return machine;
    }

    /// <summary>A machine for a connection that we made.</summary>
    /// <param name="nowMs">When connect() completed.</param>
    /// <param name="settings">The session's.</param>
    /// <param name="infoHash">The torrent that we ask for.</param>
    /// <param name="encrypted">The opening: MSE, or the traditional handshake. See <see cref="RetryPolicy"/>.</param>
    /// <param name="trace">Hears of each phase; may be null.</param>
    /// <param name="keys">A pair that was never used before; null makes a fresh one, and the status is KeyExchange at once.</param>
    public static HandshakeMachine Outgoing(
        long nowMs,
        HandshakeSettings settings,
        InfoHash infoHash,
        bool encrypted,
        IHandshakeTrace? trace,
        KeyPair? keys = null)
    {
        if (encrypted ? settings.Policy == EncryptionPolicy.Disabled : settings.Policy == EncryptionPolicy.Required)
        {
            throw new ArgumentException("The policy forbids this opening.", nameof(encrypted));
        }

        var machine = new HandshakeMachine(
            nowMs,
            settings,
            InfoHashIndex.Empty,
            trace,
            isIncoming: false,
            isMseAllowed: encrypted,
            isPlainAllowed: !encrypted,
            encrypted ? keys ?? new KeyPair(settings.Random) : null);
        machine._infoHash = infoHash;
        if (encrypted)
        {
            machine.OpenEncrypted();
        }
        else
        {
            machine.SendGreeting(infoHash);
        }

        machine.ReportPhase();
        return machine;
    }

    /// <summary>Takes bytes that arrived, decrypting in place what it consumes.</summary>
    /// <param name="nowMs">Monotonic milliseconds.</param>
    /// <param name="data">The bytes; nothing of them is kept but copies.</param>
    /// <param name="consumed">All of them, unless the handshake is done: the rest is the wire's, still as it came.</param>
    public HandshakeStatus Receive(long nowMs, Span<byte> data, out int consumed)
    {
        consumed = 0;
        if (Tick(nowMs) is HandshakeStatus.Done)
        {
            return HandshakeStatus.Done;
        }

        while (consumed < data.Length && _state is not (State.Done or State.Failed))
        {
            var rest = data[consumed..];
            if (IsPadUnanswered && _received + rest.Length > Limits.MaxUnsynchronisedBytes)
            {
                Fail(CloseReason.HandshakeUnsynchronised);
                break;
            }

            var taken = _state switch
            {
                State.Classify => Classify(rest),
                State.PeerKey => GatherPeerKey(rest),
                State.Exchange => rest.Length, // A pad: only its length counts.
                State.Sync => Synchronise(rest),
                State.SharedKey => FindTorrent(rest),
                State.Header => ReadHeader(rest),
                State.Pad => SkipPad(rest),
                State.InitialLength => ReadInitialLength(rest),
                _ => ReadGreeting(rest),
            };
            consumed += taken;
            _received += taken;
            if (_state != State.Failed)
            {
                ReportPhase();
            }
        }

        if (_state == State.Failed)
        {
            _received += data.Length - consumed;
            consumed = data.Length;
            ReportPhase();
        }

        return Status;
    }

    /// <summary>Lets time pass.</summary>
    public HandshakeStatus Tick(long nowMs)
    {
        _nowMs = nowMs;
        if (nowMs >= NextDeadlineMs)
        {
            var isKeyMissing = _isMseAllowed && _state is (State.Classify or State.PeerKey);
            Fail(isKeyMissing ? CloseReason.HandshakeTooShort : CloseReason.HandshakeTimeout);
            ReportPhase();
        }

        return Status;
    }

    /// <summary>To be called when all of <see cref="Output"/> was handed to the socket: the peer may answer it from now on.</summary>
    public void OutputTaken()
    {
        _outputLength = 0;
        _output = [];
        _isAnswered |= _state == State.Sync;
    }

    private Span<byte> ReserveOutput(int length)
    {
        // Two packets wait together only if they were made in one turn, or the caller is slow.
        Array.Resize(ref _output, _outputLength + length);
        _outputLength += length;
        return _output.AsSpan(_outputLength - length);
    }

    /// <summary>Copies what is still missing of <paramref name="length"/> bytes; true when they are whole.</summary>
    private bool Gather(ReadOnlySpan<byte> data, int length, out int taken)
    {
        taken = Math.Min(length - _gatheredLength, data.Length);
        data[..taken].CopyTo(_gathered.AsSpan(_gatheredLength));
        _gatheredLength += taken;
        return _gatheredLength == length;
    }

    private void Enter(State state)
    {
        _state = state;
        _gatheredLength = 0;
    }

    private void Fail(CloseReason reason)
    {
        Failure = reason;
        _state = State.Failed;
        Release();
    }

    private void Release()
    {
        _gathered = [];
        _exchange = null;
        _secret = null;
        _inbound = null;
        _outbound = null;
        _sync = default;
        if (_state == State.Failed)
        {
            _output = [];
            _outputLength = 0;
        }
    }

    private void ReportPhase()
    {
        var name = _state switch
        {
            State.Classify => "classify",
            State.PeerKey => "key",
            State.Exchange => "exchange",
            State.Sync => "sync",
            State.SharedKey => "torrent",
            State.Header => IsIncoming ? "provide" : "select",
            State.Pad => "pad",
            State.InitialLength => "payload",
            State.Greeting => "greeting",
            State.Done => "done",
            _ => Phase, // A failure is told by the phase that it ended.
        };
        if (name != Phase || _state == State.Failed && !_isFailureReported)
        {
            Phase = name;
            _isFailureReported = _state == State.Failed;
            _trace?.Event(new HandshakeEvent(_nowMs, IsIncoming, name, _received, Status, Failure));
        }
    }
}
