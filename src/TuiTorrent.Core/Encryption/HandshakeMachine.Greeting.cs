using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <content>The traditional handshake: alone, or inside MSE.</content>
public sealed partial class HandshakeMachine
{
    private bool _isInfoHashChecked;

    /// <summary>Plain or MSE? The first byte that differs from the greeting decides; a key that begins with 0x13 does not yet.</summary>
    private int Classify(ReadOnlySpan<byte> data)
    {
        var name = Encryption.Greeting.ProtocolName;
        var before = _gatheredLength;
        var isWhole = Gather(data, name.Length, out var taken);
        if (!_gathered.AsSpan(before, taken).SequenceEqual(name.Slice(before, taken)))
        {
            // What was gathered is the beginning of a key. A peer that was opened plainly has no key to send.
            SawMseBytes = _isMseAllowed;
            _state = State.PeerKey;
            if (!_isMseAllowed)
            {
                Fail(IsIncoming ? CloseReason.EncryptionRefused : CloseReason.BadProtocolName);
            }
        }
        else if (isWhole)
        {
            // Gathered already, so the greeting goes on behind it.
            _cipher = CipherKind.Plain;
            _state = State.Greeting;
            if (!_isPlainAllowed)
            {
                Fail(IsIncoming ? CloseReason.PlaintextRefused : CloseReason.PeerIsPlaintextOnly);
            }
        }

        return taken;
    }

    // 0x13, "BitTorrent protocol" (19), reserved (8), info hash (20), peer id (20).
    // We answer as soon as the info hash is known: some clients send their id only then.
    private int ReadGreeting(Span<byte> data)
    {
        var wanted = Math.Min(Encryption.Greeting.Length - _gatheredLength, data.Length);
        if (_initialRemaining > 0)
        {
            // IA is RC4 whatever was selected; the switch is at the byte behind it.
            wanted = Math.Min(wanted, _initialRemaining);
            _initialRemaining -= wanted;
            _inbound!.Process(data[..wanted]);
        }
        else if (_cipher == CipherKind.Rc4)
        {
            _inbound!.Process(data[..wanted]);
        }

        var isWhole = Gather(data[..wanted], Encryption.Greeting.Length, out var taken);
        if (IsGreetingAcceptable() && isWhole)
        {
            Finish();
        }

        return taken;
    }

    private bool IsGreetingAcceptable()
    {
        var name = Encryption.Greeting.ProtocolName;
        var compared = Math.Min(_gatheredLength, name.Length);
        if (!_gathered.AsSpan(0, compared).SequenceEqual(name[..compared]))
        {
            Fail(CloseReason.BadProtocolName);
            return false;
        }

        if (_isInfoHashChecked || _gatheredLength < Encryption.Greeting.InfoHashEnd)
        {
            return true;
        }

        _isInfoHashChecked = true;
        var asked = Encryption.Greeting.InfoHash(_gathered);
        if (IsIncoming)
        {
            return AcceptInfoHash(asked);
        }

        if (asked != _infoHash)
        {
            Fail(CloseReason.InfoHashMismatch);
            return false;
        }

        return true;
    }

    private bool AcceptInfoHash(InfoHash asked)
    {
        if (!_torrents.TryResolve(asked, out var torrent))
        {
            Fail(CloseReason.UnknownInfoHash);
            return false;
        }

        if (_torrent is { } shared && shared != torrent)
        {
            Fail(CloseReason.InfoHashMismatch);
            return false;
        }

        _torrent = torrent;
        _infoHash = asked;
        SendGreeting(asked);
        return true;
    }

    private void SendGreeting(InfoHash infoHash)
    {
        var greeting = ReserveOutput(Encryption.Greeting.Length);
        Encryption.Greeting.Write(greeting, infoHash, _settings.OurPeerId, _settings.OurReserved);
        if (_cipher == CipherKind.Rc4)
        {
            _outbound!.Process(greeting);
        }
    }

    private void Finish()
    {
        var theirPeerId = Encryption.Greeting.PeerId(_gathered);
        if (theirPeerId == _settings.OurPeerId)
        {
            Fail(CloseReason.SelfConnection);
            return;
        }

        var isRc4 = _cipher == CipherKind.Rc4;
        _result = new HandshakeResult(
            _torrent ?? _infoHash!.Value,
            theirPeerId,
            Encryption.Greeting.Reserved(_gathered),
            _cipher,
            isRc4 ? _inbound : null,
            isRc4 ? _outbound : null);
        _state = State.Done;
        Release();
    }
}
