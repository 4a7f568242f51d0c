using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>The way to a daemon, where the world begins: connections, and what has to stand before them.</summary>
/// <remarks>Any thread. Calls of different lanes never wait for each other.</remarks>
internal interface IDaemonDoor : IAsyncDisposable
{
    /// <summary>Where it leads, for people.</summary>
    string Address { get; }

    /// <summary>The machine, in few words: its name, "host:port" or what ssh takes for a destination.</summary>
    string Host { get; }

    /// <summary>How it is reached, where <see cref="Host"/> does not say it; else "".</summary>
    string Way { get; }

    /// <summary>Longest time between two tries to reach a daemon that is lost.</summary>
    TimeSpan LongestRetry { get; }

    /// <summary>Sees that what connections need is there, before the first of them and after the daemon was lost.</summary>
    /// <exception cref="RpcFailedException">It can't be had.</exception>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Calls a method.</summary>
    /// <exception cref="RpcFailedException">No answer came.</exception>
    Task<RpcResult> CallAsync(Lane lane, string method, Action<Utf8JsonWriter>? parameters, CancellationToken cancellation);
}

/// <summary>Connections of a door, each with calls that follow one another.</summary>
internal enum Lane
{
    /// <summary>The long poll.</summary>
    Events,

    /// <summary>What the screen shows.</summary>
    Reads,

    /// <summary>What the user does.</summary>
    Commands,
}
