using System.Buffers;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <summary>What a torrent does with each message of a peer.</summary>
public sealed partial class Torrent
{
    /// <summary>Pieces that a choked peer may fetch all the same: BEP 6 proposes 10, fewer keep a choke meaningful.</summary>
    private const int AllowedFastPieces = 5;

    /// <summary>Handles one message; anything but None closes the connection.</summary>
    internal CloseReason Handle(long nowMs, Peer peer, ref WireMessage message)
    {
        switch (message.Id)
        {
            case MessageId.Piece:
                return HandlePiece(nowMs, peer, ref message);
            case MessageId.Request:
                return HandleRequest(nowMs, peer, in message);
            case MessageId.Have:
                return HandleHave(nowMs, peer, message.Piece);
            case MessageId.Bitfield:
                return HandleAvailability(nowMs, peer, in message);
            case MessageId.HaveAll or MessageId.HaveNone or MessageId.Reject or MessageId.AllowedFast or MessageId.Suggest when !peer.SupportsFast:
                return CloseReason.ProtocolViolation;
            case MessageId.HaveAll or MessageId.HaveNone:
                return HandleAvailability(nowMs, peer, in message);
            case MessageId.Cancel:
                return HandleCancel(nowMs, peer, in message);
            case MessageId.Reject:
                return HandleReject(nowMs, peer, in message);
        }

        // What follows costs the peer of its allowance: it is cheap to send, and says little.
        if (!SessionCore.TakeControlToken(nowMs, peer.Connection))
        {
            return CloseReason.Flood;
        }

        switch (message.Id)
        {
            case MessageId.Choke:
                peer.PeerChoking = true;
                // What was kept for this peer alone could wait for ever.
                Picker.Forget(peer);
                if (!peer.SupportsFast)
                {
                    peer.Requests.Clear(Picker);
                }

                _session.FillOthers(this);

                break;
            case MessageId.Unchoke:
                peer.PeerChoking = false;
                FillRequests(nowMs, peer);
                break;
            case MessageId.Interested:
                peer.PeerInterested = true;
                FillUploadSlots(nowMs);
                break;
            case MessageId.NotInterested:
                peer.PeerInterested = false;
                break;
            case MessageId.AllowedFast:
                if (message.Piece >= (uint)Layout.PieceCount)
                {
                    return CloseReason.ProtocolViolation;
                }

                peer.AllowFast((int)message.Piece);
                FillRequests(nowMs, peer);
                break;
            case MessageId.Extended when message.ExtendedId == 0:
                return HandleExtensionHandshake(nowMs, peer, message.Payload);
        }

        return CloseReason.None;
    }

    private CloseReason HandleHave(long nowMs, Peer peer, uint piece)
    {
        if (piece >= (uint)Layout.PieceCount)
        {
            return CloseReason.ProtocolViolation;
        }

        peer.HasSpoken = true;
        if (peer.Pieces[(int)piece])
        {
            return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
        }

        peer.Pieces[(int)piece] = true;
        if (peer.IsSeed)
        {
            // A seed is not counted piece by piece: what was counted of it goes.
            for (var other = 0; other < Layout.PieceCount; other++)
            {
                if (other != (int)piece)
                {
                    Picker.RemoveAvailability(other);
                }
            }

            return NoteSeed(nowMs, peer);
        }

        Picker.AddAvailability((int)piece);
        if (Picker.Lacks((int)piece))
        {
            BecomeInterested(peer);
            FillRequests(nowMs, peer);
        }

        return CloseReason.None;
    }

    /// <summary>Bitfield, have all and have none: once, before any have. A later bitfield stands for many haves.</summary>
    private CloseReason HandleAvailability(long nowMs, Peer peer, in WireMessage message)
    {
        if (peer.HasSpoken)
        {
            return message.Id == MessageId.Bitfield ? HandleLaterBitfield(nowMs, peer, message.Payload) : CloseReason.ProtocolViolation;
        }

        peer.HasSpoken = true;
        if (message.Id == MessageId.Bitfield && !peer.Pieces.TrySet(message.Payload))
        {
            return CloseReason.MalformedMessage;
        }

        if (message.Id == MessageId.HaveAll)
        {
            peer.Pieces.SetAll(true);
        }

        Picker.ChangeAvailability(peer.Pieces, joins: true);
        if (peer.IsSeed)
        {
            return NoteSeed(nowMs, peer);
        }

        UpdateInterest(peer);
        FillRequests(nowMs, peer);
        return CloseReason.None;
    }

    /// <summary>aria2 sends one in the middle when it is shorter than the haves that are due. What it leaves out is not taken back.</summary>
    private CloseReason HandleLaterBitfield(long nowMs, Peer peer, ReadOnlySpan<byte> payload)
    {
        var told = new Bitfield(Layout.PieceCount);
        if (!told.TrySet(payload))
        {
            return CloseReason.MalformedMessage;
        }

        if (!SessionCore.TakeControlToken(nowMs, peer.Connection))
        {
            return CloseReason.Flood;
        }

        for (var piece = 0; piece < Layout.PieceCount; piece++)
        {
            // Eight that are known are skipped at once: reading it must stay cheap however often it is sent.
            if (piece % 8 == 0 && told.Bytes[piece / 8] == peer.Pieces.Bytes[piece / 8])
            {
                piece += 7;
            }
            else if (told[piece] && !peer.Pieces[piece] && HandleHave(nowMs, peer, (uint)piece) is var refusal and not CloseReason.None)
            {
                return refusal;
            }
        }

        return CloseReason.None;
    }

    private CloseReason NoteSeed(long nowMs, Peer peer)
    {
        if (peer.Connection.Known is { } known)
        {
            known.IsSeed = true;
        }

        if (IsFinished)
        {
            return CloseReason.BothSeeds;
        }

        UpdateInterest(peer);
        FillRequests(nowMs, peer);
        return CloseReason.None;
    }

    private CloseReason HandleExtensionHandshake(long nowMs, Peer peer, ReadOnlySpan<byte> body)
    {
        if (!peer.SupportsExtensions || !ExtensionHandshake.TryParse(body, out var theirs))
        {
            return CloseReason.MalformedMessage;
        }

        // It may come again, and what a later one leaves out stays as it was (BEP 10).
        peer.Client = theirs.Client.Length > 0 ? theirs.Client : peer.Client;
        peer.IsUploadOnly = theirs.IsUploadOnly ?? peer.IsUploadOnly;
        if (theirs.RequestQueue is { } queue)
        {
            peer.Requests.RemoteLimit = queue;
        }

        if (theirs.YourAddress is { } ours)
        {
            _session.NoteOurAddress(ours);
        }

        var connection = peer.Connection;
        peer.ListenPort = theirs.Port != 0 ? theirs.Port : peer.ListenPort;
        if (connection.IsIncoming && theirs.Port != 0 && connection.Known is null)
        {
            // BEP 27: a private torrent takes no new address from a peer, but it may know this one already.
            var endpoint = new PeerEndpoint(connection.Endpoint.Address, theirs.Port);
            var known = Spec.IsPrivate ? Book.Find(endpoint) : Book.Add(endpoint, PeerSource.Incoming, _session.MayKnowMore);
            if (known is { IsConnected: false })
            {
                known.IsConnected = true;
                known.Encryption = RetryPolicy.Learn(connection.Cipher);
                connection.Known = known;
            }
        }

        FillRequests(nowMs, peer);
        if (!IsFinished || !peer.IsUploadOnly)
        {
            return CloseReason.None;
        }

        if (connection.Known is { } useless)
        {
            useless.IsSeed = true;
        }

        return CloseReason.BothSeeds;
    }

    private void SendGreetings(Peer peer)
    {
        if (peer.SupportsExtensions)
        {
            SendExtensionHandshake(peer);
        }

        var have = Picker.Have;
        if (peer.SupportsFast && have.IsFull)
        {
            SendBare(peer, MessageId.HaveAll);
        }
        else if (peer.SupportsFast && have.Count == 0)
        {
            SendBare(peer, MessageId.HaveNone);
        }
        else if (have.Count > 0)
        {
            var output = peer.Connection.Output;
            output.Commit(WireEncoder.Bitfield(output.Reserve(5 + have.Bytes.Length), have.Bytes));
            _session.OutputReady(peer.Connection);
        }

        SendAllowedFast(peer);
    }

    private void SendAllowedFast(Peer peer)
    {
        if (!peer.SupportsFast || Picker.Have.Count == 0)
        {
            return;
        }

        Span<int> pieces = stackalloc int[AllowedFastPieces];
        pieces = pieces[..AllowedFastSet.Generate(peer.Connection.Endpoint, InfoHash, Layout.PieceCount, pieces)];
        peer.SetFetchableChoked(pieces, Layout.PieceLength);
        foreach (var piece in pieces)
        {
            SendForPiece(peer, MessageId.AllowedFast, piece);
        }
    }

    private void SendForPiece(Peer peer, MessageId id, int piece)
    {
        var output = peer.Connection.Output;
        output.Commit(WireEncoder.ForPiece(output.Reserve(WireEncoder.MaxFixedMessage), id, piece));
        _session.OutputReady(peer.Connection);
    }

    private void SendExtensionHandshake(Peer peer)
    {
        if (!peer.SupportsExtensions)
        {
            return;
        }

        var body = new ArrayBufferWriter<byte>(128);
        new ExtensionHandshake
        {
            Client = _session.Settings.Client,
            Port = _session.Settings.ListenPort,
            RequestQueue = Limits.MaxQueuedUploadRequests,
            IsUploadOnly = IsFinished,
            PrefersEncryption = _session.Settings.Encryption >= EncryptionPolicy.Preferred,
            YourAddress = peer.Connection.Endpoint,
        }.WriteTo(body);
        var output = peer.Connection.Output;
        output.Commit(WireEncoder.Extended(output.Reserve(6 + body.WrittenCount), 0, body.WrittenSpan));
        _session.OutputReady(peer.Connection);
    }

    private void SendBare(Peer peer, MessageId id)
    {
        var output = peer.Connection.Output;
        output.Commit(WireEncoder.Bare(output.Reserve(WireEncoder.MaxFixedMessage), id));
        _session.OutputReady(peer.Connection);
    }

    private void SendForBlock(Peer peer, MessageId id, int piece, int begin, int length)
    {
        var output = peer.Connection.Output;
        output.Commit(WireEncoder.ForBlock(output.Reserve(WireEncoder.MaxFixedMessage), id, piece, begin, length));
        _session.OutputReady(peer.Connection);
    }

    private void TellHave(int piece)
    {
        foreach (var peer in _peers)
        {
            // Also to those that have it: a seed learns so when we are done.
            SendForPiece(peer, MessageId.Have, piece);
            if (peer.Pieces[piece] && peer.AmInterested && !Picker.IsInteresting(peer.Pieces))
            {
                UpdateInterest(peer);
            }
        }
    }

    private void UpdateInterest(Peer peer)
    {
        var isInteresting = Picker.IsInteresting(peer.Pieces);
        if (isInteresting)
        {
            BecomeInterested(peer);
        }
        else if (peer.AmInterested)
        {
            peer.AmInterested = false;
            SendBare(peer, MessageId.NotInterested);
        }
    }

    private void BecomeInterested(Peer peer)
    {
        if (!peer.AmInterested)
        {
            peer.AmInterested = true;
            SendBare(peer, MessageId.Interested);
        }
    }
}
