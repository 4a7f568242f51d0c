using System.Buffers.Binary;
using TuiTorrent.Core.Wire;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>A peer that is a script over raw bytes: it speaks the plain handshake and then does what it likes.</summary>
internal abstract class RawPeer : Host
{
    private const int GreetingLength = 68;

    private readonly Content _content;

    protected RawPeer(World world, string name, PeerEndpoint endpoint, Content content)
        : base(world, name, endpoint, new Link()) => _content = content;

    /// <summary>Messages received.</summary>
    public long Heard { get; private set; }

    /// <summary>Connections that passed the handshake.</summary>
    public int Greeted { get; private set; }

    protected Content Content => _content;

    protected virtual ulong Reserved => ReservedBits.Fast;

    public override void Readable(SimSocket socket)
    {
        var talk = (Talk)socket.Tag!;
        while (socket.InboxBytes > 0)
        {
            talk.Received.AddRange(socket.Read(int.MaxValue));
        }

        if (!talk.IsGreeted && !Greet(talk))
        {
            return;
        }

        while (!socket.IsClosed && TakeMessage(talk) is { } message)
        {
            Heard++;
            OnMessage(talk, message[0], message.AsSpan(1));
        }

        if (socket.HasEnded)
        {
            socket.Close();
        }
    }

    public override void Writable(SimSocket socket)
    {
        var talk = (Talk)socket.Tag!;
        var count = Math.Min(socket.Room, Math.Min(16_384, talk.Unsent.Count));
        if (count > 0)
        {
            var data = talk.Unsent.GetRange(0, count).ToArray();
            talk.Unsent.RemoveRange(0, count);
            socket.Transmit(data);
        }
    }

    public override void Ended(SimSocket socket) => socket.Close();

    protected override void Opened(SimSocket socket) => socket.Tag = new Talk(socket);

    protected override void Refused(SimSocket socket) => socket.Close();

    protected override void Accepted(SimSocket socket, PeerEndpoint from) => socket.Tag = new Talk(socket);

    /// <summary>The handshake is over.</summary>
    protected abstract void OnGreeted(Talk talk);

    /// <summary>A message came.</summary>
    protected virtual void OnMessage(Talk talk, byte id, ReadOnlySpan<byte> payload)
    {
    }

    protected static void Send(Talk talk, ReadOnlySpan<byte> bytes)
    {
        talk.Unsent.AddRange(bytes);
        talk.Socket.Owner.Writable(talk.Socket);
    }

    protected static void Send(Talk talk, MessageId id)
    {
        Span<byte> buffer = stackalloc byte[WireEncoder.MaxFixedMessage];
        Send(talk, buffer[..WireEncoder.Bare(buffer, id)]);
    }

    protected static void SendPiece(Talk talk, ReadOnlySpan<byte> request, ReadOnlySpan<byte> data)
    {
        var message = new byte[WireEncoder.PieceHeaderLength + data.Length];
        var (piece, begin, _) = ReadRequest(request);
        data.CopyTo(message.AsSpan(WireEncoder.PieceHeader(message, piece, begin, data.Length)));
        Send(talk, message);
    }

    protected static (int Piece, int Begin, int Length) ReadRequest(ReadOnlySpan<byte> payload) => (
        BinaryPrimitives.ReadInt32BigEndian(payload), BinaryPrimitives.ReadInt32BigEndian(payload[4..]), BinaryPrimitives.ReadInt32BigEndian(payload[8..]));

    protected ReadOnlySpan<byte> RightData(ReadOnlySpan<byte> request)
    {
        var (piece, begin, length) = ReadRequest(request);
        return Content.Data.AsSpan((int)Content.Layout.PieceOffset(piece) + begin, length);
    }

    private bool Greet(Talk talk)
    {
        // One encrypted opening in 256 begins with the same byte as a plain one.
        var name = "\u0013BitTorrent protocol"u8;
        var known = Math.Min(name.Length, talk.Received.Count);
        if (!System.Runtime.InteropServices.CollectionsMarshal.AsSpan(talk.Received)[..known].SequenceEqual(name[..known]))
        {
            talk.Socket.Close();
            return false;
        }

        if (talk.Received.Count < GreetingLength)
        {
            if (talk.Socket.HasEnded)
            {
                talk.Socket.Close();
            }

            return false;
        }

        talk.Received.RemoveRange(0, GreetingLength);
        talk.IsGreeted = true;
        Greeted++;
        var greeting = new byte[GreetingLength];
        "\u0013BitTorrent protocol"u8.CopyTo(greeting);
        BinaryPrimitives.WriteUInt64BigEndian(greeting.AsSpan(20), Reserved);
        Content.Spec.InfoHash.CopyTo(greeting.AsSpan(28));
        World.Random.NextBytes(greeting.AsSpan(48));
        Send(talk, greeting);
        OnGreeted(talk);
        return true;
    }

    /// <summary>The next whole message without its length; keep-alives are passed over.</summary>
    private static byte[]? TakeMessage(Talk talk)
    {
        while (talk.Received.Count >= 4)
        {
            var length = talk.Received[0] << 24 | talk.Received[1] << 16 | talk.Received[2] << 8 | talk.Received[3];
            if (talk.Received.Count < 4 + length)
            {
                return null;
            }

            var message = talk.Received.GetRange(4, length).ToArray();
            talk.Received.RemoveRange(0, 4 + length);
            if (length > 0)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>One conversation.</summary>
    internal sealed class Talk(SimSocket socket)
    {
        public SimSocket Socket { get; } = socket;

        public List<byte> Received { get; } = [];

        public List<byte> Unsent { get; } = [];

        public bool IsGreeted { get; set; }

        /// <summary>Blocks given.</summary>
        public int Given { get; set; }
    }
}
