using System.Buffers.Binary;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <content>The first two packets, which both sides make alike: a key and a random pad.</content>
public sealed partial class HandshakeMachine
{
    private const int MaxPad = 512;

    private KeyPair? _freshKeys;
    private KeyExchange? _exchange;
    private bool _isExchangeTaken;
    private byte[]? _secret;
    private StreamMatcher _sync;
    private bool _isAnswered;

    /// <summary>The work that the machine waits for, once; null if there is none or it was taken. Run it on any thread, then complete it.</summary>
    public KeyExchange? TakeKeyExchange()
    {
        if (_isExchangeTaken || _exchange is null)
        {
            return null;
        }

        _isExchangeTaken = true;
        return _exchange;
    }

    /// <summary>Goes on with finished work. Work that finishes after the machine failed is ignored.</summary>
    public HandshakeStatus CompleteKeyExchange(long nowMs, KeyExchange finished)
    {
        if (Tick(nowMs) is HandshakeStatus.Failed)
        {
            return HandshakeStatus.Failed;
        }

        if (finished != _exchange || !finished.IsFinished)
        {
            throw new ArgumentException("Not the key exchange that this machine waits for, or it was not run.", nameof(finished));
        }

        _exchange = null;
        if (finished.Secret is { } secret)
        {
            _secret = secret;
            AnswerPeerKey(finished.OurKeys);
        }
        else
        {
            SendKey(finished.OurKeys);
            if (_state == State.Exchange)
            {
                AskForSecret();
            }
        }

        ReportPhase();
        return Status;
    }

    // Rule R2: before our packet went out the peer can have sent a key and a pad, no more.
    private bool IsPadUnanswered => _state is State.PeerKey or State.Exchange or State.Sync && !_isAnswered;

    private KeyPair OurKeys => _ourKeys ?? (_freshKeys ??= new KeyPair(_settings.Random));

    private void OpenEncrypted()
    {
        if (OurKeys.IsReady)
        {
            SendKey(OurKeys);
        }
        else
        {
            Ask(new KeyExchange(OurKeys, null));
        }
    }

    private int GatherPeerKey(ReadOnlySpan<byte> data)
    {
        if (Gather(data, DiffieHellman.KeyLength, out var taken))
        {
            if (!DiffieHellman.IsValid(_gathered))
            {
                Fail(CloseReason.BadPublicKey);
                return taken;
            }

            // The pad is not waited for: 30 s is a deadline, not a delay.
            _state = State.Exchange;
            if (_exchange is null)
            {
                AskForSecret();
            }
        }

        return taken;
    }

    private void AskForSecret() => Ask(new KeyExchange(OurKeys, _gathered.AsSpan(0, DiffieHellman.KeyLength).ToArray()));

    private void Ask(KeyExchange exchange)
    {
        _exchange = exchange;
        _isExchangeTaken = false;
    }

    private void AnswerPeerKey(KeyPair ourKeys)
    {
        Enter(State.Sync);
        if (IsIncoming)
        {
            var req1 = new byte[MseKeys.HashLength];
            MseKeys.Req1(_secret, req1);
            _sync = new StreamMatcher(req1);
            SendKey(ourKeys);
        }
        else
        {
            ProposeMethods();
        }
    }

    // Y (96), pad (0..512), in one write: a key alone in its packet is recognisable.
    private void SendKey(KeyPair ourKeys)
    {
        Span<byte> choice = stackalloc byte[2];
        _settings.Random.Fill(choice);
        var padLength = BinaryPrimitives.ReadUInt16BigEndian(choice) % (MaxPad + 1);
        var packet = ReserveOutput(DiffieHellman.KeyLength + padLength);
        ourKeys.PublicKey.CopyTo(packet);
        _settings.Random.Fill(packet[DiffieHellman.KeyLength..]);
    }

    private int Synchronise(ReadOnlySpan<byte> data)
    {
        // The sum of key, pad and pattern counts, in however many parts the pad came.
        var patternLength = IsIncoming ? MseKeys.HashLength : VerificationLength;
        var searchable = Math.Min(data.Length, DiffieHellman.KeyLength + MaxPad + patternLength - _received);
        if (_sync.Feed(data[..searchable], out var taken))
        {
            Enter(IsIncoming ? State.SharedKey : State.Header);
        }
        else if (_received + taken == DiffieHellman.KeyLength + MaxPad + patternLength)
        {
            Fail(CloseReason.HandshakeUnsynchronised);
        }

        return taken;
    }
}
