using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>The loop: waits, hands every event to the session, sends what came of it.</summary>
public sealed partial class TorrentEngine
{
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
                SaveTotalsDue(nowMs);
                if (_traffic.IsDue(nowMs))
                {
                    NoteTraffic(nowMs);
                }
            }

            LookAround(nowMs);
            _network.Flush(nowMs);
            _disk.FlushQueue();
            ContinueStop(nowMs);
        }

        if (_stopped is { } stopped)
        {
            _ = _saver.DrainAsync().ContinueWith(_ => stopped.TrySetResult(), TaskScheduler.Default);
        }
    }

    /// <summary>What else has its time: none of it wakes the loop while there is nothing to do.</summary>
    private void LookAround(long nowMs)
    {
        if (_stopped is not null)
        {
            return;
        }

        RetryDue(nowMs);
        if (nowMs >= _renumberAtMs)
        {
            RenumberNow();
        }

        if (nowMs >= _nextScheduleMs)
        {
            ApplyOptions(nowMs);
        }

        PlanDue(nowMs);
        SnapshotDue(nowMs);
    }

    private int TimeoutMs()
    {
        if (_isPlanWanted)
        {
            return 0;
        }

        var deadlineMs = Math.Min(Math.Min(_session.NextDeadlineMs, _stopDeadlineMs), Math.Min(_nextRetryMs, _nextPlanMs));
        deadlineMs = Math.Min(deadlineMs, Math.Min(_renumberAtMs, Math.Min(_nextScheduleMs, _nextSnapshotMs)));
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
                if (_registry.Of((TorrentStorage)message.Subject!) is { State: StorageState.Open } entry)
                {
                    _session.PieceHashed(nowMs, entry.Torrent, message.Piece, message.IsOk);
                    NoteMoved(nowMs, entry);
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
        if (connection.Torrent is { } served && _registry.Of(served) is { } entry)
        {
            NoteMoved(nowMs, entry);
        }

        _session.BlockRead(nowMs, connection, new UploadRequest(message.Piece, message.Begin, length), message.Block);
    }
}
