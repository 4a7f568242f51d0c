namespace TuiTorrent.Config;

/// <summary>Whose daemon commands speak to when both answer.</summary>
internal enum DaemonPreference
{
    /// <summary>The user's own, which is started when none answers.</summary>
    User,

    /// <summary>The machine's, if it is there.</summary>
    System,
}
