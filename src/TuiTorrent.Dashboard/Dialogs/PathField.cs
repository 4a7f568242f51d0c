using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>An entry for a path on this machine, which Tab completes, with the candidates below it.</summary>
internal static class PathField
{
    /// <summary>Names read of a folder; a download folder may have more, and then it says so.</summary>
    private const int MaxNames = 10_000;

    private const int CandidateRows = 3;

    /// <summary>Makes both.</summary>
    /// <param name="ui">Knows where relative paths start.</param>
    /// <param name="label">Before the entry.</param>
    /// <param name="labelColumns">Its columns.</param>
    /// <param name="foldersOnly">Else .torrent files are candidates, too.</param>
    /// <param name="candidates">The rows below.</param>
    /// <param name="text">At first.</param>
    /// <param name="changed">Called after each change.</param>
    /// <param name="pasteLines">Takes a paste of several lines.</param>
    /// <param name="hint">While it is empty.</param>
    /// <param name="below">Rows for candidates that are there already; null to make some.</param>
    public static EntryPart Create(UiContext ui, string label, int labelColumns, bool foldersOnly, out TextPart candidates, string text = "", Action<string>? changed = null, Action<string>? pasteLines = null, string hint = "", TextPart? below = null)
    {
        below ??= new TextPart("", Role.Dim, rows: CandidateRows);
        EntryPart? entry = null;
        entry = new EntryPart(label, labelColumns, text)
        {
            Hint = hint,
            PasteLines = pasteLines,
            Complete = () =>
            {
                var before = entry!.Text;

                // A directory that is proposed is complete: Tab passes it by.
                if (before.Length == 0 || IsLink(before) || (foldersOnly && !entry.IsChanged))
                {
                    return false;
                }

                var (completed, names) = Complete(before, ui, foldersOnly);
                entry.Set(completed);
                below.Say(names.Count == 0 ? "Nothing there begins like that." : names.Count == 1 ? "" : string.Join(" | ", names.Take(60).Select(static name => Core.SafeText.From(name, 60))), Role.Dim);
                if (completed != before)
                {
                    changed?.Invoke(completed);
                    return true;
                }

                // A complete path lets Tab go on.
                return names.Count > 1;
            },
            Changed = () =>
            {
                below.Say("", Role.Dim);
                changed?.Invoke(entry!.Text);
            },
        };
        candidates = below;
        return entry;
    }

    /// <summary>Whether it is a magnet link or an address, not a path.</summary>
    public static bool IsLink(string text) =>
        text.StartsWith("magnet:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the beginning of a path can become, and the names to choose from.</summary>
    public static (string Text, IReadOnlyList<string> Names) Complete(string text, UiContext ui, bool foldersOnly)
    {
        if (text == "~")
        {
            return ("~/", [""]);
        }

        var slash = text.LastIndexOf('/');
        var (folder, begin) = (text[..(slash + 1)], text[(slash + 1)..]);
        var names = new List<string>();
        try
        {
            var info = new DirectoryInfo(ui.Resolve(folder));
            foreach (var entry in info.EnumerateFileSystemInfos().Take(MaxNames))
            {
                var isFolder = entry.Attributes.HasFlag(FileAttributes.Directory);
                if (entry.Name.StartsWith(begin, StringComparison.Ordinal) && (begin.Length > 0 || !entry.Name.StartsWith('.'))
                    && (isFolder || (!foldersOnly && entry.Name.EndsWith(".torrent", StringComparison.OrdinalIgnoreCase))))
                {
                    names.Add(isFolder ? entry.Name + "/" : entry.Name);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or System.Security.SecurityException)
        {
            // What can't be read completes to nothing.
            return (text, []);
        }

        if (names.Count == 0)
        {
            return (text, names);
        }

        names.Sort(string.CompareOrdinal);
        var common = names[0].Length;
        foreach (var name in names)
        {
            common = Math.Min(common, name.AsSpan().CommonPrefixLength(names[0]));
        }

        return (folder + names[0][..common], names);
    }
}
