namespace TuiTorrent.Config;

/// <summary>How the dashboard looks, and its keys; the values here are the defaults. Immutable.</summary>
internal sealed record DashboardSettings
{
    /// <summary>auto, 16, truecolor or mono.</summary>
    public string Theme { get; init; } = "auto";

    /// <summary>No signs beyond ASCII, whatever the terminal says.</summary>
    public bool IsAscii { get; init; }

    /// <summary>Whether the mouse is asked for.</summary>
    public bool HasMouse { get; init; } = true;

    /// <summary>Whose habits the keys follow: default, rtorrent, tremc or vim.</summary>
    public string Preset { get; init; } = "default";

    /// <summary>Shortest time between two frames of data.</summary>
    public int IntervalSeconds { get; init; } = 1;

    /// <summary>Nothing may be changed at the daemon.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Keys of the user's own, in the order of the file.</summary>
    public IReadOnlyList<DashboardKey> Keys { get; init; } = [];
}

/// <summary>A key for a command. Whether there is such a command and such a key only the dashboard knows.</summary>
internal sealed record DashboardKey(string Command, string Key);
