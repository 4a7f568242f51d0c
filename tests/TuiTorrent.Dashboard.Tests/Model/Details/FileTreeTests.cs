using CsCheck;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;

namespace TuiTorrent.Dashboard.Tests.Model.Details;

public sealed class FileTreeTests
{
    private static readonly string[] Words = ["a", "b", "c", "", "long name"];

    [Fact]
    public void Folders_are_made_of_paths_in_the_order_of_the_torrent()
    {
        var tree = Of("t/b/x", "t/a", "t/b/y", "t/c/d/z");

        Assert.Equal(["t/", " b/", "  x", "  y", " a", " c/", "  d/", "   z"], Shape(tree));
    }

    [Fact]
    public void The_sums_of_a_folder_are_those_of_the_files_below_it()
    {
        var part = Gen.Int[0, Words.Length - 1].Select(static index => Words[index]);
        var path = part.List[1, 6].Select(parts => string.Join('/', parts));
        var file = Gen.Select(path, Gen.Long[0, 1L << 40], Gen.Double[0, 1], Gen.Bool, Gen.Int[-1, 1],
            (where, length, done, isWanted, priority) => new FileItem(0, where, length, (long)(length * done), isWanted, priority));
        file.List[0, 60].Sample(list =>
        {
            var files = list.Select((item, index) => item with { Index = index }).ToList();
            var tree = new FileTree();
            tree.Take(files);
            var roots = tree.Nodes.Where(node => node.Parent is null).ToList();

            Assert.Equal(files.Sum(item => item.Length), roots.Sum(node => node.Length));
            Assert.Equal(files.Sum(item => item.Done), roots.Sum(node => node.Done));
            Assert.Equal(files.Count, roots.Sum(node => node.Files));
            Assert.Equal(files.Count(item => item.IsWanted), roots.Sum(node => node.Wanted));
            foreach (var folder in tree.Nodes.Where(node => node.Children is not null))
            {
                Assert.Equal(folder.Children!.Sum(node => node.Length), folder.Length);
                Assert.Equal(folder.Children!.Sum(node => node.Wanted), folder.Wanted);
                Assert.All(folder.Children!, child => Assert.Same(folder, child.Parent));
            }
        }, iter: 300);
    }

    [Fact]
    public void Each_file_is_selected_by_the_folders_around_it()
    {
        var tree = Of("t/b/x", "t/a", "t/b/y");

        Assert.Equal([0, 1, 2], tree.Selected);
        tree.MoveTo(1);
        Assert.Equal([0, 2], tree.Selected);
        tree.MoveTo(4);
        Assert.Equal([1], tree.Selected);
    }

    [Fact]
    public void A_folder_says_what_is_wanted_of_it()
    {
        var tree = new FileTree();
        tree.Take([File(0, "t/a/x") with { IsWanted = false }, File(1, "t/a/y") with { IsWanted = false }, File(2, "t/b/z") with { Priority = 1 }, File(3, "t/b/w") with { Priority = 1 }]);

        Assert.Equal(["[-] high", "[ ] skip", "[ ] skip", "[ ] skip", "[x] high", "[x] high", "[x] high"], tree.Rows.Select(node => $"{node.CheckBox} {node.PriorityWord}"));
    }

    [Fact]
    public void Left_closes_a_folder_and_then_goes_to_the_one_around()
    {
        var tree = Of("t/b/x", "t/a");
        tree.MoveTo(2);

        tree.Move(CursorMove.Left);
        Assert.Equal("t/b", tree.Current!.Path);
        tree.Move(CursorMove.Left);
        Assert.Equal(["t/", " b/", " a"], Shape(tree));
        tree.Move(CursorMove.Left);
        Assert.Equal("t", tree.Current!.Path);
        tree.Move(CursorMove.Right);
        Assert.Equal("t/b", tree.Current!.Path);
        tree.Move(CursorMove.Right);
        Assert.Equal(["t/", " b/", "  x", " a"], Shape(tree));
    }

    [Fact]
    public void Cursor_and_folding_hold_on_to_paths()
    {
        var tree = Of("t/b/x", "t/a");
        tree.MoveTo(1);
        tree.Toggle();
        tree.MoveTo(2);

        tree.Take([File(0, "t/0/new"), File(1, "t/b/x"), File(2, "t/a")]);

        Assert.Equal(["t/", " 0/", "  new", " b/", " a"], Shape(tree));
        Assert.Equal("t/a", tree.Current!.Path);
    }

    [Fact]
    public void News_of_the_same_paths_change_figures_and_keep_the_rows()
    {
        var tree = Of("t/b/x", "t/a");
        var before = tree.Rows.ToArray();

        tree.Take([File(0, "t/b/x") with { Done = 7 }, File(1, "t/a")]);

        Assert.Equal(before, tree.Rows);
        Assert.Equal(7, tree.Rows[0].Done);
    }

    [Theory]
    [InlineData("Name", "t/ b/  x d A e")]
    [InlineData("Size", "t/ b/  x e A d")]
    [InlineData("Done", "t/ b/  x d e A")]
    [InlineData("Torrent", "t/ e A d b/  x")]
    public void Files_are_ordered_in_their_folders_and_the_cursor_stays(string order, string rows)
    {
        var tree = new FileTree();
        tree.Take([new(0, "t/e", 30, 10, true, 0), new(1, "t/A", 20, 20, true, 0), new(2, "t/d", 10, 1, true, 0), new(3, "t/b/x", 1, 0, true, 0)]);
        tree.MoveTo(2);

        tree.OrderBy(Enum.Parse<FileOrder>(order));

        Assert.Equal("t/A", tree.Current!.Path);
        Assert.Equal(order == "Name" ? "t/ b/  x A d e" : rows, string.Concat(Shape(tree)));
    }

    [Fact]
    public void A_hundred_thousand_files_are_a_folded_tree()
    {
        var files = Enumerable.Range(0, 100_000).Select(index => File(index, $"set/{index / 1000:000}/{index:000000}.dat")).ToList();
        var tree = new FileTree();
        tree.Take(files);

        Assert.Equal(101, tree.Rows.Count);
        Assert.Equal(100_000, tree.Rows[0].Files);

        // News of all files are no new tree: nothing is made but what counts as noise.
        var news = files.Select(item => item with { Done = 1 }).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        tree.Take(news);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(100_000, tree.Rows[0].Done);
    }

    [Fact]
    public void Folders_nested_without_end_make_a_bounded_tree()
    {
        var files = Enumerable.Range(0, 500).Select(index => File(index, $"{index}/" + string.Concat(Enumerable.Repeat("a/", 2_000)) + "end")).ToList();
        var tree = new FileTree();

        tree.Take(files);

        Assert.InRange(tree.Nodes.Count, 500, (2 * 500) + FileTree.SpareFolders);
        Assert.True(tree.Nodes.Max(node => node.Depth) <= FileTree.MaxDepth);
        Assert.Equal(500, tree.Nodes.Where(node => node.Parent is null).Sum(node => node.Files));
    }

    private static FileTree Of(params string[] paths)
    {
        var tree = new FileTree();
        tree.Take(paths.Select((path, index) => File(index, path)).ToList());
        return tree;
    }

    private static FileItem File(int index, string path) => new(index, path, 10, 0, true, 0);

    private static IEnumerable<string> Shape(FileTree tree) =>
        tree.Rows.Select(node => new string(' ', node.Depth) + node.Name.ToString() + (node.Children is null ? "" : "/"));
}
