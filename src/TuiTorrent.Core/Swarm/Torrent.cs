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

    /// <summary>Complete and giving.</summary>
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
    private readonly Choker _choker;
    private readonly HashSet<Peer> _toUnchoke = [];
    private readonly BlockEvidence _evidence;
    private long _nextChokeMs;
    private long _totalUploadedBefore;
    private long _totalDownloadedBefore;

    internal Torrent(SessionCore session, TorrentSpec spec, Random random)
    {
        _session = session;
        Spec = spec;
        Picker = new PiecePicker(spec.Layout, random);
        _choker = new Choker(random);
        _evidence = new BlockEvidence((long)session.NewSecret());
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
    public PeerBook Book { get; } = new();

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

    /// <summary>Nothing is missing.</summary>
    public bool IsComplete => Picker.Have.IsFull;

    /// <summary>Payload sent in all runs.</summary>
    public long TotalUploaded => _totalUploadedBefore + Upload.Total;

    /// <summary>Payload received in all runs.</summary>
    public long TotalDownloaded => _totalDownloadedBefore + Download.Total;

    /// <summary>What it is doing.</summary>
    public TorrentStatus Status => Error is not null ? TorrentStatus.Failed
        : !IsRunning ? TorrentStatus.Stopped
        : IsComplete ? TorrentStatus.Seeding
        : TorrentStatus.Downloading;

    /// <summary>What a tracker is told.</summary>
    public AnnounceTotals Totals => new(Upload.Total, Download.Total, Layout.TotalLength - DoneBytes);

    /// <summary>Takes over what earlier runs sent and received, bytes.</summary>
    public void SetEarlierTotals(long uploaded, long downloaded) => (_totalUploadedBefore, _totalDownloadedBefore) = (uploaded, downloaded);

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

    internal void Start(long nowMs)
    {
        IsRunning = true;
        Error = null;
        _nextChokeMs = nowMs + Choker.RoundMs;
    }

    internal void Stop(long nowMs, CloseReason reason)
    {
        IsRunning = false;
        foreach (var peer in _peers.ToArray())
        {
            _session.Close(nowMs, peer.Connection, reason);
        }
    }

    /// <summary>Why a peer whose handshake is done may not join; None if it may.</summary>
    internal CloseReason RefusalOf(PeerConnection connection) => !IsRunning ? CloseReason.TorrentStopped
        : TwinOf(connection) is not null ? CloseReason.DuplicatePeer
        : _peers.Count >= _session.Settings.MaxPeersPerTorrent ? CloseReason.TooManyConnections
        : CloseReason.None;

    /// <summary>The open connection to the same peer, or null.</summary>
    internal PeerConnection? TwinOf(PeerConnection connection)
    {
        foreach (var peer in _peers)
        {
            if (peer.Connection.TheirPeerId == connection.TheirPeerId && !Supersedes(connection, peer.Connection))
            {
                return peer.Connection;
            }
        }

        return null;
    }

    /// <summary>The connection by which a peer that listens at <paramref name="endpoint"/> came to us, if no address is known to belong to it; or null.</summary>
    internal PeerConnection? CameFrom(PeerEndpoint endpoint)
    {
        foreach (var peer in _peers)
        {
            if (peer.Connection.Known is null && peer.Connection.Endpoint.Address == endpoint.Address
                && (peer.ListenPort == endpoint.Port || peer.ListenPort == 0))
            {
                return peer.Connection;
            }
        }

        return null;
    }

    /// <summary>Two connections that crossed: both sides see both, and keep the one that the side with the greater id dialled.</summary>
    /// <remarks>Only from the same address: an id is no secret, and must not throw its owner out.</remarks>
    private bool Supersedes(PeerConnection connection, PeerConnection other) =>
        connection.IsIncoming != other.IsIncoming
        && connection.Endpoint.Address == other.Endpoint.Address
        && connection.IsIncoming == connection.TheirPeerId.CompareTo(_session.OurPeerId) > 0;

    internal void Join(long nowMs, PeerConnection connection)
    {
        if (_peers.Find(p => p.Connection.TheirPeerId == connection.TheirPeerId) is { } superseded)
        {
            // Not before the new one is in: the address stays with it.
            JoinAs(nowMs, connection);
            _session.Close(nowMs, superseded.Connection, CloseReason.DuplicatePeer);
            return;
        }

        JoinAs(nowMs, connection);
    }

    private void JoinAs(long nowMs, PeerConnection connection)
    {
        var peer = new Peer(connection, Layout.PieceCount) { JoinedAtMs = nowMs, LastUsefulMs = nowMs };
        connection.Peer = peer;
        connection.Decoder = new WireDecoder(_session.Stash, Layout.PieceCount);
        _peers.Add(peer);
        SendGreetings(peer);
    }

    internal void Leave(long nowMs, Peer peer)
    {
        peer.Requests.Clear(Picker);
        Picker.Forget(peer);
        Picker.ChangeAvailability(peer.Pieces, joins: false);
        peer.Uploads.Clear();
        _choker.Forget(peer);
        _peers.Remove(peer);
        if (!peer.AmChoking)
        {
            FillUploadSlots(nowMs);
        }

        // What it was asked for is free again, and others may be idle.
        if (IsRunning && !IsComplete)
        {
            foreach (var other in _peers)
            {
                FillRequests(nowMs, other);
            }
        }
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

        if (idlest is not null && (_session.IsTableFull || _peers.Count >= _session.Settings.MaxPeersPerTorrent))
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
                if (peer.PeerInterested)
                {
                    return _nextChokeMs;
                }
            }

            return long.MaxValue;
        }
    }

    internal void PieceHashed(long nowMs, int piece, bool isRight)
    {
        if (Picker.Partial(piece) is not { } partial)
        {
            return;
        }

        var givers = Givers(partial, out var isAllGiven);
        if (!isRight)
        {
            WastedBytes += Layout.PieceSize(piece);
            _evidence.Remember(partial);
            Picker.MarkFailed(piece);
            Blame(nowMs, piece, givers, isAllGiven);
            return;
        }

        foreach (var giver in givers)
        {
            giver.IsOnParole = giver.IsOnParole && givers.Count > 1;
        }

        MarkHave(piece);
        TellHave(piece);
        foreach (var liar in _evidence.Judge(partial) ?? [])
        {
            _session.Note(this, $"a block of piece {piece} from {new PeerEndpoint(liar, 0)} was wrong: banned");
            _session.Ban(nowMs, liar);
        }

        if (IsComplete)
        {
            Finish(nowMs);
        }
    }

    private void MarkHave(int piece)
    {
        if (!Picker.Have[piece])
        {
            Picker.MarkHave(piece);
            DoneBytes += Layout.PieceSize(piece);
        }
    }

    /// <summary>One giver of all blocks is proof. Several are suspects, and so is the disk: each peer gets pieces of its own until one is right, or wrong.</summary>
    private void Blame(long nowMs, int piece, HashSet<Peer> givers, bool isAllGiven)
    {
        foreach (var giver in givers)
        {
            giver.FailedPieces++;
            giver.IsOnParole = true;
            if (givers.Count == 1 && isAllGiven)
            {
                _session.Note(this, $"piece {piece} from {giver.Connection.Endpoint} was wrong: banned");
                _session.Ban(nowMs, giver.Connection.Endpoint.Address);
            }
        }

        if (givers.Count > 1)
        {
            _session.Note(this, $"piece {piece} was wrong, {givers.Count} peers had a part in it: each is tried alone");
        }

        foreach (var peer in _peers.ToArray())
        {
            FillRequests(nowMs, peer);
        }
    }

    private static HashSet<Peer> Givers(PartialPiece partial, out bool isAllGiven)
    {
        var givers = new HashSet<Peer>();
        isAllGiven = true;
        foreach (var giver in partial.Givers)
        {
            if (giver is not null)
            {
                givers.Add(giver);
            }
            else
            {
                isAllGiven = false;
            }
        }

        return givers;
    }

    private void Finish(long nowMs)
    {
        Announces?.Complete(nowMs);
        _session.Effects.TorrentFinished(this);
        foreach (var peer in _peers.ToArray())
        {
            if (peer.IsSeed || peer.IsUploadOnly)
            {
                _session.Close(nowMs, peer.Connection, CloseReason.BothSeeds);
            }
            else
            {
                SendExtensionHandshake(peer);
            }
        }
    }
}
