using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine;

/// <summary>The loop: waits, hands every event to the session, sends what came of it.</summary>
public sealed partial class TorrentEngine
{
    private const int SaveTotalsMs = 60_000;

    private void Run()
    {
        while (!_isEnded)
        {
            var ready = _epoll.Wait(TimeoutMs());
            var nowMs = _clock.NowMs;
            for (var i = 0; i < ready; i++)
            {
                if (_epoll.TryGet(i, out var tag, out var events))
                {
                    _network.Ready(nowMs, tag, events);
                }
            }

            foreach (var message in _inbox.TakeAll())
            {
                Handle(nowMs, in message);
            }

            if (nowMs >= _session.NextDeadlineMs)
            {
                _session.Tick(nowMs);
                SaveTotals(nowMs, isDueOnly: true);
            }

            _network.Flush(nowMs);
            _disk.FlushQueue();
            ContinueStop(nowMs);
        }

        _stopped?.TrySetResult();
    }

    private int TimeoutMs()
    {
        var deadlineMs = Math.Min(_session.NextDeadlineMs, _stopDeadlineMs);
        return deadlineMs == long.MaxValue ? -1 : (int)Math.Clamp(deadlineMs - _clock.NowMs, 0, int.MaxValue);
    }

    private void Handle(long nowMs, in LoopMessage message)
    {
        switch (message.Kind)
        {
            case LoopMessageKind.Call:
                ((Action)message.Subject!)();
                break;
            case LoopMessageKind.PieceHashed:
                if (_torrentByStorage.TryGetValue((TorrentStorage)message.Subject!, out var torrent))
                {
                    _session.PieceHashed(nowMs, torrent, message.Piece, message.IsOk);
                }

                break;
            case LoopMessageKind.BlockRead:
                FinishRead(nowMs, in message);
                break;
            case LoopMessageKind.KeyExchanged:
                _session.KeyExchanged(nowMs, (PeerConnection)message.Subject!, (KeyExchange)message.Detail!);
                break;
            case LoopMessageKind.BlocksAvailable:
                _session.BlocksAvailable();
                break;
        }
    }

    private void FinishRead(long nowMs, in LoopMessage message)
    {
        var connection = (PeerConnection)message.Subject!;
        // A failed read tells no length: what a peer asks for is nearly always a whole block.
        var length = message.Block?.Length
            ?? (connection.Torrent is { } torrent ? torrent.Layout.BlockSize(message.Piece, message.Begin / Limits.BlockSize) : 0);
        _session.BlockRead(nowMs, connection, new UploadRequest(message.Piece, message.Begin, length), message.Block);
    }

    private void StorageOpened(TorrentStorage storage, OpenResult result)
    {
        if (!_torrentByStorage.TryGetValue(storage, out var torrent))
        {
            return;
        }

        if (result.Error is { } error)
        {
            FailTorrent(torrent, error.Text);
            return;
        }

        torrent.SetHave(result.Have);
        foreach (var partial in result.Partial)
        {
            for (var block = 0; block < partial.Blocks.Length; block++)
            {
                if (partial.Blocks[block])
                {
                    torrent.SetOnDisk(partial.Piece, block);
                }
            }
        }

        if (result.ToVerify is { Count: > 0 } unknown)
        {
            foreach (var warning in result.Warnings)
            {
                _events(new EngineNote(torrent.InfoHash, warning));
            }

            _disk.Verify(storage, unknown);
            return;
        }

        StartTorrent(torrent, result.PiecesHashed, result.Warnings);
    }

    private void StorageVerified(TorrentStorage storage, Bitfield have)
    {
        if (_torrentByStorage.TryGetValue(storage, out var torrent) && _stopped is null)
        {
            torrent.SetHave(have);
            StartTorrent(torrent, have.Length, []);
        }
    }

    private void StartTorrent(Torrent torrent, int piecesHashed, IReadOnlyList<string> warnings)
    {
        if (_stopped is not null)
        {
            return;
        }

        _session.Start(_clock.NowMs, torrent);
        _events(new TorrentStarted(torrent.InfoHash, torrent.DoneBytes, piecesHashed, warnings));
        if (torrent.IsComplete)
        {
            _events(new TorrentCompleted(torrent.InfoHash));
        }
    }

    private void FailTorrent(Torrent torrent, string error)
    {
        if (torrent.Error is null)
        {
            _session.Fail(_clock.NowMs, torrent, error);
            _events(new TorrentFailed(torrent.InfoHash, error));
        }
    }

    private void BeginStop(TaskCompletionSource stopped)
    {
        if (_stopped is { } earlier)
        {
            _ = earlier.Task.ContinueWith(_ => stopped.TrySetResult(), TaskScheduler.Default);
            return;
        }

        _stopped = stopped;
        _stopDeadlineMs = _clock.NowMs + StopTimeoutMs;
        SaveTotals(_clock.NowMs, isDueOnly: false);
        _session.Shutdown(_clock.NowMs);
        foreach (var storage in _torrentByStorage.Keys)
        {
            _disk.Close(storage);
        }
    }

    /// <summary>A stop is over when files are closed and trackers know, or when it took too long.</summary>
    private void ContinueStop(long nowMs)
    {
        if (_stopped is not null && (_torrentByStorage.Count == 0 && _announces.Count == 0 || nowMs >= _stopDeadlineMs))
        {
            _isEnded = true;
        }
    }

    private void StorageClosed(TorrentStorage storage)
    {
        if (_torrentByStorage.Remove(storage, out var torrent))
        {
            _storageByTorrent.Remove(torrent);
        }
    }

    /// <summary>Totals change with every block, and are worth a write only now and then.</summary>
    private void SaveTotals(long nowMs, bool isDueOnly)
    {
        if (isDueOnly && nowMs < _nextTotalsMs)
        {
            return;
        }

        _nextTotalsMs = nowMs + SaveTotalsMs;
        foreach (var torrent in _torrentByStorage.Values)
        {
            _state.SetTotals(torrent.InfoHash, torrent.TotalUploaded, torrent.TotalDownloaded);
        }
    }
}
