using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Session;

/// <summary>The connection table: who may connect, how a handshake becomes a peer, and how a connection ends.</summary>
public sealed partial class SessionCore
{
    private readonly List<PeerConnection> _connections = [];
    private readonly Dictionary<UInt128, int> _pendingBySource = [];
    private readonly HashSet<UInt128> _banned = [];
    private readonly Queue<UInt128> _banOrder = new();
    private long _nextConnectionId;
    private int _pendingIncoming;
    private int _pendingOutgoing;

    /// <summary>Connections that are not closed.</summary>
    public IReadOnlyList<PeerConnection> Connections => _connections;

    /// <summary>An incoming connection; null if the gate is shut for it, and the caller closes the socket.</summary>
    public PeerConnection? Accept(long nowMs, PeerEndpoint endpoint)
    {
        var refusal = _banned.Contains(endpoint.Address) ? CloseReason.Banned
            : _connections.Count >= Settings.MaxPeers ? CloseReason.TooManyConnections
            : _pendingIncoming >= Limits.MaxPendingHandshakes / 2 ? CloseReason.TooManyHandshakes
            : _pendingBySource.GetValueOrDefault(endpoint.Source) >= Limits.MaxPendingHandshakesPerSource ? CloseReason.TooManyFromSource
            : _index.Count == 0 ? CloseReason.TorrentStopped
            : CloseReason.None;
        if (refusal != CloseReason.None)
        {
            Closes[(int)refusal]++;
            return null;
        }

        var connection = new PeerConnection(++_nextConnectionId, endpoint, isIncoming: true);
        _connections.Add(connection);
        BeginHandshake(nowMs, connection, HandshakeMachine.Incoming(nowMs, _handshakeSettings, _index, _trace));
        return connection;
    }

    /// <summary>The connection that was dialled is open.</summary>
    public void Connected(long nowMs, PeerConnection connection)
    {
        if (connection.State != ConnectionState.Dialing)
        {
            return;
        }

        var encrypted = connection.Attempt == OutgoingAttempt.Encrypted;
        BeginHandshake(nowMs, connection, HandshakeMachine.Outgoing(nowMs, _handshakeSettings, connection.Torrent!.InfoHash, encrypted, _trace));
    }

    /// <summary>The socket ended, or could not be opened.</summary>
    public void ConnectionLost(long nowMs, PeerConnection connection, CloseReason reason) => Close(nowMs, connection, reason);

    /// <summary>Modular powers that were asked for are done.</summary>
    public void KeyExchanged(long nowMs, PeerConnection connection, KeyExchange exchange)
    {
        if (connection.State == ConnectionState.Handshaking)
        {
            connection.Handshake!.CompleteKeyExchange(nowMs, exchange);
            ContinueHandshake(nowMs, connection);
        }
    }

    /// <summary>Bytes came; they are decrypted in place.</summary>
    public void Received(long nowMs, PeerConnection connection, Span<byte> data)
    {
        connection.LastReceivedMs = nowMs;
        Touch(nowMs);
        if (connection.State == ConnectionState.Handshaking)
        {
            connection.Handshake!.Receive(nowMs, data, out var consumed);
            data = data[consumed..];
            ContinueHandshake(nowMs, connection);
        }

        if (connection.State != ConnectionState.Open || data.IsEmpty)
        {
            return;
        }

        CountDownload(connection.Torrent!, data.Length);
        connection.Inbound?.Process(data);
        ReadMessages(nowMs, connection, data);
    }

    /// <summary>The shell sent some of the connection's output and has called its Advance: more may follow.</summary>
    public void OutputSent(long nowMs, PeerConnection connection)
    {
        connection.LastSentMs = nowMs;
        CountUploadBlocks(connection);
        if (connection is { State: ConnectionState.Open, Peer: { } peer })
        {
            connection.Torrent!.PumpUploads(nowMs, peer);
        }
    }

    internal void Ban(long nowMs, UInt128 address)
    {
        if (_banned.Add(address))
        {
            _banOrder.Enqueue(address);
            if (_banOrder.Count > Limits.MaxBanned)
            {
                _banned.Remove(_banOrder.Dequeue());
            }
        }

        // Every port of it, in every torrent: or it would be dialled again.
        foreach (var torrent in _torrents.Values)
        {
            torrent.Book.RemoveAddress(address);
        }

        foreach (var other in _connections.ToArray())
        {
            if (other.Endpoint.Address == address)
            {
                Close(nowMs, other, CloseReason.BadPieceData);
            }
        }
    }

    /// <summary>Whether the peer may send one more message that moves nothing on.</summary>
    internal static bool TakeControlToken(long nowMs, PeerConnection connection)
    {
        var earned = (nowMs - connection.ControlRefilledMs) * Limits.ControlMessagesPerSecond / 1000;
        if (earned > 0)
        {
            connection.ControlTokens = Math.Min(Limits.ControlMessageBurst, connection.ControlTokens + earned);
            connection.ControlRefilledMs = nowMs;
        }

        return connection.ControlTokens-- > 0;
    }

    internal void Close(long nowMs, PeerConnection connection, CloseReason reason)
    {
        if (connection.State == ConnectionState.Closed)
        {
            return;
        }

        var was = connection.State;
        connection.State = ConnectionState.Closed;
        connection.CloseReason = reason;
        Closes[(int)reason]++;
        _connections.Remove(connection);
        _dialing -= was == ConnectionState.Dialing ? 1 : 0;
        if (connection.Torrent is { } owner)
        {
            owner.ConnectionCount--;
            KeepAwake(owner);
        }

        if (connection.IsReadingPaused)
        {
            _pausedReaders--;
        }

        Effects.Close(connection);
        connection.Decoder?.Release();
        connection.Output.Clear();
        CountUploadBlocks(connection);
        if (was == ConnectionState.Handshaking)
        {
            EndPending(connection);
            NoteHandshake(nowMs, connection, null, reason, connection.Handshake?.InfoHash);
        }

        if (connection.Peer is { } peer)
        {
            connection.Torrent!.Leave(nowMs, peer);
        }

        Settle(nowMs, connection, was, reason);
        connection.Handshake = null;
        connection.Decoder = null;
        Touch(nowMs);
    }

    private void ReadMessages(long nowMs, PeerConnection connection, ReadOnlySpan<byte> data)
    {
        var decoder = connection.Decoder!;
        var torrent = connection.Torrent!;
        var peer = connection.Peer!;
        while (true)
        {
            var status = decoder.TryRead(data, out var consumed, out var message);
            data = data[consumed..];
            if (status == DecodeStatus.NeedMore)
            {
                break;
            }

            var refusal = status == DecodeStatus.Invalid ? decoder.Failure : torrent.Handle(nowMs, peer, ref message);
            if (refusal != CloseReason.None)
            {
                Close(nowMs, connection, refusal);
            }

            if (connection.State == ConnectionState.Closed)
            {
                return;
            }
        }

        torrent.FillRequests(nowMs, peer);
        torrent.PumpUploads(nowMs, peer);
        FillNow(nowMs);
    }

    private void TickConnections(long nowMs)
    {
        for (var i = _connections.Count - 1; i >= 0; i--)
        {
            if (i >= _connections.Count)
            {
                // A close can take others with it.
                continue;
            }

            var connection = _connections[i];
            switch (connection.State)
            {
                case ConnectionState.Dialing when nowMs >= connection.DeadlineMs:
                    Close(nowMs, connection, CloseReason.ConnectTimeout);
                    break;
                case ConnectionState.Handshaking when connection.Handshake!.Tick(nowMs) == HandshakeStatus.Failed:
                    Close(nowMs, connection, connection.Handshake!.Failure);
                    break;
                case ConnectionState.Open when nowMs >= IdleDeadlineMs(connection):
                    Close(nowMs, connection, CloseReason.Idle);
                    break;
                case ConnectionState.Open when nowMs - connection.LastSentMs >= Limits.KeepAliveMs && connection.Output.PendingBytes == 0:
                    connection.LastSentMs = nowMs;
                    connection.Output.Commit(WireEncoder.KeepAlive(connection.Output.Reserve(WireEncoder.MaxFixedMessage)));
                    Effects.OutputReady(connection);
                    break;
            }
        }
    }

    /// <summary>Silence ends a connection, and so does not reading: what waits for the peer holds blocks that others need.</summary>
    private static long IdleDeadlineMs(PeerConnection connection) => Limits.IdleTimeoutMs
        + (connection.Output.PendingBytes > 0 ? Math.Min(connection.LastReceivedMs, connection.LastSentMs) : connection.LastReceivedMs);

    private long NextConnectionDeadlineMs(long nowMs)
    {
        var next = long.MaxValue;
        foreach (var connection in _connections)
        {
            next = Math.Min(next, connection.State switch
            {
                ConnectionState.Dialing => connection.DeadlineMs,
                ConnectionState.Handshaking => connection.Handshake!.NextDeadlineMs,
                _ when connection.Output.PendingBytes > 0 => IdleDeadlineMs(connection),
                _ => Math.Min(IdleDeadlineMs(connection), connection.LastSentMs + Limits.KeepAliveMs),
            });
        }

        return Math.Max(next, nowMs);
    }
}
