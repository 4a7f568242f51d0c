using TuiTorrent.Config;
using TuiTorrent.Core;
using TuiTorrent.Engine;

namespace TuiTorrent.Daemon.Logging;

/// <summary>Turns what the engine tells into lines.</summary>
/// <remarks>Called on the engine's loop: a line is written to a pipe, a terminal or a file, and takes as long as that does.</remarks>
internal sealed class EngineLog(DaemonLog log)
{
    /// <summary>Characters of an info hash that tell torrents apart.</summary>
    private const int ShortHash = 8;

    /// <summary>Tells an event, if a person may want to read of it.</summary>
    public void Tell(EngineEvent e)
    {
        switch (e)
        {
            case TorrentStarted started:
                log.Tell(LogLevel.Debug, $"{NameOf(started.Torrent)} started, {started.PiecesHashed} pieces hashed");
                foreach (var warning in started.Warnings)
                {
                    log.Tell(LogLevel.Warning, $"{NameOf(started.Torrent)}: {warning}");
                }

                break;
            case TorrentCompleted completed:
                log.Tell(LogLevel.Info, $"{NameOf(completed.Torrent)} is complete");
                break;
            case TorrentFailed failed:
                log.Tell(LogLevel.Error, $"{NameOf(failed.Torrent)}: {failed.Error}");
                break;
            case EngineNote note:
                log.Tell(LogLevel.Info, note.Torrent is { } torrent ? $"{NameOf(torrent)}: {note.Text}" : note.Text);
                break;
        }
    }

    private static string NameOf(InfoHash torrent) => torrent.ToString()[..ShortHash];
}
