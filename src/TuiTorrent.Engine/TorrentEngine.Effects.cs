using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;

namespace TuiTorrent.Engine;

/// <summary>The real world: what the session asks for, done by sockets, disk and trackers, and what the disk answers.</summary>
public sealed partial class TorrentEngine
{
    private void BeginAnnounce(Torrent torrent, Uri tracker, AnnounceRequest request)
    {
        NoteTrackers(torrent);
        var announce = AnnounceAsync(torrent, tracker, request);
        _announces.Add(announce);
        // The set is the loop's: the end of the task is told there.
        _ = announce.ContinueWith(done => Post(() => _announces.Remove(done)), TaskScheduler.Default);
    }

    private async Task AnnounceAsync(Torrent torrent, Uri tracker, AnnounceRequest request)
    {
        var outcome = await _trackers.Value.AnnounceAsync(tracker, request, _ending.Token).ConfigureAwait(false);
        Post(() =>
        {
            _session.AnnounceFinished(_clock.NowMs, torrent, request, outcome);
            NoteTrackers(torrent);
        });
    }

    private void NoteTrackers(Torrent torrent)
    {
        if (_registry.Of(torrent) is { } entry)
        {
            entry.AreTrackersNew = true;
        }
    }

    private sealed class Effects(TorrentEngine engine) : ISessionEffects
    {
        public void Dial(PeerConnection connection)
        {
            if (!engine._network.Dial(connection))
            {
                // The session is in the middle of a call: it hears of the failure in the next turn.
                engine.Post(() => engine._session.ConnectionLost(engine._clock.NowMs, connection, CloseReason.ConnectFailed));
            }
        }

        public void Close(PeerConnection connection) => engine._network.Close(connection);

        public void OutputReady(PeerConnection connection) => engine._network.QueueFlush(connection);

        public void ResumeReading(PeerConnection connection) => engine._network.ResumeReading(connection);

        public void RunKeyExchange(PeerConnection connection, KeyExchange exchange) => engine._keys.Enqueue(connection, exchange);

        public void WriteBlock(Torrent torrent, int piece, int begin, Block block)
        {
            if (engine._registry.Of(torrent) is { State: StorageState.Open, Storage: { } storage })
            {
                engine._disk.Write(storage, piece, begin, block);
            }
            else
            {
                block.Return();
            }
        }

        public void ReadBlock(Torrent torrent, PeerConnection connection, UploadRequest request)
        {
            if (engine._registry.Of(torrent) is { State: StorageState.Open, Storage: { } storage })
            {
                engine._disk.Read(storage, request.Piece, request.Begin, request.Length, connection);
            }
        }

        public void Announce(Torrent torrent, Uri tracker, AnnounceRequest request) => engine.BeginAnnounce(torrent, tracker, request);

        public void TorrentFinished(Torrent torrent)
        {
            if (engine._registry.Of(torrent) is { } entry)
            {
                engine.NoteFinished(entry);
                engine.SaveTotals(entry);
                engine.Tell(entry, new TorrentCompleted(torrent.InfoHash));
                if (entry.Storage is { } storage)
                {
                    engine._disk.Flush(storage);
                }

                engine.PlanSoon();
            }
        }

        public void Note(Torrent? torrent, NoteLevel level, string text) =>
            engine.Tell(torrent is null ? null : engine._registry.Of(torrent), new EngineNote(torrent?.InfoHash, level, text));
    }

    /// <summary>Carries the disk's answers from its threads to the loop.</summary>
    private sealed class DiskInbox(LoopInbox inbox, TorrentEngine engine) : IDiskEvents
    {
        public void Opened(TorrentStorage storage, OpenResult result) => engine.Post(() => engine.StorageOpened(storage, result));

        public void PieceHashed(TorrentStorage storage, int piece, bool ok) =>
            inbox.Add(new(LoopMessageKind.PieceHashed, storage, Piece: piece, IsOk: ok));

        public void BlockRead(TorrentStorage storage, object token, int piece, int begin, Block? block, DiskError? error) =>
            inbox.Add(new(LoopMessageKind.BlockRead, token, error, block, piece, begin));

        public void VerifyProgress(TorrentStorage storage, int piecesChecked, int piecesTotal)
        {
            engine._events(new VerifyProgressed(storage.Layout.InfoHash, piecesChecked, piecesTotal));
            engine.Post(() =>
            {
                if (engine._registry.Of(storage) is { State: StorageState.Verifying } entry)
                {
                    entry.JobProgress = (double)piecesChecked / piecesTotal;
                }
            });
        }

        public void Verified(TorrentStorage storage, Bitfield have) => engine.Post(() => engine.StorageVerified(storage, have));

        public void Claimed(TorrentStorage storage, int claimedCount)
        {
        }

        public void Failed(TorrentStorage storage, DiskError error) => engine.Post(() =>
        {
            if (engine._registry.Of(storage) is { State: StorageState.Open or StorageState.Verifying } entry && engine._stopped is null)
            {
                engine.Fail(entry, error);
            }
        });

        public void Closed(TorrentStorage storage) => engine.Post(() => engine.StorageClosed(storage));
    }
}
