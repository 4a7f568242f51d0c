using System.Net;
using System.Runtime.InteropServices;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Network;

/// <summary>Moves bytes between sockets and the session: connects, accepts, receives, sends. It decides nothing.</summary>
/// <remarks>
/// Loop thread only. All connections are received into one buffer, since the session takes what it is given at once: a quiet connection holds no memory.
/// What is to be sent goes out once at the end of a turn, many messages and blocks in one gathering write.
/// </remarks>
internal sealed unsafe class PeerNetwork : IDisposable
{
    private const ulong ListenerTag = 0;
    private const int AcceptsPerTurn = 16;
    private const int RangesPerSend = 64;

    private readonly Epoll _epoll;
    private readonly Dictionary<ulong, PeerSocket> _sockets = [];
    private readonly List<PeerSocket> _toFlush = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Limits.MaxReceiveBytes, pinned: true);
    private readonly IPAddress? _bind;
    private readonly Listener? _listener;
    private SessionCore? _session;
    private ulong _lastTag = ListenerTag;

    /// <summary>A network without connections.</summary>
    /// <param name="epoll">The loop's.</param>
    /// <param name="listener">Where peers reach us; null for nowhere. Owned from here.</param>
    /// <param name="bind">Outgoing connections come from this address; null leaves it to the kernel.</param>
    public PeerNetwork(Epoll epoll, Listener? listener, IPAddress? bind)
    {
        _epoll = epoll;
        _bind = bind;
        _listener = listener;
        if (listener is not null)
        {
            epoll.Add(listener.Handle, SocketCalls.EpollIn, ListenerTag);
        }
    }

    private SessionCore Session => _session ?? throw new InvalidOperationException("The network is not attached to a session.");

    /// <summary>Names the session that the bytes are for.</summary>
    public void Attach(SessionCore session) => _session = session;

    /// <summary>A socket is ready.</summary>
    public void Ready(long nowMs, ulong tag, uint events)
    {
        if (tag == ListenerTag)
        {
            AcceptWaiting(nowMs);
        }
        else if (_sockets.TryGetValue(tag, out var socket))
        {
            Ready(nowMs, socket, events);
        }
    }

    /// <summary>Begins to connect; a failure that is known at once is told by the return value.</summary>
    public bool Dial(PeerConnection connection)
    {
        var endpoint = connection.Endpoint;
        var family = endpoint.IsIPv4 ? SocketCalls.FamilyIPv4 : SocketCalls.FamilyIPv6;
        var handle = SocketCalls.Socket(family, SocketCalls.Stream | SocketCalls.NonBlocking | SocketCalls.CloseOnExec, 0);
        if (handle < 0)
        {
            return false;
        }

        var address = stackalloc byte[SocketAddress.MaxLength];
        if (_bind is not null)
        {
            var local = PeerEndpoint.From(_bind, 0);
            var localLength = SocketAddress.Write(local, asIPv6: false, new Span<byte>(address, SocketAddress.MaxLength));
            if (local.IsIPv4 != endpoint.IsIPv4 || SocketCalls.Bind(handle, address, localLength) < 0)
            {
                _ = SocketCalls.Close(handle);
                return false;
            }
        }

        SetNoDelay(handle);
        var length = SocketAddress.Write(endpoint, asIPv6: false, new Span<byte>(address, SocketAddress.MaxLength));
        if (SocketCalls.Connect(handle, address, length) < 0 && Marshal.GetLastPInvokeError() != SocketCalls.InProgress)
        {
            _ = SocketCalls.Close(handle);
            return false;
        }

        var socket = Register(handle, SocketCalls.EpollOut);
        socket.IsConnecting = true;
        socket.Connection = connection;
        connection.Shell = socket;
        return true;
    }

    /// <summary>Closes a connection's socket. What was to be sent is lost.</summary>
    public void Close(PeerConnection connection)
    {
        if (connection.Shell is PeerSocket { Handle: >= 0 } socket)
        {
            // What is still unsent at a close is a choke or a reject that nobody will miss, but one last try costs little.
            if (connection.Output.PendingBytes > 0 && !socket.IsConnecting && !socket.IsWriteBlocked)
            {
                _ = Send(socket, connection.Output);
            }

            _sockets.Remove(socket.Tag);
            _ = SocketCalls.Close(socket.Handle);
            socket.Handle = -1;
        }
    }

    /// <summary>The connection has something to send; it goes at the end of the turn.</summary>
    public void QueueFlush(PeerConnection connection)
    {
        if (connection.Shell is PeerSocket { IsFlushQueued: false } socket)
        {
            socket.IsFlushQueued = true;
            _toFlush.Add(socket);
        }
    }

    /// <summary>Reading may go on.</summary>
    public void ResumeReading(PeerConnection connection)
    {
        if (connection.Shell is PeerSocket { Handle: >= 0 } socket)
        {
            socket.IsReadingPaused = false;
            UpdateInterest(socket);
        }
    }

    /// <summary>Sends what was queued in this turn, and what sending it brought forth.</summary>
    public void Flush(long nowMs)
    {
        for (var i = 0; i < _toFlush.Count; i++)
        {
            var socket = _toFlush[i];
            socket.IsFlushQueued = false;
            if (socket.Handle >= 0 && !socket.IsWriteBlocked && !socket.IsConnecting)
            {
                Flush(nowMs, socket);
            }
        }

        _toFlush.Clear();
    }

    public void Dispose()
    {
        _listener?.Dispose();
        foreach (var socket in _sockets.Values)
        {
            _ = SocketCalls.Close(socket.Handle);
        }

        _sockets.Clear();
    }

    private void Ready(long nowMs, PeerSocket socket, uint events)
    {
        var connection = socket.Connection!;
        if (socket.IsConnecting)
        {
            FinishConnect(nowMs, socket);
            return;
        }

        if ((events & SocketCalls.EpollOut) != 0)
        {
            socket.IsWriteBlocked = false;
            Flush(nowMs, socket);
        }

        // A hang-up is read like data: what came before it still counts, and the read tells the reason.
        if ((events & (SocketCalls.EpollIn | SocketCalls.EpollError | SocketCalls.EpollHangUp)) != 0 && socket.Handle >= 0)
        {
            Receive(nowMs, socket, connection);
        }
    }

    private void Receive(long nowMs, PeerSocket socket, PeerConnection connection)
    {
        var allowance = Session.ReceiveAllowance(nowMs, connection);
        if (allowance == 0)
        {
            socket.IsReadingPaused = true;
            UpdateInterest(socket);
            return;
        }

        nint received;
        fixed (byte* buffer = _buffer)
        {
            received = SocketCalls.Receive(socket.Handle, buffer, (nuint)Math.Min(allowance, _buffer.Length), 0);
        }

        if (received > 0)
        {
            Session.Received(nowMs, connection, _buffer.AsSpan(0, (int)received));
        }
        else if (received == 0)
        {
            Session.ConnectionLost(nowMs, connection, CloseReason.RemoteClosed);
        }
        else if (Marshal.GetLastPInvokeError() is not (SocketCalls.TryAgain or SocketCalls.Interrupted))
        {
            Session.ConnectionLost(nowMs, connection, CloseReason.SocketError);
        }
    }

    private void FinishConnect(long nowMs, PeerSocket socket)
    {
        int error;
        var length = sizeof(int);
        var isKnown = SocketCalls.GetOption(socket.Handle, SocketCalls.LevelSocket, SocketCalls.PendingError, &error, &length) == 0;
        socket.IsConnecting = false;
        if (!isKnown || error != 0)
        {
            Session.ConnectionLost(nowMs, socket.Connection!, CloseReason.ConnectFailed);
            return;
        }

        UpdateInterest(socket);
        Session.Connected(nowMs, socket.Connection!);
    }

    private void AcceptWaiting(long nowMs)
    {
        for (var i = 0; i < AcceptsPerTurn && _listener!.Accept(out var endpoint) is var handle and >= 0; i++)
        {
            // The socket must be known before the session speaks of it.
            var socket = new PeerSocket(handle, ++_lastTag);
            if (Session.Accept(nowMs, endpoint) is not { } connection)
            {
                _ = SocketCalls.Close(handle);
                continue;
            }

            SetNoDelay(handle);
            socket.Connection = connection;
            socket.Interest = SocketCalls.EpollIn;
            connection.Shell = socket;
            _sockets.Add(socket.Tag, socket);
            _epoll.Add(handle, socket.Interest, socket.Tag);
            if (connection.Output.PendingBytes > 0)
            {
                QueueFlush(connection);
            }
        }
    }

    private void Flush(long nowMs, PeerSocket socket)
    {
        var output = socket.Connection!.Output;
        while (output.PendingBytes > 0)
        {
            var sent = Send(socket, output);
            if (sent < 0)
            {
                if (Marshal.GetLastPInvokeError() is SocketCalls.TryAgain or SocketCalls.Interrupted)
                {
                    socket.IsWriteBlocked = true;
                    UpdateInterest(socket);
                }
                else
                {
                    Session.ConnectionLost(nowMs, socket.Connection, CloseReason.SocketError);
                }

                return;
            }

            output.Advance((int)sent);
            Session.OutputSent(nowMs, socket.Connection);
            if (socket.Handle < 0)
            {
                return;
            }
        }

        UpdateInterest(socket);
    }

    private static nint Send(PeerSocket socket, SendQueue output)
    {
        Span<PinnedRange> ranges = stackalloc PinnedRange[RangesPerSend];
        var count = output.Gather(ranges);
        fixed (PinnedRange* vectors = ranges)
        {
            var message = new MessageHeader { Vectors = vectors, VectorCount = (nuint)count };
            return SocketCalls.SendMessage(socket.Handle, &message, SocketCalls.NoSignal);
        }
    }

    private PeerSocket Register(int handle, uint interest)
    {
        var socket = new PeerSocket(handle, ++_lastTag) { Interest = interest };
        _sockets.Add(socket.Tag, socket);
        _epoll.Add(handle, interest, socket.Tag);
        return socket;
    }

    private void UpdateInterest(PeerSocket socket)
    {
        var interest = (socket.IsReadingPaused ? 0 : SocketCalls.EpollIn) | (socket.IsWriteBlocked ? SocketCalls.EpollOut : 0);
        if (interest != socket.Interest)
        {
            socket.Interest = interest;
            _epoll.Modify(socket.Handle, interest, socket.Tag);
        }
    }

    private static void SetNoDelay(int handle)
    {
        var on = 1;
        _ = SocketCalls.SetOption(handle, SocketCalls.LevelTcp, SocketCalls.NoDelay, &on, sizeof(int));
    }
}
