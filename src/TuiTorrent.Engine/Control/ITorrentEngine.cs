using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Engine.Control;

/// <summary>What a program that drives an engine may ask of it: the door behind which RPC handlers stand.</summary>
/// <remarks>
/// Any thread. Commands are carried out by the loop in the order of the calls; a task ends when what was asked for is done and saved, or is refused with a
/// sentence for the user. Queries read immutable snapshots. No task fails with an exception but <see cref="ObjectDisposedException"/> and cancellation.
/// An interface because handlers are tested against made-up torrents, without disk and sockets.
/// </remarks>
public interface ITorrentEngine
{
    /// <summary>Everything at a glance, at most 250 ms old and never from before a command that was answered. Rows that did not change are the same objects as before.</summary>
    Task<EngineSnapshot> SnapshotAsync();

    /// <summary>The next snapshot with a version greater than <paramref name="version"/>, or the current one when patience ends. While nobody waits or asks, none is built.</summary>
    Task<EngineSnapshot> ChangedAsync(long version, TimeSpan patience, CancellationToken cancellation);

    /// <summary>What only a look at one torrent needs; null if there is none of this name.</summary>
    Task<TorrentDetail?> DetailAsync(InfoHash torrent, DetailParts parts);

    /// <summary>The .torrent file of a torrent, read anew from the state; null if there is none of this name.</summary>
    Task<TorrentMetainfo?> MetainfoAsync(InfoHash torrent);

    /// <summary>Why a torrent does not move, the likeliest cause first; empty when it moves or is done. Null if there is none of this name.</summary>
    Task<IReadOnlyList<StallCause>?> WhyAsync(InfoHash torrent);

    /// <summary>How handshakes and connections of the session ended.</summary>
    Task<HandshakeReport> HandshakesAsync();

    /// <summary>Bytes in and out by the minute.</summary>
    Task<TrafficReport> TrafficAsync();

    /// <summary>Adds a torrent; one that is there already is left as it is, but its new trackers are taken over.</summary>
    Task<AddResult> AddAsync(TorrentMetainfo metainfo, AddOptions options);

    /// <summary>Lets a stopped or failed torrent go on, when its turn in the queue comes, or at once.</summary>
    Task<CommandResult> StartAsync(InfoHash torrent, bool ignoringQueue);

    /// <summary>Stops a torrent until it is started again.</summary>
    Task<CommandResult> StopAsync(InfoHash torrent);

    /// <summary>Forgets a torrent; with <paramref name="deleteData"/> its files, and directories that they leave empty, are deleted too, nothing else.</summary>
    Task<CommandResult> RemoveAsync(InfoHash torrent, bool deleteData);

    /// <summary>Hashes all data again, one torrent a device at a time. Ends when the torrent stands in line, not when it is verified.</summary>
    Task<CommandResult> VerifyAsync(InfoHash torrent);

    /// <summary>Asks the torrent's trackers now, as far as their shortest interval allows.</summary>
    Task<CommandResult> ReannounceAsync(InfoHash torrent);

    /// <summary>Changes the directory above a torrent's files, and moves the files there, or with <paramref name="moveData"/> false looks for them there. Ends when the move has begun; it goes on in the background and survives a kill.</summary>
    Task<CommandResult> MoveAsync(InfoHash torrent, string directory, bool moveData);

    /// <summary>Gives a file or directory of a torrent another name.</summary>
    /// <param name="torrent">Which.</param>
    /// <param name="path">As in <see cref="FileRow.Path"/>, or a directory above such files.</param>
    /// <param name="name">One path element.</param>
    Task<CommandResult> RenameAsync(InfoHash torrent, string path, string name);

    /// <summary>Changes what a user may set for a torrent; all or nothing.</summary>
    Task<CommandResult> ChangeAsync(InfoHash torrent, TorrentChange change);

    /// <summary>Moves torrents in the queue, keeping their order among themselves.</summary>
    Task<CommandResult> MoveInQueueAsync(IReadOnlyList<InfoHash> torrents, QueueMove move);

    /// <summary>What the user set for all torrents.</summary>
    EngineOptions Options { get; }

    /// <summary>Changes it, and saves what differs from the config file.</summary>
    Task<CommandResult> SetOptionsAsync(Func<EngineOptions, EngineOptions> change);
}
