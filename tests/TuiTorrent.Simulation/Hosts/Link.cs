namespace TuiTorrent.Simulation.Hosts;

/// <summary>How a host is connected to all others. Rates are bytes a second; latency is one way to the middle of the net.</summary>
internal sealed record Link
{
    public long UpBytesPerSecond { get; init; } = 2_000_000;

    public long DownBytesPerSecond { get; init; } = 4_000_000;

    public int LatencyUs { get; init; } = 10_000;

    public int JitterUs { get; init; } = 2_000;

    /// <summary>Chunks in a thousand that are lost once: TCP sends them again, so what follows waits.</summary>
    public int LossPermille { get; init; }

    /// <summary>Chunks in a hundred thousand after which the connection is reset.</summary>
    public int ResetPer100K { get; init; }

    /// <summary>Connects in a thousand that are refused.</summary>
    public int RefusePermille { get; init; }

    /// <summary>Connects in a thousand that are never answered.</summary>
    public int LostConnectPermille { get; init; }
}
