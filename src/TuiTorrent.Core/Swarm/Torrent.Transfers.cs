using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <summary>How blocks come and go.</summary>
public sealed partial class Torrent
{
    private const int PickBatch = 64;
    private const int WholePieceSeconds = 20;
    private const int MinPartials = 16;

    /// <summary>Of smaller pieces so many more may be begun: a full pipeline of one peer (8 MB) must fit into <see cref="MinPartials"/> of this length.</summary>
    private const int SmallPieceLength = 512 * 1024;

    /// <summary>Asks a peer for as many blocks as its pipeline has room for.</summary>
    internal void FillRequests(long nowMs, Peer peer)
    {
        var requests = peer.Requests;
        if (!IsRunning || !peer.CanBeAsked || !_session.MayAsk(this))
        {
            return;
        }

        var room = requests.Room;
        // A few at a time: one write for many requests.
        if (room == 0 || requests.Count > 0 && room * 4 < requests.Depth && room < PickBatch)
        {
            return;
        }

        var wantsWholePieces = peer.Download.BytesPerSecond(nowMs) * WholePieceSeconds >= Layout.PieceLength;
        var maxPartials = Math.Max(MinPartials, _peers.Count * 2) * Math.Max(1, SmallPieceLength / Math.Max(Layout.PieceLength, Limits.BlockSize));
        Span<BlockRequest> picked = stackalloc BlockRequest[PickBatch];
        while (room > 0)
        {
            var count = Picker.Pick(peer, wantsWholePieces, maxPartials, picked[..Math.Min(room, PickBatch)]);
            foreach (var request in picked[..count])
            {
                requests.Add(request, nowMs);
                SendForBlock(peer, MessageId.Request, request.Piece, request.Begin, Layout.BlockSize(request.Piece, request.Block));
            }

            room -= count;
            if (count < PickBatch)
            {
                return;
            }
        }
    }

    /// <summary>Reads blocks for a peer while its connection has room for them and the limit allows.</summary>
    /// <returns>Blocks that are being read now.</returns>
    internal int PumpUploads(long nowMs, Peer peer, int most = int.MaxValue)
    {
        var count = 0;
        while (count < most
            && peer.Uploads.Count > 0
            && peer.Connection.Output.PendingBytes + peer.ReadsUnderWay * Limits.BlockSize < Limits.SendQueueBytes
            && _session.MayUpload(nowMs, this)
            && peer.Uploads.TryTake(out var request))
        {
            _session.CountUpload(this, request.Length);
            peer.ReadsUnderWay++;
            count++;
            _session.CountUploadBlocks(peer.Connection);
            _session.Effects.ReadBlock(this, peer.Connection, request);
        }

        return count;
    }

    /// <summary>A block for a peer is in memory, or could not be read.</summary>
    internal void BlockRead(long nowMs, Peer peer, UploadRequest request, Block? block)
    {
        peer.ReadsUnderWay--;
        if (block is null)
        {
            _session.CountUploadBlocks(peer.Connection);
            Refuse(peer, request);
            return;
        }

        var output = peer.Connection.Output;
        output.Commit(WireEncoder.PieceHeader(output.Reserve(WireEncoder.PieceHeaderLength), request.Piece, request.Begin, request.Length));
        output.Add(block);
        LastPayloadMs = nowMs;
        peer.Upload.Add(nowMs, request.Length);
        Upload.Add(nowMs, request.Length);
        _session.OutputReady(peer.Connection);
    }

    private CloseReason HandlePiece(long nowMs, Peer peer, ref WireMessage message)
    {
        var block = message.Block!;
        message.Block = null;
        var length = block.Length;
        Download.Add(nowMs, length);
        var request = new BlockRequest((int)message.Piece, (int)(message.Begin / Limits.BlockSize));
        if (!Layout.Contains(message.Piece, message.Begin, length)
            || message.Begin % Limits.BlockSize != 0
            || length != Layout.BlockSize(request.Piece, request.Block)
            || !peer.Requests.Remove(request, out var wasReleased))
        {
            // Never asked for, or cancelled long ago: not a crime, but not free either.
            WastedBytes += length;
            _session.Stash.Put(block);
            return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
        }

        if (!wasReleased)
        {
            Picker.Unrequest(request);
        }

        LastPayloadMs = nowMs;
        peer.Download.Add(nowMs, length);
        peer.Requests.NoteBlock(nowMs);
        if (!Picker.MarkReceived(request, peer))
        {
            WastedBytes += length;
            _session.Stash.Put(block);
            return CloseReason.None;
        }

        var partial = Picker.Partial(request.Piece)!;
        // A piece that one peer fetches alone is its own evidence; the second try at a wrong one is what all are compared with.
        if (partial.Owner != peer || partial.IsExclusive)
        {
            partial.SetDigest(request.Block, Evidence.DigestOf(block.Data));
        }

        if (partial.RequestsOf(request.Block) > 0)
        {
            CancelElsewhere(request);
        }

        _session.Effects.WriteBlock(this, request.Piece, request.Begin, block);
        return CloseReason.None;
    }

    /// <summary>The endgame asked several peers: the others need not send it any more.</summary>
    private void CancelElsewhere(BlockRequest request)
    {
        foreach (var other in _peers)
        {
            if (other.Requests.Cancel(request, keepsAnswer: other.SupportsFast))
            {
                Picker.Unrequest(request);
                SendForBlock(other, MessageId.Cancel, request.Piece, request.Begin, Layout.BlockSize(request.Piece, request.Block));
            }
        }
    }

    private CloseReason HandleReject(long nowMs, Peer peer, in WireMessage message)
    {
        var request = new BlockRequest((int)message.Piece, (int)(message.Begin / Limits.BlockSize));
        if (!Layout.Contains(message.Piece, message.Begin, message.Length) || !peer.Requests.Remove(request, out var wasReleased))
        {
            return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
        }

        if (!wasReleased)
        {
            Picker.Unrequest(request);
            if (peer.PeerChoking)
            {
                peer.DisallowFast(request.Piece);
            }
            else
            {
                peer.Requests.NoteReject();
                Picker.Forget(peer);
            }

            _session.FillOthers(this);
        }

        if (peer.PeerChoking)
        {
            // A choke rejects all there is at once; what was allowed all the same is so no more.
            peer.DisallowFast(request.Piece);
            return CloseReason.None;
        }

        // Asked again, it would reject again, for ever.
        return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
    }

    private CloseReason HandleRequest(long nowMs, Peer peer, in WireMessage message)
    {
        if (!Layout.Contains(message.Piece, message.Begin, message.Length) || message.Length > Limits.BlockSize)
        {
            return CloseReason.ProtocolViolation;
        }

        var request = new UploadRequest((int)message.Piece, (int)message.Begin, (int)message.Length);
        var isServed = Picker.Have[request.Piece] && _session.MayGive(this) && (!peer.AmChoking || peer.TryFetchChoked(request.Piece, request.Length));
        if (isServed && peer.Uploads.TryAdd(request))
        {
            return CloseReason.None;
        }

        // A choke crosses requests on their way: a few are nobody's fault.
        Refuse(peer, request);
        return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
    }

    private CloseReason HandleCancel(long nowMs, Peer peer, in WireMessage message)
    {
        if (Layout.Contains(message.Piece, message.Begin, message.Length)
            && peer.Uploads.Cancel(new UploadRequest((int)message.Piece, (int)message.Begin, (int)message.Length)))
        {
            Refuse(peer, new UploadRequest((int)message.Piece, (int)message.Begin, (int)message.Length));
        }

        return SessionCore.TakeControlToken(nowMs, peer.Connection) ? CloseReason.None : CloseReason.Flood;
    }

    private void Refuse(Peer peer, UploadRequest request)
    {
        // Without the fast extension there is no word for no.
        if (peer.SupportsFast)
        {
            SendForBlock(peer, MessageId.Reject, request.Piece, request.Begin, request.Length);
        }
    }

    private void ChokeRound(long nowMs)
    {
        _choker ??= new Choker(_random);
        _toUnchoke ??= [];
        _choker.Round(nowMs, _peers, IsFinished, UploadSlots, _toUnchoke);
        foreach (var peer in _peers)
        {
            if (_toUnchoke.Contains(peer))
            {
                Unchoke(nowMs, peer);
            }
            else
            {
                Choke(peer);
            }
        }
    }

    /// <summary>Unchokes at once while slots are free: waiting for the next round would cost a newcomer ten seconds.</summary>
    private void FillUploadSlots(long nowMs)
    {
        var free = UploadSlots;
        foreach (var peer in _peers)
        {
            free -= !peer.AmChoking && peer.PeerInterested ? 1 : 0;
        }

        foreach (var peer in _peers)
        {
            if (free > 0 && peer.AmChoking && peer.PeerInterested)
            {
                Unchoke(nowMs, peer);
                free--;
            }
        }
    }

    private void Unchoke(long nowMs, Peer peer)
    {
        if (peer.AmChoking)
        {
            peer.AmChoking = false;
            peer.UnchokedAtMs = nowMs;
            SendBare(peer, MessageId.Unchoke);
        }
    }

    private void Choke(Peer peer)
    {
        if (peer.AmChoking)
        {
            return;
        }

        peer.AmChoking = true;
        SendBare(peer, MessageId.Choke);
        RefuseAll(peer);
    }

    private void RefuseAll(Peer peer)
    {
        while (peer.Uploads.TryTake(out var request))
        {
            Refuse(peer, request);
        }
    }
}
