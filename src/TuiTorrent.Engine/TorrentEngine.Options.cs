using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>What a user sets: for all torrents, for one, and their order.</summary>
public sealed partial class TorrentEngine
{
    private volatile EngineOptions _options;
    private long _nextScheduleMs = long.MaxValue;

    /// <inheritdoc/>
    public EngineOptions Options => _options;

    /// <summary>Whether the alternative limits are in force.</summary>
    private bool IsAlternative => _options.Alternative.IsOn || LimitSchedule.IsInForce(_options.Alternative, _time.GetLocalNow().DateTime);

    /// <inheritdoc/>
    public Task<CommandResult> SetOptionsAsync(Func<EngineOptions, EngineOptions> change) => CallAsync<CommandResult>(answer =>
    {
        var options = change(_options);
        if (ProblemOf(options) is { } problem)
        {
            answer.SetResult(new CommandResult(problem));
            return;
        }

        _options = options;
        _isSnapshotOld = true;
        ApplyOptions(_clock.NowMs);
        var texts = OptionTexts.Differences(FileOptions(), options);
        _ = AnswerAsync(_saver.SaveAsync(s => s.SaveSettings(texts)), answer);
    });

    /// <inheritdoc/>
    public Task<CommandResult> ChangeAsync(InfoHash torrent, TorrentChange change) => CommandAsync(torrent, (entry, answer) =>
    {
        var options = change.Options?.Invoke(entry.Row.Options) ?? entry.Row.Options;
        var tiers = change.Trackers is null ? null : TrackerUrl.ParseTiers(change.Trackers);
        var problem = options.DownloadLimit < 0 || options.UploadLimit < 0 ? "A limit can't be below 0."
            : options.MaxPeers is < 1 ? "A torrent needs at least one peer."
            : !double.IsFinite(options.Ratio) || options.Ratio < 0 || options.IdleMinutes < 0 ? "A goal of seeding can't be below 0."
            : change.Files.Any(f => !IsFile(entry, f.File)) || change.Wanted.Any(f => !IsFile(entry, f)) ? "The torrent has no file of that number."
            : tiers is not null && tiers.Sum(t => t.Count) != change.Trackers!.Sum(t => t.Count) ? "A tracker's address must begin with http://, https:// or udp://."
            : tiers is not null && tiers.Sum(t => t.Count) > Limits.MaxTrackers ? $"A torrent can have at most {Limits.MaxTrackers} trackers."
            : change.QueuePosition is < 0 ? "A place in the queue can't be below 0."
            : null;
        if (problem is not null)
        {
            answer.SetResult(new CommandResult(problem));
            return;
        }

        var nowMs = _clock.NowMs;
        entry.Row = entry.Row with { Options = options, Trackers = change.Trackers ?? entry.Row.Trackers };
        ApplyTorrentOptions(nowMs, entry);
        if (change.Files.Count > 0 || change.Wanted.Count > 0)
        {
            entry.Row = entry.Row with { Priorities = FilePriorities.With(entry.Row.Priorities, entry.FileCount, change.Files, change.Wanted) };
            ApplyPriorities(nowMs, entry);
        }

        if (tiers is not null)
        {
            _session.SetTrackers(nowMs, entry.Torrent, tiers);
            entry.AreTrackersNew = true;
        }

        var changed = new List<TorrentEntry> { entry };
        if (change.QueuePosition is { } place)
        {
            var order = _registry.Queue.Where(e => e != entry).ToList();
            order.Insert(Math.Min(place, order.Count), entry);
            changed.AddRange(_registry.Reorder(order).Where(e => e != entry));
        }

        // Another goal may let it go on seeding.
        if (entry.Row.IsSeedingDone && change.Options is not null)
        {
            entry.Row = entry.Row with { IsSeedingDone = false };
        }

        Save(changed, answer);
        PlanSoon();
        Advance(entry);
    });

    /// <inheritdoc/>
    public Task<CommandResult> MoveInQueueAsync(IReadOnlyList<InfoHash> torrents, QueueMove move) => CallAsync<CommandResult>(answer =>
    {
        var moved = torrents.Select(_registry.Find).OfType<TorrentEntry>().ToHashSet();
        if (moved.Count != torrents.Distinct().Count())
        {
            answer.SetResult(new("There is no such torrent."));
            return;
        }

        Save(_registry.Reorder(QueueOrder.Move(_registry.Queue, moved, move)), answer);
        PlanSoon();
    });

    private static bool IsFile(TorrentEntry entry, int file) => file >= 0 && file < entry.FileCount;

    private static string? ProblemOf(EngineOptions options) =>
        options.DownloadLimit < 0 || options.UploadLimit < 0 || options.Alternative.Download < 0 || options.Alternative.Upload < 0 ? "A limit can't be below 0."
        : options.Session.MaxPeers < 1 || options.Session.MaxPeersPerTorrent < 1 || options.Session.UploadSlots < 1 ? "There must be room for at least one peer."
        : options.MaxDownloads < 0 || options.MaxSeeds < 0 || options.StalledMinutes < 1 ? "A number of the queue can't be below 0, and stalling takes at least a minute."
        : options.SeedRatio is < 0 or double.NaN || options.SeedIdleMinutes < 0 ? "A goal of seeding can't be below 0."
        : options.Alternative is { BeginMinute: < 0 or >= 1440 } or { EndMinute: < 0 or >= 1440 } or { Days: < 0 or > 127 } ? "The hours of the alternative limits are none."
        : options.DownloadDirectory.Length > 0 && !options.DownloadDirectory.StartsWith('/') ? "The download directory must be an absolute path."
        : null;

    private EngineOptions FileOptions() => _settings.Options ?? new EngineOptions
    {
        Session = _settings.Session,
        IsDownloadLimited = _settings.Session.DownloadLimit != RateLimit.None,
        DownloadLimit = _settings.Session.DownloadLimit,
        IsUploadLimited = _settings.Session.UploadLimit != RateLimit.None,
        UploadLimit = _settings.Session.UploadLimit,
        MaxDownloads = null,
        StalledMinutes = null,
    };

    private EngineOptions LoadOptions() => _settings.RestoreTorrents ? OptionTexts.Apply(FileOptions(), _state.LoadSettings()) : FileOptions();

    private SessionSettings SessionSettingsNow()
    {
        var options = _options;
        var (download, upload) = IsAlternative
            ? (Rate(true, options.Alternative.Download), Rate(true, options.Alternative.Upload))
            : (Rate(options.IsDownloadLimited, options.DownloadLimit), Rate(options.IsUploadLimited, options.UploadLimit));
        return options.Session with
        {
            ListenPort = ListenPort,
            BufferBytes = _settings.Session.BufferBytes,
            DownloadLimit = download,
            UploadLimit = upload,
        };
    }

    private static long Rate(bool isLimited, long rate) => !isLimited ? RateLimit.None : rate <= 0 ? RateLimit.Nothing : rate;

    private void ApplyOptions(long nowMs)
    {
        _session.Apply(nowMs, SessionSettingsNow());
        var alternative = _options.Alternative;
        _nextScheduleMs = alternative.IsScheduled
            ? nowMs + (long)LimitSchedule.UntilNextLook(alternative, _time.GetLocalNow().DateTime).TotalMilliseconds + 1
            : long.MaxValue;
        _isSnapshotOld = true;
        PlanSoon();
    }

    private void ApplyTorrentOptions(long nowMs, TorrentEntry entry)
    {
        var options = entry.Row.Options;
        _session.SetLimits(nowMs, entry.Torrent, new TorrentLimits(
            Rate(options.IsDownloadLimited, options.DownloadLimit),
            Rate(options.IsUploadLimited, options.UploadLimit),
            options.HonorsSessionLimits,
            options.MaxPeers,
            (int)options.Priority));
        entry.Torrent.IsSequential = options.IsSequential;
    }

    private static void ApplyPriorities(long nowMs, TorrentEntry entry)
    {
        // Most torrents are wanted whole: no need to hold a byte a piece for that.
        if (entry.Row.Priorities is not null || entry.HasPriorities)
        {
            entry.HasPriorities = true;
            entry.Torrent.SetPriorities(nowMs, FilePriorities.ForPieces(entry.Row.Priorities, entry.Files, entry.Torrent.Layout));
        }
    }
}
