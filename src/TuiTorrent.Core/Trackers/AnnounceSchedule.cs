using System.Diagnostics.CodeAnalysis;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>When a torrent announces what to which of its trackers.</summary>
/// <remarks>
/// One working tracker serves the torrent, as BEP 12 has it: each announce goes through the tiers in order and through the trackers of a tier in order
/// (shuffled once); one that fails is followed by the next at once and rests for a growing while; one that works moves to the front of its tier.
/// Invariants: at most one announce is in flight while the torrent runs; a tracker hears "started" before anything else, and "stopped" only if it heard
/// (or may have heard) "started". Times in milliseconds; not thread-safe.
/// </remarks>
public sealed class AnnounceSchedule
{
    private readonly AnnounceIdentity _identity;
    private readonly Random _random;
    private readonly List<List<TrackerEntry>> _tiers = [];
    private Phase _phase;
    private bool _isComplete;
    private long _dueMs = long.MaxValue;
    private long _slackMs;
    private List<TrackerEntry>? _dropped;
    private AnnounceRequest? _inFlight;
    private TrackerEntry? _asked;

    /// <summary>Takes at most <see cref="Limits.MaxTrackers"/> trackers, each once.</summary>
    /// <param name="tiers">In order of preference (BEP 12).</param>
    /// <param name="identity">What every announce carries.</param>
    /// <param name="random">Seeded; shuffles tiers and spreads retries.</param>
    public AnnounceSchedule(IReadOnlyList<IReadOnlyList<Uri>> tiers, AnnounceIdentity identity, Random random)
    {
        _identity = identity;
        _random = random;
        Arrange(tiers, []);
    }

    private enum Phase
    {
        Resting,
        Running,
        Stopping,
    }

    /// <summary>Peers to ask for in the next announces; 0 if there are enough.</summary>
    public int NumWant { get; set; } = AnnounceRequest.DefaultNumWant;

    /// <summary>When <see cref="TryStart"/> may next have something, or <see cref="long.MaxValue"/>.</summary>
    public long NextDeadlineMs => _phase switch
    {
        _ when _dropped is not null => long.MinValue,
        Phase.Running => _inFlight is null ? _dueMs : long.MaxValue,
        Phase.Stopping => FindToStop() is null ? long.MaxValue : _dueMs,
        _ => long.MaxValue,
    };

    /// <summary>Until when <see cref="TryStart"/> may be put off for company: later than <see cref="NextDeadlineMs"/> where nobody waits for the announce.</summary>
    /// <remarks>A client with a thousand torrents at rest wakes up for many at once instead of for each.</remarks>
    public long LatestMs => NextDeadlineMs is var next && next < long.MaxValue - _slackMs ? next + _slackMs : long.MaxValue;

    /// <summary>The torrent starts: announces are due from now on, also at trackers that failed before.</summary>
    public void Start(long nowMs)
    {
        if (_phase == Phase.Running)
        {
            return;
        }

        _phase = Phase.Running;
        _isComplete = false;
        Plan(nowMs, nowMs);
        foreach (var tier in _tiers)
        {
            tier.ForEach(entry => entry.Forget());
        }
    }

    /// <summary>The last missing piece has come: "completed" is due now. Not for a torrent that started complete.</summary>
    public void Complete(long nowMs)
    {
        if (_phase == Phase.Running)
        {
            _isComplete = true;
            Plan(nowMs, Math.Min(_dueMs, nowMs));
        }
    }

    /// <summary>Peers are short: announces as soon as the tracker's minimum interval allows.</summary>
    public void WantMorePeers(long nowMs)
    {
        if (_phase == Phase.Running && _inFlight is null)
        {
            Plan(nowMs, Math.Min(_dueMs, Pick(nowMs, out var readyAtMs) is null ? readyAtMs : nowMs));
        }
    }

    /// <summary>The user wants an announce now: as soon as the tracker's minimum interval allows, and without our own pause after a failure.</summary>
    public void Reannounce(long nowMs)
    {
        foreach (var tier in _tiers)
        {
            tier.ForEach(entry => entry.CutRest(nowMs));
        }

        WantMorePeers(nowMs);
    }

    /// <summary>Other trackers from now on. Those that stay keep all that is known of them; those that go are told that we do.</summary>
    public void SetTrackers(long nowMs, IReadOnlyList<IReadOnlyList<Uri>> tiers)
    {
        var known = new Dictionary<Uri, TrackerEntry>();
        foreach (var entry in _tiers.SelectMany(tier => tier))
        {
            known.Add(entry.Url, entry);
        }

        _tiers.Clear();
        Arrange(tiers, known);
        if (_asked is not null && known.ContainsKey(_asked.Url))
        {
            _asked.HeardStarted = true;
            Land();
        }

        var toTell = known.Values.Where(entry => entry.HeardStarted).ToList();
        if (toTell.Count > 0)
        {
            (_dropped ??= []).AddRange(toTell);
        }

        if (_phase != Phase.Running || _inFlight is not null)
        {
            return;
        }

        if (Pick(nowMs, out var readyAtMs) is { } entryToTry && entryToTry.HasNews(_isComplete))
        {
            Plan(nowMs, nowMs);
        }
        else if (!_tiers.Exists(tier => tier.Exists(entry => entry.HeardStarted && entry.Failures == 0)))
        {
            Plan(nowMs, readyAtMs);
        }
    }

    /// <summary>The torrent stops: each tracker that heard of us is told, without waiting for one another.</summary>
    /// <remarks>An announce in flight is given up: its owner cancels it, and its result is ignored.</remarks>
    public void Stop(long nowMs)
    {
        if (_phase != Phase.Running)
        {
            return;
        }

        if (_asked is not null)
        {
            // The announce may have arrived although its answer has not.
            _asked.HeardStarted = true;
        }

        Land();
        _phase = Phase.Stopping;
        Plan(nowMs, nowMs);
    }

    /// <summary>Gives the announce that is due, if one is; its result is owed to <see cref="Succeeded"/> or <see cref="Failed"/>, save for a "stopped".</summary>
    /// <remarks>Call until false.</remarks>
    public bool TryStart(
        long nowMs, in AnnounceTotals totals, [NotNullWhen(true)] out Uri? tracker, [NotNullWhen(true)] out AnnounceRequest? request)
    {
        tracker = null;
        request = null;
        if (NextDeadlineMs > nowMs)
        {
            return false;
        }

        TrackerEntry? entry;
        if (_dropped is not null)
        {
            entry = _dropped[^1];
            _dropped.RemoveAt(_dropped.Count - 1);
            _dropped = _dropped.Count > 0 ? _dropped : null;
            request = Ask(entry, totals, AnnounceEvent.Stopped);
        }
        else if (_phase == Phase.Stopping)
        {
            entry = FindToStop()!;
            entry.HeardStarted = false;
            request = Ask(entry, totals, AnnounceEvent.Stopped);
        }
        else
        {
            entry = Pick(nowMs, out var readyAtMs);
            Plan(nowMs, readyAtMs);
            if (entry is null)
            {
                return false;
            }

            request = Ask(entry, totals, NextEvent(entry));
            _inFlight = request;
            _asked = entry;
        }

        tracker = entry.Url;
        return true;
    }

    /// <summary>The tracker answered. Ignored unless <paramref name="request"/> is the one in flight.</summary>
    public void Succeeded(long nowMs, AnnounceRequest request, AnnounceReply reply)
    {
        if (!ReferenceEquals(request, _inFlight) || _asked is not { } entry)
        {
            return;
        }

        Land();
        entry.NoteSuccess(nowMs, request, reply);
        var tier = _tiers[entry.Tier];
        tier.Remove(entry);
        tier.Insert(0, entry);
        Plan(nowMs, entry.HasNews(_isComplete) ? nowMs : nowMs + reply.IntervalSeconds * 1000L);
    }

    /// <summary>The tracker was of no use; the next one is due at once. Ignored unless <paramref name="request"/> is the one in flight.</summary>
    public void Failed(long nowMs, AnnounceRequest request, TrackerFailure failure)
    {
        if (!ReferenceEquals(request, _inFlight) || _asked is not { } entry)
        {
            return;
        }

        Land();
        entry.NoteFailure(nowMs, failure, _random);
        Plan(nowMs, Pick(nowMs, out var readyAtMs) is null ? readyAtMs : nowMs);
    }

    /// <summary>Every tracker, in the order in which they are tried.</summary>
    public IReadOnlyList<TrackerStatus> Snapshot()
    {
        var rows = new List<TrackerStatus>();
        var served = false;
        foreach (var tier in _tiers)
        {
            foreach (var entry in tier)
            {
                var serves = !served && entry.HeardStarted && entry.Failures == 0;
                served |= serves;
                rows.Add(Describe(entry, serves));
            }
        }

        return rows;
    }

    private TrackerStatus Describe(TrackerEntry entry, bool serves)
    {
        var state = entry switch
        {
            { IsDisabled: true } => TrackerState.Disabled,
            _ when entry == _asked => TrackerState.Announcing,
            { Failures: > 0 } => TrackerState.Failing,
            _ => serves && _phase == Phase.Running ? TrackerState.Working : TrackerState.Idle,
        };
        var nextMs = state switch
        {
            TrackerState.Failing when _phase == Phase.Running => Math.Max(entry.RetryAtMs, _dueMs),
            TrackerState.Working => _dueMs,
            _ => long.MaxValue,
        };
        var message = entry.IsRefused ? "This address or protocol is not allowed for a tracker." : entry.Message;
        return new TrackerStatus(
            TrackerName.Of(entry.Url),
            entry.Tier,
            state,
            message,
            nextMs,
            entry.LastReply?.Seeders,
            entry.LastReply?.Leechers,
            entry.LastReply?.Peers.Length ?? 0,
            entry.Failures)
        {
            Url = entry.Url,
            LastAnnounceMs = entry.LastAnnounceMs,
        };
    }

    /// <summary>Makes the tiers; an entry that is taken over leaves <paramref name="known"/>.</summary>
    private void Arrange(IReadOnlyList<IReadOnlyList<Uri>> tiers, Dictionary<Uri, TrackerEntry> known)
    {
        var seen = new HashSet<Uri>();
        foreach (var tier in tiers)
        {
            var entries = new List<TrackerEntry>(tier.Count);
            foreach (var url in tier)
            {
                if (seen.Count >= Limits.MaxTrackers || !seen.Add(url))
                {
                    continue;
                }

                if (known.Remove(url, out var entry))
                {
                    entry.Tier = _tiers.Count;
                }

                entries.Add(entry ?? new TrackerEntry(url, _tiers.Count));
            }

            if (entries.Count > 0)
            {
                _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries));
                _tiers.Add(entries);
            }
        }
    }

    /// <summary>What is far off may also be a little later.</summary>
    private void Plan(long nowMs, long dueMs)
    {
        _dueMs = dueMs;
        _slackMs = dueMs - nowMs >= 2 * Limits.AnnounceSlackMs ? Limits.AnnounceSlackMs : 0;
    }

    /// <summary>The first tracker in order that is not resting after a failure, if it may be asked now; else when one may.</summary>
    private TrackerEntry? Pick(long nowMs, out long readyAtMs)
    {
        readyAtMs = long.MaxValue;
        foreach (var tier in _tiers)
        {
            foreach (var entry in tier)
            {
                if (entry.IsDisabled)
                {
                    continue;
                }

                if (entry.RetryAtMs > nowMs)
                {
                    readyAtMs = Math.Min(readyAtMs, entry.RetryAtMs);
                    continue;
                }

                if (entry.HasNews(_isComplete) || entry.MinNextMs <= nowMs)
                {
                    readyAtMs = nowMs;
                    return entry;
                }

                // It works, so those behind it are not needed.
                readyAtMs = Math.Min(readyAtMs, entry.MinNextMs);
                return null;
            }
        }

        return null;
    }

    private TrackerEntry? FindToStop()
    {
        foreach (var tier in _tiers)
        {
            foreach (var entry in tier)
            {
                if (entry.HeardStarted)
                {
                    return entry;
                }
            }
        }

        return null;
    }

    private AnnounceEvent NextEvent(TrackerEntry entry) => entry switch
    {
        { HeardStarted: false } => AnnounceEvent.Started,
        { HeardCompleted: false } when _isComplete => AnnounceEvent.Completed,
        _ => AnnounceEvent.None,
    };

    private AnnounceRequest Ask(TrackerEntry entry, in AnnounceTotals totals, AnnounceEvent what) => new()
    {
        Identity = _identity,
        Totals = totals,
        Event = what,
        NumWant = what == AnnounceEvent.Stopped ? 0 : NumWant,
        TrackerId = entry.TrackerId,
    };

    private void Land()
    {
        _inFlight = null;
        _asked = null;
    }
}
