using TuiTorrent.Config;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine;

namespace TuiTorrent.Daemon.Logging;

/// <summary>Turns what the engine tells into lines.</summary>
/// <remarks>Called on the engine's loop: a line is written to a pipe, a terminal or a file, and takes as long as that does.</remarks>
internal sealed class EngineLog(DaemonLog log)
{
    /// <summary>Characters of an info hash that tell torrents apart.</summary>
    private const int ShortHash = 8;

    /// <summary>Characters of a name; what happened must not get lost behind it.</summary>
    private const int LongestName = 40;

    /// <summary>Tells an event, if a person may want to read of it.</summary>
    public void Tell(EngineEvent e)
    {
        switch (e)
        {
            case TorrentStarted started:
                Tell(LogLevel.Debug, e, $"started, {started.PiecesHashed} pieces hashed");
                foreach (var warning in started.Warnings)
                {
                    Tell(LogLevel.Warning, e, warning);
                }

                break;
            case TorrentCompleted:
                Tell(LogLevel.Info, e, "complete");
                break;
            case TorrentFailed failed:
                Tell(LogLevel.Error, e, failed.Error);
                break;
            case EngineNote note:
                Tell(LevelOf(note.Level), e, note.Text);
                break;
        }
    }

    /// <summary>The level of a note.</summary>
    public static LogLevel LevelOf(NoteLevel level) => level switch
    {
        NoteLevel.Warning => LogLevel.Warning,
        NoteLevel.Info => LogLevel.Info,
        _ => LogLevel.Debug,
    };

    private void Tell(LogLevel level, EngineEvent e, string text)
    {
        // Number and name as 'tuitorrent list' shows them; a torrent that was not taken up has neither.
        var whose = e.Id > 0 ? $"{e.Id} {Shorten(e.Name)}: " : e.InfoHash is { } hash ? $"{hash.ToString()[..ShortHash]}: " : "";
        log.Tell(level, whose + text, e.Id);
    }

    private static string Shorten(string name) => name.Length > LongestName ? string.Concat(name.AsSpan(0, LongestName - 1), "…") : name;
}
