namespace TuiTorrent.Engine.Disk;

/// <summary>Why names of a torrent make no path.</summary>
public enum PathProblemKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>There is no name at all.</summary>
    NoName,

    /// <summary>A name is "..".</summary>
    Traversal,

    /// <summary>A name holds a slash, or the path is absolute.</summary>
    Separator,

    /// <summary>A name holds a NUL.</summary>
    Nul,

    /// <summary>More directories than <see cref="Core.Session.Limits.MaxPathDepth"/>.</summary>
    TooDeep,

    /// <summary>More files than <see cref="Core.Session.Limits.MaxFiles"/>.</summary>
    TooManyFiles,

    /// <summary>The root is no absolute path.</summary>
    BadRoot,
}

/// <summary>Why names of a torrent make no path, and which of its files it was.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="FileIndex">The file, from 0.</param>
public readonly record struct PathProblem(PathProblemKind Kind, int FileIndex)
{
    /// <summary>One sentence for the user, with no text from the torrent in it.</summary>
    public string Text => Kind switch
    {
        PathProblemKind.None => "",
        PathProblemKind.NoName => $"File {FileIndex + 1} of the torrent has no name.",
        PathProblemKind.Traversal => $"File {FileIndex + 1} of the torrent tries to leave its directory.",
        PathProblemKind.Separator => $"File {FileIndex + 1} of the torrent has a slash within a name.",
        PathProblemKind.Nul => $"File {FileIndex + 1} of the torrent has a zero byte in its name.",
        PathProblemKind.TooDeep => $"File {FileIndex + 1} of the torrent lies below more than {Core.Session.Limits.MaxPathDepth} directories.",
        PathProblemKind.TooManyFiles => $"The torrent has more than {Core.Session.Limits.MaxFiles} files.",
        _ => "The download directory is not an absolute path.",
    };
}
