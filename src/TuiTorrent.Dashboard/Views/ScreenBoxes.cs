namespace TuiTorrent.Dashboard.Views;

/// <summary>Parts of the screen that can be put away.</summary>
[Flags]
internal enum ScreenBoxes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Rates over time.</summary>
    Graph = 1,

    /// <summary>The machine.</summary>
    Machine = 2,

    /// <summary>Some of the torrent under the cursor.</summary>
    Preview = 4,

    /// <summary>The keys.</summary>
    Keys = 8,
}
