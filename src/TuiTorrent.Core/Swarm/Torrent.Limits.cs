using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <content>What the user lets it move, and how many peers it may have.</content>
public sealed partial class Torrent
{
    /// <summary>What the user set for it; changed by <see cref="SessionCore.SetLimits"/>.</summary>
    public TorrentLimits OwnLimits { get; private set; } = TorrentLimits.None;

    /// <summary>Peers that it may have.</summary>
    public int MaxPeers => OwnLimits.MaxPeers ?? _session.Settings.MaxPeersPerTorrent;

    /// <summary>Its own limit from peers; null without one.</summary>
    internal TokenBucket? DownloadBucket { get; private set; }

    /// <summary>Its own limit to peers; null without one.</summary>
    internal TokenBucket? UploadBucket { get; private set; }

    /// <summary>A limit keeps its peers waiting, and it stands in line for the next tick.</summary>
    internal bool IsHeldBack { get; set; }

    private int UploadSlots => _session.MayGive(this) ? _session.Settings.UploadSlots : 0;

    internal void SetLimits(TorrentLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Download, RateLimit.Nothing);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Upload, RateLimit.Nothing);
        OwnLimits = limits;
        DownloadBucket = Limited(DownloadBucket, limits.Download);
        UploadBucket = Limited(UploadBucket, limits.Upload);
    }

    /// <summary>Its limits or the session's are others than before: what may not pass any more is called back, what may again is set going.</summary>
    internal void LimitsChanged(long nowMs)
    {
        if (!IsRunning)
        {
            return;
        }

        if (!_session.MayAsk(this))
        {
            CancelRequests(_ => true);
        }

        foreach (var peer in _peers)
        {
            if (!_session.MayGive(this))
            {
                Choke(peer);
                RefuseAll(peer);
            }

            FillRequests(nowMs, peer);
            PumpUploads(nowMs, peer);
        }

        FillUploadSlots(nowMs);
    }

    /// <summary>Reads one block for one of its peers, whichever comes first from a random one on; false if none can have one now.</summary>
    internal bool PumpOne(long nowMs, Random random)
    {
        var first = _peers.Count > 0 ? random.Next(_peers.Count) : 0;
        for (var i = 0; i < _peers.Count; i++)
        {
            if (PumpUploads(nowMs, _peers[(first + i) % _peers.Count], most: 1) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static TokenBucket? Limited(TokenBucket? bucket, long rate)
    {
        if (rate == RateLimit.None)
        {
            return null;
        }

        bucket ??= new TokenBucket();
        bucket.RateBytesPerSecond = rate;
        return bucket;
    }
}
