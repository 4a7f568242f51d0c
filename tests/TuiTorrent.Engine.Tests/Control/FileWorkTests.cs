using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.State;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

public sealed class FileWorkTests : IDisposable
{
    private readonly EngineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private TorrentEngine Engine => _fixture.Engine;

    [Fact]
    public async Task A_move_takes_the_files_along_and_seeding_goes_on_without_hashing()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.MoveAsync(album.InfoHash, _fixture.Other, moveData: true));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _fixture.Other);
        Assert.Equal(["album/cd/two", "album/one", "album/three"], Files(_fixture.Other));
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Root));
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
        _fixture.Kill();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _fixture.Other);
    }

    [Fact]
    public async Task A_move_onto_other_files_is_refused_and_nothing_changes()
    {
        var album = await _fixture.AddSeedAsync();
        Directory.CreateDirectory(Path.Combine(_fixture.Other, "album"));
        File.WriteAllText(Path.Combine(_fixture.Other, "album/one"), "mine");
        Assert.Contains("there already", await RefusedAsync(Engine.MoveAsync(album.InfoHash, _fixture.Other, true)), StringComparison.Ordinal);
        Assert.Contains("absolute", await RefusedAsync(Engine.MoveAsync(album.InfoHash, "x", true)), StringComparison.Ordinal);
        var row = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal(_fixture.Root, row.Directory);
        Assert.Equal(3, Files(_fixture.Root).Count);
    }

    [Fact]
    public async Task Data_that_the_user_moved_is_found_at_its_new_place()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.StopAsync(album.InfoHash));
        Directory.CreateDirectory(_fixture.Other);
        Directory.Move(Path.Combine(_fixture.Root, "album"), Path.Combine(_fixture.Other, "album"));
        await OkAsync(Engine.MoveAsync(album.InfoHash, _fixture.Other, moveData: false));
        await OkAsync(Engine.StartAsync(album.InfoHash, false));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding && t.Directory == _fixture.Other);
    }

    [Fact]
    public async Task Renaming_files_and_directories_survives_a_kill()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.RenameAsync(album.InfoHash, "album/one", "first"));
        await OkAsync(Engine.RenameAsync(album.InfoHash, "album/cd", "disc"));
        await OkAsync(Engine.RenameAsync(album.InfoHash, "album", "The Album"));
        Assert.Equal(["The Album/disc/two", "The Album/first", "The Album/three"], Files(_fixture.Root));
        _fixture.Kill();
        var row = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal("The Album", row.Name);
        Assert.Equal(["The Album/first", "The Album/disc/two", "The Album/three"], (await Engine.DetailAsync(album.InfoHash, DetailParts.Files))!.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData("album/one", "..")]
    [InlineData("album/one", "a/b")]
    [InlineData("album/one", "")]
    [InlineData("album/one", "bell\u0007")]
    [InlineData("album/one", "three")]
    [InlineData("album/none", "x")]
    [InlineData("", "x")]
    [InlineData("../downloads", "x")]
    public async Task Bad_new_names_are_refused(string path, string name)
    {
        var album = await _fixture.AddSeedAsync();
        await RefusedAsync(Engine.RenameAsync(album.InfoHash, path, name));
        Assert.Equal(["album/cd/two", "album/one", "album/three"], Files(_fixture.Root));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
    }

    [Fact]
    public async Task A_name_that_another_file_has_is_refused_and_the_torrent_goes_on()
    {
        var album = await _fixture.AddSeedAsync();
        File.WriteAllText(Path.Combine(_fixture.Root, "album/taken"), "mine");
        Assert.Contains("there already", await RefusedAsync(Engine.RenameAsync(album.InfoHash, "album/one", "taken")), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_fixture.Root, "album/taken")));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
    }

    [Fact]
    public async Task A_disk_that_is_gone_is_waited_for_and_its_directory_never_made_anew()
    {
        var album = await _fixture.AddSeedAsync();
        await Engine.StopAsync();
        Engine.Dispose();
        var away = _fixture.Root + "-away";
        Directory.Move(_fixture.Root, away);
        _fixture.Start();
        var failed = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Failed);
        Assert.Contains("is not there", failed.Error, StringComparison.Ordinal);
        Assert.Equal("disk_missing", Assert.Single((await Engine.WhyAsync(album.InfoHash))!).Code);
        for (var i = 0; i < 3; i++)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(31));
            await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Failed);
        }

        Assert.False(Directory.Exists(_fixture.Root));
        Directory.Move(away, _fixture.Root);
        var back = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding, TimeSpan.FromSeconds(1));
        Assert.Null(back.Error);
        Assert.Equal(back.TotalBytes, back.DoneBytes);
    }

    [Fact]
    public async Task A_directory_in_which_another_torrent_has_files_keeps_its_name()
    {
        var album = await _fixture.AddSeedAsync();
        var (extra, data) = Make("album", 7, ("cd/four", 20_000));
        Put(_fixture.Root, extra, data);
        Assert.Null((await Engine.AddAsync(extra, new AddOptions { Directory = _fixture.Root })).Error);
        await _fixture.AwaitAsync(extra, t => t.Activity == TorrentActivity.Seeding);
        Assert.Contains("another torrent", await RefusedAsync(Engine.RenameAsync(album.InfoHash, "album", "mine")), StringComparison.Ordinal);
        Assert.Contains("another torrent", await RefusedAsync(Engine.RenameAsync(album.InfoHash, "album/cd", "disc")), StringComparison.Ordinal);
        await OkAsync(Engine.RenameAsync(album.InfoHash, "album/cd/two", "2"));
        Assert.Equal(["album/cd/2", "album/cd/four", "album/one", "album/three"], Files(_fixture.Root));
    }

    [Fact]
    public async Task A_torrent_that_runs_works_in_the_directory_that_it_is_told_of()
    {
        var album = await _fixture.AddSeedAsync();
        foreach (var file in Files(_fixture.Root))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_fixture.Other, file))!);
            File.Copy(Path.Combine(_fixture.Root, file), Path.Combine(_fixture.Other, file));
        }

        Directory.Delete(Path.Combine(_fixture.Root, "album"), recursive: true);
        await OkAsync(Engine.MoveAsync(album.InfoHash, _fixture.Other, moveData: false));
        await OkAsync(Engine.VerifyAsync(album.InfoHash));
        var row = await _fixture.AwaitAsync(album, t => t.Activity is TorrentActivity.Seeding or TorrentActivity.Downloading or TorrentActivity.Failed);
        Assert.Equal((TorrentActivity.Seeding, row.TotalBytes), (row.Activity, row.DoneBytes));
    }

    [Fact]
    public async Task Where_a_torrent_is_moving_to_no_other_may_have_files_of_the_same_names()
    {
        var album = await _fixture.AddSeedAsync();
        await Engine.StopAsync();
        Engine.Dispose();
        _fixture.ChangeRow(album.InfoHash, row => row with { Job = new StoredJob(StoredJobKind.Move, _fixture.Root, _fixture.Other) });
        Directory.Move(_fixture.Root, _fixture.Root + "-away");
        Directory.CreateDirectory(_fixture.Other);
        _fixture.Start();
        await _fixture.AwaitAsync(album, t => t.Error is not null);
        var (same, _) = Make("album", 9, ("one", 30_000), ("more", 5));
        Assert.Contains("same names", (await Engine.AddAsync(same, new AddOptions { Directory = _fixture.Other })).Error, StringComparison.Ordinal);
    }
}
