using Microsoft.Data.Sqlite;
using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Tests.State;

public sealed class StateRowTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly string _directory = Directory.CreateTempSubdirectory("tt-rows-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_database_of_the_first_schema_keeps_its_torrents_and_totals()
    {
        var path = Path.Combine(_directory, "state.db");
        SQLitePCL.Batteries_V2.Init();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            Run(connection, StateDatabase.Migration(0) + "PRAGMA user_version=1;");
            Run(connection, "INSERT INTO torrents VALUES (7, x'" + string.Concat(Enumerable.Repeat("01", 20)) + "', x'6465', '/data', 11, 22, 1000, 5000)");
            Run(connection, "INSERT INTO torrents VALUES (9, x'" + string.Concat(Enumerable.Repeat("02", 20)) + "', x'6465', '/data', 0, 0, 2000, NULL)");
            Run(connection, "INSERT INTO progress VALUES (x'" + string.Concat(Enumerable.Repeat("01", 20)) + "', 8, x'ff', x'')");
        }

        using var state = StateStore.Open(_directory);
        var all = Load(state);
        Assert.Equal([7, 9], all.Select(t => t.Row.Id));
        Assert.Equal("de", System.Text.Encoding.ASCII.GetString(all[0].Metainfo));
        Assert.Equal(new byte[] { 0xff }, all[0].Claimed);
        Assert.Null(all[1].Claimed);
        Assert.Equal(("/data", 11, 22), (all[0].Row.Root, all[0].Row.Totals.Uploaded, all[0].Row.Totals.Downloaded));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(5000), all[0].Row.Finished);
        Assert.False(all[0].Row.IsStopped);
        Assert.Equal(new TorrentOptions(), all[0].Row.Options);
        Assert.Equal(9, state.LastId());
    }

    [Fact]
    public void Every_column_comes_back_after_a_restart()
    {
        var row = Row(4);
        using (var state = StateStore.Open(_directory))
        {
            state.Insert(row, "metainfo"u8.ToArray());
            state.Insert(Row(5) with { Position = 0 }, "other"u8.ToArray());
            state.SaveSettings(new Dictionary<string, string> { ["download_limit"] = "5", ["x"] = "y" });
            state.SaveCount("starts", 12);
        }

        using (var state = StateStore.Open(_directory))
        {
            var all = Load(state);
            Assert.Equal([4, 5], all.Select(t => t.Row.Id));
            var found = all[0].Row;
            Assert.Equal(row.Options.Labels, found.Options.Labels);
            Assert.Equal(row.Options, found.Options with { Labels = row.Options.Labels });
            Assert.Equal(row.Priorities, found.Priorities);
            Assert.Equal(row.Names, found.Names);
            Assert.Equal(row.Trackers!.SelectMany(t => t), found.Trackers!.SelectMany(t => t));
            Assert.Equal((row.Job, row.Error, row.Totals, row.Finished, row.Added), (found.Job, found.Error, found.Totals, found.Finished, found.Added));
            Assert.True(found is { IsStopped: true, IsSeedingDone: true, WantsVerify: true, Position: 3, Root: "/data" });
            Assert.Equal("metainfo"u8.ToArray(), state.LoadMetainfo(row.InfoHash));
            Assert.Equal("y", state.LoadSettings()["x"]);
            Assert.Equal((12, 0), (state.LoadCount("starts"), state.LoadCount("other")));

            state.Update(found with { Root = "/elsewhere", Names = null, Job = null, IsStopped = false });
            var changed = state.FindRow(row.InfoHash)!;
            Assert.Equal(("/elsewhere", null, null, false), (changed.Root, changed.Names, changed.Job, changed.IsStopped));
            Assert.Equal(row.Totals, changed.Totals);
        }
    }

    [Fact]
    public void The_number_of_a_removed_torrent_is_never_given_again()
    {
        using var state = StateStore.Open(_directory);
        state.Insert(Row(4), "m"u8.ToArray());
        state.Remove(Row(4).InfoHash);
        Assert.Equal(4, state.LastId());
        Assert.Empty(Load(state));
    }

    [Fact]
    public async Task Changes_that_wait_are_saved_in_order_and_a_failure_is_told_to_all_of_them()
    {
        using var state = StateStore.Open(_directory);
        var saver = new StateSaver(state);
        var first = saver.SaveAsync(s => s.Insert(Row(1), "m"u8.ToArray()));
        var second = saver.SaveAsync(s => s.Update(Row(1) with { Root = "/second" }));
        Assert.Null(await first);
        Assert.Null(await second);
        Assert.Equal("/second", Assert.Single(Load(state)).Row.Root);
        Assert.NotNull(await saver.SaveAsync(s => s.Insert(Row(1), "m"u8.ToArray())));
        await saver.DrainAsync();
        Assert.Single(Load(state));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"download_limit\":\"much\"}")]
    [InlineData("{\"kind\":\"teleport\",\"from\":\"a\",\"to\":\"b\"}")]
    public void Text_that_can_not_be_read_counts_as_missing(string text)
    {
        Assert.Equal(new TorrentOptions(), RowText.ReadOptions(text));
        Assert.Null(RowText.ReadJob(text));
    }

    private static TorrentRow Row(int id) => new()
    {
        Id = id,
        InfoHash = new InfoHash([.. Enumerable.Repeat((byte)id, 20)]),
        Root = "/data",
        Added = Noon,
        Finished = Noon.AddDays(1),
        Position = 3,
        IsStopped = true,
        IsSeedingDone = true,
        WantsVerify = true,
        Error = "it rains",
        Options = new TorrentOptions
        {
            Labels = ["a", "b\"c"],
            DownloadLimit = 5,
            IsDownloadLimited = true,
            UploadLimit = 6,
            IsUploadLimited = true,
            HonorsSessionLimits = false,
            MaxPeers = 9,
            Priority = BandwidthPriority.Low,
            RatioMode = LimitMode.Own,
            Ratio = 1.5,
            IdleMode = LimitMode.Unlimited,
            IdleMinutes = 3,
            IsSequential = true,
        },
        Priorities = [1, 2, 4],
        Names = new Dictionary<int, string> { [3] = "album/one.flac" },
        Trackers = [["http://a/announce"], ["udp://b:1", "udp://c:1"]],
        Job = new StoredJob(StoredJobKind.MoveCleanUp, "/old", "/new"),
        Totals = new RowTotals(1, 2, 3, 4, 5, Noon),
    };

    private static List<StoredTorrent> Load(StateStore state)
    {
        var all = new List<StoredTorrent>();
        state.LoadAll(all.Add);
        return all;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
