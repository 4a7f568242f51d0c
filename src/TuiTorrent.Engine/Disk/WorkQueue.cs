using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

internal enum WorkKind
{
    Write,
    Read,
    Drop,
    Discard,
    Mark,
}

/// <summary>One thing to do for a piece or a storage.</summary>
/// <param name="Payload">The block to write, the token of a read, or the mark to pass.</param>
internal readonly record struct WorkItem(WorkKind Kind, TorrentStorage Storage, int Piece, int Begin, int Length, object? Payload);

/// <summary>Something that every worker must pass before it happens: what was queued before it is then done.</summary>
internal sealed class Mark(int workers, bool closes, Action whenAllPassed)
{
    private int _left = workers;

    public bool Closes { get; } = closes;

    public void Pass()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            whenAllPassed();
        }
    }
}

/// <summary>What waits for one worker: filled by any thread without waking it, taken by the worker all at once.</summary>
/// <remarks>Two arrays change places, so nothing is allocated once they have grown. Bounded by the block pool and by the requests that peers may queue.</remarks>
internal sealed class WorkQueue
{
    private readonly object _gate = new();
    private WorkItem[] _filling = new WorkItem[64];
    private WorkItem[] _taken = new WorkItem[64];
    private int _count;
    private int _takenCount;
    private bool _isWoken;
    private bool _isStopped;

    public bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return _isStopped;
            }
        }
    }

    public void Add(in WorkItem item)
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                if (_count == _filling.Length)
                {
                    Array.Resize(ref _filling, _count * 2);
                }

                _filling[_count++] = item;
                return;
            }
        }

        (item.Payload as Block)?.Return();
    }

    /// <summary>Wakes the worker when there is work, or in any case when <paramref name="always"/>.</summary>
    public void Wake(bool always = false)
    {
        lock (_gate)
        {
            if ((_count > 0 || always) && !_isWoken)
            {
                _isWoken = true;
                Monitor.Pulse(_gate);
            }
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>What waits, at once when <paramref name="mayWait"/> is false, else when woken or after the time. Valid until the next call.</summary>
    public ReadOnlySpan<WorkItem> Take(bool mayWait, int timeoutMs)
    {
        Array.Clear(_taken, 0, _takenCount);
        lock (_gate)
        {
            // A wake that came while the worker was busy counts: what it announced is taken here.
            if (mayWait && !_isWoken && _count == 0 && !_isStopped)
            {
                Monitor.Wait(_gate, timeoutMs);
            }

            _isWoken = false;
            (_filling, _taken) = (_taken, _filling);
            _takenCount = _count;
            _count = 0;
            return _taken.AsSpan(0, _takenCount);
        }
    }
}
