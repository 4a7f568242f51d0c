using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

public sealed class CommandTests : IDisposable
{
    private readonly EngineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private TorrentEngine Engine => _fixture.Engine;

    [Fact]
    public async Task Data_that_lies_there_is_verified_and_seeds_and_a_restart_keeps_everything()
    {
        var album = await _fixture.AddSeedAsync();
        var before = await _fixture.AwaitAsync(album, t => t.FinishedAt is not null);
        Assert.Equal((1, "album", 0L, before.TotalBytes), (before.Id, before.Name, before.LeftBytes, before.WantedBytes));
        await _fixture.RestartAsync();
        var after = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal((before.Id, before.AddedAt, before.FinishedAt, before.Directory), (after.Id, after.AddedAt, after.FinishedAt, after.Directory));
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
    }

    [Fact]
    public async Task After_a_kill_a_torrent_that_was_accepted_is_there_and_nothing_is_hashed_again()
    {
        var album = await _fixture.AddSeedAsync();
        _fixture.Kill();
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal(0, _fixture.Events.OfType<TorrentStarted>().Last().PiecesHashed);
    }

    [Fact]
    public async Task A_duplicate_brings_its_new_trackers_and_nothing_else()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.ChangeAsync(album.InfoHash, new TorrentChange { Trackers = [["http://127.0.0.1:1/a"]] }));
        var again = await Engine.AddAsync(album, new AddOptions { Directory = "/nowhere" });
        Assert.Equal((1, true, null), (again.Id, again.IsDuplicate, again.Error));
        Assert.Single((await Engine.SnapshotAsync()).Torrents);
        Assert.Equal("http://127.0.0.1:1/a", Assert.Single((await Engine.DetailAsync(album.InfoHash, DetailParts.Trackers))!.Trackers).Url);
    }

    [Fact]
    public async Task Bad_directories_and_names_that_are_taken_are_refused()
    {
        await _fixture.AddSeedAsync();
        var (twin, _) = Make("album", 9, ("one", 5), ("more", 6));
        Assert.Contains("\"album\"", (await Engine.AddAsync(twin, new AddOptions { Directory = _fixture.Root })).Error, StringComparison.Ordinal);
        Assert.Contains("absolute", (await Engine.AddAsync(twin, new AddOptions { Directory = "here" })).Error, StringComparison.Ordinal);
        var file = Path.Combine(_fixture.Root, "album/one");
        Assert.Contains("is a file", (await Engine.AddAsync(twin, new AddOptions { Directory = file + "/x" })).Error, StringComparison.Ordinal);
        Assert.Null((await Engine.AddAsync(twin, new AddOptions { Directory = _fixture.Other, IsPaused = true })).Error);
        Assert.False(Directory.Exists(_fixture.Other));
    }

    [Fact]
    public async Task Removing_data_spares_a_file_that_another_torrent_has_by_another_way_and_of_another_length()
    {
        await _fixture.AddSeedAsync();
        Directory.CreateSymbolicLink(_fixture.Other, _fixture.Root);
        var (twin, _) = Make("album", 9, ("one", 5), ("more", 6));
        Assert.Null((await Engine.AddAsync(twin, new AddOptions { Directory = _fixture.Other, IsPaused = true })).Error);
        await OkAsync(Engine.RemoveAsync(twin.InfoHash, deleteData: true));
        Assert.True(File.Exists(Path.Combine(_fixture.Root, "album/one")));
    }

    [Fact]
    public async Task A_stopped_torrent_stays_stopped_after_a_kill_and_starts_again()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.StopAsync(album.InfoHash));
        Assert.Equal(TorrentActivity.Stopped, (await Engine.SnapshotAsync(album.InfoHash))!.Activity);
        _fixture.Kill();
        var stopped = await _fixture.AwaitAsync(album, _ => true);
        Assert.Equal((TorrentActivity.Stopped, stopped.TotalBytes), (stopped.Activity, stopped.DoneBytes));
        Assert.Equal("paused", Assert.Single((await Engine.WhyAsync(album.InfoHash))!).Code);
        await OkAsync(Engine.StartAsync(album.InfoHash, false));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
        Assert.Empty((await Engine.WhyAsync(album.InfoHash))!);
    }

    [Fact]
    public async Task Commands_to_a_torrent_that_is_not_there_are_refused()
    {
        var nobody = new InfoHash(new byte[20]);
        await RefusedAsync(Engine.StartAsync(nobody, false));
        await RefusedAsync(Engine.RemoveAsync(nobody, true));
        await RefusedAsync(Engine.MoveInQueueAsync([nobody], QueueMove.Top));
        Assert.Null(await Engine.DetailAsync(nobody, DetailParts.Files));
        Assert.Null(await Engine.WhyAsync(nobody));
        Assert.Null(await Engine.MetainfoAsync(nobody));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removing_leaves_the_data_or_deletes_just_it(bool deleteData)
    {
        var album = await _fixture.AddSeedAsync();
        File.WriteAllText(Path.Combine(_fixture.Root, "album/cd/mine"), "keep");
        await OkAsync(Engine.RemoveAsync(album.InfoHash, deleteData));
        Assert.Equal(deleteData ? ["album/cd/mine"] : ["album/cd/mine", "album/cd/two", "album/one", "album/three"], Files(_fixture.Root));
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var snapshot = await Engine.SnapshotAsync();
        Assert.Empty(snapshot.Torrents);
        Assert.Equal(album.InfoHash, Assert.Single(snapshot.Removed).InfoHash);
        _fixture.Kill();
        Assert.Null(await Engine.SnapshotAsync(album.InfoHash));
        Assert.Null(await Engine.MetainfoAsync(album.InfoHash));
    }

    [Fact]
    public async Task What_is_added_again_while_it_is_removed_is_not_taken_for_what_it_was()
    {
        for (var round = 0; round < 20; round++)
        {
            var album = await _fixture.AddSeedAsync();
            var removal = Engine.RemoveAsync(album.InfoHash, deleteData: true);
            AddResult again;
            do
            {
                again = await Engine.AddAsync(album, new AddOptions { Directory = _fixture.Root });
            }
            while (again.IsDuplicate);

            await OkAsync(removal);
            Assert.Null(again.Error);
            var row = await _fixture.AwaitAsync(album, t => t.Activity is TorrentActivity.Downloading or TorrentActivity.Seeding or TorrentActivity.Failed);
            Assert.Equal((TorrentActivity.Downloading, null, 0L), (row.Activity, row.Error, row.DoneBytes));
            await OkAsync(Engine.RemoveAsync(album.InfoHash, deleteData: true));
        }
    }

    [Fact]
    public async Task Verifying_finds_what_was_spoiled_since()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.StopAsync(album.InfoHash));
        using (var file = File.OpenHandle(Path.Combine(_fixture.Root, "album/cd/two"), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, [1, 2, 3], 60_000);
        }

        await OkAsync(Engine.VerifyAsync(album.InfoHash));
        var spoiled = await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Stopped && t.DoneBytes < t.TotalBytes);
        Assert.Equal(110_010 - 6 * 16384, spoiled.LeftBytes);
        var detail = (await Engine.DetailAsync(album.InfoHash, DetailParts.Pieces | DetailParts.Files))!;
        Assert.False(detail.Have![6]);
        Assert.Equal([40_000L, 6 * 16384 - 40_000, 0], detail.Files.Select(f => f.Done));
    }

    [Fact]
    public async Task File_selection_and_options_count_and_survive_a_kill()
    {
        var (metainfo, _) = Make("show", 4, ("a", 16384), ("b", 16384), ("c", 100_000));
        await Engine.AddAsync(metainfo, new AddOptions { Directory = _fixture.Root, Files = [(2, FilePriority.Skip)], Options = new TorrentOptions { Labels = ["tv"] } });
        var added = await _fixture.AwaitAsync(metainfo, t => t.Activity == TorrentActivity.Downloading);
        Assert.Equal(32768, added.WantedBytes);
        await OkAsync(Engine.ChangeAsync(metainfo.InfoHash, new TorrentChange
        {
            Files = [(0, FilePriority.Skip), (1, FilePriority.High)],
            Wanted = [2],
            Options = o => o with { MaxPeers = 3, Labels = [.. o.Labels, "new"] },
        }));
        _fixture.Kill();
        var after = await _fixture.AwaitAsync(metainfo, t => t.Activity == TorrentActivity.Downloading);
        Assert.Equal((116_384, 3), (after.WantedBytes, after.Options.MaxPeers));
        Assert.Equal(["tv", "new"], after.Options.Labels);
        var files = (await Engine.DetailAsync(metainfo.InfoHash, DetailParts.Files))!.Files;
        Assert.Equal([FilePriority.Skip, FilePriority.High, FilePriority.Normal], files.Select(f => f.Priority));
        await RefusedAsync(Engine.ChangeAsync(metainfo.InfoHash, new TorrentChange { Wanted = [3] }));
        await RefusedAsync(Engine.ChangeAsync(metainfo.InfoHash, new TorrentChange { Trackers = [["ftp://x/"]] }));
        await OkAsync(Engine.ChangeAsync(metainfo.InfoHash, new TorrentChange { Files = [(1, FilePriority.Skip), (2, FilePriority.Skip)] }));
        Assert.Equal("no_files_wanted", Assert.Single((await Engine.WhyAsync(metainfo.InfoHash))!, c => c.Code == "no_files_wanted").Code);
    }

    [Fact]
    public async Task The_queue_lets_as_many_download_as_may_and_keeps_its_order()
    {
        await OkAsync(Engine.SetOptionsAsync(o => o with { MaxDownloads = 1 }));
        var torrents = new List<TuiTorrent.Core.Metainfo.TorrentMetainfo>();
        for (var i = 0; i < 3; i++)
        {
            var (metainfo, _) = Make($"t{i}", i, ("", 20_000));
            torrents.Add(metainfo);
            await Engine.AddAsync(metainfo, new AddOptions { Directory = _fixture.Root });
        }

        await _fixture.AwaitAsync(torrents[0], t => t.Activity == TorrentActivity.Downloading);
        await _fixture.AwaitAsync(torrents[1], t => t.Activity == TorrentActivity.QueuedToDownload);
        Assert.Equal("queued", (await Engine.WhyAsync(torrents[2].InfoHash))![0].Code);
        await OkAsync(Engine.MoveInQueueAsync([torrents[2].InfoHash], QueueMove.Top));
        await OkAsync(Engine.StopAsync(torrents[0].InfoHash));
        await _fixture.AwaitAsync(torrents[2], t => t.Activity == TorrentActivity.Downloading);
        await OkAsync(Engine.StartAsync(torrents[1].InfoHash, ignoringQueue: true));
        await _fixture.AwaitAsync(torrents[1], t => t.Activity == TorrentActivity.Downloading);
        _fixture.Kill();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["t2", "t0", "t1"], (await Engine.SnapshotAsync()).Torrents.Select(t => t.Name));
        Assert.Equal(1, Engine.Options.MaxDownloads);
    }

    [Fact]
    public async Task What_was_set_goes_over_the_file_and_the_rest_follows_it()
    {
        await OkAsync(Engine.SetOptionsAsync(o => o with { IsUploadLimited = true, UploadLimit = 5000, Alternative = o.Alternative with { Days = 3 } }));
        _fixture.Options = _fixture.Options with { SeedRatio = 2.5, UploadLimit = 77 };
        _fixture.Kill();
        Assert.Equal((5000, true, 3, 2.5), (Engine.Options.UploadLimit, Engine.Options.IsUploadLimited, Engine.Options.Alternative.Days, Engine.Options.SeedRatio));
        await RefusedAsync(Engine.SetOptionsAsync(o => o with { DownloadLimit = -1 }));
        Assert.Equal(0, Engine.Options.DownloadLimit);
    }

    [Fact]
    public async Task Seeding_ends_when_nobody_wanted_anything_for_as_long_as_was_set()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { IdleMode = LimitMode.Own, IdleMinutes = 2 } }));
        var done = await _fixture.AwaitAsync(album, t => t.IsSeedingDone, TimeSpan.FromSeconds(10));
        Assert.Equal(TorrentActivity.Stopped, (await _fixture.AwaitAsync(album, t => t.Activity != TorrentActivity.Seeding)).Activity);
        Assert.True(done.SecondsSeeding >= 120);
        _fixture.Kill();
        Assert.True((await _fixture.AwaitAsync(album, _ => true)).IsSeedingDone);
    }

    [Fact]
    public async Task Who_began_a_rename_is_told_when_the_torrent_is_removed_before_it()
    {
        var album = await _fixture.AddSeedAsync();
        var rename = Engine.RenameAsync(album.InfoHash, "album/one", "first");
        var remove = Engine.RemoveAsync(album.InfoHash, deleteData: false);
        await Task.WhenAll(rename, remove).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True((await remove).IsOk || (await rename).IsOk);
    }

    [Fact]
    public async Task A_torrent_can_be_removed_with_its_data_while_it_is_found_that_its_disk_is_gone()
    {
        var album = await _fixture.AddSeedAsync();
        await OkAsync(Engine.StopAsync(album.InfoHash));
        await _fixture.AwaitAsync(album, t => t.Activity == TorrentActivity.Stopped);
        await _fixture.RestartAsync();
        Directory.Move(_fixture.Root, _fixture.Root + "-away");
        var start = Engine.StartAsync(album.InfoHash, false);
        var remove = Engine.RemoveAsync(album.InfoHash, deleteData: true);
        await OkAsync(start);
        await OkAsync(remove);
        Assert.Null(await Engine.SnapshotAsync(album.InfoHash));
    }

    [Fact]
    public async Task Priorities_of_fewer_files_than_there_are_do_not_keep_the_engine_from_starting()
    {
        var album = await _fixture.AddSeedAsync(isPaused: true);
        Engine.Dispose();
        _fixture.ChangeRow(album.InfoHash, row => row with { Priorities = [1] });
        _fixture.Start();
        Assert.Equal(3, (await Engine.DetailAsync(album.InfoHash, DetailParts.Files))!.Files.Count);
    }

    [Fact]
    public async Task A_value_that_can_not_be_saved_is_refused_and_others_are_saved_after_it()
    {
        var album = await _fixture.AddSeedAsync(isPaused: true);
        await RefusedAsync(Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { Ratio = double.PositiveInfinity } }));
        await OkAsync(Engine.StartAsync(album.InfoHash, false));
    }

    [Fact]
    public async Task A_removal_saves_nothing_of_those_behind_it_and_their_order_survives_a_kill()
    {
        var one = await _fixture.AddSeedAsync("one", 1, isPaused: true);
        var two = await _fixture.AddSeedAsync("two", 2, isPaused: true);
        var three = await _fixture.AddSeedAsync("three", 3, isPaused: true);
        var four = await _fixture.AddSeedAsync("four", 4, isPaused: true);
        await OkAsync(Engine.RemoveAsync(one.InfoHash, false));
        await OkAsync(Engine.RemoveAsync(two.InfoHash, false));
        Engine.Dispose();
        _fixture.ChangeRow(three.InfoHash, row =>
        {
            Assert.Equal(2, row.Position);
            return row;
        });
        _fixture.Start();
        await OkAsync(Engine.ChangeAsync(four.InfoHash, new TorrentChange { Options = o => o with { Labels = ["x"] } }));
        _fixture.Kill();
        var rows = (await Engine.SnapshotAsync()).Torrents;
        Assert.Equal([("three", 0), ("four", 1)], rows.Select(t => (t.Name, t.QueuePosition)));
        await OkAsync(Engine.RemoveAsync(three.InfoHash, false));
        await _fixture.AddSeedAsync("five", 5, isPaused: true);
        _fixture.Kill();
        rows = (await Engine.SnapshotAsync()).Torrents;
        Assert.Equal([("four", 0), ("five", 1)], rows.Select(t => (t.Name, t.QueuePosition)));
    }
}
