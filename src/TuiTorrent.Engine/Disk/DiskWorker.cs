using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <summary>One disk thread. It alone touches the pieces that are its own (piece modulo the number of workers), so their order holds without locks.</summary>
/// <remarks>
/// A round: take all that waits, hash blocks as they come, then write what became whole, and answer reads that waited for memory. It
/// sleeps when there is nothing at all. How pieces are written is in DiskWorker.Pieces.cs.
/// </remarks>
internal sealed partial class DiskWorker : IDisposable
{
    // Reads that found the pool empty are tried again this often: blocks also come back by other hands than the disk's.
    private const int StarvedRetryMs = 5;

    // Blocks between two rounds of writing: bounds what a long queue holds back.
    private const int ItemsPerRound = 128;

    private readonly DiskWorkers _owner;
    private readonly BlockPool _pool;
    private readonly TorrentFiles _files;
    private readonly IDiskEvents _events;
    private readonly Thread _thread;
    private readonly Queue<WorkItem> _starvedReads = new();

    public DiskWorker(int number, DiskWorkers owner, BlockPool pool, TorrentFiles files, IDiskEvents events)
    {
        (_owner, _pool, _files, _events) = (owner, pool, files, events);
        _thread = new Thread(Run) { Name = $"disk {number}", IsBackground = true };
    }

    public WorkQueue Queue { get; } = new();

    /// <summary>Blocks this worker holds in memory; read by others as a hint.</summary>
    public int HeldHint => Volatile.Read(ref _held);

    public void Start() => _thread.Start();

    public void Dispose()
    {
        Queue.Stop();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            return;
        }

        _thread.Join();
    }

    private void Run()
    {
        while (!Queue.IsStopped)
        {
            var items = Queue.Take(mayWait: true, _starvedReads.Count > 0 ? StarvedRetryMs : Timeout.Infinite);
            for (var rest = items; rest.Length > 0; rest = rest[Math.Min(rest.Length, ItemsPerRound)..])
            {
                foreach (ref readonly var item in rest[..Math.Min(rest.Length, ItemsPerRound)])
                {
                    Do(item);
                }

                WriteTouched();
            }

            RelievePressure(items.Length > 0);
            AnswerStarvedReads();
        }

        foreach (ref readonly var item in Queue.Take(mayWait: false, 0))
        {
            (item.Payload as Block)?.Return();
        }

        ForgetAll();
    }

    private void Do(in WorkItem item)
    {
        switch (item.Kind)
        {
            case WorkKind.Write:
                Write(item.Storage, item.Piece, item.Begin, (Block)item.Payload!);
                break;
            case WorkKind.Read:
                if (_starvedReads.Count > 0 || !TryRead(item))
                {
                    _starvedReads.Enqueue(item);
                }

                break;
            case WorkKind.Drop:
                Drop(item.Storage, item.Piece);
                break;
            case WorkKind.Discard:
                WriteTouched();
                ForgetAll(item.Storage);
                break;
            default:
                PassMark(item.Storage, (Mark)item.Payload!);
                break;
        }
    }

    private void PassMark(TorrentStorage storage, Mark mark)
    {
        WriteTouched();
        WriteEverything(storage, alsoUnhashed: false);
        if (mark.Closes)
        {
            AnswerClosedReads(storage);
            ForgetAll(storage);
        }

        mark.Pass();
    }

    // False when there is no block for it now.
    private bool TryRead(in WorkItem item)
    {
        var (storage, piece, begin, length) = (item.Storage, item.Piece, item.Begin, item.Length);
        if (!storage.IsOpen || length > Limits.BlockSize || !storage.Layout.Pieces.Contains(piece, begin, length) || !storage.IsVerified(piece))
        {
            _events.BlockRead(storage, item.Payload!, piece, begin, null, NotAvailable(storage));
            return true;
        }

        if (_pool.TryRent() is not { } block)
        {
            return false;
        }

        block.Length = length;
        var error = _files.Read(storage, storage.Layout.Pieces.PieceOffset(piece) + begin, block.Data);
        if (error is not null)
        {
            block.Return();
        }

        _events.BlockRead(storage, item.Payload!, piece, begin, error is null ? block : null, error);
        return true;
    }

    private void AnswerStarvedReads()
    {
        while (_starvedReads.TryPeek(out var item) && TryRead(item))
        {
            _starvedReads.Dequeue();
        }
    }

    private void AnswerClosedReads(TorrentStorage storage)
    {
        for (var i = _starvedReads.Count; i > 0; i--)
        {
            var item = _starvedReads.Dequeue();
            if (item.Storage == storage)
            {
                _events.BlockRead(storage, item.Payload!, item.Piece, item.Begin, null, NotAvailable(storage));
            }
            else
            {
                _starvedReads.Enqueue(item);
            }
        }
    }

    private static DiskError NotAvailable(TorrentStorage storage) =>
        new(DiskErrorKind.NotAvailable, storage.Root, "The bytes asked for are not there: the piece is not complete, or the torrent is closed.");
}
