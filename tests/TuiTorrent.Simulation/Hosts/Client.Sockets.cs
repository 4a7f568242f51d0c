using TuiTorrent.Core.Session;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <content>What the world does to the session: bytes that come, room to send, connections that open and end.</content>
internal sealed partial class Client
{
    private const int MaxChunk = 32 * 1024;

    public override void Readable(SimSocket socket)
    {
        if (socket.Tag is PeerConnection connection)
        {
            Read(connection);
        }
    }

    public override void Writable(SimSocket socket)
    {
        if (socket.Tag is PeerConnection connection)
        {
            Flush(connection);
        }
    }

    public override void Ended(SimSocket socket) => Lose(socket, CloseReason.SocketError);

    protected override void Opened(SimSocket socket)
    {
        HandshakesBegun++;
        Step(() => Session.Connected(World.NowMs, (PeerConnection)socket.Tag!));
    }

    protected override void Refused(SimSocket socket) => Lose(socket, CloseReason.ConnectFailed);

    protected override void Accepted(SimSocket socket, PeerEndpoint from) => Step(() =>
    {
        if (Session.Accept(World.NowMs, from) is { } connection)
        {
            HandshakesBegun++;
            socket.Tag = connection;
            connection.Shell = socket;
        }
        else
        {
            socket.Close();
        }
    });

    private void Lose(SimSocket socket, CloseReason reason)
    {
        if (socket.Tag is PeerConnection connection)
        {
            Step(() => Session.ConnectionLost(World.NowMs, connection, reason));
        }
    }

    /// <summary>Reads one cut of what has come, and comes back for more.</summary>
    private void Read(PeerConnection connection)
    {
        if (!IsAlive || connection.Shell is not SimSocket socket || socket.IsClosed)
        {
            return;
        }

        if (socket.InboxBytes > 0)
        {
            var allowance = Session.ReceiveAllowance(World.NowMs, connection);
            if (allowance > 0)
            {
                var data = socket.Read(Math.Min(allowance, Slice()));
                Step(() => Session.Received(World.NowMs, connection, data));
                Later(0, () => Read(connection));
            }
            else
            {
                SetAlarm();
            }
        }
        else if (socket.HasEnded)
        {
            Lose(socket, CloseReason.RemoteClosed);
        }
    }

    /// <summary>Sends one cut of what waits; the rest follows when the uplink has room again.</summary>
    private void Flush(PeerConnection connection)
    {
        if (!IsAlive || connection.Shell is not SimSocket socket)
        {
            return;
        }

        var count = Math.Min(Math.Min(connection.Output.PendingBytes, socket.Room), Slice());
        if (count <= 0)
        {
            return;
        }

        var data = new byte[count];
        Span<PinnedRange> ranges = stackalloc PinnedRange[16];
        var filled = 0;
        foreach (var range in ranges[..connection.Output.Gather(ranges)])
        {
            var part = range.Span[..Math.Min(range.Span.Length, count - filled)];
            part.CopyTo(data.AsSpan(filled));
            filled += part.Length;
        }

        if (filled < count)
        {
            data = data[..filled];
        }

        connection.Output.Advance(data.Length);
        socket.Transmit(data);
        Step(() => Session.OutputSent(World.NowMs, connection));
    }

    /// <summary>Mostly as much as a network takes at once, now and then a few bytes.</summary>
    private int Slice() => World.Random.Next(8) == 0 ? 1 + World.Random.Next(64) : 1024 + World.Random.Next(MaxChunk);
}
