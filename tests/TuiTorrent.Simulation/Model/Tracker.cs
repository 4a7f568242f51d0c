using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Simulation.Model;

/// <summary>A tracker: knows who announced and tells the others; now and then it is of no use.</summary>
internal sealed class Tracker(World world, int failPermille = 0)
{
    private readonly List<PeerEndpoint> _peers = [];

    /// <summary>Announces heard, by <see cref="AnnounceEvent"/>.</summary>
    public int[] Heard { get; } = new int[Enum.GetValues<AnnounceEvent>().Length];

    /// <summary>Makes a peer known that never announces itself.</summary>
    public void Know(PeerEndpoint peer) => _peers.Add(peer);

    public AnnounceOutcome Answer(PeerEndpoint from, AnnounceRequest request)
    {
        if (world.Chance(failPermille))
        {
            return AnnounceOutcome.Fail(TrackerFailureKind.Timeout, "no answer");
        }

        Heard[(int)request.Event]++;
        _peers.Remove(from);
        var peers = _peers.ToArray();
        world.Random.Shuffle(peers);
        if (request.Event != AnnounceEvent.Stopped)
        {
            _peers.Add(from);
        }

        return AnnounceOutcome.Of(new AnnounceReply { IntervalSeconds = 120, MinIntervalSeconds = 60, Peers = peers[..Math.Min(peers.Length, request.NumWant)] });
    }
}
