using System.Buffers.Binary;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <content>The last two packets: which torrent, and which method.</content>
public sealed partial class HandshakeMachine
{
    private const int VerificationLength = 8;
    private const uint MethodPlaintext = 1;
    private const uint MethodRc4 = 2;

    private Rc4? _inbound;
    private Rc4? _outbound;
    private InfoHash? _torrent;
    private uint _provided;
    private int _padRemaining;
    private int _initialRemaining;

    // Required and preferred offer RC4 alone: every client has it, and the handshake may then go along as IA.
    private uint OurMethods => IsIncoming
        ? _settings.Policy == EncryptionPolicy.Required ? MethodRc4 : MethodRc4 | MethodPlaintext
        : _settings.Policy == EncryptionPolicy.Allowed ? MethodRc4 | MethodPlaintext : MethodRc4;

    // A to B: HASH('req1', S) (20), HASH('req2', SKEY) xor HASH('req3', S) (20),
    // then RC4: VC (8 zeros), crypto_provide (4), len PadC (2), PadC (0), len IA (2), IA (0 or 68).
    // IA goes along only where RC4 is all that we offer: widespread clients hang up on an IA that comes with an offer of plaintext.
    private void ProposeMethods()
    {
        var infoHash = _infoHash!.Value;
        var provide = OurMethods;
        var initialLength = provide == MethodRc4 ? Encryption.Greeting.Length : 0;
        var packet = ReserveOutput(2 * MseKeys.HashLength + 16 + initialLength);
        MseKeys.Req1(_secret, packet);

        Span<byte> req3 = stackalloc byte[MseKeys.HashLength];
        var name = packet.Slice(MseKeys.HashLength, MseKeys.HashLength);
        MseKeys.Req2(infoHash, name);
        MseKeys.Req3(_secret, req3);
        MseKeys.Xor(name, req3);

        var header = packet[(2 * MseKeys.HashLength)..];
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], provide);
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], (ushort)initialLength);
        if (initialLength > 0)
        {
            Encryption.Greeting.Write(header[16..], infoHash, _settings.OurPeerId, _settings.OurReserved);
        }

        _outbound = MseKeys.StreamA(_secret, infoHash);
        _inbound = MseKeys.StreamB(_secret, infoHash);
        _outbound.Process(header);
        _provided = provide;

        // B's verification constant is zeros: on the wire it is eight bytes of keystream.
        var verification = new byte[VerificationLength];
        _inbound.Process(verification);
        _sync = new StreamMatcher(verification);
    }

    private int FindTorrent(ReadOnlySpan<byte> data)
    {
        if (!Gather(data, MseKeys.HashLength, out var taken))
        {
            return taken;
        }

        Span<byte> digest = stackalloc byte[MseKeys.HashLength];
        MseKeys.Req3(_secret, digest);
        MseKeys.Xor(digest, _gathered);
        if (!_torrents.TryFindByDigest(digest, out var infoHash) || !_torrents.TryResolve(infoHash, out var torrent))
        {
            Fail(CloseReason.UnknownInfoHash);
            return taken;
        }

        _infoHash = infoHash;
        _torrent = torrent;
        _inbound = MseKeys.StreamA(_secret, infoHash);
        _outbound = MseKeys.StreamB(_secret, infoHash);
        Enter(State.Header);
        return taken;
    }

    // RC4. B reads VC (8 zeros), crypto_provide (4), len PadC (2); A, which found VC already, crypto_select (4), len PadD (2).
    private int ReadHeader(ReadOnlySpan<byte> data)
    {
        var verification = IsIncoming ? VerificationLength : 0;
        var length = verification + 6;
        if (!Gather(data, length, out var taken))
        {
            return taken;
        }

        var header = _gathered.AsSpan(0, length);
        _inbound!.Process(header);
        var methods = BinaryPrimitives.ReadUInt32BigEndian(header[verification..]);
        _padRemaining = BinaryPrimitives.ReadUInt16BigEndian(header[(verification + 4)..]);
        if (header[..verification].ContainsAnyExcept((byte)0))
        {
            Fail(CloseReason.BadVerificationConstant);
        }
        else if (IsIncoming && (methods & OurMethods) == 0)
        {
            Fail(CloseReason.NoCommonCryptoMethod);
        }
        else if (!IsIncoming && (methods is not (MethodPlaintext or MethodRc4) || (methods & _provided) == 0))
        {
            Fail(CloseReason.BadCryptoSelect);
        }
        else if (_padRemaining > MaxPad)
        {
            Fail(CloseReason.PadTooLong);
        }
        else
        {
            AcceptHeader(methods);
        }

        return taken;
    }

    private void AcceptHeader(uint methods)
    {
        if (IsIncoming)
        {
            _provided = methods & OurMethods;
        }
        else
        {
            _cipher = methods == MethodRc4 ? CipherKind.Rc4 : CipherKind.MsePlaintext;
        }

        Enter(State.Pad);
        LeavePadIfOver();
    }

    private int SkipPad(Span<byte> data)
    {
        var taken = Math.Min(_padRemaining, data.Length);
        _inbound!.Process(data[..taken]);
        _padRemaining -= taken;
        LeavePadIfOver();
        return taken;
    }

    private void LeavePadIfOver()
    {
        if (_padRemaining > 0)
        {
            return;
        }

        if (IsIncoming)
        {
            Enter(State.InitialLength);
            return;
        }

        // A: both streams go on under the selected method from here.
        Enter(State.Greeting);
        if (_provided != MethodRc4)
        {
            SendGreeting(_infoHash!.Value);
        }
    }

    private int ReadInitialLength(ReadOnlySpan<byte> data)
    {
        if (!Gather(data, 2, out var taken))
        {
            return taken;
        }

        var length = _gathered.AsSpan(0, 2);
        _inbound!.Process(length);
        _initialRemaining = BinaryPrimitives.ReadUInt16BigEndian(length);

        // IA is RC4 even if plaintext is selected, so what it holds beyond the handshake would need a switch within the wire's bytes.
        var mayBePlaintext = (_provided & MethodPlaintext) != 0 && _initialRemaining <= Encryption.Greeting.Length;
        var mayBeRc4 = (_provided & MethodRc4) != 0;
        if (!mayBePlaintext && !mayBeRc4)
        {
            Fail(CloseReason.InitialPayloadTooLong);
            return taken;
        }

        var isPlaintextBetter = _settings.Policy == EncryptionPolicy.Allowed;
        _cipher = mayBePlaintext && (isPlaintextBetter || !mayBeRc4) ? CipherKind.MsePlaintext : CipherKind.Rc4;
        SelectMethod();
        Enter(State.Greeting);
        return taken;
    }

    // B to A, RC4: VC (8 zeros), crypto_select (4), len PadD (2), PadD (0).
    private void SelectMethod()
    {
        var packet = ReserveOutput(VerificationLength + 6);
        BinaryPrimitives.WriteUInt32BigEndian(packet[VerificationLength..], _cipher == CipherKind.Rc4 ? MethodRc4 : MethodPlaintext);
        _outbound!.Process(packet);
    }
}
