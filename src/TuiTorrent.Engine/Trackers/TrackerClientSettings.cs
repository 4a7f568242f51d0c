using System.Net;
using TuiTorrent.Core;

namespace TuiTorrent.Engine.Trackers;

/// <summary>What a <see cref="TrackerClient"/> needs from outside.</summary>
public sealed record TrackerClientSettings
{
    /// <summary>The operating system's generator: UDP transaction ids are a secret between us and the tracker. Must be safe on any thread.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>The clock of all timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The local address to announce from, or null for any; trackers of the other family can't be reached then.</summary>
    public IPAddress? BindAddress { get; init; }
}
