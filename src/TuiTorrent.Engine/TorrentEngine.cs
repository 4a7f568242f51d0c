using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Network;
using TuiTorrent.Engine.State;
using TuiTorrent.Engine.Trackers;

namespace TuiTorrent.Engine;

/// <summary>Where a torrent's data goes and who is asked for it.</summary>
public sealed record AddOptions
{
    /// <summary>The directory above the torrent's own files.</summary>
    public required string Directory { get; init; }

    /// <summary>Peers to dial beside those that trackers name.</summary>
    public IReadOnlyList<PeerEndpoint> Peers { get; init; } = [];

    /// <summary>Announce to the torrent's trackers.</summary>
    public bool UseTrackers { get; init; } = true;

    /// <summary>Wait for a start.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Labels, limits and so on from the beginning.</summary>
    public TorrentOptions Options { get; init; } = new();

    /// <summary>Files (indexes without pads) that are not wanted as usual.</summary>
    public IReadOnlyList<(int File, FilePriority Priority)> Files { get; init; } = [];
}

/// <summary>A running BitTorrent client without a face: sockets, disk, trackers and the session that they serve.</summary>
/// <remarks>Any thread may call. All state of torrents and peers belongs to one thread, the loop; calls are posted to it. Dispose ends everything at once, <see cref="StopAsync"/> with good manners.</remarks>
public sealed partial class TorrentEngine : IDisposable
{
    private const int StopTimeoutMs = 4_000;

    private readonly EngineSettings _settings;
    private readonly Action<EngineEvent> _events;
    private readonly MonotonicClock _clock;
    private readonly Epoll _epoll = new();
    private readonly LoopInbox _inbox;
    private readonly BlockPool _blocks;
    private readonly PeerNetwork _network;
    private readonly SessionCore _session;
    private readonly StateStore _state;
    private readonly DiskWorkers _disk;
    private readonly KeyExchanger _keys;
    private readonly Lazy<TrackerClient> _trackers;
    private readonly CancellationTokenSource _ending = new();
    private readonly Thread _loop;
    private readonly Dictionary<TorrentStorage, Torrent> _torrentByStorage = [];
    private readonly Dictionary<Torrent, TorrentStorage> _storageByTorrent = [];
    private readonly HashSet<Task> _announces = [];
    private TaskCompletionSource? _stopped;
    private long _stopDeadlineMs = long.MaxValue;
    private long _nextTotalsMs;
    private bool _isEnded;

    private TorrentEngine(EngineSettings settings, StateStore state, Listener? listener, Action<EngineEvent> events, TimeProvider time)
    {
        _settings = settings;
        _events = events;
        _clock = new MonotonicClock(time);
        _state = state;
        _inbox = new LoopInbox(_epoll.Wake);
        _blocks = new BlockPool(settings.Session.BufferBytes / Limits.BlockSize);
        _blocks.RoomMade = () => _inbox.Add(new(LoopMessageKind.BlocksAvailable));
        _network = new PeerNetwork(_epoll, listener, settings.Bind);
        _keys = new KeyExchanger((connection, exchange) => _inbox.Add(new(LoopMessageKind.KeyExchanged, connection, exchange)));
        _disk = new DiskWorkers(settings.Disk, _blocks, state, new DiskInbox(_inbox, this), time);
        _trackers = new Lazy<TrackerClient>(() => new TrackerClient(new TrackerClientSettings { Random = new OsRandom(), Time = time, BindAddress = settings.Bind }));
        var session = settings.Session with { ListenPort = listener?.Port ?? 0 };
        var choices = new Random();
        _session = new SessionCore(session, new Effects(this), _blocks, new OsRandom(), choices, settings.HandshakeTrace);
        _network.Attach(_session);
        ListenPort = session.ListenPort;
        _loop = new Thread(Run, maxStackSize: 512 * 1024) { IsBackground = true, Name = "loop" };
    }

    /// <summary>The port at which peers reach us; 0 if none.</summary>
    public ushort ListenPort { get; }

    /// <summary>Times the loop woke up so far.</summary>
    public long WakeUps => _epoll.WakeUps;

    /// <summary>Opens state and port, and starts the loop.</summary>
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
            throw new EngineStartException(e.Message, e);
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
        engine._loop.Start();
        foreach (var warning in state.Warnings)
        {
            events(new EngineNote(null, warning));
        }

        return engine;
    }

    /// <summary>Adds a torrent and starts it when its files are open. What becomes of it is told by events.</summary>
    public void Add(TorrentMetainfo metainfo, AddOptions options) => Post(() => AddOnLoop(metainfo, options));

    /// <summary>The torrent as it stands; null if there is none of this name.</summary>
    public Task<TorrentSnapshot?> SnapshotAsync(InfoHash infoHash)
    {
        var answer = new TaskCompletionSource<TorrentSnapshot?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            var torrent = FindTorrent(infoHash);
            answer.SetResult(torrent is null ? null : TorrentSnapshot.Of(_clock.NowMs, torrent, _session));
        });
        return answer.Task;
    }

    /// <summary>Changes rates, policy and limits while running.</summary>
    public void Apply(SessionSettings settings) =>
        Post(() => _session.Apply(_clock.NowMs, settings with { ListenPort = ListenPort }));

    /// <summary>Tells trackers, closes connections, writes what is in memory and saves the state; under five seconds whatever hangs.</summary>
    public Task StopAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => BeginStop(stopped));
        return stopped.Task;
    }

    /// <summary>Ends all threads. What was not saved by <see cref="StopAsync"/> is as after a crash: found again at the next start.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _ending.Cancel();
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

        _network.Dispose();
        _state.Dispose();
        _epoll.Dispose();
        _ending.Dispose();
    }

    private void Post(Action call) => _inbox.Add(new(LoopMessageKind.Call, call));

    private Torrent? FindTorrent(InfoHash infoHash)
    {
        foreach (var torrent in _session.Torrents)
        {
            if (torrent.InfoHash == infoHash)
            {
                return torrent;
            }
        }

        return null;
    }

    private void AddOnLoop(TorrentMetainfo metainfo, AddOptions options)
    {
        var trackers = options.UseTrackers ? TrackerUrl.ParseTiers(metainfo.AnnounceTiers) : [];
        var spec = new TorrentSpec(metainfo.InfoHash, metainfo.Name, metainfo.Layout, metainfo.IsPrivate);
        if (_session.Add(spec, trackers) is not { } torrent)
        {
            return;
        }

        var record = _state.Find(metainfo.InfoHash);
        if (record is null || record.Root != options.Directory)
        {
            _state.Add(new TorrentRecord(metainfo.InfoHash, metainfo.Source, options.Directory, record?.Uploaded ?? 0, record?.Downloaded ?? 0, DateTimeOffset.UtcNow, null));
        }

        torrent.SetEarlierTotals(record?.Uploaded ?? 0, record?.Downloaded ?? 0);
        foreach (var peer in options.Peers)
        {
            torrent.Book.Add(peer, PeerSource.User);
        }

        var storage = _disk.Open(LayoutOf(metainfo), options.Directory, _settings.Preallocation);
        _torrentByStorage.Add(storage, torrent);
        _storageByTorrent.Add(torrent, storage);
    }

    private static StorageLayout LayoutOf(TorrentMetainfo metainfo)
    {
        var files = new List<StorageFile>(metainfo.Files.Count);
        foreach (var file in metainfo.Files)
        {
            files.Add(new StorageFile(file.Path, file.Offset, file.Length, file.IsPad));
        }

        return new StorageLayout(metainfo.InfoHash, metainfo.Layout, new PieceHashes(metainfo.PieceHashes), files);
    }
}
