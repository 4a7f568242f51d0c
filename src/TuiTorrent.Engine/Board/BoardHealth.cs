namespace TuiTorrent.Engine.Board;

/// <summary>How the machine does. Immutable; what the machine does not tell is null. Sizes in bytes.</summary>
public sealed record BoardHealth
{
    /// <summary>"Raspberry Pi Zero 2 W Rev 1.0", where the machine says.</summary>
    public string? Model { get; init; }

    /// <summary>Of the processor, degrees Celsius.</summary>
    public double? TemperatureC { get; init; }

    /// <summary>The board is slowed down now, by heat or voltage.</summary>
    public bool? IsThrottled { get; init; }

    /// <summary>The supply is too weak now.</summary>
    public bool? IsUnderVoltage { get; init; }

    /// <summary>Either happened since the machine was started.</summary>
    public bool? HasBeenThrottled { get; init; }

    /// <summary>Processes that want to run: over 1, 5 and 15 minutes.</summary>
    public IReadOnlyList<double> Load { get; init; } = [];

    /// <summary>Processors.</summary>
    public int Cores { get; init; }

    /// <summary>All of it.</summary>
    public long? MemoryTotal { get; init; }

    /// <summary>What programs could still get.</summary>
    public long? MemoryAvailable { get; init; }

    /// <summary>Of this process, in RAM.</summary>
    public long? OwnResident { get; init; }

    /// <summary>Of this process, its own (anonymous) pages.</summary>
    public long? OwnPrivate { get; init; }

    /// <summary>The disks below the directories that were asked about, each once.</summary>
    public IReadOnlyList<DiskHealth> Disks { get; init; } = [];
}

/// <summary>A disk in use.</summary>
/// <param name="Path">A directory on it that was asked about.</param>
/// <param name="Device">"mmcblk0p2", or the file system's name where there is no device.</param>
/// <param name="Total">Size.</param>
/// <param name="Free">What this user may still write.</param>
/// <param name="IsMissing">The directory is not there: the disk is probably not mounted.</param>
/// <param name="WrittenToday">By all programs since local midnight, or since the first look after it; null where the kernel does not say.</param>
public sealed record DiskHealth(string Path, string Device, long Total, long Free, bool IsMissing, long? WrittenToday);
