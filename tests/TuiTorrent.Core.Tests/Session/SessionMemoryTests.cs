using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionMemoryTests
{
    [Fact]
    public void Peers_whose_blocks_have_all_half_arrived_can_all_finish_them_without_another_block()
    {
        var session = new TestSession(pieces: 200, blocks: 6);
        var peers = Enumerable.Range(0, 6).Select(_ => session.Join(isSeed: true)).ToList();
        var data = new List<byte[]>();
        foreach (var peer in peers)
        {
            peer.Send(Msg.Bare(MessageId.Unchoke));
            var request = peer.TakeRequests()[0];
            data.Add(Msg.Data(request.Piece, request.Begin, Limits.BlockSize));
            session.Core.BlocksAvailable();
            peer.Send(data[^1][..100]);
            session.Advance(SessionCore.TickMs);
        }

        Assert.Equal(0, session.Pool.Available);
        for (var i = 0; i < peers.Count; i++)
        {
            var rest = data[i].AsSpan(100);
            while (rest.Length > 0)
            {
                var allowance = session.Core.ReceiveAllowance(session.Now, peers[i].Connection);
                Assert.InRange(allowance, 1, Limits.MaxReceiveBytes);
                peers[i].Send(rest[..Math.Min(allowance, rest.Length)].ToArray());
                rest = rest[Math.Min(allowance, rest.Length)..];
            }
        }

        Assert.Equal(6, session.World.BlocksWritten);
        Assert.Equal(0, session.Shutdown());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1000)]
    public void Pieces_of_a_few_bytes_can_be_received(int pieceLength)
    {
        var session = new TestSession(pieces: 40, pieceLength: pieceLength);
        var seed = session.Join(isSeed: true);
        Assert.True(session.Core.ReceiveAllowance(session.Now, seed.Connection) >= Limits.LeastReceiveBytes);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve();
        Assert.True(session.Torrent.IsComplete);
        Assert.Equal(0, session.Shutdown());
    }
}
