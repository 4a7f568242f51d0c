using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>A file or a folder in a <see cref="FileTree"/>. The sums of a folder are over all files below it.</summary>
internal sealed class FileNode
{
    /// <summary>Of a file or a folder.</summary>
    /// <param name="path">All of it.</param>
    /// <param name="nameAt">Where its own name begins in it.</param>
    /// <param name="parent">The folder around it; null at the top.</param>
    /// <param name="isFolder">Or a file.</param>
    public FileNode(string path, int nameAt, FileNode? parent, bool isFolder)
    {
        (Path, NameAt, Parent) = (path, nameAt, parent);
        Depth = parent is null ? 0 : parent.Depth + 1;
        Children = isFolder ? [] : null;
    }

    /// <summary>All of it: what cursor and folding hold on to.</summary>
    public string Path { get; }

    /// <summary>Its own name.</summary>
    public ReadOnlySpan<char> Name => Path.AsSpan(NameAt);

    /// <summary>The folder around it; null at the top.</summary>
    public FileNode? Parent { get; }

    /// <summary>Folders around it.</summary>
    public int Depth { get; }

    /// <summary>What is in the folder; null for a file.</summary>
    public List<FileNode>? Children { get; }

    /// <summary>A folder whose content is shown.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Its number in the torrent; of a folder that of its first file.</summary>
    public int Index { get; set; }

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that are there.</summary>
    public long Done { get; private set; }

    /// <summary>Files: 1 for a file.</summary>
    public int Files { get; private set; }

    /// <summary>Of them wanted.</summary>
    public int Wanted { get; private set; }

    /// <summary>The lowest priority of the wanted ones.</summary>
    public int LowestPriority { get; private set; }

    /// <summary>The highest priority of the wanted ones.</summary>
    public int HighestPriority { get; private set; }

    private int NameAt { get; }

    /// <summary>"[x]" all is wanted, "[-]" some of it, "[ ]" nothing.</summary>
    public string CheckBox => Wanted == 0 ? "[ ]" : Wanted == Files ? "[x]" : "[-]";

    /// <summary>"normal", "mixed" and so on; "skip" where nothing is wanted.</summary>
    public string PriorityWord => this switch
    {
        { Wanted: 0 } => "skip",
        { LowestPriority: var lowest, HighestPriority: var highest } when lowest != highest => "mixed",
        { LowestPriority: < 0 } => "low",
        { LowestPriority: > 0 } => "high",
        _ => "normal",
    };

    /// <summary>0 to 1; an empty file is there.</summary>
    public double Share => Length > 0 ? (double)Done / Length : 1;

    /// <summary>Forgets the sums.</summary>
    public void Clear()
    {
        (Length, Done, Files, Wanted) = (0, 0, 0, 0);
        (LowestPriority, HighestPriority) = (int.MaxValue, int.MinValue);
    }

    /// <summary>Takes the figures of its file.</summary>
    public void Take(FileItem file)
    {
        (Length, Done, Files, Wanted) = (Math.Max(0, file.Length), Math.Max(0, file.Done), 1, file.IsWanted ? 1 : 0);
        (LowestPriority, HighestPriority) = file.IsWanted ? (file.Priority, file.Priority) : (int.MaxValue, int.MinValue);
        Index = file.Index;
    }

    /// <summary>Adds what is below.</summary>
    public void Add(FileNode below)
    {
        Length += below.Length;
        Done += below.Done;
        Files += below.Files;
        Wanted += below.Wanted;
        LowestPriority = Math.Min(LowestPriority, below.LowestPriority);
        HighestPriority = Math.Max(HighestPriority, below.HighestPriority);
    }
}
