using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>What others may look at. A snapshot is made at most every quarter of a second and after a command, and only while somebody asks or waits for one.</summary>
public sealed partial class TorrentEngine
{
    private const int SnapshotMs = 250;

    /// <summary>While rates fall to nothing after the last byte, nothing else wakes the loop: who waits sees them fall each second.</summary>
    private const int RateMs = 1_000;

    private const int MaxRemoved = 1_000;

    private static readonly TimeSpan RemovedFor = TimeSpan.FromMinutes(1);

    private readonly List<(long Version, long UntilMs, CancellationToken Cancellation, TaskCompletionSource<EngineSnapshot> Answer)> _waiters = [];
    private readonly Queue<RemovedTorrent> _removed = new();
    private volatile EngineSnapshot _snapshot = new(0, [], [], new SessionTotals());
    private long _snapshotMs = -SnapshotMs;
    private long _nextSnapshotMs = long.MaxValue;
    private bool _isOrderChanged = true;

    // A command was carried out since the snapshot: whoever hears of that must not be shown what was before.
    private volatile bool _isSnapshotOld;

    /// <inheritdoc/>
    public Task<EngineSnapshot> SnapshotAsync() =>
        !_isSnapshotOld && _clock.NowMs - Volatile.Read(ref _snapshotMs) < SnapshotMs ? Task.FromResult(_snapshot) : AskAsync(() => SnapshotNow(_clock.NowMs));

    /// <inheritdoc/>
    public async Task<EngineSnapshot> ChangedAsync(long version, TimeSpan patience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = CallAsync<EngineSnapshot>(answer =>
        {
            var nowMs = _clock.NowMs;
            if (cancellation.IsCancellationRequested)
            {
                answer.TrySetCanceled(cancellation);
            }
            else if (SnapshotNow(nowMs) is var snapshot && (snapshot.Version > version || patience <= TimeSpan.Zero))
            {
                answer.SetResult(snapshot);
            }
            else
            {
                _waiters.Add((version, nowMs + (long)Math.Min(patience.TotalMilliseconds, int.MaxValue), cancellation, answer));
                PlanSnapshot(nowMs);
            }
        });
        await using var registration = cancellation.Register(() => Post(ForgetWaiters)).ConfigureAwait(false);
        return await waiting.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<TorrentDetail?> DetailAsync(InfoHash torrent, DetailParts parts) =>
        AskAsync(() => _registry.Find(torrent) is { } entry ? DetailRows.Of(_clock.NowMs, entry, RowOf(_clock.NowMs, entry), parts, TimeOf) : null);

    /// <inheritdoc/>
    public Task<TorrentMetainfo?> MetainfoAsync(InfoHash torrent) => Task.Run(() =>
    {
        try
        {
            return _state.LoadMetainfo(torrent) is { } bytes && TorrentMetainfo.TryParse(bytes, out var metainfo, out _) ? metainfo : null;
        }
        catch (StateException)
        {
            return null;
        }
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<StallCause>?> WhyAsync(InfoHash torrent) =>
        AskAsync<IReadOnlyList<StallCause>?>(() => _registry.Find(torrent) is { } entry ? WhyNow(_clock.NowMs, entry) : null);

    /// <inheritdoc/>
    public Task<HandshakeReport> HandshakesAsync() => AskAsync(() =>
    {
        var statistics = _session.Handshakes;
        var refused = new Dictionary<string, long>();
        var closes = new Dictionary<string, long>();
        foreach (var reason in Enum.GetValues<CloseReason>())
        {
            if (statistics.RefusedFor(reason) is > 0 and var refusals)
            {
                refused[SnakeCase(reason.ToString())] = refusals;
            }

            if (_session.Closes[(int)reason] is > 0 and var ends)
            {
                closes[SnakeCase(reason.ToString())] = ends;
            }
        }

        var recent = statistics.Recent
            .Take(20)
            .Select(h => new HandshakeRow(
                TimeOf(h.AtMs), h.Endpoint, h.IsIncoming, SnakeCase(h.Cipher?.ToString() ?? h.Reason.ToString()), h.Milliseconds, h.InfoHash))
            .ToList();
        return new HandshakeReport(Counts(), refused, closes, recent);
    });

    /// <inheritdoc/>
    public Task<TrafficReport> TrafficAsync() => AskAsync(() =>
    {
        var nowMs = _clock.NowMs;
        NoteTraffic(nowMs);
        return _traffic.Report(nowMs);
    });

    private HandshakeCounts Counts() => new(_session.Handshakes.Plain, _session.Handshakes.Rc4, _session.Handshakes.MsePlaintext, _session.Handshakes.Refused);

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private void ForgetWaiters()
    {
        for (var i = _waiters.Count - 1; i >= 0; i--)
        {
            if (_waiters[i].Cancellation.IsCancellationRequested)
            {
                _waiters[i].Answer.TrySetCanceled(_waiters[i].Cancellation);
                _waiters.RemoveAt(i);
            }
        }
    }

    /// <summary>At the end of a turn of the loop: tells those who wait.</summary>
    private void SnapshotDue(long nowMs)
    {
        if (_waiters.Count == 0)
        {
            _nextSnapshotMs = long.MaxValue;
            return;
        }

        if (nowMs < _snapshotMs + SnapshotMs)
        {
            // Something happened in this turn: there is a look at it when the time has come.
            _nextSnapshotMs = Math.Min(_nextSnapshotMs, _snapshotMs + SnapshotMs);
            return;
        }

        var snapshot = SnapshotNow(nowMs);
        for (var i = _waiters.Count - 1; i >= 0; i--)
        {
            if (snapshot.Version > _waiters[i].Version || nowMs >= _waiters[i].UntilMs)
            {
                _waiters[i].Answer.TrySetResult(snapshot);
                _waiters.RemoveAt(i);
            }
        }

        PlanSnapshot(nowMs);
    }

    private void PlanSnapshot(long nowMs)
    {
        _nextSnapshotMs = long.MaxValue;
        foreach (var waiter in _waiters)
        {
            _nextSnapshotMs = Math.Min(_nextSnapshotMs, waiter.UntilMs);
        }

        if (_waiters.Count > 0 && _snapshot.Totals is not { DownloadBytesPerSecond: 0, UploadBytesPerSecond: 0 })
        {
            _nextSnapshotMs = Math.Min(_nextSnapshotMs, nowMs + RateMs);
        }
    }

    private EngineSnapshot SnapshotNow(long nowMs)
    {
        var before = _snapshot;
        if (!_isSnapshotOld && nowMs - _snapshotMs < SnapshotMs)
        {
            return before;
        }

        RenumberNow();
        _isSnapshotOld = false;
        var version = before.Version + 1;
        var isChanged = _isOrderChanged || before.Torrents.Count != _registry.Queue.Count;
        var rows = new TorrentSnapshot[_registry.Queue.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var entry = _registry.Queue[i];
            rows[i] = SnapshotRow.Update(nowMs, entry, version, TimeOf);
            isChanged = isChanged || before.Torrents[i] != (object)rows[i];
        }

        while (_removed.TryPeek(out var oldest) && (_removed.Count > MaxRemoved || _time.GetUtcNow() - oldest.At > RemovedFor * 2))
        {
            _removed.Dequeue();
        }

        var totals = TotalsOf(rows);
        Volatile.Write(ref _snapshotMs, nowMs);
        _isOrderChanged = false;
        if (!isChanged && totals == before.Totals)
        {
            return before;
        }

        return _snapshot = new EngineSnapshot(version, rows, [.. _removed], totals);
    }

    private void RemovedBefore(TorrentEntry entry)
    {
        _removed.Enqueue(new RemovedTorrent(entry.Row.Id, entry.InfoHash, _snapshot.Version + 1, _time.GetUtcNow()));
        (_isOrderChanged, _isSnapshotOld) = (true, true);
        _removedDownloaded += entry.Torrent.Download.Total;
        _removedUploaded += entry.Torrent.Upload.Total;
    }

    private SessionTotals TotalsOf(TorrentSnapshot[] rows)
    {
        long download = 0, upload = 0;
        int peers = 0, encrypted = 0;
        foreach (var row in rows)
        {
            download += row.DownloadBytesPerSecond;
            upload += row.UploadBytesPerSecond;
            peers += row.Peers;
            encrypted += row.EncryptedPeers;
        }

        var (downloaded, uploaded) = MovedInThisRun();
        return new SessionTotals
        {
            DownloadBytesPerSecond = download,
            UploadBytesPerSecond = upload,
            Downloaded = downloaded,
            Uploaded = uploaded,
            DownloadedEver = _downloadedBefore + downloaded,
            UploadedEver = _uploadedBefore + uploaded,
            AddedEver = AddedEver,
            Starts = _starts,
            SecondsBefore = _secondsBefore,
            StartedAt = StartedAt,
            Peers = peers,
            EncryptedPeers = encrypted,
            ListenPort = ListenPort,
            IsAlternative = IsAlternative,
        };
    }

    private TorrentSnapshot RowOf(long nowMs, TorrentEntry entry) => SnapshotRow.Of(nowMs, entry, TimeOf);
}
