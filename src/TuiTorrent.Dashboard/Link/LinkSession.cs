using System.Text.Json;
using TuiTorrent.Dashboard.Link.Wire;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>One time with a daemon, from the first answer to the last: all torrents once, and from then on what changes.</summary>
/// <remarks>
/// A daemon of our own is asked by a long poll, and asked nothing else while nothing changes and no open tab needs more. Others are asked for "recently_active" at a fixed pace. One task, so no locks.
/// </remarks>
internal sealed class LinkSession
{
    /// <summary>Of a long poll.</summary>
    public const int PollSeconds = 50;

    /// <summary>Between two looks at settings, totals and free space, while something moves.</summary>
    private const long SessionPaceMs = 30_000;

    /// <summary>What the user changed shows at once, but a key held down makes no more frames than this.</summary>
    private const long OwnChangePaceMs = 100;

    private readonly IDaemonDoor _door;
    private readonly LinkState _state;
    private readonly Signal _wake;
    private readonly TimeProvider _time;
    private readonly Action<News> _tell;
    private readonly FocusReader _focus;
    private readonly KnownTorrents _torrents;
    private readonly ForeignReader _foreign;
    private readonly HashSet<int> _changed = [];
    private readonly HashSet<int> _removed = [];
    private readonly List<LogItem> _lines = [];
    private Task<RpcResult>? _poll;
    private SessionInfo? _session;
    private bool _isOurs;
    private bool _hasLog;
    private bool _isAnew;
    private long _version;
    private long _logLast;
    private long _frameMs;
    private long _nextFrameMs;
    private long _sessionDueMs;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="door">The way to the daemon.</param>
    /// <param name="state">What the screen wants.</param>
    /// <param name="wake">Set when that changed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Takes the news. The first that are told bring all torrents.</param>
    public LinkSession(IDaemonDoor door, LinkState state, Signal wake, TimeProvider time, Action<News> tell)
    {
        _door = door;
        _state = state;
        _wake = wake;
        _time = time;
        _tell = tell;
        _focus = new FocusReader(this);
        _torrents = new KnownTorrents(_focus.NoteChange);
        _foreign = new ForeignReader(this, _torrents);
    }

    /// <summary>Milliseconds of a clock that never goes back.</summary>
    public long NowMs => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Whether the daemon has methods of our own.</summary>
    public bool IsOurs => _isOurs;

    /// <summary>Goes on until the daemon is lost.</summary>
    /// <exception cref="RpcFailedException">It was lost, or never there.</exception>
    /// <exception cref="OperationCanceledException">The program ends.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await BeginAsync(end.Token).ConfigureAwait(false);
            while (true)
            {
                await StepAsync(end.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            end.Cancel();
            if (_poll is not null)
            {
                await ((Task)_poll).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Asks something that the screen shows; null if the daemon refuses, as it does for a torrent that is gone.</summary>
    public async Task<JsonElement?> ReadAsync(string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        var answer = await _door.CallAsync(Lane.Reads, method, parameters, cancellation).ConfigureAwait(false);
        return answer.IsOk ? answer.Result : null;
    }

    /// <summary>The torrent with a hash; null if there is none.</summary>
    public TorrentItem? Find(string hash) => _torrents.Find(hash);

    private async Task BeginAsync(CancellationToken cancellation)
    {
        // The version comes before the list: what changes between the two is told twice rather than never.
        var events = await _door.CallAsync(Lane.Events, RpcMethods.Events, static json => json.WriteNumber("timeout_s", 0), cancellation).ConfigureAwait(false);
        _isOurs = events.IsOk && events.Result.At("version").ValueKind == JsonValueKind.Number;
        _version = events.Result.At("version").Count();
        var news = new News();
        await (_isOurs ? ReadListAsync(news, cancellation) : _foreign.BeginAsync(news, cancellation)).ConfigureAwait(false);
        await ReadSessionAsync(news, cancellation).ConfigureAwait(false);
        _state.TakeOwnChange();
        Tell(news);

        if (_isOurs)
        {
            await ReadTrafficAsync(cancellation).ConfigureAwait(false);
        }

        // A poll that begins now does not count the list that was just told as a frame of changes.
        await RefreshFocusAsync(isForced: false, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until something is to be done, and does it.</summary>
    private async Task StepAsync(CancellationToken cancellation)
    {
        var (hasOwnChange, hasOwnSettings) = _state.TakeOwnChange();
        if (hasOwnChange)
        {
            _nextFrameMs = Math.Min(_nextFrameMs, _frameMs + OwnChangePaceMs);
            _sessionDueMs = 0;
            _foreign.NoteOwnChange();
            _focus.NoteOwnChange();
        }

        await RefreshFocusAsync(isForced: hasOwnSettings, cancellation).ConfigureAwait(false);
        if (_isOurs && _poll is null && NowMs >= _nextFrameMs)
        {
            BeginPoll(cancellation);
        }

        await WaitAsync(DueMs(), cancellation).ConfigureAwait(false);
        var isDue = !_isOurs && NowMs >= _nextFrameMs;
        if (_poll is { IsCompleted: true } poll)
        {
            _poll = null;
            TakeEvents(await poll.ConfigureAwait(false));
            isDue = true;
        }

        if (isDue)
        {
            await FrameAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The next time at which something has to be done even if nobody wakes us.</summary>
    private long DueMs()
    {
        var frame = _isOurs && _poll is not null ? long.MaxValue : _nextFrameMs;
        return Math.Min(frame, _focus.DueMs);
    }

    private async Task WaitAsync(long dueMs, CancellationToken cancellation)
    {
        var waitMs = dueMs - NowMs;
        if (waitMs <= 0)
        {
            return;
        }

        var woken = _wake.WaitAsync();
        if (woken.IsCompleted)
        {
            return;
        }

        if (dueMs == long.MaxValue)
        {
            // No timer runs while nothing happens. The poll ends when the program does.
            await Task.WhenAny(_poll!, woken).ConfigureAwait(false);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(TimeSpan.FromMilliseconds(waitMs), _time, over.Token);
        await (_poll is null ? Task.WhenAny(woken, delay) : Task.WhenAny(_poll, woken, delay)).ConfigureAwait(false);
        over.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    private void BeginPoll(CancellationToken cancellation)
    {
        var (version, log) = (_version, _hasLog ? _logLast : -1);
        _poll = _door.CallAsync(
            Lane.Events,
            RpcMethods.Events,
            json =>
            {
                json.WriteNumber("version", version);
                if (log >= 0)
                {
                    json.WriteNumber("log", log);
                }

                json.WriteNumber("timeout_s", PollSeconds);
            },
            cancellation);
    }

    private void TakeEvents(RpcResult events)
    {
        if (!events.IsOk)
        {
            throw new RpcFailedException(RpcFailure.Broken, events.Error!);
        }

        var version = events.Result.At("version").Count();
        _isAnew |= version < _version;
        _version = version;
        foreach (var id in events.Result.At("changed").Items(LinkLimits.MaxTorrents))
        {
            _changed.Add(id.Int());
        }

        foreach (var id in events.Result.At("removed").Items(LinkLimits.MaxTorrents))
        {
            _removed.Add(id.Int());
        }

        if (_hasLog && events.Result.At("log_last").ValueKind == JsonValueKind.Number)
        {
            _logLast = events.Result.At("log_last").Count();
            _lines.AddRange(MachineReader.Log(events.Result.At("log")));
        }
    }

    private async Task FrameAsync(CancellationToken cancellation)
    {
        var news = new News();
        if (!_isOurs)
        {
            await _foreign.ReadAsync(news, cancellation).ConfigureAwait(false);
        }
        else if (_isAnew)
        {
            // Another process answered than before: it may have given its numbers to other torrents.
            _isAnew = false;
            _changed.Clear();
            _removed.Clear();
            await ReadListAsync(news, cancellation).ConfigureAwait(false);
            _focus.NoteOwnChange();
        }
        else if (_changed.Count > 0 || _removed.Count > 0)
        {
            await ReadChangesAsync(news, cancellation).ConfigureAwait(false);
        }

        if (_lines.Count > 0)
        {
            news.Log = [.. _lines];
            _lines.Clear();
        }

        // A poll that ended because its patience did makes no frame and asks for nothing else, but the next one keeps its distance all the same.
        // Others tell of no change of their settings, so they are looked at anyway.
        if ((!_isOurs || !news.IsEmpty) && NowMs >= _sessionDueMs)
        {
            await ReadSessionAsync(news, cancellation).ConfigureAwait(false);
        }

        if (!news.IsEmpty)
        {
            await _focus.RefreshAsync(news, _state.Wanted, cancellation).ConfigureAwait(false);
            Tell(news);
        }
        else
        {
            _nextFrameMs = NowMs + PaceMs;
        }
    }

    private long PaceMs => Math.Max((long)_state.Interval.TotalMilliseconds, _isOurs ? 0 : ForeignReader.PaceMs);

    private void Tell(News news)
    {
        _frameMs = NowMs;
        _nextFrameMs = _frameMs + PaceMs;
        _tell(news);
    }

    /// <summary>What an open tab needs beyond the frames: at once when another torrent or tab is looked at.</summary>
    private async Task RefreshFocusAsync(bool isForced, CancellationToken cancellation)
    {
        var news = new News();
        if (isForced)
        {
            await ReadSessionAsync(news, cancellation).ConfigureAwait(false);
        }

        var wanted = _state.Wanted;
        if (_isOurs && !_hasLog && (wanted.Parts & DetailPart.Log) != 0)
        {
            await BeginLogAsync(news, cancellation).ConfigureAwait(false);
        }

        await _focus.RefreshAsync(news, wanted, cancellation).ConfigureAwait(false);
        if (!news.IsEmpty)
        {
            _tell(news);
        }
    }

    /// <summary>From the first look at the log on, its lines come with the events.</summary>
    private async Task BeginLogAsync(News news, CancellationToken cancellation)
    {
        if (await ReadAsync(RpcMethods.Log, static json => json.WriteNumber("limit", LinkLimits.MaxLogLines), cancellation).ConfigureAwait(false) is { } log)
        {
            news.Log = MachineReader.Log(log.At("lines"));
            _logLast = log.At("last").Count();
        }

        _hasLog = true;
    }

    private async Task ReadListAsync(News news, CancellationToken cancellation) =>
        _torrents.Begin(news, await NeedAsync(RpcMethods.TorrentGet, static json => WriteTable(json, TorrentTable.OwnFields), cancellation).ConfigureAwait(false));

    private async Task ReadChangesAsync(News news, CancellationToken cancellation)
    {
        int[] ids = [.. _changed];
        HashSet<int> removed = [.. _removed];
        _changed.Clear();
        _removed.Clear();
        var list = ids.Length == 0 ? default : await NeedAsync(
            RpcMethods.TorrentGet,
            json =>
            {
                json.WriteStartArray("ids");
                foreach (var id in ids)
                {
                    json.WriteNumberValue(id);
                }

                json.WriteEndArray();
                WriteTable(json, TorrentTable.OwnFields);
            },
            cancellation).ConfigureAwait(false);
        _torrents.TakeSome(news, list, removed);
    }

    private async Task ReadSessionAsync(News news, CancellationToken cancellation)
    {
        var session = await NeedAsync(RpcMethods.SessionGet, static json => WriteTexts(json, "fields", SessionReader.Fields), cancellation).ConfigureAwait(false);
        var stats = await NeedAsync(RpcMethods.SessionStats, null, cancellation).ConfigureAwait(false);
        var read = SessionReader.Read(session, stats, _isOurs);
        news.Session = _isOurs || read != _session ? read : null;
        _session = read;
        _sessionDueMs = NowMs + SessionPaceMs;
    }

    /// <summary>Once a connection, after the first frame. A daemon from before this method was made just has nothing to tell.</summary>
    private async Task ReadTrafficAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(RpcMethods.Traffic, null, cancellation).ConfigureAwait(false) is { } answer && MachineReader.Traffic(answer) is { } traffic)
        {
            _tell(new News { Traffic = traffic });
        }
    }

    /// <summary>Asks something without which it can't go on.</summary>
    /// <exception cref="RpcFailedException">The daemon refuses.</exception>
    public async Task<JsonElement> NeedAsync(string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation)
    {
        var answer = await _door.CallAsync(Lane.Reads, method, parameters, cancellation).ConfigureAwait(false);
        return answer.IsOk ? answer.Result : throw new RpcFailedException(RpcFailure.Broken, answer.Error!);
    }

    /// <summary>Which fields of torrents, and that they come as a table.</summary>
    public static void WriteTable(Utf8JsonWriter json, IReadOnlyList<string> fields)
    {
        WriteTexts(json, "fields", fields);
        json.WriteString("format", "table");
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
