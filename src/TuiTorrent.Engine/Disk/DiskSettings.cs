namespace TuiTorrent.Engine.Disk;

/// <summary>What can be chosen about the disk.</summary>
public sealed record DiskSettings
{
    /// <summary>Threads that write, read and hash: two keep two cores busy with SHA-1, more only fight for one disk.</summary>
    public int Workers { get; init; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>Files kept open, all torrents together: far below the usual limit of 1,024 that sockets share.</summary>
    public int MaxOpenFiles { get; init; } = 64;

    /// <summary>Longest time for which a block may be lost by a power cut: seldom enough for a flash card.</summary>
    public TimeSpan BarrierInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a torrent after which a barrier runs without waiting for the time.</summary>
    public long BarrierBytes { get; init; } = 32L * 1024 * 1024;
}
