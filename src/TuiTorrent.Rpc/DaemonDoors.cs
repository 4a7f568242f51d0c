using TuiTorrent.Engine.Board;

namespace TuiTorrent.Rpc;

/// <summary>What the daemon offers to handlers beside its engine. Immutable; the functions may be called by any thread.</summary>
public sealed record DaemonDoors
{
    /// <summary>The program's, "0.1.0".</summary>
    public required string Version { get; init; }

    /// <summary>What happened of late.</summary>
    public required LogRing Log { get; init; }

    /// <summary>Asks the daemon to end; returns at once.</summary>
    public required Action Shutdown { get; init; }

    /// <summary>How the machine does.</summary>
    public required Func<BoardHealth> Board { get; init; }

    /// <summary>Fetches a .torrent by http or https, and refuses local addresses unless the caller is trusted (the flag); null if the daemon fetches none.</summary>
    public Func<Uri, bool, CancellationToken, Task<Fetched>>? Fetch { get; init; }

    /// <summary>Directories in which callers that are not trusted may put torrents, beside the download directory and those that torrents are in already. Absolute.</summary>
    public IReadOnlyList<string> AllowedRoots { get; init; } = [];

    /// <summary>Whether trusted callers may name a .torrent file on this machine.</summary>
    public bool ReadsLocalFiles { get; init; } = true;

    /// <summary>Where config.toml is.</summary>
    public string ConfigDirectory { get; init; } = "";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A file from a server.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Error">Why there is none, a sentence for the user; null if it went well.</param>
public sealed record Fetched(ReadOnlyMemory<byte> Bytes, string? Error);
