using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Session;

/// <summary>All torrents and all connections of one client, without a socket, a file or a clock.</summary>
/// <remarks>
/// One thread, the loop. Events come in as method calls with the time, effects go out through <see cref="ISessionEffects"/>. No call blocks, and none
/// throws for what a remote sent. Time is monotonic milliseconds and never goes back.
/// A tick looks at torrents that are awake only: those that have connections or something to do. All others have an alarm at most.
/// Invariants: every connection in the table is not closed; pending handshakes are counted per source; a torrent's peer has exactly one connection.
/// </remarks>
public sealed partial class SessionCore
{
    /// <summary>Time between ticks while anything moves, ms.</summary>
    public const int TickMs = 250;

    /// <summary>Fewer than these are worth asking a tracker before its time, where nobody else is known.</summary>
    private const int FewPeers = 5;

    private readonly IRandomSource _secrets;
    private readonly Random _choices;
    private readonly IHandshakeTrace? _trace;
    private readonly Dictionary<InfoHash, Torrent> _torrents = [];
    private readonly List<Torrent> _toFill = [];
    private readonly InfoHashIndex _index = InfoHashIndex.Create(Array.Empty<InfoHash>());
    private HandshakeSettings _handshakeSettings;
    private PeerEndpoint _ours;
    private long _nextTickMs;
    private long _nextSecondMs;

    /// <summary>A session without torrents.</summary>
    /// <param name="settings">What the user chose.</param>
    /// <param name="effects">The world.</param>
    /// <param name="blocks">Memory for payload, shared with the disk.</param>
    /// <param name="secrets">For ids, keys and pads.</param>
    /// <param name="choices">Seeded: what is picked, unchoked and shuffled.</param>
    /// <param name="trace">Told of each step of each handshake; null for none.</param>
    public SessionCore(
        SessionSettings settings, ISessionEffects effects, BlockPool blocks, IRandomSource secrets, Random choices, IHandshakeTrace? trace = null)
    {
        Settings = settings;
        Effects = effects;
        Stash = new BlockStash(blocks);
        _maxUploadBlocks = blocks.Capacity / 2;
        _secrets = secrets;
        _choices = choices;
        _trace = trace;
        OurPeerId = PeerId.Create(secrets);
        _handshakeSettings = new HandshakeSettings(settings.Encryption, OurPeerId, Wire.ReservedBits.Ours, secrets);
        _downloadBucket.RateBytesPerSecond = settings.DownloadLimit;
        _uploadBucket.RateBytesPerSecond = settings.UploadLimit;
        _ours = PeerEndpoint.FromIPv4(0, settings.ListenPort);
    }

    /// <summary>What the user chose.</summary>
    public SessionSettings Settings { get; private set; }

    /// <summary>Our id in every handshake of this session.</summary>
    public PeerId OurPeerId { get; }

    /// <summary>The torrents, running or not.</summary>
    public IReadOnlyCollection<Torrent> Torrents => _torrents.Values;

    /// <summary>How handshakes ended.</summary>
    public HandshakeStatistics Handshakes { get; } = new();

    /// <summary>Why connections ended, by <see cref="CloseReason"/>.</summary>
    public long[] Closes { get; } = new long[Enum.GetValues<CloseReason>().Length];

    /// <summary>When <see cref="Tick"/> is due; the largest value if nothing waits.</summary>
    public long NextDeadlineMs => _nextTickMs;

    internal ISessionEffects Effects { get; }

    internal BlockStash Stash { get; }

    /// <summary>Adds addresses that may be dialled.</summary>
    public void AddPeers(long nowMs, Torrent torrent, ReadOnlySpan<PeerEndpoint> endpoints, PeerSource source)
    {
        if (torrent.IsRemoved)
        {
            return;
        }

        foreach (var endpoint in endpoints)
        {
            if (!_banned.Contains(endpoint.Address))
            {
                torrent.Book.Add(endpoint, source, MayKnowMore);
            }
        }

        Wake(nowMs, torrent);
    }

    /// <summary>A tracker answered, or did not.</summary>
    /// <param name="nowMs">Monotonic ms.</param>
    /// <param name="torrent">Whose announce it was.</param>
    /// <param name="request">The request as it was given to the effects.</param>
    /// <param name="outcome">The reply, its peers as far as that tracker may name them, or the failure.</param>
    public void AnnounceFinished(long nowMs, Torrent torrent, AnnounceRequest request, AnnounceOutcome outcome)
    {
        if (torrent.IsRemoved)
        {
            return;
        }

        if (outcome.Failure is { } failure)
        {
            torrent.Announces?.Failed(nowMs, request, failure);
            Effects.Note(torrent, NoteLevel.Warning, $"tracker: {failure.Text}");
        }
        else if (outcome.Reply is { } reply)
        {
            torrent.Announces?.Succeeded(nowMs, request, reply);
            AddPeers(nowMs, torrent, reply.Peers, PeerSource.Tracker);
            if (reply.ExternalAddress is { } address)
            {
                NoteOurAddress(PeerEndpoint.From(address, 0));
            }
        }

        KeepAwake(torrent);
        Touch(nowMs);
    }

    /// <summary>The disk has every block of a piece and knows whether it is right.</summary>
    public void PieceHashed(long nowMs, Torrent torrent, int piece, bool isRight)
    {
        if (torrent.IsRemoved)
        {
            return;
        }

        torrent.PieceHashed(nowMs, piece, isRight);
        FillOthers(torrent);
        FillNow(nowMs);
        KeepAwake(torrent);
        Touch(nowMs);
    }

    /// <summary>A block that a peer asked for is in memory, or null if it could not be read. The block is the session's from here.</summary>
    public void BlockRead(long nowMs, PeerConnection connection, UploadRequest request, Block? block)
    {
        if (connection is { State: ConnectionState.Open, Peer: { } peer })
        {
            connection.Torrent!.BlockRead(nowMs, peer, request, block);
            Touch(nowMs);
        }
        else
        {
            block?.Return();
        }
    }

    /// <summary>Ends everything; trackers are told. Returns when the effects have been asked for, not when they are done.</summary>
    public void Shutdown(long nowMs)
    {
        foreach (var torrent in _torrents.Values)
        {
            if (torrent.IsRunning)
            {
                Stop(nowMs, torrent, CloseReason.SessionStopped);
            }
        }

        foreach (var connection in _connections.ToArray())
        {
            Close(nowMs, connection, CloseReason.SessionStopped);
        }

        Stash.Release();
        _nextTickMs = long.MaxValue;
    }

    /// <summary>Lets time pass: timeouts, choking, dialling, announcing, limits.</summary>
    public void Tick(long nowMs)
    {
        ResumeReaders();
        TickConnections(nowMs);
        WakeDue(nowMs);
        TickTorrents(nowMs);
        PumpHeldBack(nowMs);
        FillNow(nowMs);
        Stash.Release();
        _nextTickMs = FindNextTick(nowMs);
    }

    /// <summary>Addresses that all torrents know together.</summary>
    internal KnownPeerCount KnownPeers { get; } = new();

    /// <summary>Whether all torrents together know fewer addresses than they may.</summary>
    internal bool MayKnowMore => KnownPeers.Count < Limits.MaxKnownPeers;

    /// <summary>Whether there is no room for another connection.</summary>
    internal bool IsTableFull => _connections.Count >= Settings.MaxPeers;

    internal void Note(Torrent torrent, NoteLevel level, string text) => Effects.Note(torrent, level, text);

    /// <summary>A number that no peer can know.</summary>
    internal ulong NewSecret()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _secrets.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    internal void OutputReady(PeerConnection connection) => Effects.OutputReady(connection);

    internal void NoteOurAddress(PeerEndpoint address)
    {
        if (AddressScopes.Of(address) == AddressScope.Public && address.IsIPv4)
        {
            _ours = new PeerEndpoint(address.Address, Settings.ListenPort);
        }
    }

    /// <summary>A block is free again: at the end of the turn the torrent's other peers are asked.</summary>
    internal void FillOthers(Torrent torrent)
    {
        if (!_toFill.Contains(torrent))
        {
            _toFill.Add(torrent);
        }
    }

    private void FillNow(long nowMs)
    {
        foreach (var torrent in _toFill)
        {
            foreach (var peer in torrent.Peers)
            {
                torrent.FillRequests(nowMs, peer);
            }
        }

        _toFill.Clear();
    }

    /// <summary>Something happened: there will be a tick soon.</summary>
    private void Touch(long nowMs) => _nextTickMs = Math.Min(_nextTickMs, nowMs + (IsHeldBack ? LimitedTickMs : TickMs));
}
