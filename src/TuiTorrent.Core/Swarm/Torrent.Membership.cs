using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <content>Who takes part.</content>
public sealed partial class Torrent
{
    /// <summary>Why a peer whose handshake is done may not join; None if it may.</summary>
    internal CloseReason RefusalOf(PeerConnection connection) => !IsRunning ? CloseReason.TorrentStopped
        : TwinOf(connection) is not null ? CloseReason.DuplicatePeer
        : _peers.Count >= MaxPeers ? CloseReason.TooManyConnections
        : CloseReason.None;

    /// <summary>The open connection to the same peer, or null.</summary>
    internal PeerConnection? TwinOf(PeerConnection connection)
    {
        foreach (var peer in _peers)
        {
            if (peer.Connection.TheirPeerId == connection.TheirPeerId && !Supersedes(connection, peer.Connection))
            {
                return peer.Connection;
            }
        }

        return null;
    }

    /// <summary>The connection by which a peer that listens at <paramref name="endpoint"/> came to us, if no address is known to belong to it; or null.</summary>
    internal PeerConnection? CameFrom(PeerEndpoint endpoint)
    {
        foreach (var peer in _peers)
        {
            if (peer.Connection.Known is null && peer.Connection.Endpoint.Address == endpoint.Address
                && (peer.ListenPort == endpoint.Port || peer.ListenPort == 0))
            {
                return peer.Connection;
            }
        }

        return null;
    }

    /// <summary>Two connections that crossed: both sides see both, and keep the one that the side with the greater id dialled.</summary>
    /// <remarks>Only from the same address: an id is no secret, and must not throw its owner out.</remarks>
    private bool Supersedes(PeerConnection connection, PeerConnection other) =>
        connection.IsIncoming != other.IsIncoming
        && connection.Endpoint.Address == other.Endpoint.Address
        && connection.IsIncoming == connection.TheirPeerId.CompareTo(_session.OurPeerId) > 0;

    internal void Join(long nowMs, PeerConnection connection)
    {
        if (_peers.Find(p => p.Connection.TheirPeerId == connection.TheirPeerId) is { } superseded)
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
