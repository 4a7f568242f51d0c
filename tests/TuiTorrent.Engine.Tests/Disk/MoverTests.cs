using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

public sealed class MoverTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("tt-move-").FullName;
    private readonly MadeTorrent _torrent = MadeTorrent.Multi(16384, 3, ("t/a", 40_000), ("t/sub/b", 70_000), (".pad/9", 9), ("t/c", 1));

    private string From => Path.Combine(_top, "from");

    private string To => Path.Combine(_top, "to");

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public void On_one_disk_files_are_renamed_and_what_is_not_ours_stays()
    {
        _torrent.PutOnDisk(From);
        File.WriteAllText(Path.Combine(From, "t/foreign"), "x");
        Move(To);
        AssertThere(To);
        Assert.Equal([Path.Combine(From, "t/foreign")], Files(From));
        Assert.False(Directory.Exists(Path.Combine(From, "t/sub")));
    }

    [Fact]
    public void To_another_disk_files_are_copied_with_their_times_and_holes()
    {
        var other = Path.Combine("/dev/shm", Path.GetFileName(_top));
        try
        {
            _torrent.PutOnDisk(From);
            var sparse = Path.Combine(From, "t/a");
            using (var file = File.OpenHandle(sparse, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, [1, 2, 3], 30_000);
            }

            var bytes = File.ReadAllBytes(sparse);
            File.SetLastWriteTimeUtc(sparse, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
            Move(other);
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(other, "t/a")));
            Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(other, "t/a")));
            Assert.Equal(_torrent.FileData(1).ToArray(), File.ReadAllBytes(Path.Combine(other, "t/sub/b")));
            Assert.Empty(Files(From));
            Assert.Equal(3, Files(other).Count);
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void A_move_that_was_broken_off_and_then_fails_brings_all_back()
    {
        _torrent.PutOnDisk(From);
        Directory.CreateDirectory(Path.Combine(To, "t"));
        File.Move(Path.Combine(From, "t/a"), Path.Combine(To, "t/a"));
        File.WriteAllText(Path.Combine(To, "t/c"), "mine");
        Assert.Contains("is there already", Mover(To).Run(out var isStuck), StringComparison.Ordinal);
        Assert.False(isStuck);
        AssertThere(From);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(To, "t/c")));
        Assert.Single(Files(To));
    }

    [Fact]
    public void A_move_that_was_broken_off_goes_on()
    {
        _torrent.PutOnDisk(From);
        Directory.CreateDirectory(Path.Combine(To, "t"));
        File.Move(Path.Combine(From, "t/a"), Path.Combine(To, "t/a"));
        File.Copy(Path.Combine(From, "t/c"), Path.Combine(To, "t/c"));
        File.SetLastWriteTimeUtc(Path.Combine(From, "t/c"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(Path.Combine(To, "t/c"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        var mover = Mover(To);
        Assert.Null(mover.Run(out _));
        mover.CleanUp();
        AssertThere(To);
        Assert.Empty(Files(From));
    }

    [Fact]
    public void A_target_that_is_there_is_refused_and_nothing_moves()
    {
        _torrent.PutOnDisk(From);
        Directory.CreateDirectory(Path.Combine(To, "t"));
        File.WriteAllText(Path.Combine(To, "t/c"), "other");
        Assert.Contains("there already", Mover(To).Check(), StringComparison.Ordinal);
        Assert.Contains("there already", Mover(To).Run(out var isStuck), StringComparison.Ordinal);
        Assert.False(isStuck);
        AssertThere(From);
        Assert.Equal("other", File.ReadAllText(Assert.Single(Files(To))));
    }

    [Fact]
    public void The_same_directory_under_another_name_is_refused()
    {
        _torrent.PutOnDisk(From);
        Directory.CreateSymbolicLink(To, From);
        Assert.Contains("already", Mover(To).Check(), StringComparison.Ordinal);
        AssertThere(From);
    }

    [Fact]
    public void Deleting_spares_foreign_files_links_and_files_of_other_torrents()
    {
        _torrent.PutOnDisk(From);
        File.WriteAllText(Path.Combine(From, "t/foreign"), "x");
        var shared = Path.Combine(_top, "shared");
        Directory.CreateSymbolicLink(shared, From);
        RootedPath.TryCreate(shared, ["t", "c"], out var other, out _);
        var precious = Path.Combine(_top, "precious");
        File.WriteAllText(precious, "gold");
        File.Delete(Path.Combine(From, "t/a"));
        File.CreateSymbolicLink(Path.Combine(From, "t/a"), precious);
        Assert.Null(DataRemover.Delete(From, _torrent.Layout.Files, [other!]));
        Assert.Equal(["a", "c", "foreign"], Files(From).Select(Path.GetFileName).Order());
        Assert.Equal("gold", File.ReadAllText(precious));
        Assert.False(Directory.Exists(Path.Combine(From, "t/sub")));
    }

    [Fact]
    public void Deleting_everything_leaves_the_root()
    {
        _torrent.PutOnDisk(From);
        Assert.Null(DataRemover.Delete(From, _torrent.Layout.Files, []));
        Assert.True(Directory.Exists(From));
        Assert.Empty(Directory.GetFileSystemEntries(From));
        Assert.Null(DataRemover.Delete(From, _torrent.Layout.Files, []));
    }

    private void Move(string to)
    {
        var mover = Mover(to);
        Assert.Null(mover.Check());
        Assert.Null(mover.Run(out _));
        mover.CleanUp();
    }

    private Mover Mover(string to) => new(From, to, _torrent.Layout.Files, static _ => { }, CancellationToken.None);

    private void AssertThere(string root)
    {
        for (var i = 0; i < _torrent.Layout.Files.Count; i++)
        {
            if (!_torrent.Layout.Files[i].IsPad)
            {
                Assert.Equal(_torrent.FileData(i).ToArray(), File.ReadAllBytes(Path.Combine([root, .. _torrent.Layout.Files[i].Path])));
            }
        }
    }

    private static List<string> Files(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })] : [];
}
