using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>Limits of single torrents, and limits that let nothing through.</summary>
public class SessionLimitTests
{
    private static readonly SessionSettings Plain = new() { Encryption = EncryptionPolicy.Disabled };

    [Fact]
    public void Where_nothing_may_come_in_nothing_is_asked_for_and_peers_are_still_heard()
    {
        var session = new TestSession(settings: Plain with { DownloadLimit = RateLimit.Nothing });
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        Assert.Empty(seed.TakeRequests());
        session.Advance(5000);
        Assert.Empty(seed.TakeRequests());
        Assert.Equal(Limits.MaxReceiveBytes, session.Core.ReceiveAllowance(session.Now, seed.Connection));
        Assert.InRange(session.Core.NextDeadlineMs, session.Now + 60_000, long.MaxValue - 1);
        session.Core.Apply(session.Now, Plain);
        Assert.NotEmpty(seed.TakeRequests());
        session.Core.Apply(session.Now, Plain with { DownloadLimit = RateLimit.Nothing });
        Assert.Equal(16, seed.Take().Count(message => message.StartsWith("Cancel ", StringComparison.Ordinal)));
        Assert.Equal(0, seed.Peer.Requests.Count);
    }

    [Fact]
    public void Where_nothing_may_go_out_nobody_is_unchoked_and_what_was_asked_for_is_refused()
    {
        var session = new TestSession(isSeed: true);
        var peer = session.Join();
        peer.Send(Msg.Bare(MessageId.Interested), Msg.Block(MessageId.Request, 0, 0));
        Assert.Contains("Unchoke", peer.Take());
        session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None with { Upload = RateLimit.Nothing });
        peer.Send(Msg.Block(MessageId.Request, 1, 0));
        Assert.Equal(["Choke", "Reject 1 0 16384"], peer.Take());
        session.ServeReads();
        session.Advance(60_000);
        Assert.Empty(session.World.Reads);
        Assert.DoesNotContain("Unchoke", peer.Take());
        session.Advance(2000);
        Assert.InRange(session.Core.NextDeadlineMs, session.Now + 30_000, long.MaxValue - 1);
        session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None);
        Assert.Contains("Unchoke", peer.Take());
    }

    [Fact]
    public void A_torrent_that_does_not_share_the_limits_is_not_stopped_by_them()
    {
        var session = new TestSession(settings: Plain with { DownloadLimit = RateLimit.Nothing });
        session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None with { HonorsSession = false });
        var seed = session.Join(isSeed: true);
        seed.Send(Msg.Bare(MessageId.Unchoke));
        Assert.NotEmpty(seed.TakeRequests());
    }

    [Fact]
    public void A_torrent_may_have_peers_of_its_own_number()
    {
        var session = new TestSession();
        session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None with { MaxPeers = 1 });
        Assert.True(session.Join().IsOpen);
        Assert.Equal(CloseReason.TooManyConnections, session.Join().CloseReason);
    }

    [Theory]
    [InlineData(0, 0, 40, 60)]
    [InlineData(0, 1, 12, 30)]
    [InlineData(-1, 1, 2, 14)]
    [InlineData(-1, 0, 12, 30)]
    public void Where_the_line_is_shared_priorities_share_it_and_nobody_gets_nothing(int first, int second, int leastPercent, int mostPercent)
    {
        var session = new TestSession(pieces: 64, isSeed: true, settings: Plain with { UploadLimit = 400_000 });
        var other = session.AddSeed("bbbbbbbbbbbbbbbbbbbb"u8);
        session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None with { Priority = first });
        session.Core.SetLimits(session.Now, other, TorrentLimits.None with { Priority = second });
        RawPeer[] peers = [session.Join(), session.Join(infoHash: other.InfoHash)];
        foreach (var peer in peers)
        {
            peer.Send(Msg.Bare(MessageId.Interested));
        }

        for (var step = 0; step < 60_000 / 50; step++)
        {
            foreach (var peer in peers)
            {
                peer.TakeBytes();
                for (var piece = 0; piece < 64 && peer.Peer.Uploads.Count < 64; piece++)
                {
                    peer.Send(Msg.Block(MessageId.Request, piece, 0));
                }
            }

            session.ServeReads();
            session.Advance(50);
        }

        var sum = session.Torrent.Upload.Total + other.Upload.Total;
        Assert.InRange(sum, 60 * 360_000, 60 * 440_000);
        Assert.InRange(session.Torrent.Upload.Total * 100 / sum, leastPercent, mostPercent);
    }

    [Fact]
    public void A_rate_that_is_none_changes_nothing()
    {
        var session = new TestSession();
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Core.SetLimits(session.Now, session.Torrent, TorrentLimits.None with { Upload = -2 }));
        Assert.Same(TorrentLimits.None, session.Torrent.OwnLimits);
    }
}
