using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionTrustTests
{
    [Fact]
    public void One_that_lies_only_in_pieces_it_shares_is_found_out_and_the_other_is_not_blamed()
    {
        var session = new TestSession(pieces: 1, pieceLength: 65536);
        var (liar, honest) = (session.Join(), session.Join());
        liar.Send(Msg.Extended(0, "d4:reqqi2ee"), Msg.Bare(MessageId.HaveAll), Msg.Bare(MessageId.Unchoke));
        honest.Send(Msg.Bare(MessageId.HaveAll), Msg.Bare(MessageId.Unchoke));
        var ofLiar = liar.TakeRequests();
        var ofHonest = honest.TakeRequests().Except(ofLiar).ToList();
        Assert.Equal([2, 2], [ofLiar.Count, ofHonest.Count]);
        ofHonest.ForEach(honest.Answer);
        liar.Send(Msg.Data(0, ofLiar[0].Begin, fill: 1), Msg.Data(0, ofLiar[1].Begin));
        Assert.True(session.Picker.Partial(0)!.IsComplete);
        session.Core.PieceHashed(session.Now, session.Torrent, 0, isRight: false);
        Assert.True(liar.IsOpen && honest.IsOpen);

        // It is fetched from one of them alone, and what that one gives is right, whoever it is.
        for (var turn = 0; turn < 4 && !session.Torrent.IsComplete; turn++)
        {
            liar.Serve();
            honest.Serve();
        }

        Assert.True(session.Torrent.IsComplete);
        Assert.Equal(CloseReason.BadPieceData, liar.CloseReason);
        Assert.NotEqual(CloseReason.BadPieceData, honest.CloseReason);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void What_the_disk_spoilt_is_held_against_nobody()
    {
        var session = new TestSession(pieces: 1, pieceLength: 65536);
        var peers = new[] { session.Join(), session.Join() };
        foreach (var peer in peers)
        {
            peer.Send(Msg.Extended(0, "d4:reqqi2ee"), Msg.Bare(MessageId.HaveAll), Msg.Bare(MessageId.Unchoke));
        }

        var requests = Array.ConvertAll(peers, peer => peer.TakeRequests());
        for (var i = 0; i < 2; i++)
        {
            requests[i].ForEach(peers[i].Answer);
        }

        session.Core.PieceHashed(session.Now, session.Torrent, 0, isRight: false);
        for (var turn = 0; turn < 4 && !session.Torrent.IsComplete; turn++)
        {
            Array.ForEach(peers, peer => peer.Serve());
        }

        Assert.True(session.Torrent.IsComplete);
        Assert.All(peers, peer => Assert.NotEqual(CloseReason.BadPieceData, peer.CloseReason));
    }

    [Fact]
    public void Evidence_differs_with_any_byte_and_only_then()
    {
        var evidence = new BlockEvidence(0x1234_5678_9abc_def0);
        var data = new byte[1000 + 3];
        new Random(1).NextBytes(data);
        var digest = evidence.DigestOf(data);
        Assert.Equal(digest, evidence.DigestOf([.. data]));
        for (var i = 0; i < data.Length; i++)
        {
            data[i] ^= 0x40;
            Assert.NotEqual(digest, evidence.DigestOf(data));
            data[i] ^= 0x40;
        }

        Assert.NotEqual(digest, new BlockEvidence(0x1234_5678_9abc_def4).DigestOf(data));
    }
}
