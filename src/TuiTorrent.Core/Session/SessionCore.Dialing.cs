using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Session;

/// <summary>Whom to call, and what the end of a connection means for its address.</summary>
public sealed partial class SessionCore
{
    private int _dialing;

    private void DialDue(long nowMs, Torrent torrent)
    {
        while (MayDial(torrent) && torrent.Book.Next(nowMs, _ours, !torrent.IsFinished, out _) is { } known)
        {
            Dial(nowMs, torrent, known, RetryPolicy.First(Settings.Encryption, known.Encryption), isSecond: false);
        }
    }

    private long NextDialMs(long nowMs, Torrent torrent)
    {
        // Where there is no room for any call, the end of a connection makes some, and that is a tick.
        if (!MayDial(torrent))
        {
            return long.MaxValue;
        }

        return torrent.Book.Next(nowMs, _ours, !torrent.IsFinished, out var nextMs) is null ? nextMs : nowMs;
    }

    private bool MayDial(Torrent torrent) =>
        torrent.ConnectionCount < torrent.MaxPeers
        && _connections.Count < Settings.MaxPeers
        && _pendingOutgoing < Limits.MaxPendingHandshakes / 2
        && _dialing < Limits.MaxDialing;

    private void Dial(long nowMs, Torrent torrent, KnownPeer known, OutgoingAttempt attempt, bool isSecond)
    {
        known.IsConnected = true;
        var connection = new PeerConnection(++_nextConnectionId, known.Endpoint, isIncoming: false)
        {
            Torrent = torrent,
            Known = known,
            Attempt = attempt,
            IsSecondAttempt = isSecond,
            State = ConnectionState.Dialing,
            DeadlineMs = nowMs + Limits.ConnectTimeoutMs,
        };
        _connections.Add(connection);
        _dialing++;
        torrent.ConnectionCount++;
        Effects.Dial(connection);
        Touch(nowMs);
    }

    /// <summary>What a failed or ended connection means for the address: another dress at once, later again, or never.</summary>
    private void Settle(long nowMs, PeerConnection connection, ConnectionState was, CloseReason reason)
    {
        if (connection.IsIncoming && reason is CloseReason.SelfConnection)
        {
            CloseOurOwnCall(nowMs, connection.Endpoint);
            return;
        }

        if (connection.Known is not { } known || connection.Torrent is not { } torrent)
        {
            return;
        }

        if (was == ConnectionState.Open)
        {
            if (reason is CloseReason.MessageTooLong or CloseReason.MalformedMessage or CloseReason.ProtocolViolation or CloseReason.Flood)
            {
                // It would do the same again.
                torrent.Book.NoteFailure(known, nowMs);
            }
            else if (reason is not CloseReason.DuplicatePeer || !TryHandOver(connection, known))
            {
                PeerBook.NoteGoodbye(known, nowMs);
            }

            return;
        }

        if (reason is CloseReason.SelfConnection)
        {
            torrent.Book.Remove(known.Endpoint);
            return;
        }

        if (TryHandOver(connection, known))
        {
            return;
        }

        if (was == ConnectionState.Handshaking && reason is CloseReason.RemoteClosed or CloseReason.SocketError && IsCalling(known.Endpoint.Address))
        {
            // Its own call is under way, and it has kept that one: another dress would be one connection too many again.
            PeerBook.NoteGoodbye(known, nowMs);
            return;
        }

        if (was == ConnectionState.Handshaking && !connection.IsSecondAttempt && torrent.IsRunning)
        {
            var second = RetryPolicy.Second(Settings.Encryption, connection.Attempt, reason, connection.Handshake!.SawMseBytes);
            if (second != OutgoingAttempt.None)
            {
                Dial(nowMs, torrent, known, second, isSecond: true);
                return;
            }
        }

        if (reason is CloseReason.DuplicatePeer)
        {
            PeerBook.NoteGoodbye(known, nowMs);
            return;
        }

        torrent.Book.NoteFailure(known, nowMs);
    }

    /// <summary>Whether a connection from the address is in its handshake.</summary>
    private bool IsCalling(UInt128 address)
    {
        foreach (var connection in _connections)
        {
            if (connection.IsIncoming && connection.State == ConnectionState.Handshaking && connection.Endpoint.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the same peer is connected another way, the address belongs to that connection, and is dialled again only when it ends.</summary>
    private static bool TryHandOver(PeerConnection connection, KnownPeer known)
    {
        if (connection.Torrent!.HeirOf(connection) is not { } heir)
        {
            return false;
        }

        heir.Known = known;
        return true;
    }

    /// <summary>Who came was ourselves. The end that called sees only a hang-up, and would call again: it has to be told.</summary>
    private void CloseOurOwnCall(long nowMs, PeerEndpoint caller)
    {
        var ours = new PeerEndpoint(caller.Address, Settings.ListenPort);
        foreach (var other in _connections.ToArray())
        {
            if (other is { IsIncoming: false, State: ConnectionState.Handshaking } && other.Endpoint == ours)
            {
                Close(nowMs, other, CloseReason.SelfConnection);
            }
        }
    }
}
