namespace TuiTorrent.Cli;

/// <summary>How a command tells a script what became of it.</summary>
internal static class ExitCode
{
    /// <summary>All is done.</summary>
    public const int Complete = 0;

    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was begun.</summary>
    public const int Usage = 2;

    /// <summary>No daemon answers, and none could be started or none was to be.</summary>
    public const int NoDaemon = 3;

    /// <summary>The daemon has no torrent of that name, or more than one.</summary>
    public const int NoSuchTorrent = 4;

    /// <summary>Stopped by a signal before it was done.</summary>
    public const int Interrupted = 130;
}
