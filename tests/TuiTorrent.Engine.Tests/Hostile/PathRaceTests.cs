using TuiTorrent.Core;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Tests.Disk;

namespace TuiTorrent.Engine.Tests.Hostile;

public class PathRaceTests
{
    [Theory]
    [InlineData("P25 the file is a link to a file")]
    [InlineData("P25 the file is a link to nothing")]
    [InlineData("P25 a directory is a link out")]
    [InlineData("P25 a directory is a link within")]
    [InlineData("P24 a chain of links")]
    [InlineData("P25 the file is a pipe")]
    [InlineData("P25 the file is a directory")]
    [InlineData("P25 a directory is a file")]
    public void What_stands_in_the_way_is_refused_and_not_followed(string id)
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.Multi(16 * 1024, 3, ("t/d/f", 20_000), ("t/g", 100));
        var (t, d, f) = (Path.Combine(disk.Root, "t"), Path.Combine(disk.Root, "t/d"), Path.Combine(disk.Root, "t/d/f"));
        Directory.CreateDirectory(id.Contains("directory is", StringComparison.Ordinal) && !id.Contains("file is", StringComparison.Ordinal) ? t : d);
        switch (id)
        {
            case "P25 the file is a link to a file":
                File.CreateSymbolicLink(f, Path.Combine(disk.Canary, "bird"));
                break;
            case "P25 the file is a link to nothing":
                File.CreateSymbolicLink(f, Path.Combine(disk.Canary, "egg"));
                break;
            case "P25 a directory is a link out":
                File.CreateSymbolicLink(d, disk.Canary);
                break;
            case "P25 a directory is a link within":
                File.CreateSymbolicLink(d, ".");
                break;
            case "P24 a chain of links":
                File.CreateSymbolicLink(f, "hop");
                File.CreateSymbolicLink(Path.Combine(d, "hop"), "../../../canary/bird");
                break;
            case "P25 the file is a pipe":
                using (var process = System.Diagnostics.Process.Start("mkfifo", [f]))
                {
                    process.WaitForExit();
                }

                break;
            case "P25 the file is a directory":
                Directory.CreateDirectory(f);
                break;
            default:
                File.WriteAllText(d, "in the way");
                break;
        }

        var result = disk.Open(torrent);
        Assert.Equal(DiskErrorKind.Obstructed, result.Error!.Kind);
        disk.Close();
    }

    [Fact]
    public void P25_a_link_made_after_opening_is_refused_too()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.Multi(16 * 1024, 3, ("t/d/f", 20_000));
        disk.Open(torrent);
        Directory.CreateDirectory(Path.Combine(disk.Root, "t"));
        File.CreateSymbolicLink(Path.Combine(disk.Root, "t/d"), disk.Canary);
        disk.Write(torrent, 0);
        disk.Log.Await(l => l.Failure is not null);
        Assert.Equal(DiskErrorKind.Obstructed, disk.Log.Failure!.Kind);
    }

    [Fact]
    public void P26_a_directory_swapped_for_a_link_ten_thousand_times_is_never_followed()
    {
        using var disk = new DiskFixture();
        var files = new PosixFiles();
        Assert.True(RootedPath.TryCreate(disk.Root, ["d", "f"], out var path, out _));
        var real = Path.Combine(disk.Root, "real");
        var link = Path.Combine(disk.Root, "link");
        var contested = Path.Combine(disk.Root, "d");
        Directory.CreateDirectory(real);
        File.CreateSymbolicLink(link, disk.Canary);
        var isDone = false;
        var swapper = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                Try(() => Directory.Move(real, contested));
                Try(() => Directory.Move(contested, real));
                Try(() => Directory.Move(link, contested));
                Try(() => Directory.Move(contested, link));

                // A directory made by the opener may have taken the contested name: away with it, so that the swapping goes on.
                Try(() => Directory.Delete(contested, recursive: true));
            }
        });
        swapper.Start();
        var (opened, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            if (files.Open(path!, OpenMode.Write, out var handle, out _) == 0)
            {
                opened++;
                files.Close(handle);
            }
            else
            {
                refused++;
            }
        }

        Volatile.Write(ref isDone, true);
        swapper.Join();
        Assert.True(opened > 0 && refused > 0, $"{opened} opened, {refused} refused: no race");
        Assert.False(File.Exists(Path.Combine(disk.Canary, "f")));
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (IOException)
        {
            // The opener was there first.
        }
    }
}
