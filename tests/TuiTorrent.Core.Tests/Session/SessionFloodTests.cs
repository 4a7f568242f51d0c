using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionFloodTests
{
    public static TheoryData<string> Floods =>
        ["choke", "interested", "cancel", "suggest", "allowed fast", "reject", "unasked piece", "have again", "unknown", "extension handshake", "refused request"];

    [Theory]
    [MemberData(nameof(Floods))]
    public void Cheap_messages_may_burst_and_then_end_the_connection(string kind)
    {
        var session = new TestSession(pieces: 1000, pieceLength: 16384);
        session.Has(0);
        var peer = session.Join();
        peer.Send(Msg.Piece(MessageId.Have, 1));
        var sent = peer.Flood(100_000, Message(kind));
        Assert.Equal(CloseReason.Flood, peer.CloseReason);
        Assert.InRange(sent, Limits.ControlMessageBurst - 10, Limits.ControlMessageBurst + 10);
        Assert.Equal(0, session.Shutdown());
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public void Cheap_messages_at_a_slow_pace_end_nothing(string kind)
    {
        var session = new TestSession(pieces: 1000, pieceLength: 16384);
        session.Has(0);
        var peer = session.Join();
        peer.Send(Msg.Piece(MessageId.Have, 1));
        for (var i = 0; i < 4000; i++)
        {
            session.Advance(1000 / Limits.ControlMessagesPerSecond + 5);
            peer.Send(Message(kind));
            peer.TakeBytes();
        }

        Assert.True(peer.IsOpen);
    }

    [Fact]
    public void Requests_of_a_peer_that_reads_nothing_fill_neither_memory_nor_queue()
    {
        var session = new TestSession(pieces: 4096, pieceLength: 16384, isSeed: true);
        var peer = session.Join();
        peer.Send(Msg.Bare(MessageId.Interested));
        var sent = 0;
        for (; sent < 4096 && peer.IsOpen; sent++)
        {
            peer.Send(Msg.Block(MessageId.Request, sent, 0));
            session.ServeReads();
            Assert.InRange(session.Pool.Outstanding, 0, Limits.SendQueueBytes / Limits.BlockSize + 20);
        }

        Assert.Equal(CloseReason.Flood, peer.CloseReason);
        Assert.InRange(sent, Limits.MaxQueuedUploadRequests, Limits.MaxQueuedUploadRequests + Limits.ControlMessageBurst + 20);
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void The_same_request_again_and_again_is_served_once()
    {
        var session = new TestSession(isSeed: true);
        var peer = session.Join();
        peer.Take();
        peer.Send(Msg.Bare(MessageId.Interested));
        // What is read already may be asked again: fill the reads first.
        for (var i = 0; i < 16; i++)
        {
            peer.Send(Msg.Block(MessageId.Request, 0, i, 1));
        }

        peer.Flood(10_000, Msg.Block(MessageId.Request, 1, 0));
        Assert.True(peer.IsOpen);
        session.ServeReads();
        var told = peer.Take();
        session.ServeReads();
        Assert.Single([.. told, .. peer.Take()], m => m == "Piece 1 0 +16384");
    }

    [Fact]
    public void A_peer_that_rejects_all_it_was_asked_is_not_asked_for_ever()
    {
        var session = new TestSession(pieces: 100);
        var peer = session.Join(isSeed: true);
        peer.Send(Msg.Bare(MessageId.Unchoke));
        var rejected = 0;
        for (var requests = peer.TakeRequests(); requests.Count > 0 && peer.IsOpen && rejected < 100_000; requests = peer.TakeRequests())
        {
            rejected += requests.Count;
            peer.Send([.. requests.Select(r => Msg.Block(MessageId.Reject, r.Piece, r.Begin))]);
        }

        Assert.InRange(rejected, 1, Limits.ControlMessageBurst + 10);
    }

    [Fact]
    public void A_peer_that_rejects_what_it_allowed_fast_is_not_asked_for_it_again()
    {
        var session = new TestSession(pieces: 100);
        var peer = session.Join(isSeed: true);
        peer.Send(Msg.Piece(MessageId.AllowedFast, 7));
        var requests = peer.TakeRequests();
        Assert.Equal(2, requests.Count);
        peer.Send([.. requests.Select(r => Msg.Block(MessageId.Reject, r.Piece, r.Begin))]);
        Assert.Empty(peer.TakeRequests());
        Assert.True(peer.IsOpen);
    }

    [Fact]
    public void Rejects_of_a_full_pipeline_after_a_choke_are_no_flood()
    {
        var session = new TestSession(pieces: 100, pieceLength: 1 << 20);
        var peer = session.Join(isSeed: true);
        for (var round = 0; round < 20; round++)
        {
            peer.Send(Msg.Bare(MessageId.Unchoke));
            var requests = peer.TakeRequests();
            peer.Send(Msg.Bare(MessageId.Choke));
            peer.Send([.. requests.Select(r => Msg.Block(MessageId.Reject, r.Piece, r.Begin))]);
            session.Advance(250);
        }

        Assert.True(peer.IsOpen);
        Assert.Equal(0, peer.Peer.Requests.Count);
    }

    private static byte[] Message(string kind) => kind switch
    {
        "choke" => Msg.Bare(MessageId.Choke),
        "interested" => Msg.Bare(MessageId.Interested),
        "cancel" => Msg.Block(MessageId.Cancel, 0, 0),
        "suggest" => Msg.Piece(MessageId.Suggest, 5),
        "allowed fast" => Msg.Piece(MessageId.AllowedFast, 5),
        "reject" => Msg.Block(MessageId.Reject, 3, 0),
        "unasked piece" => Msg.Data(3, 0),
        "have again" => Msg.Piece(MessageId.Have, 1),
        "unknown" => Msg.Raw(99, 1, 2, 3),
        "extension handshake" => Msg.Extended(0, "d1:v3:abce"),
        "refused request" => Msg.Block(MessageId.Request, 900, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
