namespace TuiTorrent.Config;

/// <summary>How much is told on standard error; each level tells what those before it tell, too.</summary>
internal enum LogLevel
{
    /// <summary>Only why the command failed.</summary>
    Error,

    /// <summary>What somebody should look at: a tracker that fails, a file that changed.</summary>
    Warning,

    /// <summary>What happened.</summary>
    Info,

    /// <summary>Figures for who looks for a fault.</summary>
    Debug,
}
