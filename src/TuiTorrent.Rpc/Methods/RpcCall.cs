using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>One request on its way to a handler.</summary>
internal sealed class RpcCall
{
    public required ITorrentEngine Engine { get; init; }

    public required DaemonDoors Doors { get; init; }

    public required Caller Caller { get; init; }

    public required Parameters Parameters { get; init; }

    /// <summary>Stands inside the object of the result.</summary>
    public required KeyedWriter Out { get; init; }

    public required RecentVersions Recent { get; init; }

    public required string SessionId { get; init; }

    /// <summary>Must not wait: others stand behind it in the same request.</summary>
    public bool IsInBatch { get; init; }

    /// <summary>The caller went away, or the daemon ends.</summary>
    public CancellationToken Cancellation { get; init; }
}
