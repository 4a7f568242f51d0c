using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>The addresses of one torrent's peers, and whom to dial next.</summary>
/// <remarks>
/// Loop thread only; at most <see cref="Limits.MaxKnownPeersPerTorrent"/>. An address that failed waits twice as long each time; when the book is
/// full, the one with most failures makes room. Peers named by the user come first, then those with the fewest failures, then by canonical priority (BEP 40).
/// </remarks>
public sealed class PeerBook
{
    private const int FirstBackOffMs = 15_000;
    private const int MaxBackOffMs = 30 * 60_000;

    /// <summary>After so many failures in a row an address is forgotten, unless the user named it.</summary>
    private const int MaxFailures = 8;

    private readonly Dictionary<PeerEndpoint, KnownPeer> _peers = [];
    private readonly KnownPeerCount _all;

    /// <summary>A book without addresses.</summary>
    /// <param name="all">Counts those of all books together; null if nobody asks for that.</param>
    public PeerBook(KnownPeerCount? all = null) => _all = all ?? new KnownPeerCount();

    /// <summary>Addresses known.</summary>
    public int Count => _peers.Count;

    /// <summary>Adds an address, or returns what is known of it; null if it can't be dialled or there is no room.</summary>
    /// <param name="endpoint">Where to dial.</param>
    /// <param name="source">Who told of it.</param>
    /// <param name="mayGrow">False if a new address must take the place of one that failed: all torrents together know enough.</param>
    public KnownPeer? Add(PeerEndpoint endpoint, PeerSource source, bool mayGrow = true)
    {
        if (endpoint.Port == 0)
        {
            return null;
        }

        if (_peers.TryGetValue(endpoint, out var known))
        {
            return known;
        }

        if ((!mayGrow || _peers.Count >= Limits.MaxKnownPeersPerTorrent) && !MakeRoom())
        {
            return null;
        }

        known = new KnownPeer(endpoint, source);
        _peers.Add(endpoint, known);
        _all.Count++;
        return known;
    }

    /// <summary>What is known of an address, or null.</summary>
    public KnownPeer? Find(PeerEndpoint endpoint) => _peers.GetValueOrDefault(endpoint);

    /// <summary>The best address to dial now, or null.</summary>
    /// <param name="nowMs">Monotonic ms.</param>
    /// <param name="ours">Our own address as far as known, for the canonical priority.</param>
    /// <param name="wantsSeeds">False when we have everything: seeds are of no use then.</param>
    /// <param name="nextMs">When another address becomes due; the largest value if none.</param>
    public KnownPeer? Next(long nowMs, PeerEndpoint ours, bool wantsSeeds, out long nextMs)
    {
        nextMs = long.MaxValue;
        KnownPeer? best = null;
        uint bestPriority = 0;
        foreach (var peer in _peers.Values)
        {
            if (peer.IsConnected || peer.IsSeed && !wantsSeeds)
            {
                continue;
            }

            if (peer.NotBeforeMs > nowMs)
            {
                nextMs = Math.Min(nextMs, peer.NotBeforeMs);
                continue;
            }

            var priority = PeerPriority.Of(ours, peer.Endpoint);
            if (best is null || Compare(peer, priority, best, bestPriority) < 0)
            {
                (best, bestPriority) = (peer, priority);
            }
        }

        return best;
    }

    /// <summary>The connection ended after a handshake had succeeded: the address is good, but is left alone for a while.</summary>
    public static void NoteGoodbye(KnownPeer peer, long nowMs)
    {
        peer.IsConnected = false;
        peer.Failures = 0;
        peer.NotBeforeMs = nowMs + FirstBackOffMs;
    }

    /// <summary>No connection or no handshake came about.</summary>
    public void NoteFailure(KnownPeer peer, long nowMs)
    {
        peer.IsConnected = false;
        peer.Failures++;
        // The user's own choice may be a machine that is still booting: it is tried often, and for ever.
        var maxMs = peer.Source == PeerSource.User ? 4 * FirstBackOffMs : MaxBackOffMs;
        peer.NotBeforeMs = nowMs + Math.Min(maxMs, (long)(peer.Source == PeerSource.User ? 2_000 : FirstBackOffMs) << Math.Min(peer.Failures - 1, 10));
        if (peer.Failures >= MaxFailures && peer.Source != PeerSource.User)
        {
            Remove(peer.Endpoint);
        }
    }

    /// <summary>Forgets one endpoint for good: it is ourselves. False if it was not known.</summary>
    public bool Remove(PeerEndpoint endpoint)
    {
        var isKnown = _peers.Remove(endpoint);
        _all.Count -= isKnown ? 1 : 0;
        return isKnown;
    }

    /// <summary>Forgets everybody.</summary>
    public void Clear()
    {
        _all.Count -= _peers.Count;
        _peers.Clear();
    }

    /// <summary>Forgets every port of a banned address.</summary>
    public void RemoveAddress(UInt128 address)
    {
        foreach (var endpoint in _peers.Keys)
        {
            if (endpoint.Address == address)
            {
                Remove(endpoint);
            }
        }
    }

    private static int Compare(KnownPeer a, uint priorityA, KnownPeer b, uint priorityB)
    {
        if (a.Source == PeerSource.User != (b.Source == PeerSource.User))
        {
            return a.Source == PeerSource.User ? -1 : 1;
        }

        return a.Failures != b.Failures ? a.Failures.CompareTo(b.Failures) : priorityB.CompareTo(priorityA);
    }

    private bool MakeRoom()
    {
        KnownPeer? worst = null;
        foreach (var peer in _peers.Values)
        {
            if (!peer.IsConnected && peer.Failures > 0 && (worst is null || peer.Failures > worst.Failures))
            {
                worst = peer;
            }
        }

        return worst is not null && Remove(worst.Endpoint);
    }
}
