using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Tests.Control;

/// <summary>What a kill in the middle of work on files leaves, made by hand: the state as it was saved before, and the files half way.</summary>
public sealed class KillTests : IDisposable
{
    private readonly EngineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_move_goes_on_with_some_files_here_and_some_there()
    {
        var album = await StopWithAsync(row => row with { Job = new StoredJob(StoredJobKind.Move, _fixture.Root, _fixture.Other) });
        Directory.CreateDirectory(Path.Combine(_fixture.Other, "album"));
        File.Move(Path.Combine(_fixture.Root, "album/one"), Path.Combine(_fixture.Other, "album/one"));
        File.WriteAllText(Path.Combine(_fixture.Other, "album/.tuitorrent-move-1"), "half a copy");
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _fixture.Other);
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Root));
    }

    [Fact]
    public async Task A_move_waits_for_a_disk_that_is_not_there()
    {
        var album = await StopWithAsync(row => row with { Job = new StoredJob(StoredJobKind.Move, _fixture.Root, _fixture.Other) });
        Directory.CreateDirectory(_fixture.Other);
        Directory.Move(_fixture.Root, _fixture.Root + "-away");
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Failed && t.Directory == _fixture.Root);
        Directory.Move(_fixture.Root + "-away", _fixture.Root);
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _fixture.Other, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_was_copied_is_deleted_at_its_old_place()
    {
        var album = await StopWithAsync(row => row with { Root = _fixture.Other, Job = new StoredJob(StoredJobKind.MoveCleanUp, _fixture.Root, _fixture.Other) });
        foreach (var file in EngineFixture.Files(_fixture.Root))
        {
            var copy = Path.Combine(_fixture.Other, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(_fixture.Root, file), copy);
        }

        File.WriteAllText(Path.Combine(_fixture.Root, "album/mine"), "x");
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal(["album/mine"], EngineFixture.Files(_fixture.Root));
        Assert.Equal(3, EngineFixture.Files(_fixture.Other).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_name_is_given_once(bool isDone)
    {
        var album = await StopWithAsync(row => row with
        {
            Names = new Dictionary<int, string> { [1] = "album/disc/two" },
            Job = new StoredJob(StoredJobKind.Rename, "album/cd", "album/disc"),
        });
        if (isDone)
        {
            Directory.Move(Path.Combine(_fixture.Root, "album/cd"), Path.Combine(_fixture.Root, "album/disc"));
        }

        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Contains("album/disc/two", EngineFixture.Files(_fixture.Root));
        Assert.Equal(3, EngineFixture.Files(_fixture.Root).Count);
    }

    [Fact]
    public async Task A_new_name_waits_for_a_disk_that_is_not_there()
    {
        var album = await StopWithAsync(RenamedRow);
        Directory.Move(_fixture.Root, _fixture.Root + "-away");
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Failed);
        Directory.Move(_fixture.Root + "-away", _fixture.Root);
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding, TimeSpan.FromSeconds(1));
        Assert.Contains("album/disc/two", EngineFixture.Files(_fixture.Root));
    }

    [Fact]
    public async Task A_new_name_that_can_not_be_given_is_told_and_given_when_it_can()
    {
        var album = await StopWithAsync(RenamedRow);
        var path = Path.Combine(_fixture.Root, "album");
        Directory.Move(path, path + "-away");
        File.WriteAllText(path, "in the way");
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Failed);
        File.Delete(path);
        Directory.Move(path + "-away", path);
        Assert.Null((await _fixture.Engine.StartAsync(album.InfoHash, false)).Error);
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Contains("album/disc/two", EngineFixture.Files(_fixture.Root));
    }

    [Fact]
    public async Task A_removal_goes_on()
    {
        var album = await StopWithAsync(row => row with { Job = new StoredJob(StoredJobKind.RemoveWithData, _fixture.Root, "") });
        File.Delete(Path.Combine(_fixture.Root, "album/one"));
        _fixture.Start();
        while (await _fixture.Engine.SnapshotAsync(album.InfoHash).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken) is not null)
        {
            await Task.Yield();
        }

        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Root));
        Assert.Null(await _fixture.Engine.MetainfoAsync(album.InfoHash));
    }

    [Fact]
    public async Task A_verification_begins_anew()
    {
        var album = await StopWithAsync(row => row with { WantsVerify = true });
        File.WriteAllBytes(Path.Combine(_fixture.Root, "album/one"), new byte[40_000]);
        _fixture.Start();
        var row = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Downloading);
        Assert.Equal(3 * 16384, row.LeftBytes);
    }

    private static TorrentRow RenamedRow(TorrentRow row) => row with
    {
        Names = new Dictionary<int, string> { [1] = "album/disc/two" },
        Job = new StoredJob(StoredJobKind.Rename, "album/cd", "album/disc"),
    };

    private async Task<TorrentMetainfo> StopWithAsync(Func<TorrentRow, TorrentRow> change)
    {
        var album = await _fixture.AddSeedAsync();
        await _fixture.Engine.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _fixture.Engine.Dispose();
        _fixture.ChangeRow(album.InfoHash, change);
        return album;
    }
}
