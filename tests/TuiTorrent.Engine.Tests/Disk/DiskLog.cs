using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

/// <summary>Keeps what the disk told and waits, with a limit, for what it should tell.</summary>
public sealed class DiskLog : IDiskEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly object _gate = new();

    public OpenResult? Result { get; private set; }

    public Dictionary<int, bool> Hashed { get; } = [];

    public int HashedEvents { get; private set; }

    public Dictionary<(int Piece, int Begin), (byte[]? Data, DiskError? Error)> Reads { get; } = [];

    public List<int> Progress { get; } = [];

    public Bitfield? Have { get; private set; }

    public int Claims { get; private set; }

    public int LastClaim { get; private set; }

    public DiskError? Failure { get; private set; }

    public int ClosedEvents { get; private set; }

    /// <summary>Whether blocks that were read are given back by the test.</summary>
    public List<Block>? KeptBlocks { get; set; }

    public void Opened(TorrentStorage storage, OpenResult result) => Note(() => Result = result);

    public void PieceHashed(TorrentStorage storage, int piece, bool ok) => Note(() =>
    {
        Hashed[piece] = ok;
        HashedEvents++;
    });

    public void BlockRead(TorrentStorage storage, object token, int piece, int begin, Block? block, DiskError? error) => Note(() =>
    {
        Reads[(piece, begin)] = (block?.Data.ToArray(), error);
        if (KeptBlocks is not null && block is not null)
        {
            KeptBlocks.Add(block);
        }
        else
        {
            block?.Return();
        }
    });

    public void VerifyProgress(TorrentStorage storage, int piecesChecked, int piecesTotal) => Note(() => Progress.Add(piecesChecked));

    public void Verified(TorrentStorage storage, Bitfield have) => Note(() => Have = have);

    public void Claimed(TorrentStorage storage, int claimedCount) => Note(() =>
    {
        Claims++;
        LastClaim = claimedCount;
    });

    public void Failed(TorrentStorage storage, DiskError error) => Note(() => Failure = error);

    public void Closed(TorrentStorage storage) => Note(() => ClosedEvents++);

    public void Await(Func<DiskLog, bool> condition)
    {
        var left = Patience;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        lock (_gate)
        {
            while (!condition(this))
            {
                left = Patience - clock.Elapsed;
                Assert.True(left > TimeSpan.Zero && Monitor.Wait(_gate, left), "The disk did not answer in time.");
            }
        }
    }

    private void Note(Action action)
    {
        lock (_gate)
        {
            action();
            Monitor.PulseAll(_gate);
        }
    }
}

/// <summary>A clock that moves only when told to; its timers fire on the caller's thread.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public void Advance(TimeSpan by)
    {
        _now += by;
        foreach (var timer in _timers.ToArray())
        {
            timer.FireIfDue(_now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), this);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(Action fire, ManualTime clock) : ITimer
    {
        private TimeSpan? _due;

        public void FireIfDue(TimeSpan now)
        {
            if (_due <= now)
            {
                _due = null;
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
