using System.Net;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine;

/// <summary>What an engine is started with.</summary>
public sealed record EngineSettings
{
    /// <summary>Where state is kept; made if missing. One engine at a time may use it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>What peers see and how much they get.</summary>
    public SessionSettings Session { get; init; } = new();

    /// <summary>The port for peers; 0 for any, -1 not to listen.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen at and to connect from; null for all.</summary>
    public IPAddress? Bind { get; init; }

    /// <summary>How files take their space.</summary>
    public Preallocation Preallocation { get; init; } = Preallocation.Sparse;

    /// <summary>Threads and barriers of the disk.</summary>
    public DiskSettings Disk { get; init; } = new();

    /// <summary>Limits, queue and the rest as config.toml has them; null for an engine that only knows <see cref="Session"/>, without a queue.</summary>
    public EngineOptions? Options { get; init; }

    /// <summary>Takes up all torrents of the state at the start, and what was changed at run time; else only those that are added.</summary>
    public bool RestoreTorrents { get; init; }

    /// <summary>The file system; another one in tests.</summary>
    internal IFileLayer Files { get; init; } = new PosixFiles();

    /// <summary>Told of each step of each handshake, on the loop's thread; null for none.</summary>
    public IHandshakeTrace? HandshakeTrace { get; init; }
}
