using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Network;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;
using TuiTorrent.Engine.Trackers;

namespace TuiTorrent.Engine;

/// <summary>A running BitTorrent client without a face: sockets, disk, trackers and the session that they serve.</summary>
/// <remarks>
/// Any thread may call. All state of torrents and peers belongs to one thread, the loop; calls are posted to it. Dispose ends everything at once, <see cref="StopAsync()"/> with
/// good manners. What becomes of a torrent step by step is in TorrentEngine.Lifecycle.cs.
/// </remarks>
public sealed partial class TorrentEngine : ITorrentEngine, IDisposable
{
    private const int StopTimeoutMs = 4_000;

    private readonly EngineSettings _settings;
    private readonly Action<EngineEvent> _events;
    private readonly TimeProvider _time;
    private readonly MonotonicClock _clock;
    private readonly TrafficHistory _traffic;
    private readonly Epoll _epoll = new();
    private readonly LoopInbox _inbox;
    private readonly BlockPool _blocks;
    private readonly PeerNetwork _network;
    private readonly SessionCore _session;
    private readonly StateStore _state;
    private readonly StateSaver _saver;
    private readonly DiskWorkers _disk;
    private readonly KeyExchanger _keys;
    private readonly Lazy<TrackerClient> _trackers;
    private readonly CancellationTokenSource _ending = new();
    private readonly Thread _loop;
    private readonly TorrentRegistry _registry = new();
    private readonly HashSet<Task> _announces = [];
    private TaskCompletionSource? _stopped;
    private long _stopDeadlineMs = long.MaxValue;
    private long _nextTotalsMs;
    private int _lastId;
    private volatile bool _isEnded;

    private TorrentEngine(EngineSettings settings, StateStore state, Listener? listener, Action<EngineEvent> events, TimeProvider time)
    {
        _settings = settings;
        _events = events;
        _time = time;
        _clock = new MonotonicClock(time);
        _traffic = new TrafficHistory(_clock.NowMs);
        _state = state;
        _saver = new StateSaver(state);
        _inbox = new LoopInbox(_epoll.Wake);
        _blocks = new BlockPool(settings.Session.BufferBytes / Limits.BlockSize);
        _blocks.RoomMade = () => _inbox.Add(new(LoopMessageKind.BlocksAvailable));
        _network = new PeerNetwork(_epoll, listener, settings.Bind);
        _keys = new KeyExchanger((connection, exchange) => _inbox.Add(new(LoopMessageKind.KeyExchanged, connection, exchange)));
        _disk = new DiskWorkers(settings.Disk, _blocks, state, new DiskInbox(_inbox, this), time, settings.Files);
        _trackers = new Lazy<TrackerClient>(() => new TrackerClient(new TrackerClientSettings { Random = new OsRandom(), Time = time, BindAddress = settings.Bind }));
        ListenPort = listener?.Port ?? 0;
        StartedAt = time.GetUtcNow();
        _options = LoadOptions();
        _session = new SessionCore(SessionSettingsNow(), new Effects(this), _blocks, new OsRandom(), new Random(), settings.HandshakeTrace);
        _network.Attach(_session);
        _loop = new Thread(Run, maxStackSize: 512 * 1024) { IsBackground = true, Name = "loop" };
    }

    /// <summary>The port at which peers reach us; 0 if none.</summary>
    public ushort ListenPort { get; }

    /// <summary>When this engine was started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Times the loop woke up so far.</summary>
    public long WakeUps => _epoll.WakeUps;

    /// <summary>Opens state and port, takes up the torrents if wanted, and starts the loop.</summary>
    /// <exception cref="EngineStartException">The state is in use or unreadable, or the port is taken; the message says what to do.</exception>
    public static TorrentEngine Start(EngineSettings settings, Action<EngineEvent> events, TimeProvider? time = null)
    {
        StateStore state;
        try
        {
            state = StateStore.Open(settings.StateDirectory);
        }
        catch (StateException e)
        {
            throw new EngineStartException(e.Message, e) { IsStateInUse = e.IsInUse };
        }

        Listener? listener = null;
        if (settings.Port >= 0)
        {
            listener = Listener.TryOpen(settings.Bind, (ushort)settings.Port, out var error);
            if (listener is null)
            {
                state.Dispose();
                throw new EngineStartException($"{error} (choose another with --port, or 0 for any)");
            }
        }

        var engine = new TorrentEngine(settings, state, listener, events, time ?? TimeProvider.System);
        try
        {
            engine.LoadState();
        }
        catch (StateException e)
        {
            engine.Dispose();
            throw new EngineStartException(e.Message, e);
        }

        engine._loop.Start();
        foreach (var warning in state.Warnings)
        {
            events(new EngineNote(null, NoteLevel.Warning, warning));
        }

        return engine;
    }

    /// <summary>Adds a torrent and starts it when its files are open. What becomes of it is told by events.</summary>
    public void Add(TorrentMetainfo metainfo, AddOptions options) => _ = AddAsync(metainfo, options);

    /// <summary>The torrent as it stands; null if there is none of this name.</summary>
    public Task<TorrentSnapshot?> SnapshotAsync(InfoHash infoHash) =>
        AskAsync(() => _registry.Find(infoHash) is { } entry ? RowOf(_clock.NowMs, entry) with { Trackers = entry.Torrent.Announces?.Snapshot() ?? [], Handshakes = Counts() } : null);

    /// <summary>Changes rates, policy and limits while running, where there are no <see cref="EngineSettings.Options"/>.</summary>
    public void Apply(SessionSettings settings) => Post(() =>
    {
        _options = _options with { Session = settings };
        ApplyOptions(_clock.NowMs);
    });

    /// <summary>Tells trackers, closes connections, writes what is in memory and saves the state; under five seconds whatever hangs.</summary>
    public Task StopAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => BeginStop(stopped));
        return stopped.Task;
    }

    /// <summary>Ends all threads. What was not saved by <see cref="StopAsync()"/> is as after a crash: found again at the next start.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _ending.Cancel();
        _fileWorkEnding.Cancel();
        _epoll.Wake();
        if (_loop.IsAlive)
        {
            _loop.Join();
        }

        _keys.Dispose();
        _disk.Dispose();
        if (_trackers.IsValueCreated)
        {
            _trackers.Value.Dispose();
        }

        // Work on files hears of the end after each mebibyte.
        Task.WhenAll([.. _fileWork]).Wait();
        _saver.DrainAsync().Wait();
        AbandonCalls();
        _network.Dispose();
        _state.Dispose();
        _epoll.Dispose();
        _ending.Dispose();
        _fileWorkEnding.Dispose();
    }

    private DateTimeOffset TimeOf(long atMs) => _time.GetUtcNow() - TimeSpan.FromMilliseconds(Math.Max(0, _clock.NowMs - atMs));
}
