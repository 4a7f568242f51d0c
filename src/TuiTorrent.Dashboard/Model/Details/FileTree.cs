using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>How the files of a folder are ordered; folders come first, by name, except in the torrent's own order.</summary>
internal enum FileOrder
{
    /// <summary>As in the torrent.</summary>
    Torrent,

    /// <summary>By name.</summary>
    Name,

    /// <summary>The largest first.</summary>
    Size,

    /// <summary>What misses most first.</summary>
    Done,
}

/// <summary>The files of a torrent as a tree of folders, and which of its rows are shown.</summary>
/// <remarks>
/// The cursor and the folding hold on to paths. The shape is made once for a list of paths; news of the same paths change figures alone. Nothing here recurses: a hostile torrent may nest folders as deep as a path is long.
/// </remarks>
internal sealed class FileTree
{
    /// <summary>Folders around a file; what lies deeper keeps the rest of its path in its name.</summary>
    public const int MaxDepth = 24;

    /// <summary>Folders beyond one for each file; where a hostile torrent has more, files keep the rest of their path in their name.</summary>
    public const int SpareFolders = 64;

    /// <summary>Trees with no more files begin unfolded.</summary>
    private const int MaxUnfolded = 60;

    /// <summary>Trees with no more files are put in order again when their figures change.</summary>
    private const int MaxLiveOrder = 2_000;

    private readonly List<FileNode> _nodes = [];
    private readonly List<FileNode> _leaves = [];
    private readonly List<FileNode> _roots = [];
    private readonly List<FileNode> _rows = [];
    private readonly Stack<FileNode> _pending = new();
    private IReadOnlyList<FileItem> _files = [];
    private string _cursor = "";

    /// <summary>The rows that are shown, in their order.</summary>
    public IReadOnlyList<FileNode> Rows => _rows;

    /// <summary>All files and folders; a folder before what is in it.</summary>
    public IReadOnlyList<FileNode> Nodes => _nodes;

    /// <summary>Which rows are seen.</summary>
    public ScrollWindow Window { get; } = new();

    /// <summary>How files are ordered.</summary>
    public FileOrder Order { get; private set; }

    /// <summary>Of how many files.</summary>
    public int FileCount => _files.Count;

    /// <summary>What is under the cursor; null without files.</summary>
    public FileNode? Current => Window.Cursor < _rows.Count ? _rows[Window.Cursor] : null;

    /// <summary>The numbers of the files under the cursor: one, or all below a folder.</summary>
    public IReadOnlyList<int> Selected
    {
        get
        {
            var numbers = new List<int>();
            if (Current is not { } current)
            {
                return numbers;
            }

            _pending.Push(current);
            while (_pending.TryPop(out var node))
            {
                if (node.Children is null)
                {
                    numbers.Add(node.Index);
                }
                else
                {
                    foreach (var child in node.Children)
                    {
                        _pending.Push(child);
                    }
                }
            }

            numbers.Sort();
            return numbers;
        }
    }

    /// <summary>Takes a list of files; cheap if it is the same, and if only its figures changed.</summary>
    public void Take(IReadOnlyList<FileItem> files)
    {
        if (ReferenceEquals(files, _files))
        {
            return;
        }

        var isSame = HasSamePaths(files);
        _files = files;
        if (!isSame)
        {
            Build();
        }

        Sum();
        if (!isSame || (Order == FileOrder.Done && _files.Count <= MaxLiveOrder))
        {
            Sort();
            Arrange();
        }
    }

    /// <summary>Empty, for another torrent.</summary>
    public void Clear()
    {
        _files = [];
        _cursor = "";
        _nodes.Clear();
        _leaves.Clear();
        _roots.Clear();
        _rows.Clear();
        Window.Fit(0, Window.Height);
    }

    /// <summary>Another order.</summary>
    public void OrderBy(FileOrder order)
    {
        Order = order;
        Sort();
        Arrange();
    }

    /// <summary>Moves the cursor. Left closes a folder or goes to the one around; right opens it or goes into it.</summary>
    public void Move(CursorMove move)
    {
        switch (move)
        {
            case CursorMove.Left when Current is { Children: not null, IsOpen: true }:
            case CursorMove.Right when Current is { Children: not null, IsOpen: false }:
                Toggle();
                return;
            case CursorMove.Left when Current?.Parent is { } parent:
                Window.MoveTo(_rows.IndexOf(parent));
                break;
            case CursorMove.Right when Current is { Children: not null }:
                Window.MoveTo(Window.Cursor + 1);
                break;
            default:
                Window.Move(move);
                break;
        }

        Hold();
    }

    /// <summary>Puts the cursor on a row.</summary>
    public void MoveTo(int row)
    {
        Window.MoveTo(row);
        Hold();
    }

    /// <summary>Opens or closes the folder under the cursor.</summary>
    /// <returns>False if there is none.</returns>
    public bool Toggle()
    {
        if (Current is not { Children: not null } folder)
        {
            return false;
        }

        folder.IsOpen = !folder.IsOpen;
        Arrange();
        return true;
    }

    private void Hold() => _cursor = Current?.Path ?? "";

    private bool HasSamePaths(IReadOnlyList<FileItem> files)
    {
        if (files.Count != _files.Count)
        {
            return false;
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Index != _files[i].Index || files[i].Path != _files[i].Path)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the shape anew; folders that were open or closed before stay so.</summary>
    private void Build()
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var node in _nodes)
        {
            if (node.Children is not null)
            {
                known[node.Path] = node.IsOpen;
            }
        }

        _nodes.Clear();
        _leaves.Clear();
        _roots.Clear();
        var folders = new Dictionary<string, FileNode>(StringComparer.Ordinal);
        var lookup = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var file in _files)
        {
            FileNode? parent = null;
            var (start, depth) = (0, 0);
            for (var end = file.Path.IndexOf('/'); end >= 0 && depth < MaxDepth; end = file.Path.IndexOf('/', start), depth++)
            {
                // Two slashes in a row, or one at an end, part nothing.
                if (end > start && end < file.Path.Length - 1)
                {
                    var path = file.Path.AsSpan(0, end);
                    if (!lookup.TryGetValue(path, out var folder))
                    {
                        if (folders.Count >= _files.Count + SpareFolders)
                        {
                            break;
                        }

                        folder = new FileNode(path.ToString(), start, parent, isFolder: true) { Index = file.Index };
                        folder.IsOpen = known.TryGetValue(folder.Path, out var isOpen) ? isOpen : depth == 0 || _files.Count <= MaxUnfolded;
                        folders.Add(folder.Path, folder);
                        Append(folder);
                    }

                    parent = folder;
                }

                start = end + 1;
            }

            var leaf = new FileNode(file.Path, start < file.Path.Length ? start : 0, parent, isFolder: false);
            _leaves.Add(leaf);
            Append(leaf);
        }
    }

    private void Append(FileNode node)
    {
        _nodes.Add(node);
        (node.Parent?.Children ?? _roots).Add(node);
    }

    private void Sum()
    {
        foreach (var node in _nodes)
        {
            node.Clear();
        }

        for (var i = 0; i < _leaves.Count; i++)
        {
            _leaves[i].Take(_files[i]);
        }

        // A folder stands before all that is in it.
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            _nodes[i].Parent?.Add(_nodes[i]);
        }
    }

    private void Sort()
    {
        _roots.Sort(Compare);
        foreach (var node in _nodes)
        {
            node.Children?.Sort(Compare);
        }
    }

    private void Arrange()
    {
        _rows.Clear();
        Push(_roots);
        while (_pending.TryPop(out var node))
        {
            _rows.Add(node);
            if (node is { Children: { } children, IsOpen: true })
            {
                Push(children);
            }
        }

        var at = _rows.FindIndex(node => node.Path == _cursor);
        Window.Fit(_rows.Count, Window.Height);
        Window.MoveTo(at >= 0 ? at : Window.Cursor);
        Hold();
    }

    private void Push(List<FileNode> nodes)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            _pending.Push(nodes[i]);
        }
    }

    private int Compare(FileNode one, FileNode other)
    {
        if (Order != FileOrder.Torrent && (one.Children is null) != (other.Children is null))
        {
            return one.Children is null ? 1 : -1;
        }

        var order = Order switch
        {
            FileOrder.Size => other.Length.CompareTo(one.Length),
            FileOrder.Done => one.Share.CompareTo(other.Share),
            _ => 0,
        };
        order = order == 0 && Order != FileOrder.Torrent ? one.Name.CompareTo(other.Name, StringComparison.OrdinalIgnoreCase) : order;
        return order == 0 ? one.Index.CompareTo(other.Index) : order;
    }
}
