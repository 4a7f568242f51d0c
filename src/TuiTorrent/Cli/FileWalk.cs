using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli;

/// <summary>A file that goes into a torrent.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Components">Its path below the torrent's folder; empty for a torrent of one file.</param>
/// <param name="Facts">Its size and time when it was found.</param>
internal sealed record FoundFile(string FullPath, IReadOnlyList<string> Components, FileFacts Facts);

/// <summary>Finds the files of a torrent to be made, in an order that depends on their names alone.</summary>
internal static class FileWalk
{
    /// <summary>All regular files at or below a path, by ordinal order of names, a directory's content at the place of its name.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="leaveOut">An absolute path to skip: the file being made.</param>
    /// <param name="warn">Told of what is skipped.</param>
    /// <exception cref="IOException">Nothing is there, or a directory can't be read; or <see cref="UnauthorizedAccessException"/>.</exception>
    public static List<FoundFile> Find(string path, string leaveOut, Action<string> warn)
    {
        var files = new List<FoundFile>();

        // A link that the user names is meant; only links found on the way are left out.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (PosixCalls.Look(target) is { Kind: FileKind.Regular } only)
        {
            files.Add(new FoundFile(target, [], only));
            return files;
        }

        var waiting = new Stack<(string Path, string[] Components)>();
        Push(waiting, target, []);
        while (waiting.TryPop(out var next))
        {
            if (next.Path == leaveOut)
            {
                continue;
            }

            switch (PosixCalls.Look(next.Path))
            {
                case null:
                    warn($"left out {Shown(next.Path)}: it is gone, or its name is not UTF-8");
                    break;
                case { Kind: FileKind.Directory } when next.Components.Length >= Limits.MaxPathDepth:
                    warn($"left out {Shown(next.Path)}: too deep");
                    break;
                case { Kind: FileKind.Directory }:
                    Push(waiting, next.Path, next.Components);
                    break;
                case { Kind: FileKind.Regular } facts:
                    Add(files, new FoundFile(next.Path, next.Components, facts));
                    break;
                case { Kind: FileKind.SymbolicLink }:
                    warn($"left out {Shown(next.Path)}: it is a symbolic link");
                    break;
                default:
                    warn($"left out {Shown(next.Path)}: it is not a file");
                    break;
            }
        }

        return files;
    }

    // The first by name must be popped first.
    private static void Push(Stack<(string Path, string[] Components)> waiting, string directory, string[] above)
    {
        var entries = Directory.GetFileSystemEntries(directory);
        Array.Sort(entries, string.CompareOrdinal);
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            waiting.Push((entries[i], [.. above, Path.GetFileName(entries[i])]));
        }
    }

    private static void Add(List<FoundFile> files, FoundFile file)
    {
        if (files.Count == Limits.MaxFiles)
        {
            throw new NamedFileException($"it has more than {Limits.MaxFiles} files, which no torrent can hold");
        }

        files.Add(file);
    }

    private static string Shown(string path) => Core.SafeText.From(path, Limits.MaxShownText);
}
