using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>Whose turn it is in the queue, and who has seeded enough.</summary>
public sealed partial class TorrentEngine
{
    private const int PlanMs = 1_000;

    // Places behind a torrent that was removed keep their numbers for a while: a thousand removals at once would else save half a million rows.
    private long _renumberAtMs = long.MaxValue;
    private bool _isPlanWanted;
    private long _nextPlanMs = long.MaxValue;

    /// <summary>Something changed that the queue depends on: it is looked at when this turn ends.</summary>
    private void PlanSoon() => _isPlanWanted = true;

    /// <summary>Closes the gaps that removals left in the numbers of the queue; until then only their order counts.</summary>
    private void RenumberNow()
    {
        if (_renumberAtMs != long.MaxValue)
        {
            _renumberAtMs = long.MaxValue;
            if (_registry.Renumber() is { Count: > 0 } moved)
            {
                Save(moved, null);
            }
        }
    }

    /// <summary>At the end of a turn of the loop; a second apart while torrents run, and when one of them will have idled for long.</summary>
    private void PlanDue(long nowMs)
    {
        if (_isPlanWanted || nowMs >= _nextPlanMs)
        {
            PlanQueue(nowMs);
        }
    }

    private void PlanQueue(long nowMs)
    {
        _isPlanWanted = false;
        _nextPlanMs = long.MaxValue;
        if (_stopped is not null)
        {
            return;
        }

        var (limits, rule) = (new QueueLimits(_options.MaxDownloads, _options.MaxSeeds), new SeedingRule(_options.SeedRatio, _options.SeedIdleMinutes));
        List<TorrentEntry>? changed = null;
        var rows = new QueueRow[_registry.Queue.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var entry = _registry.Queue[i];
            if (entry.Torrent.IsRunning && entry.IsFinished && IsSeedingEnough(nowMs, entry, rule))
            {
                entry.Row = entry.Row with { IsSeedingDone = true };
                Save(entry);
                (changed ??= []).Add(entry);
            }

            NoteStalled(nowMs, entry);
            var wants = entry is { IsResting: false, Error: null, IsRemoving: false, Row.Job: null };
            rows[i] = new QueueRow(entry.Row.Id, i, wants, entry.IsFinished, entry.IgnoresQueue, entry.IsStalled, entry.Torrent.IsRunning);
        }

        var verdicts = new QueueVerdict[rows.Length];
        QueuePlanner.Plan(rows, limits, verdicts);
        for (var i = 0; i < rows.Length; i++)
        {
            var entry = _registry.Queue[i];
            if (verdicts[i] != QueueVerdict.Rests && entry.HasTurn != (verdicts[i] == QueueVerdict.Runs))
            {
                entry.HasTurn = !entry.HasTurn;
                (changed ??= []).Add(entry);
            }
        }

        // Who gives way before who goes on: at no moment are there more than may be.
        foreach (var entry in (changed ?? []).OrderBy(e => e.MayRun))
        {
            Advance(entry);
        }
    }

    /// <summary>Payload came or went: it may have reached its goal by that, or stalls no longer, and nothing else might bring a look at it.</summary>
    private void NoteMoved(long nowMs, TorrentEntry entry)
    {
        if (entry.IsStalled || entry.Row.Options.RatioMode == LimitMode.Own || _options.SeedRatio is not null)
        {
            LookAgainIn(nowMs, PlanMs);
        }
    }

    private bool IsSeedingEnough(long nowMs, TorrentEntry entry, SeedingRule all)
    {
        var options = entry.Row.Options;
        var rule = all.For(SourceOf(options.RatioMode), options.Ratio, SourceOf(options.IdleMode), options.IdleMinutes);
        var idleMs = IdleMs(nowMs, entry);
        var facts = new SeedingFacts(entry.Torrent.TotalUploaded, entry.Torrent.TotalDownloaded, entry.Torrent.DoneBytes, idleMs);
        if (rule.Judge(facts) != SeedingGoal.None)
        {
            return true;
        }

        LookAgainIn(nowMs, rule.IdleDueInMs(idleMs));
        if (rule.Ratio is not null && entry.Torrent.Peers.Count > 0)
        {
            LookAgainIn(nowMs, PlanMs);
        }

        return false;
    }

    private static RuleSource SourceOf(LimitMode mode) => mode switch
    {
        LimitMode.Own => RuleSource.Own,
        LimitMode.Unlimited => RuleSource.Unlimited,
        _ => RuleSource.Global,
    };

    private void NoteStalled(long nowMs, TorrentEntry entry)
    {
        if (!entry.Torrent.IsRunning || _options.StalledMinutes is not { } minutes)
        {
            entry.IsStalled = false;
            return;
        }

        var leftMs = minutes * 60_000L - IdleMs(nowMs, entry);
        if (entry.IsStalled != leftMs <= 0)
        {
            entry.IsStalled = leftMs <= 0;
        }

        // Where nobody can wait for its place, nobody needs to know at once.
        if (leftMs > 0 && (_options.MaxDownloads is not null || _options.MaxSeeds is not null))
        {
            LookAgainIn(nowMs, leftMs);
        }
        else if (entry.IsStalled && entry.Torrent.Peers.Count > 0)
        {
            LookAgainIn(nowMs, PlanMs);
        }
    }

    private static long IdleMs(long nowMs, TorrentEntry entry) => nowMs - Math.Max(entry.RunningSinceMs, entry.Torrent.LastPayloadMs ?? 0);

    private void LookAgainIn(long nowMs, long waitMs)
    {
        if (waitMs < long.MaxValue)
        {
            _nextPlanMs = Math.Min(_nextPlanMs, nowMs + Math.Max(waitMs, PlanMs));
        }
    }
}
