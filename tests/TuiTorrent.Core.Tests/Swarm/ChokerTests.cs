using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

public class ChokerTests
{
    private readonly List<Peer> _peers = [.. Enumerable.Range(0, 10).Select(_ => Interested())];
    private readonly Choker _choker = new(new Random(1));
    private readonly HashSet<Peer> _unchoked = [];

    [Fact]
    public void While_downloading_those_that_give_most_are_unchoked_and_one_by_luck()
    {
        for (var i = 0; i < 10; i++)
        {
            _peers[i].Download.Add(1000, i * 1000);
        }

        _choker.Round(1500, _peers, isSeeding: false, slots: 4, _unchoked);
        Assert.Superset(new HashSet<Peer> { _peers[9], _peers[8], _peers[7] }, _unchoked);
        Assert.Equal(4, _unchoked.Count);
    }

    [Fact]
    public void The_lucky_one_stays_for_three_rounds_and_then_another_gets_its_turn()
    {
        var lucky = new List<Peer>();
        for (var round = 0; round < 60; round++)
        {
            _choker.Round(round * Choker.RoundMs, _peers, isSeeding: false, slots: 1, _unchoked);
            lucky.Add(_unchoked.Single());
        }

        Assert.All(Enumerable.Range(0, 20), i => Assert.Single(lucky.Skip(3 * i).Take(3).Distinct()));
        Assert.InRange(lucky.Distinct().Count(), 5, 10);
    }

    [Fact]
    public void Who_wants_nothing_or_gives_nothing_for_long_holds_no_regular_slot()
    {
        foreach (var peer in _peers.Skip(1))
        {
            peer.PeerInterested = false;
        }

        _peers[0].Requests.ReleaseAll(new PiecePicker(new PieceLayout(1, 1), new Random(1)), snub: true);
        _choker.Round(0, _peers, isSeeding: false, slots: 4, _unchoked);
        // The optimistic slot is open to a snub.
        Assert.Equal([_peers[0]], _unchoked);
        _peers[0].PeerInterested = false;
        _choker.Round(0, _peers, isSeeding: false, slots: 4, _unchoked);
        Assert.Empty(_unchoked);
    }

    [Fact]
    public void While_seeding_a_newly_unchoked_peer_keeps_its_slot_before_faster_ones()
    {
        _peers[3].AmChoking = false;
        _peers[3].UnchokedAtMs = 90_000;
        _peers[5].Upload.Add(100_000, 1_000_000);
        _choker.Round(100_500, _peers, isSeeding: true, slots: 2, _unchoked);
        Assert.Contains(_peers[3], _unchoked);
        _choker.Round(130_500, _peers, isSeeding: true, slots: 2, _unchoked);
        _peers[5].Upload.Add(130_400, 1_000_000);
        _choker.Round(130_500, _peers, isSeeding: true, slots: 2, _unchoked);
        Assert.Contains(_peers[5], _unchoked);
    }

    private static Peer Interested()
    {
        var peer = PiecePickerTests.NewPeer(1);
        peer.PeerInterested = true;
        return peer;
    }
}
