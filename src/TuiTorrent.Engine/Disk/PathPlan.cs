using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <summary>The paths of all files of a torrent at once, so that no two meet.</summary>
/// <remarks>
/// Invariant: no two files have one path, no file's path is a directory on the way to another, and files that shared a directory in the
/// torrent share one on disk. The first to ask for a name gets it; who comes later gets "~2", "~3" and so on before the extension. The
/// result depends on the torrent alone, so that it is the same at each start. Pad files take no name.
/// </remarks>
internal sealed class PathPlan
{
    private readonly RootedPath?[] _paths;

    private PathPlan(RootedPath?[] paths) => _paths = paths;

    /// <summary>The path of a file, or null for a pad file.</summary>
    public RootedPath? this[int file] => _paths[file];

    /// <summary>Plans all paths, or tells the first problem.</summary>
    public static bool TryCreate(string root, IReadOnlyList<StorageFile> files, [NotNullWhen(true)] out PathPlan? plan, out PathProblem problem)
    {
        plan = null;
        if (files.Count > Limits.MaxFiles)
        {
            problem = new PathProblem(PathProblemKind.TooManyFiles, Limits.MaxFiles);
            return false;
        }

        var top = new DirectoryNames();
        var paths = new RootedPath?[files.Count];
        var names = new List<string>();
        for (var i = 0; i < paths.Length; i++)
        {
            var file = files[i];
            if (file.IsPad)
            {
                continue;
            }

            problem = new PathProblem(RootedPath.Check(root, file.Path), i);
            names.Clear();
            if (problem.Kind == PathProblemKind.None)
            {
                problem = new PathProblem(Walk(top, file.Path, names), i);
            }

            if (problem.Kind != PathProblemKind.None)
            {
                return false;
            }

            paths[i] = new RootedPath(root, names);
        }

        problem = default;
        plan = new PathPlan(paths);
        return true;
    }

    private static PathProblemKind Walk(DirectoryNames directory, IReadOnlyList<string> components, List<string> names)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var problem = NameCleaner.Clean(components[i], out var cleaned);
            if (problem != PathProblemKind.None)
            {
                return problem;
            }

            if (i == components.Count - 1)
            {
                names.Add(directory.Take(cleaned));
                break;
            }

            (var name, directory) = directory.Enter(components[i], cleaned);
            names.Add(name);
        }

        return PathProblemKind.None;
    }

    /// <summary>The names taken in one directory.</summary>
    private sealed class DirectoryNames
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
        private Dictionary<string, (string Name, DirectoryNames Names)>? _directories;

        // The next number to try for a stem and extension: thousands of equal names, or of long ones that are cut to
        // one stem, must not cost the square of their count.
        private Dictionary<(string Stem, string Extension), int>? _nextNumber;

        public string Take(string cleaned)
        {
            if (_taken.Add(cleaned))
            {
                return cleaned;
            }

            _nextNumber ??= [];
            var key = NameCleaner.Split(cleaned);
            var number = _nextNumber.GetValueOrDefault(key, 2);
            string name;
            do
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{key.Stem}~{number++}{key.Extension}");
            }
            while (!_taken.Add(name));

            _nextNumber[key] = number;
            return name;
        }

        // Directories are told apart by the torrent's own name for them, before cleaning: two that clean to one name stay two.
        public (string Name, DirectoryNames Names) Enter(string original, string cleaned)
        {
            _directories ??= new Dictionary<string, (string, DirectoryNames)>(StringComparer.Ordinal);
            if (!_directories.TryGetValue(original, out var entry))
            {
                entry = (Take(cleaned), new DirectoryNames());
                _directories.Add(original, entry);
            }

            return entry;
        }
    }
}
