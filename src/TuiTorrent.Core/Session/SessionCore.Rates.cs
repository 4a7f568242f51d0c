using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Session;

/// <summary>Who may send and receive how much: limits of the session and of single torrents, and memory.</summary>
/// <remarks>
/// Who finds the session's limit used up waits for the next tick, and while anybody waits, all whom that limit concerns do. The tick hands out what has
/// come together by lots, of which a torrent has more the higher its priority: nobody can be quicker than the others, and nobody gets nothing.
/// </remarks>
public sealed partial class SessionCore
{
    /// <summary>Time between ticks while a rate limit holds something back, ms.</summary>
    private const int LimitedTickMs = 50;

    private readonly TokenBucket _downloadBucket = new();
    private readonly TokenBucket _uploadBucket = new();
    private readonly List<(double Lot, PeerConnection Connection)> _toResume = [];
    private readonly int _maxUploadBlocks;
    private List<Torrent> _heldBack = [];
    private List<Torrent> _toPump = [];
    private bool _isPumping;
    private bool _isSessionUploadShort;
    private bool _isSessionDownloadShort;
    private int _uploadBlocks;
    private int _pausedReaders;

    /// <summary>Changes what the user chose while running.</summary>
    public void Apply(long nowMs, SessionSettings settings)
    {
        Settings = settings;
        _handshakeSettings = _handshakeSettings with { Policy = settings.Encryption };
        _downloadBucket.RateBytesPerSecond = settings.DownloadLimit;
        _uploadBucket.RateBytesPerSecond = settings.UploadLimit;
        foreach (var torrent in _torrents.Values)
        {
            torrent.LimitsChanged(nowMs);
        }

        Touch(nowMs);
    }

    /// <summary>Changes what the user chose for one torrent, running or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below <see cref="RateLimit.Nothing"/>; nothing has changed.</exception>
    public void SetLimits(long nowMs, Torrent torrent, TorrentLimits limits)
    {
        torrent.SetLimits(limits);
        torrent.LimitsChanged(nowMs);
        Touch(nowMs);
    }

    /// <summary>How many bytes the connection may be read now; 0 if it must wait for ResumeReading.</summary>
    public int ReceiveAllowance(long nowMs, PeerConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            return Limits.BlockSize;
        }

        var bytes = (int)Math.Min(Limits.MaxReceiveBytes, DownloadAvailable(nowMs, connection.Torrent!));
        if (bytes > 0)
        {
            var allowed = ReceivableBytes(connection, Math.Max(bytes, 1024));
            if (allowed > 0)
            {
                return allowed;
            }
        }

        // It may have much to say that we don't take.
        connection.LastReceivedMs = nowMs;
        if (!connection.IsReadingPaused)
        {
            connection.IsReadingPaused = true;
            _pausedReaders++;
            Touch(nowMs);
        }

        return 0;
    }

    /// <summary>Blocks came back to the pool: readers that waited for them may go on.</summary>
    public void BlocksAvailable() => ResumeReaders();

    private bool IsHeldBack => _heldBack.Count > 0 || _pausedReaders > 0;

    /// <summary>Whether blocks may be asked for at all.</summary>
    internal bool MayAsk(Torrent torrent) =>
        torrent.DownloadBucket is not { IsShut: true } && !(torrent.OwnLimits.HonorsSession && _downloadBucket.IsShut);

    /// <summary>Whether blocks may be given at all.</summary>
    internal bool MayGive(Torrent torrent) =>
        torrent.UploadBucket is not { IsShut: true } && !(torrent.OwnLimits.HonorsSession && _uploadBucket.IsShut);

    /// <summary>Whether another block may be read for a peer now; if not, a tick goes on soon.</summary>
    internal bool MayUpload(long nowMs, Torrent torrent)
    {
        if (!MayGive(torrent))
        {
            return false;
        }

        // Half of the blocks are for what comes in. If peers that wait for each other's bytes could fill their
        // memory with what they want to send, nobody would read any more.
        if (_uploadBlocks < _maxUploadBlocks
            && torrent.UploadBucket?.Available(nowMs) is null or > 0
            && (!torrent.OwnLimits.HonorsSession || MayUploadBySession(nowMs)))
        {
            return true;
        }

        if (!torrent.IsHeldBack)
        {
            torrent.IsHeldBack = true;
            _heldBack.Add(torrent);
        }

        Touch(nowMs);
        return false;
    }

    internal void CountUpload(Torrent torrent, int bytes)
    {
        torrent.UploadBucket?.Take(bytes);
        if (torrent.OwnLimits.HonorsSession)
        {
            _uploadBucket.Take(bytes);
        }
    }

    /// <summary>Keeps account of the blocks that a connection holds for sending.</summary>
    internal void CountUploadBlocks(PeerConnection connection)
    {
        var isClosed = connection.State == ConnectionState.Closed;
        var blocks = isClosed ? 0 : connection.Output.PendingBlocks + (connection.Peer?.ReadsUnderWay ?? 0);
        _uploadBlocks += blocks - connection.CountedUploadBlocks;
        connection.CountedUploadBlocks = blocks;
    }

    private bool MayUploadBySession(long nowMs)
    {
        if (!_uploadBucket.IsLimited)
        {
            return true;
        }

        _isSessionUploadShort |= _uploadBucket.Available(nowMs) <= 0;
        return _isPumping ? _uploadBucket.Available(nowMs) > 0 : !_isSessionUploadShort;
    }

    private void CountDownload(Torrent torrent, int bytes)
    {
        torrent.DownloadBucket?.Take(bytes);
        if (torrent.OwnLimits.HonorsSession)
        {
            _downloadBucket.Take(bytes);
        }
    }

    /// <summary>Bytes that the limits let in. Where they let nothing in, nothing is asked for; what peers say otherwise is still heard.</summary>
    private long DownloadAvailable(long nowMs, Torrent torrent)
    {
        var own = torrent.DownloadBucket is { IsLimited: true } bucket ? bucket.Available(nowMs) : long.MaxValue;
        if (!torrent.OwnLimits.HonorsSession || !_downloadBucket.IsLimited || own <= 0)
        {
            return own;
        }

        var shared = _downloadBucket.Available(nowMs);
        _isSessionDownloadShort |= shared <= 0;
        return _isSessionDownloadShort ? 0 : Math.Min(own, shared);
    }

    /// <summary>How many of <paramref name="wanted"/> bytes there is memory for.</summary>
    private int ReceivableBytes(PeerConnection connection, int wanted)
    {
        var pieceLength = connection.Torrent!.Layout.PieceLength;
        if (Stash.TryPrepare(wanted, pieceLength))
        {
            return wanted;
        }

        if (wanted > Limits.BlockSize && Stash.TryPrepare(Limits.BlockSize, pieceLength))
        {
            return Limits.BlockSize;
        }

        // Where every connection holds a block that has half arrived, there may be no other left: each must be able to
        // finish its own, or all would wait for each other for ever.
        return connection.Decoder!.RestOfBlock > 0 ? Math.Min(wanted, connection.Decoder.RestOfBlock)
            : Stash.TryPrepare(Limits.LeastReceiveBytes, pieceLength) ? Limits.LeastReceiveBytes
            : 0;
    }

    /// <summary>Lets all go on that wait for bytes: whose turn comes first has most of what there is, so the order is drawn by lot.</summary>
    private void ResumeReaders()
    {
        _isSessionDownloadShort = false;
        if (_pausedReaders == 0)
        {
            return;
        }

        _toResume.Clear();
        foreach (var connection in _connections)
        {
            if (connection.IsReadingPaused)
            {
                connection.IsReadingPaused = false;
                // The least of numbers drawn like this is each one's as often as its lots are of all lots.
                var lot = _downloadBucket.IsLimited ? -Math.Log(1 - _choices.NextDouble()) / connection.Torrent!.OwnLimits.Lots : 0;
                _toResume.Add((lot, connection));
            }
        }

        if (_downloadBucket.IsLimited)
        {
            _toResume.Sort((a, b) => a.Lot.CompareTo(b.Lot));
        }

        _pausedReaders = 0;
        foreach (var (_, connection) in _toResume)
        {
            Effects.ResumeReading(connection);
        }
    }

    /// <summary>Hands out what the limits let through since the last tick, a block at a time to torrents drawn by lot.</summary>
    private void PumpHeldBack(long nowMs)
    {
        if (_heldBack.Count == 0)
        {
            return;
        }

        (_toPump, _heldBack) = (_heldBack, _toPump);
        var lots = 0;
        foreach (var torrent in _toPump)
        {
            torrent.IsHeldBack = false;
            lots += torrent.OwnLimits.Lots;
        }

        _isSessionUploadShort = false;
        _isPumping = true;
        while (_toPump.Count > 0)
        {
            var index = 0;
            for (var lot = _choices.Next(lots); lot >= _toPump[index].OwnLimits.Lots; index++)
            {
                lot -= _toPump[index].OwnLimits.Lots;
            }

            var torrent = _toPump[index];
            // A random first keeps one peer from getting every token.
            if (!torrent.PumpOne(nowMs, _choices))
            {
                lots -= torrent.OwnLimits.Lots;
                _toPump.RemoveAt(index);
            }
        }

        _isPumping = false;
    }
}
