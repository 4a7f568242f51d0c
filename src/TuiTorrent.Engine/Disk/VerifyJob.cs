using TuiTorrent.Core;

namespace TuiTorrent.Engine.Disk;

/// <summary>One verification: each worker hashes the pieces that are its own.</summary>
/// <remarks>Shared by the workers; the counters are atomic, the bitfield is never changed.</remarks>
internal sealed class VerifyJob(TorrentStorage storage, Bitfield which, int workers)
{
    // Progress is told every so many bytes: about four times a second on a fast disk.
    private const long ReportBytes = 32L * 1024 * 1024;

    private int _checked;
    private int _workersLeft = workers;
    private long _unreported;
    private bool _cancelled;

    public TorrentStorage Storage { get; } = storage;

    public Bitfield Which { get; } = which;

    public int Checked => Volatile.Read(ref _checked);

    public bool IsCancelled => Volatile.Read(ref _cancelled);

    public void Cancel() => Volatile.Write(ref _cancelled, true);

    /// <summary>Counts a piece; true when it is time to tell.</summary>
    public bool Count(int bytes)
    {
        Interlocked.Increment(ref _checked);
        if (Interlocked.Add(ref _unreported, bytes) < ReportBytes)
        {
            return false;
        }

        Interlocked.Exchange(ref _unreported, 0);
        return true;
    }

    /// <summary>A worker is through; true for the last.</summary>
    public bool Leave() => Interlocked.Decrement(ref _workersLeft) == 0;
}
