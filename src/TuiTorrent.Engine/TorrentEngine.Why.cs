using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>The facts by which it is found out why a torrent does not move.</summary>
public sealed partial class TorrentEngine
{
    /// <summary>Ranges of missing pieces that are looked for.</summary>
    private const int MaxRanges = 50;

    private List<StallCause> WhyNow(long nowMs, TorrentEntry entry) =>
        [.. StallDiagnosis.Find(FactsOf(nowMs, entry)).Select(f => new StallCause(f.Code, f.Text, f.Remedy))];

    private StallFacts FactsOf(long nowMs, TorrentEntry entry)
    {
        var torrent = entry.Torrent;
        var activity = entry.Activity;
        var (interesting, choking) = (0, 0);
        foreach (var peer in torrent.Peers)
        {
            interesting += peer.AmInterested ? 1 : 0;
            choking += peer is { AmInterested: true, PeerChoking: true } ? 1 : 0;
        }

        var unavailable = torrent.FindUnavailable(MaxRanges, out var unavailableBytes);
        var (limit, isOwn) = LimitOf(entry);
        return new StallFacts
        {
            IsPaused = entry.IsResting && entry.Error is null,
            WaitsBehind = activity is TorrentActivity.QueuedToDownload or TorrentActivity.QueuedToSeed && !entry.HasTurn ? CountBefore(entry) : null,
            VerifyProgress = activity is TorrentActivity.Verifying or TorrentActivity.QueuedToVerify ? entry.JobProgress : null,
            MoveProgress = activity == TorrentActivity.Moving ? entry.JobProgress : null,
            Error = entry.Error?.Kind switch
            {
                null => StallError.None,
                DiskErrorKind.NoSpace => StallError.DiskFull,
                DiskErrorKind.Missing or DiskErrorKind.RootMissing => StallError.DiskMissing,
                _ => StallError.Disk,
            },
            ErrorText = entry.Error?.Text,
            IsNothingWanted = torrent.WantedBytes == 0,
            IsFinished = entry.IsFinished,
            DownloadBytesPerSecond = torrent.Download.BytesPerSecond(nowMs),
            KnownPeers = torrent.Book.Count,
            ConnectedPeers = torrent.Peers.Count,
            Seeds = torrent.CountSeeds(),
            InterestingPeers = interesting,
            ChokingPeers = choking,
            LeftBytes = torrent.LeftBytes,
            Unavailable = unavailable,
            UnavailableBytes = unavailableBytes,
            Trackers = [.. (torrent.Announces?.Snapshot() ?? []).Select(t => TrackerOf(nowMs, t))],
            DownloadLimit = limit,
            IsLimitOwn = isOwn,
            IsEncryptionRequired = _session.Settings.Encryption == EncryptionPolicy.Required,
            RefusedForEncryption = _session.Handshakes.RefusedFor(CloseReason.PlaintextRefused) + _session.Handshakes.RefusedFor(CloseReason.PeerIsPlaintextOnly)
                + _session.Handshakes.RefusedFor(CloseReason.NoCommonCryptoMethod),
            Now = _time.GetUtcNow(),
        };
    }

    private static StallTracker TrackerOf(long nowMs, TrackerStatus tracker) => new(
        tracker.Name,
        tracker.State is TrackerState.Failing or TrackerState.Disabled,
        tracker.Message is { } text ? SafeText.From(text, Limits.MaxShownText) : null,
        tracker.NextAnnounceMs == long.MaxValue ? null : (int)Math.Clamp((tracker.NextAnnounceMs - nowMs) / 1000, 0, int.MaxValue));

    private int CountBefore(TorrentEntry entry) =>
        _registry.Queue.Count(e => e.Row.Position < entry.Row.Position && e.IsFinished == entry.IsFinished && !e.IsResting && !e.HasTurn);

    // The least of the session's and its own.
    private (long Limit, bool IsOwn) LimitOf(TorrentEntry entry)
    {
        var options = entry.Row.Options;
        var own = Rate(options.IsDownloadLimited, options.DownloadLimit);
        var all = options.HonorsSessionLimits ? _session.Settings.DownloadLimit : RateLimit.None;
        var isOwn = own != RateLimit.None && (all == RateLimit.None || own < all);
        return (isOwn ? own : all, isOwn);
    }
}
