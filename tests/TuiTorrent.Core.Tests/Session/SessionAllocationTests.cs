using System.Buffers.Binary;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionAllocationTests
{
    [Fact]
    public void A_received_block_costs_no_allocation()
    {
        // One huge piece: what is begun per piece is no cost per block.
        const int Blocks = 4096;
        var session = new TestSession(pieces: 1, pieceLength: Blocks * Limits.BlockSize);
        session.World.KeepsLists = false;
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.TakeBytes();
        var message = Msg.Data(0, 0);
        var connection = seed.Connection;
        Span<PinnedRange> ranges = stackalloc PinnedRange[8];
        var least = long.MaxValue;
        var before = long.MaxValue;
        // Blocks are asked for in order, so they can be given in order.
        for (var block = 0; block < Blocks - 600; block++)
        {
            if (block % 300 == 0)
            {
                // The least of several rounds: a collection elsewhere is counted here too.
                least = block > 1500 ? Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before) : least;
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(9), block * Limits.BlockSize);
            if (session.Core.ReceiveAllowance(session.Now, connection) == 0)
            {
                throw new InvalidOperationException("The pool is empty.");
            }

            // As it comes from a socket: cut in two.
            session.Core.Received(session.Now, connection, message.AsSpan(0, 5000));
            session.Core.Received(session.Now, connection, message.AsSpan(5000));
            for (int count; (count = connection.Output.Gather(ranges)) > 0;)
            {
                var sum = 0;
                for (var i = 0; i < count; i++)
                {
                    sum += ranges[i].Span.Length;
                }

                connection.Output.Advance(sum);
                session.Core.OutputSent(session.Now, connection);
            }
        }

        Assert.Equal(0, least);
        Assert.Equal(Blocks - 600, session.World.BlocksWritten);
        Assert.Equal(0, session.Torrent.WastedBytes);
    }

    [Fact]
    public void A_sent_block_costs_no_allocation()
    {
        var session = new TestSession(pieces: 16, pieceLength: 262144, isSeed: true);
        var peer = session.Join();
        peer.Send(Msg.Bare(MessageId.Interested));
        peer.TakeBytes();
        var message = Msg.Block(MessageId.Request, 0, 0);
        Span<PinnedRange> ranges = stackalloc PinnedRange[8];
        var least = long.MaxValue;
        var before = long.MaxValue;
        for (var i = 0; i < 3000; i++)
        {
            if (i % 300 == 0)
            {
                least = i > 1000 ? Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before) : least;
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            message[8] = (byte)(i % 16);
            session.Core.Received(session.Now, peer.Connection, message);
            session.ServeReads();
            for (int count; (count = peer.Connection.Output.Gather(ranges)) > 0;)
            {
                var sum = 0;
                for (var j = 0; j < count; j++)
                {
                    sum += ranges[j].Span.Length;
                }

                peer.Connection.Output.Advance(sum);
                session.Core.OutputSent(session.Now, peer.Connection);
            }
        }

        Assert.Equal(0, least);
        Assert.Equal(3000L * 16384, session.Torrent.Upload.Total);
    }
}
