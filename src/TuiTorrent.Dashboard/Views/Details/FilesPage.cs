using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The tree of files, with what is wanted of it and how far it is.</summary>
internal sealed class FilesPage : DetailPage
{
    private const int BarColumns = 12;

    private int _hintRow;

    /// <summary>The files.</summary>
    public FileTree Tree { get; } = new();

    /// <summary>The cursor's row in the page.</summary>
    public int CursorRow => 1 + Tree.Window.Cursor - Tree.Window.Top;

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Files;

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => focus switch
    {
        { Detail.Files.Count: > 0 } => null,
        { Torrent: { FileCount: 0, TotalBytes: 0 } } => "The list of files is not known yet: peers send it before the data.",
        _ => focus.Awaited,
    };

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        Tree.Take(focus.Detail!.Files);
        var hasHint = size.Height >= 8;
        _hintRow = hasHint ? size.Height - 1 : -1;
        Tree.Window.Fit(Tree.Rows.Count, size.Height - (hasHint ? 2 : 1));
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        if (y == 0)
        {
            ComposeHeader(row);
        }
        else if (y == _hintRow)
        {
            ComposeHint(row);
        }
        else if (Tree.Window.Top + y - 1 is var index && index < Tree.Rows.Count)
        {
            ComposeNode(row, Tree.Rows[index], index == Tree.Window.Cursor);
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move) => Tree.Move(move);

    /// <inheritdoc/>
    public override void Click(int y)
    {
        var index = Tree.Window.Top + y - 1;
        if (y <= 0 || y == _hintRow || index >= Tree.Rows.Count)
        {
            return;
        }

        // A second click on a folder opens or closes it.
        if (index == Tree.Window.Cursor && Tree.Toggle())
        {
            return;
        }

        Tree.MoveTo(index);
    }

    /// <inheritdoc/>
    public override void Forget() => Tree.Clear();

    private static (int Priority, int Bar) ColumnsIn(int width) => (width >= 60 ? 8 : 2, width >= 100 ? BarColumns + 1 : 0);

    private static int NameColumns(int width)
    {
        var (priority, bar) = ColumnsIn(width);
        return Math.Max(4, width - 5 - priority - 6 - 6 - bar);
    }

    private void ComposeHeader(ScreenRow row)
    {
        var (priority, _) = ColumnsIn(row.Width);
        var mark = GlyphSet.Current.Ascending;
        var line = new RowWriter(row, 5);
        line.PutFit(Tree.Order == FileOrder.Name ? "Name" + mark : "Name", NameColumns(row.Width), Role.Title);
        line.PutFit(priority > 2 ? " Prio" : "", priority, Role.Title);
        line.PutRight(Tree.Order == FileOrder.Size ? "Size" + mark : "Size", 6, Role.Title);
        line.PutRight(Tree.Order == FileOrder.Done ? "Done" + mark : "Done", 6, Role.Title);
    }

    private void ComposeNode(ScreenRow row, FileNode node, bool isCurrent)
    {
        var glyphs = GlyphSet.Current;
        var (priority, bar) = ColumnsIn(row.Width);
        var name = NameColumns(row.Width);
        var isSkipped = node.Wanted == 0;
        var text = isSkipped ? Role.Dim : Role.Text;
        var line = new RowWriter(row);
        line.Put(MarkOf(isCurrent), Role.Key);
        line.Put(node.CheckBox, isSkipped ? Role.Dim : Role.Strong);
        line.Put(" ", Role.Text);

        var indent = Math.Min(node.Depth * 2, name / 3);
        line.Blank(indent, Role.Text);
        if (node.Children is not null)
        {
            line.Put(node.IsOpen ? "- " : "+ ", Role.Key);
            PutName(ref line, node, name - indent - 2, isSkipped ? Role.Dim : Role.Title);
        }
        else
        {
            PutName(ref line, node, name - indent, text);
        }

        var word = node.PriorityWord;
        var role = isSkipped || word == "normal" ? Role.Dim : word == "high" ? Role.Strong : Role.Text;
        line.Put(" ", Role.Text);
        line.PutFit(priority > 2 ? word : word is "normal" or "skip" ? "" : word[..1], priority - 1, role);
        line.PutRight(ByteText.Short(node.Length), 6, text);
        line.PutRight(NumberText.Percent(node.Share), 6, node.Share >= 1 ? Role.Good : text);
        if (bar > 0)
        {
            var filled = (int)(Math.Clamp(node.Share, 0, 1) * BarColumns);
            line.Blank(1, Role.Text);
            line.Repeat(glyphs.Full, filled, isSkipped ? Role.Empty : Role.Filled);
            line.Repeat(glyphs.Shade, BarColumns - filled, Role.Empty);
        }

        if (isCurrent)
        {
            row.Underlay(GroundOf(isCurrent));
        }
    }

    private static void PutName(ref RowWriter line, FileNode node, int columns, Role role)
    {
        if (node.Children is null)
        {
            line.PutFit(node.Name.IsEmpty ? "(no name)" : node.Name, columns, role);
            return;
        }

        var width = RowWriter.TextColumns(node.Name, columns);
        line.PutFit(node.Name, Math.Min(width, columns - 1), role);
        line.Put("/", role);
        line.Blank(columns - Math.Min(width, columns - 1) - 1, role);
    }

    private void ComposeHint(ScreenRow row)
    {
        if (Tree.Current is not { } node)
        {
            return;
        }

        var line = new RowWriter(row, 1);
        if (node.Children is not null)
        {
            var missing = Math.Max(0, node.Length - node.Done);
            line.PutFit(
                $"{NumberText.Of(node.Files, "file")}, {(node.Wanted == node.Files ? "all" : node.Wanted == 0 ? "none" : NumberText.Grouped(node.Wanted))} wanted; {ByteText.Part(node.Done, node.Length)}{(missing > 0 ? $", {ByteText.Full(missing)} missing" : "")}",
                line.Left,
                Role.Dim);
            return;
        }

        // Of a long path the end says more than the beginning, which the tree shows.
        line.Put(ByteText.Part(node.Done, node.Length), Role.Dim);
        line.Put("  ", Role.Dim);
        var path = node.Path.AsSpan();
        var excess = RowWriter.TextColumns(path) - line.Left;
        if (excess > 0)
        {
            excess += GlyphSet.Current.Ellipsis.Length;
            while (excess > 0 && !path.IsEmpty)
            {
                path = path[GlyphTable.Next(path, out _, out var columns)..];
                excess -= columns;
            }

            line.Put(GlyphSet.Current.Ellipsis, Role.Dim);
        }

        line.Put(path, Role.Dim);
    }
}
