using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <content>Who takes part.</content>
public sealed partial class Torrent
{
    /// <summary>Why a peer whose handshake is done may not join; None if it may.</summary>
    internal CloseReason RefusalOf(PeerConnection connection) => !IsRunning ? CloseReason.TorrentStopped
        : IsTwin(connection) ? CloseReason.DuplicatePeer
        : _peers.Count >= MaxPeers ? CloseReason.TooManyConnections
        : CloseReason.None;

    /// <summary>The open connection of the same peer whose address is not known yet, or null: it came to us, or took the place of <paramref name="connection"/>.</summary>
    internal PeerConnection? HeirOf(PeerConnection connection)
    {
        // Who hung up early has told no id: that is nobody's.
        var isNamed = connection.TheirPeerId != default;
        foreach (var peer in _peers)
        {
            var other = peer.Connection;
            if (other != connection && other.Known is null && (isNamed && IsSamePeer(other, connection) || IsListening(peer, connection.Endpoint)))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Whether the same peer has an open connection that is to stay.</summary>
    private bool IsTwin(PeerConnection connection)
    {
        foreach (var peer in _peers)
        {
            if (IsSamePeer(peer.Connection, connection) && !Supersedes(connection, peer.Connection))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSamePeer(PeerConnection one, PeerConnection other) => one.TheirPeerId == other.TheirPeerId;

    private static bool IsListening(Peer peer, PeerEndpoint at) =>
        peer.Connection.Endpoint.Address == at.Address && (peer.ListenPort == at.Port || peer.ListenPort == 0);

    /// <summary>Two connections that crossed: both sides see both, and keep the one that the side with the greater id dialled.</summary>
    /// <remarks>Only from the same address: an id is no secret, and must not throw its owner out.</remarks>
    private bool Supersedes(PeerConnection connection, PeerConnection other) =>
        connection.IsIncoming != other.IsIncoming
        && connection.Endpoint.Address == other.Endpoint.Address
        && connection.IsIncoming == connection.TheirPeerId.CompareTo(_session.OurPeerId) > 0;

    internal void Join(long nowMs, PeerConnection connection)
    {
        if (_peers.Find(p => IsSamePeer(p.Connection, connection)) is { } superseded)
        {
            // Not before the new one is in: the address stays with it.
            JoinAs(nowMs, connection);
            _session.Close(nowMs, superseded.Connection, CloseReason.DuplicatePeer);
            return;
        }

        JoinAs(nowMs, connection);
    }

    private void JoinAs(long nowMs, PeerConnection connection)
    {
        var peer = new Peer(connection, Layout.PieceCount) { JoinedAtMs = nowMs, LastUsefulMs = nowMs };
        connection.Peer = peer;
        connection.Decoder = new WireDecoder(_session.Stash, Layout.PieceCount);
        _peers.Add(peer);
        SendGreetings(peer);
    }

    internal void Leave(long nowMs, Peer peer)
    {
        peer.Requests.Clear(Picker);
        Picker.Forget(peer);
        Picker.ChangeAvailability(peer.Pieces, joins: false);
        peer.Uploads.Clear();
        _choker?.Forget(peer);
        _peers.Remove(peer);
        if (!peer.AmChoking)
        {
            FillUploadSlots(nowMs);
        }

        // What it was asked for is free again, and others may be idle.
        if (IsRunning && !IsFinished)
        {
            foreach (var other in _peers)
            {
                FillRequests(nowMs, other);
            }
        }
    }
}
