using System.Text;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <summary>A file below a root: the only way from a torrent's names to a file.</summary>
/// <remarks>
/// Immutable. Invariant: at least one name, none of which is empty, ".", "..", over 255 bytes or holds a slash or a NUL. The root is the
/// user's and may go through links; below it no link is ever followed, since the names are walked one directory handle at a time.
/// What is refused and what is cleaned stands at <see cref="NameCleaner"/>.
/// </remarks>
public sealed class RootedPath
{
    private readonly byte[] _names;

    internal RootedPath(string root, IReadOnlyList<string> cleanNames)
    {
        Root = root;
        Depth = cleanNames.Count;
        var length = 0;
        foreach (var name in cleanNames)
        {
            length += Encoding.UTF8.GetByteCount(name) + 1;
        }

        _names = new byte[length];
        var at = 0;
        foreach (var name in cleanNames)
        {
            at += Encoding.UTF8.GetBytes(name, _names.AsSpan(at)) + 1;
        }
    }

    /// <summary>The directory that it is below, absolute.</summary>
    public string Root { get; }

    /// <summary>Names, the file's own among them.</summary>
    public int Depth { get; }

    /// <summary>The names in UTF-8, each with a NUL behind it.</summary>
    internal ReadOnlySpan<byte> TerminatedNames => _names;

    /// <summary>The names with slashes between them.</summary>
    public string Relative => Encoding.UTF8.GetString(_names.AsSpan(0, _names.Length - 1)).Replace('\0', '/');

    /// <summary>The relative path of the directory that holds the file; empty when that is the root.</summary>
    internal string RelativeDirectory
    {
        get
        {
            var relative = Relative;
            var slash = relative.LastIndexOf('/');
            return slash < 0 ? "" : relative[..slash];
        }
    }

    /// <summary>For messages: root and names; fit for a terminal below the root.</summary>
    public override string ToString() => Root.EndsWith('/') ? Root + Relative : Root + "/" + Relative;

    /// <summary>Cleans the names of one file that stands alone. For all files of a torrent use <see cref="PathPlan"/>, which keeps them apart.</summary>
    public static bool TryCreate(string root, IReadOnlyList<string> components, out RootedPath? path, out PathProblem problem)
    {
        path = null;
        problem = new PathProblem(Check(root, components), 0);
        if (problem.Kind != PathProblemKind.None)
        {
            return false;
        }

        var cleaned = new string[components.Count];
        for (var i = 0; i < cleaned.Length; i++)
        {
            problem = new PathProblem(NameCleaner.Clean(components[i], out cleaned[i]), 0);
            if (problem.Kind != PathProblemKind.None)
            {
                return false;
            }
        }

        path = new RootedPath(root, cleaned);
        return true;
    }

    internal static PathProblemKind Check(string root, IReadOnlyList<string> components) =>
        !root.StartsWith('/') || root.Contains('\0') ? PathProblemKind.BadRoot
        : components.Count == 0 ? PathProblemKind.NoName
        : components.Count - 1 > Limits.MaxPathDepth ? PathProblemKind.TooDeep
        : PathProblemKind.None;
}
