using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Session;

namespace TuiTorrent.Core.Tests.Swarm;

public class PeerBookTests
{
    private static readonly PeerEndpoint Ours = TestSession.Endpoint("123.213.32.10:6881");

    private readonly PeerBook _book = new();

    [Fact]
    public void A_port_of_zero_is_no_address_and_a_known_one_is_known()
    {
        Assert.Null(_book.Add(TestSession.Endpoint("1.2.3.4:0"), PeerSource.Tracker));
        Assert.Same(Add("1.2.3.4:1"), Add("1.2.3.4:1"));
    }

    [Fact]
    public void The_users_peers_come_first_then_the_untried_then_by_canonical_priority()
    {
        var failed = Add("1.1.1.1:1");
        _book.NoteFailure(failed, -1_000_000);
        var others = Enumerable.Range(1, 20).Select(i => Add($"{i}.77.{i}.9:1000")).ToList();
        var users = Add("9.9.9.9:9", PeerSource.User);
        var order = new List<KnownPeer>();
        while (_book.Next(0, Ours, true, out _) is { } next)
        {
            order.Add(next);
            next.IsConnected = true;
        }

        Assert.Equal([users, .. others.OrderByDescending(p => PeerPriority.Of(Ours, p.Endpoint)), failed], order);
    }

    [Fact]
    public void A_failure_doubles_the_wait_up_to_half_an_hour_and_the_eighth_ends_it()
    {
        var peer = Add("1.1.1.1:1");
        var waits = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            _book.NoteFailure(peer, 0);
            waits.Add(peer.NotBeforeMs / 1000);
        }

        Assert.Equal([15, 30, 60, 120, 240, 480, 960, 1800], waits);
        Assert.Equal(0, _book.Count);
    }

    [Fact]
    public void What_the_user_named_is_tried_within_a_minute_for_ever()
    {
        var peer = Add("1.1.1.1:1", PeerSource.User);
        for (var i = 0; i < 100; i++)
        {
            _book.NoteFailure(peer, 0);
            Assert.InRange(peer.NotBeforeMs, 2000, 60_000);
        }

        Assert.Null(_book.Next(0, Ours, true, out var next));
        Assert.Equal(peer.NotBeforeMs, next);
        Assert.Same(peer, _book.Next(next, Ours, true, out _));
    }

    [Fact]
    public void Seeds_are_left_alone_by_one_that_has_everything()
    {
        Add("1.1.1.1:1").IsSeed = true;
        Assert.Null(_book.Next(0, Ours, wantsSeeds: false, out _));
        Assert.NotNull(_book.Next(0, Ours, wantsSeeds: true, out _));
    }

    [Fact]
    public void A_full_book_makes_room_only_by_what_failed()
    {
        for (var i = 0; i < Limits.MaxKnownPeersPerTorrent; i++)
        {
            Assert.NotNull(_book.Add(PeerEndpoint.FromIPv4((uint)i + 1, 1), PeerSource.Tracker));
        }

        Assert.Null(_book.Add(TestSession.Endpoint("9.9.9.9:9"), PeerSource.Tracker));
        var failed = Add("0.0.0.5:1");
        _book.NoteFailure(failed, 0);
        Assert.NotNull(_book.Add(TestSession.Endpoint("9.9.9.9:9"), PeerSource.Tracker));
        Assert.Equal(Limits.MaxKnownPeersPerTorrent, _book.Count);
    }

    [Fact]
    public void A_banned_address_goes_with_all_its_ports()
    {
        Add("1.1.1.1:1");
        Add("1.1.1.1:2");
        Add("1.1.1.2:1");
        _book.RemoveAddress(TestSession.Endpoint("1.1.1.1:9").Address);
        Assert.Equal(1, _book.Count);
    }

    private KnownPeer Add(string endpoint, PeerSource source = PeerSource.Tracker) => _book.Add(TestSession.Endpoint(endpoint), source)!;
}
