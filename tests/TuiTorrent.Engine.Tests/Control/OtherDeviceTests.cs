using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

/// <summary>Moves to another device, where files must be copied; skipped where there is none.</summary>
public sealed class OtherDeviceTests : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly EngineFixture _fixture = new();
    private readonly string? _other;

    public OtherDeviceTests()
    {
        var name = $"tt-engine-{Guid.NewGuid():N}";
        if (Directory.Exists(Memory) && DeviceOf(_fixture.Root) != DeviceOf(Memory))
        {
            _other = Path.Combine(Memory, name);
        }
    }

    public void Dispose()
    {
        _fixture.Dispose();
        if (Directory.Exists(_other))
        {
            Directory.Delete(_other, recursive: true);
        }
    }

    [Fact]
    public async Task A_move_copies_the_files_and_deletes_them_at_their_old_place()
    {
        Assert.SkipWhen(_other is null, "There is only one device to write to.");
        var album = await _fixture.AddSeedAsync();
        await OkAsync(_fixture.Engine.MoveAsync(album.InfoHash, _other!, moveData: true));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _other);
        Assert.Equal(["album/cd/two", "album/one", "album/three"], Files(_other!));
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Root));
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
    }

    [Fact]
    public async Task A_move_that_a_kill_breaks_off_goes_on_and_nothing_is_hashed_again()
    {
        Assert.SkipWhen(_other is null, "There is only one device to write to.");
        var (film, data) = Make("film", 7, ("a", 5_000_000), ("b", 20_000_000), ("c", 5_000_000));
        Put(_fixture.Root, film, data);
        Assert.Null((await _fixture.Engine.AddAsync(film, new AddOptions { Directory = _fixture.Root })).Error);
        await _fixture.AwaitAsync(film, t => t.Activity == TorrentActivity.Seeding);
        await OkAsync(_fixture.Engine.MoveAsync(film.InfoHash, _other!, moveData: true));

        // Wherever the copy is by now: the outcome is the same.
        _fixture.Kill();
        await _fixture.AwaitAsync(film, t => t.Activity == TorrentActivity.Seeding && t.Directory == _other);
        Assert.Equal(["film/a", "film/b", "film/c"], Files(_other!));
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Root));
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
        foreach (var file in film.Files)
        {
            Assert.True(data.AsSpan((int)file.Offset, (int)file.Length).SequenceEqual(File.ReadAllBytes(Path.Combine([_other!, .. file.Path]))));
        }
    }

    private static ulong DeviceOf(string directory)
    {
        var path = Path.Combine(directory, $"tt-probe-{Guid.NewGuid():N}");
        File.WriteAllText(path, "");
        var errno = new PosixFiles().Stat(new RootedPath(directory, [Path.GetFileName(path)]), out var stamp);
        File.Delete(path);
        Assert.Equal(0, errno);
        return stamp.Device;
    }
}
