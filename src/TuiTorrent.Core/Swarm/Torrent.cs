using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <summary>What a session must know to take part in a torrent.</summary>
/// <param name="InfoHash">Its name.</param>
/// <param name="Name">Its title, scrubbed.</param>
/// <param name="Layout">Pieces and blocks.</param>
/// <param name="IsPrivate">Peers come from its trackers only (BEP 27).</param>
public sealed record TorrentSpec(InfoHash InfoHash, string Name, PieceLayout Layout, bool IsPrivate);

/// <summary>What a torrent is doing.</summary>
public enum TorrentStatus
{
    /// <summary>Nothing: not started, or stopped.</summary>
    Stopped,

    /// <summary>Fetching what is missing.</summary>
    Downloading,

    /// <summary>All that is wanted is there: giving.</summary>
    Seeding,

    /// <summary>Stopped by <see cref="Torrent.Error"/>.</summary>
    Failed,
}

/// <summary>One torrent in a session: its pieces, its peers and what passes between them.</summary>
/// <remarks>Loop thread only. Invariant: every peer in <see cref="Peers"/> has an open connection, and none is there twice by id.</remarks>
public sealed partial class Torrent
{
    private readonly SessionCore _session;
    private readonly List<Peer> _peers = [];
    private readonly Random _random;
    private Choker? _choker;
    private HashSet<Peer>? _toUnchoke;
    private BlockEvidence? _evidence;
    private long _nextChokeMs;
    private long _totalUploadedBefore;
    private long _totalDownloadedBefore;

    internal Torrent(SessionCore session, TorrentSpec spec, Random random)
    {
        _session = session;
        Spec = spec;
        Picker = new PiecePicker(spec.Layout, random);
        (WantedBytes, LeftBytes) = (spec.Layout.TotalLength, spec.Layout.TotalLength);
        _random = random;
        Book = new PeerBook(session.KnownPeers);
    }

    /// <summary>What it is.</summary>
    public TorrentSpec Spec { get; }

    /// <summary>Its name to the world.</summary>
    public InfoHash InfoHash => Spec.InfoHash;

    /// <summary>Pieces and blocks.</summary>
    public PieceLayout Layout => Spec.Layout;

    /// <summary>Which pieces are there, and which to fetch next.</summary>
    public PiecePicker Picker { get; }

    /// <summary>Connected peers.</summary>
    public IReadOnlyList<Peer> Peers => _peers;

    /// <summary>Known addresses.</summary>
    public PeerBook Book { get; }

    /// <summary>When to tell which tracker; null without trackers.</summary>
    public AnnounceSchedule? Announces { get; internal set; }

    /// <summary>It takes part in its swarm.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why it can't go on; null if it can.</summary>
    public string? Error { get; internal set; }

    /// <summary>Payload received, useful or not.</summary>
    public RateMeter Download { get; } = new();

    /// <summary>Payload sent.</summary>
    public RateMeter Upload { get; } = new();

    /// <summary>Payload that was of no use: unasked, late, or of a wrong piece.</summary>
    public long WastedBytes { get; private set; }

    /// <summary>Verified bytes.</summary>
    public long DoneBytes { get; private set; }

    /// <summary>Nothing is missing, wanted or not.</summary>
    public bool IsComplete => Picker.Have.IsFull;

    /// <summary>Nothing that is wanted is missing.</summary>
    public bool IsFinished => Picker.IsFinished;

    /// <summary>Payload sent in all runs.</summary>
    public long TotalUploaded => _totalUploadedBefore + Upload.Total;

    /// <summary>Payload received in all runs.</summary>
    public long TotalDownloaded => _totalDownloadedBefore + Download.Total;

    /// <summary>What it is doing.</summary>
    public TorrentStatus Status => Error is not null ? TorrentStatus.Failed
        : !IsRunning ? TorrentStatus.Stopped
        : IsFinished ? TorrentStatus.Seeding
        : TorrentStatus.Downloading;

    /// <summary>What a tracker is told: what is missing counts, wanted or not.</summary>
    public AnnounceTotals Totals => new(Upload.Total, Download.Total, Layout.TotalLength - DoneBytes);

    /// <summary>Takes over what earlier runs sent and received, bytes.</summary>
    public void SetEarlierTotals(long uploaded, long downloaded) => (_totalUploadedBefore, _totalDownloadedBefore) = (uploaded, downloaded);

    /// <summary>Made when the first block comes: a torrent that only gives needs none.</summary>
    private BlockEvidence Evidence => _evidence ??= new BlockEvidence((long)_session.NewSecret());

    /// <summary>Takes over pieces found on disk. To be called before it runs.</summary>
    public void SetHave(Bitfield have)
    {
        for (var piece = 0; piece < have.Length; piece++)
        {
            if (have[piece])
            {
                MarkHave(piece);
            }
        }
    }

    /// <summary>Takes over a block found on disk of a piece that was not finished. To be called before it runs.</summary>
    public void SetOnDisk(int piece, int block) => Picker.MarkOnDisk(piece, block);

    /// <summary>Takes over what a check of the whole disk found, in place of what was known. Only while it is stopped.</summary>
    /// <exception cref="InvalidOperationException">It is running: peers know what it had.</exception>
    public void ReplaceHave(Bitfield have)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("A running torrent has told its peers what it has.");
        }

        Picker.Reset(have);
        _evidence = null;
        CountBytes();
    }

    /// <summary>Connections that are its own: dialled, or with their handshake done.</summary>
    internal int ConnectionCount { get; set; }

    /// <summary>Each tick looks at it; see <see cref="SessionCore"/>.</summary>
    internal bool IsAwake { get; set; }

    /// <summary>For when it has an alarm; the largest value for none.</summary>
    internal long AlarmMs { get; set; } = long.MaxValue;

    /// <summary>It is none of its session's any more.</summary>
    internal bool IsRemoved { get; set; }

    internal void Start(long nowMs)
    {
        IsRunning = true;
        Error = null;
        _nextChokeMs = nowMs + Choker.RoundMs;
        NotePhase(nowMs);
    }

    /// <summary>Its connections are closed.</summary>
    internal void Stop(long nowMs)
    {
        IsRunning = false;
        NotePhase(nowMs);
    }

    /// <summary>Once a second: measures, and gives up what does not come.</summary>
    internal void EachSecond(long nowMs)
    {
        var isAnySnubbed = false;
        foreach (var peer in _peers)
        {
            peer.Requests.Adapt(peer.Download.BytesPerSecond(nowMs));
            if (peer.Requests.IsWaiting && nowMs - peer.Requests.LastProgressMs >= Limits.SnubAfterMs)
            {
                Picker.Forget(peer);
                peer.Requests.ReleaseAll(Picker, snub: true);
                isAnySnubbed = true;
            }
        }

        foreach (var peer in _peers)
        {
            if (isAnySnubbed || peer.Requests.Count == 0)
            {
                FillRequests(nowMs, peer);
            }
        }

        if (nowMs >= _nextChokeMs)
        {
            _nextChokeMs = nowMs + Choker.RoundMs;
            ChokeRound(nowMs);
            CloseUnproductive(nowMs);
        }
    }

    /// <summary>Where the table is full, the peer for which longest nobody had a use makes room: one a round.</summary>
    private void CloseUnproductive(long nowMs)
    {
        Peer? idlest = null;
        foreach (var peer in _peers)
        {
            if (peer.AmInterested || peer.PeerInterested)
            {
                peer.LastUsefulMs = nowMs;
            }
            else if (nowMs - peer.LastUsefulMs >= Limits.UnproductiveAfterMs && peer.LastUsefulMs < (idlest?.LastUsefulMs ?? nowMs))
            {
                idlest = peer;
            }
        }

        if (idlest is not null && (_session.IsTableFull || _peers.Count >= MaxPeers))
        {
            _session.Close(nowMs, idlest.Connection, CloseReason.Unproductive);
        }
    }

    /// <summary>Whether a tick is needed within a second: something is being transferred or waited for.</summary>
    internal bool IsBusy
    {
        get
        {
            foreach (var peer in _peers)
            {
                if (peer.Requests.Count > 0 || peer.Requests.IsResting || peer.Uploads.Count > 0 || peer.ReadsUnderWay > 0 || peer.Connection.Output.PendingBytes > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>When the next round of choking is due; never while nobody wants anything.</summary>
    internal long NextChokeMs
    {
        get
        {
            foreach (var peer in _peers)
            {
                if (peer.PeerInterested && _session.MayGive(this))
                {
                    return _nextChokeMs;
                }
            }

            return long.MaxValue;
        }
    }
}
