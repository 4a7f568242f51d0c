using System.Text;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Trackers;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>Torrents that are removed, checked again or given other trackers, and what is known of them.</summary>
public class SessionTorrentTests
{
    private static readonly Uri A = new("http://a.example/announce"), B = new("http://b.example/announce");

    [Fact]
    public void A_torrent_that_is_removed_is_gone_and_what_comes_late_does_no_harm()
    {
        var session = new TestSession(pieces: 2);
        var torrent = session.Torrent;
        session.Core.SetTrackers(session.Now, torrent, [[A]]);
        session.Advance(250);
        var asked = session.World.Announced.Single();
        session.Core.AnnounceFinished(session.Now, torrent, asked, AnnounceOutcome.Of(Sample.Reply()));
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        var request = seed.TakeRequests()[0];
        seed.Answer(request);
        seed.Answer(new BlockRequest(request.Piece, 1 - request.Block));

        session.Core.Remove(session.Now, torrent);

        Assert.Empty(session.Core.Torrents);
        Assert.Equal(CloseReason.TorrentStopped, seed.CloseReason);
        Assert.Equal(AnnounceEvent.Stopped, session.World.Announced[^1].Event);
        session.Core.PieceHashed(session.Now, torrent, request.Piece, isRight: true);
        session.Core.AnnounceFinished(session.Now, torrent, asked, AnnounceOutcome.Of(Sample.Reply() with { Peers = [TestSession.Endpoint("10.7.7.7:7")] }));
        session.Core.AddPeers(session.Now, torrent, [TestSession.Endpoint("10.7.7.7:7")], PeerSource.User);
        session.Core.BlockRead(session.Now, seed.Connection, new UploadRequest(0, 0, 16384), null);
        session.Core.SetLimits(session.Now, torrent, TorrentLimits.None);
        session.Core.Reannounce(session.Now, torrent);
        session.Core.Start(session.Now, torrent);
        session.Core.Remove(session.Now, torrent);
        session.Advance(1000);
        Assert.Empty(session.World.Dialed);
        Assert.False(torrent.IsRunning);
        Assert.Null(session.Accept());
        Assert.Equal(long.MaxValue, session.Core.NextDeadlineMs);
        Assert.NotNull(session.Core.Add(torrent.Spec, []));
        Assert.Equal(0, session.Shutdown());
    }

    [Fact]
    public void Trackers_can_come_to_a_torrent_that_had_none_and_be_asked_by_hand()
    {
        var session = new TestSession();
        session.Core.SetTrackers(session.Now, session.Torrent, [[A]]);
        session.Advance(250);
        Assert.Equal(AnnounceEvent.Started, session.World.Announced.Single().Event);
        session.Core.AnnounceFinished(session.Now, session.Torrent, session.World.Announced[0], AnnounceOutcome.Of(Sample.Reply(minInterval: 60)));
        session.Torrent.SetPriorities(session.Now, new byte[8]);
        session.Advance(61_000);
        Assert.Single(session.World.Announced);
        session.Core.Reannounce(session.Now, session.Torrent);
        session.Advance(250);
        Assert.Equal(2, session.World.Announced.Count);
        session.Core.SetTrackers(session.Now, session.Torrent, [[B]]);
        session.Advance(250);
        Assert.Equal([AnnounceEvent.Stopped, AnnounceEvent.Started], session.World.Announced.Skip(2).Select(request => request.Event));
    }

    [Fact]
    public void After_a_check_what_it_found_counts_and_nothing_else()
    {
        var session = new TestSession(pieces: 4);
        session.Has(0, 1);
        session.Torrent.SetOnDisk(2, 0);
        var have = new Bitfield(4) { [1] = true, [3] = true };
        Assert.Throws<InvalidOperationException>(() => session.Torrent.ReplaceHave(have));
        session.Core.Fail(session.Now, session.Torrent, "disk gone");
        session.Torrent.ReplaceHave(have);
        have[0] = true;
        Assert.Equal((65536, 65536, 2), (session.Torrent.DoneBytes, session.Torrent.LeftBytes, session.Picker.Have.Count));
        Assert.Empty(session.Picker.Partials);
        Assert.Equal(TorrentStatus.Failed, session.Torrent.Status);
        session.Core.Start(session.Now, session.Torrent);
        Assert.Equal((TorrentStatus.Downloading, null), (session.Torrent.Status, session.Torrent.Error));
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve();
        Assert.True(session.Torrent.IsComplete);
    }

    [Fact]
    public void A_complete_torrent_that_lost_a_piece_fetches_it()
    {
        var session = new TestSession(pieces: 3, isSeed: true);
        session.Core.Stop(session.Now, session.Torrent);
        session.Torrent.ReplaceHave(new Bitfield(3) { [0] = true, [2] = true });
        session.Core.Start(session.Now, session.Torrent);
        var peer = session.Join();
        peer.Send(Msg.Bits(0b0110_0000), Msg.Bare(MessageId.Unchoke));
        Assert.Equal([1], peer.TakeRequests().Select(request => request.Piece).Distinct());
        Assert.Equal([0, 1, 1], new[] { 0, 1, 2 }.Select(session.Picker.Availability));
    }

    [Fact]
    public void Time_is_counted_by_what_the_torrent_did_meanwhile()
    {
        var session = new TestSession(pieces: 1);
        session.Advance(10_000);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Null(session.Torrent.LastPayloadMs);
        seed.Serve();
        var finished = session.Now;
        session.Advance(20_000);
        session.Core.Stop(session.Now, session.Torrent);
        session.Advance(40_000);
        Assert.Equal((10, 20), (session.Torrent.SecondsDownloading(session.Now), session.Torrent.SecondsSeeding(session.Now)));
        session.Core.Start(session.Now, session.Torrent);
        session.Advance(5000);
        Assert.Equal((10, 25), (session.Torrent.SecondsDownloading(session.Now), session.Torrent.SecondsSeeding(session.Now)));
        Assert.Equal(finished, session.Torrent.LastPayloadMs);
    }

    [Fact]
    public void What_connected_peers_have_of_what_is_missing_is_told()
    {
        var session = new TestSession(pieces: 8);
        session.Has(0);
        session.Torrent.SetPriorities(session.Now, [2, 2, 2, 2, 2, 2, 0, 2]);
        var peer = session.Join();
        peer.Send(Msg.Bits(0b1110_0000));
        session.Join().Send(Msg.Bits(0b1010_0000));
        Assert.Equal(2 * 32768, session.Torrent.CountAvailableBytes());
        var availability = new short[8];
        session.Torrent.CopyAvailability(availability);
        Assert.Equal([-1, 1, 2, 0, 0, 0, 0, 0], availability);
        Assert.Equal([(3, 5), (7, 7)], session.Torrent.FindUnavailable(10, out var bytes));
        Assert.Equal(4 * 32768, bytes);
        Assert.Single(session.Torrent.FindUnavailable(1, out bytes));
        Assert.Equal(4 * 32768, bytes);
        peer.Send(Msg.Bare(MessageId.Unchoke));
        peer.Answer(peer.TakeRequests()[0]);
        session.Advance(1000);
        Assert.Equal((1, 0), session.Torrent.CountActivePeers(session.Now));
        Assert.Equal(16384, session.Torrent.CountUnverifiedBytes());
        session.Join(isSeed: true);
        Assert.Equal(session.Torrent.LeftBytes, session.Torrent.CountAvailableBytes());
        Assert.Empty(session.Torrent.FindUnavailable(10, out _));
        Assert.Equal(PeerSource.Incoming, peer.Peer.Source);
        Assert.Equal("XX 0.0.0.1", peer.Peer.ClientName);
    }

    [Fact]
    public void Pieces_that_were_wrong_are_counted()
    {
        var session = new TestSession(pieces: 1);
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        seed.Serve(_ => false);
        Assert.Equal(32768, session.Torrent.CorruptBytes);
    }

    [Fact]
    public void The_latest_handshakes_are_remembered_and_no_more()
    {
        var session = new TestSession();
        session.Join();
        var stranger = session.Accept("10.8.8.8:8")!;
        session.Advance(2000);
        stranger.Send(Msg.Greeting(new InfoHash("bbbbbbbbbbbbbbbbbbbb"u8), new PeerId("-XX0001-abcdefghijkl"u8), 0));
        var recent = session.Core.Handshakes.Recent;
        Assert.Equal(2, recent.Count);
        Assert.Equal((null, CloseReason.UnknownInfoHash, 2000), (recent[0].Cipher, recent[0].Reason, recent[0].Milliseconds));
        Assert.Equal((TestSession.Endpoint("10.8.8.8:8"), true, session.Now), (recent[0].Endpoint, recent[0].IsIncoming, recent[0].AtMs));
        Assert.Equal((CipherKind.Plain, CloseReason.None, TestSession.InfoHash), (recent[1].Cipher, recent[1].Reason, recent[1].InfoHash));
        for (var i = 0; i < 30; i++)
        {
            session.Join();
        }

        Assert.Equal(Limits.MaxRecentHandshakes, session.Core.Handshakes.Recent.Count);
    }

    [Theory]
    [InlineData("-TR4060-abcdefghijkl", "Transmission 4.0.6")]
    [InlineData("-qB5000-abcdefghijkl", "qBittorrent 5.0")]
    [InlineData("-DE13F0-abcdefghijkl", "Deluge 1.3.15")]
    [InlineData("-zz1200-abcdefghijkl", "zz 1.2")]
    [InlineData("A2-1-37-0-abcdefghij", "")]
    [InlineData("-\u001b[4060-abcdefghijkl", "")]
    public void A_client_is_known_by_its_id(string id, string name) =>
        Assert.Equal(name, PeerIdStyle.ClientOf(new PeerId(Encoding.Latin1.GetBytes(id))));
}
