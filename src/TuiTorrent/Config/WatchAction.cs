namespace TuiTorrent.Config;

/// <summary>What becomes of a .torrent in the watch directory once it is taken.</summary>
internal enum WatchAction
{
    /// <summary>It gets ".added" behind its name.</summary>
    Rename,

    /// <summary>It goes to the directory "added" beside it.</summary>
    Move,

    /// <summary>It is deleted.</summary>
    Delete,
}
