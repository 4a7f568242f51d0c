namespace TuiTorrent.Core.Swarm;

/// <summary>Decides every ten seconds whom to upload to.</summary>
/// <remarks>
/// Loop thread only. While downloading, the peers that give us most are unchoked (tit for tat); while seeding, those that take fastest, where a
/// peer unchoked in the last half minute keeps its place so that it can fill its pipe. One more slot goes to a random peer for three rounds, or nobody
/// new would ever get a chance. Source: BEP 3, "choking and optimistic unchoking".
/// </remarks>
public sealed class Choker(Random random)
{
    /// <summary>Time between rounds, ms.</summary>
    public const int RoundMs = 10_000;

    private const int OptimisticRounds = 3;
    private const int SeedingKeepMs = 30_000;
    private const int NewPeerMs = 60_000;

    private readonly List<Peer> _candidates = [];
    private Peer? _optimistic;
    private int _optimisticRoundsLeft;

    /// <summary>Chooses; <paramref name="unchoke"/> receives the peers to be unchoked, all others are to be choked.</summary>
    public void Round(long nowMs, IReadOnlyList<Peer> peers, bool isSeeding, int slots, HashSet<Peer> unchoke)
    {
        unchoke.Clear();
        _candidates.Clear();
        if (slots == 0)
        {
            _optimistic = null;
            return;
        }

        foreach (var peer in peers)
        {
            // A peer that leaves us waiting for what we asked gets nothing but, with luck, the optimistic slot.
            if (peer.PeerInterested && !(peer.Requests.IsSnubbed && !isSeeding))
            {
                _candidates.Add(peer);
            }
        }

        _candidates.Sort((a, b) => Score(b, nowMs, isSeeding).CompareTo(Score(a, nowMs, isSeeding)));
        for (var i = 0; i < _candidates.Count && unchoke.Count < slots - 1; i++)
        {
            unchoke.Add(_candidates[i]);
        }

        ChooseOptimistic(nowMs, peers, unchoke);
        if (_optimistic is not null)
        {
            unchoke.Add(_optimistic);
        }
    }

    /// <summary>A peer left.</summary>
    public void Forget(Peer peer)
    {
        if (_optimistic == peer)
        {
            _optimistic = null;
        }
    }

    private static long Score(Peer peer, long nowMs, bool isSeeding)
    {
        if (!isSeeding)
        {
            return peer.Download.BytesPerSecond(nowMs);
        }

        var keeps = !peer.AmChoking && nowMs - peer.UnchokedAtMs < SeedingKeepMs;
        return peer.Upload.BytesPerSecond(nowMs) + (keeps ? long.MaxValue / 2 : 0);
    }

    private void ChooseOptimistic(long nowMs, IReadOnlyList<Peer> peers, HashSet<Peer> unchoke)
    {
        if (_optimistic is not null && _optimistic.PeerInterested && !unchoke.Contains(_optimistic) && _optimisticRoundsLeft-- > 0)
        {
            return;
        }

        _optimistic = null;
        var lots = 0;
        foreach (var peer in peers)
        {
            if (!peer.PeerInterested || unchoke.Contains(peer))
            {
                continue;
            }

            // A newcomer has nothing to trade yet: three lots instead of one.
            var weight = nowMs - peer.JoinedAtMs < NewPeerMs ? 3 : 1;
            lots += weight;
            if (random.Next(lots) < weight)
            {
                _optimistic = peer;
            }
        }

        _optimisticRoundsLeft = OptimisticRounds - 1;
    }
}
