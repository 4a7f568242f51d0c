using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine;

/// <summary>Something that a user of the engine may want to know at once. Called on the loop's thread: an observer must return quickly.</summary>
/// <param name="InfoHash">The torrent; null if it concerns none.</param>
public abstract record EngineEvent(InfoHash? InfoHash)
{
    /// <summary>The torrent's number; 0 if it concerns none, or one that could not be taken up.</summary>
    public int Id { get; init; }

    /// <summary>The torrent's title, clean; "" where <see cref="Id"/> is 0.</summary>
    public string Name { get; init; } = "";
}

/// <summary>Data that lay in the directory is being hashed; told now and then.</summary>
public sealed record VerifyProgressed(InfoHash Torrent, int PiecesChecked, int PiecesTotal) : EngineEvent(Torrent);

/// <summary>The files are open, what is there is known, and the torrent takes part in its swarm.</summary>
/// <param name="Torrent">Which.</param>
/// <param name="DoneBytes">What was there already.</param>
/// <param name="PiecesHashed">Pieces that were hashed again to know it.</param>
/// <param name="Warnings">Sentences about files that changed.</param>
public sealed record TorrentStarted(InfoHash Torrent, long DoneBytes, int PiecesHashed, IReadOnlyList<string> Warnings) : EngineEvent(Torrent);

/// <summary>The last missing piece was verified and written.</summary>
public sealed record TorrentCompleted(InfoHash Torrent) : EngineEvent(Torrent);

/// <summary>The torrent can't go on; the text says what to do.</summary>
public sealed record TorrentFailed(InfoHash Torrent, string Error) : EngineEvent(Torrent);

/// <summary>A line for a log; clean, and without passkeys.</summary>
/// <param name="Torrent">Which; null for none.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">Without the torrent's name.</param>
public sealed record EngineNote(InfoHash? Torrent, NoteLevel Level, string Text) : EngineEvent(Torrent);
