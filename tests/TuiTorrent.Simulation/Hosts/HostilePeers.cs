using TuiTorrent.Core.Wire;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>Has everything, unchokes, takes requests and answers none: it must be snubbed.</summary>
internal sealed class Snubber(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override void OnGreeted(Talk talk)
    {
        Send(talk, MessageId.HaveAll);
        Send(talk, MessageId.Unchoke);
    }
}

/// <summary>Has everything and rejects each request: it must not keep us busy.</summary>
internal sealed class Rejecter(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override void OnGreeted(Talk talk)
    {
        Send(talk, MessageId.HaveAll);
        Send(talk, MessageId.Unchoke);
    }

    protected override void OnMessage(Talk talk, byte id, ReadOnlySpan<byte> payload)
    {
        if (id == (byte)MessageId.Request)
        {
            var (piece, begin, length) = ReadRequest(payload);
            Span<byte> buffer = stackalloc byte[WireEncoder.MaxFixedMessage];
            Send(talk, buffer[..WireEncoder.ForBlock(buffer, MessageId.Reject, piece, begin, length)]);
        }
    }
}

/// <summary>Gives a wrong block in four, and chokes for ever after some: what it was to fetch alone must not stay with it.</summary>
internal sealed class ChokingLiar(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override ulong Reserved => 0;

    protected override void OnGreeted(Talk talk)
    {
        Span<byte> bits = stackalloc byte[Bitfield.ByteLength(Content.Layout.PieceCount)];
        var all = new Bitfield(Content.Layout.PieceCount);
        all.SetAll(true);
        all.Bytes.CopyTo(bits);
        var message = new byte[5 + bits.Length];
        WireEncoder.Bitfield(message, bits);
        Send(talk, message);
        Send(talk, MessageId.Unchoke);
    }

    protected override void OnMessage(Talk talk, byte id, ReadOnlySpan<byte> payload)
    {
        if (id != (byte)MessageId.Request || talk.Given > 12)
        {
            return;
        }

        var data = RightData(payload).ToArray();
        data[0] ^= talk.Given % 4 == 0 ? (byte)1 : (byte)0;
        SendPiece(talk, payload, data);
        if (++talk.Given > 12)
        {
            Send(talk, MessageId.Choke);
        }
    }
}

/// <summary>Tells what it has twice, against the rules, which must not confuse any count.</summary>
internal sealed class DoubleTeller(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override void OnGreeted(Talk talk)
    {
        Span<byte> buffer = stackalloc byte[WireEncoder.MaxFixedMessage];
        Send(talk, buffer[..WireEncoder.ForPiece(buffer, MessageId.Have, World.Random.Next(Content.Layout.PieceCount))]);
        Send(talk, MessageId.HaveAll);
    }
}

/// <summary>Sends noise as messages.</summary>
internal sealed class Babbler(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override void OnGreeted(Talk talk)
    {
        var noise = new byte[World.Random.Next(1, 4000)];
        World.Random.NextBytes(noise);
        // Short lengths, so that it gets as far as ids and fields.
        noise.AsSpan(0, Math.Min(3, noise.Length)).Clear();
        Send(talk, noise);
    }
}

/// <summary>Says things that cost it nothing, without end.</summary>
internal sealed class Flooder(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    protected override void OnGreeted(Talk talk)
    {
        for (var i = 0; i < 2000; i++)
        {
            Send(talk, i % 2 == 0 ? MessageId.Interested : MessageId.NotInterested);
        }
    }
}

/// <summary>Accepts connections and never says a word.</summary>
internal sealed class Mute(World world, string name, PeerEndpoint endpoint, Content content) : RawPeer(world, name, endpoint, content)
{
    public override void Readable(SimSocket socket)
    {
        while (socket.InboxBytes > 0)
        {
            socket.Read(int.MaxValue);
        }

        if (socket.HasEnded)
        {
            socket.Close();
        }
    }

    protected override void OnGreeted(Talk talk)
    {
    }
}
