using TuiTorrent.Core;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Tests.State;

public sealed class StateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly string _directory = Path.Combine(Directory.CreateTempSubdirectory("tt-state-").FullName, "state");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);

    [Fact]
    public void Torrents_outlive_the_process_in_the_order_they_were_added()
    {
        using (var state = StateStore.Open(_directory))
        {
            state.Add(Record(3));
            state.Add(Record(1));
            state.Add(Record(3) with { Root = "/elsewhere" });
            state.SetTotals(Hash(1), 500, 600);
            Assert.Equal(600, state.Find(Hash(1))!.Downloaded);
            state.SetFinished(Hash(1), Noon);
            state.SetFinished(Hash(1), Noon.AddDays(1));
        }

        using (var state = StateStore.Open(_directory))
        {
            Assert.Equal([Hash(3), Hash(1)], state.List());
            Assert.Equal("/elsewhere", state.Find(Hash(3))!.Root);
            var one = state.Find(Hash(1))!;
            Assert.Equal((500, 600, Noon), (one.Uploaded, one.Downloaded, one.Finished!.Value));
            Assert.Equal(Record(1).Metainfo.ToArray(), one.Metainfo.ToArray());
            Assert.Null(state.Find(Hash(9)));
            state.Remove(Hash(3));
            Assert.Equal([Hash(1)], state.List());
        }
    }

    [Fact]
    public void Progress_comes_back_and_says_whether_the_end_was_in_order()
    {
        var claimed = new Bitfield(100) { [3] = true, [99] = true };
        var partial = new PartialPiece(7, new Bitfield(20) { [19] = true });
        using (var state = StateStore.Open(_directory))
        {
            Assert.Null(Load(state, 1));
            state.SaveProgress([new ProgressUpdate(Hash(1), claimed, [partial], [new SavedStamp(2, 5000, 77)], Closing: true)]);
            Assert.True(Load(state, 1)!.WasClosed);
            Assert.False(Load(state, 1)!.WasClosed);
        }

        using (var state = StateStore.Open(_directory))
        {
            var progress = Load(state, 1)!;
            Assert.False(progress.WasClosed);
            Assert.Equal(claimed.Bytes, progress.Claimed.Bytes);
            Assert.Equal(partial.Blocks.Bytes, Assert.Single(progress.Partial).Blocks.Bytes);
            Assert.Equal(new SavedStamp(2, 5000, 77), progress.Stamps[2]);
            state.SaveProgress([new ProgressUpdate(Hash(1), claimed, [], [], Closing: true)]);
        }

        using (var state = StateStore.Open(_directory))
        {
            Assert.True(Load(state, 1)!.WasClosed);
            state.ResetProgress(Hash(1));
            Assert.Null(Load(state, 1));
        }
    }

    [Fact]
    public void Progress_of_another_number_of_pieces_is_no_progress()
    {
        using var state = StateStore.Open(_directory);
        state.SaveProgress([new ProgressUpdate(Hash(1), new Bitfield(99), [], [], false)]);
        Assert.Null(Load(state, 1));
    }

    [Fact]
    public void A_second_process_is_told_who_has_the_state()
    {
        using var first = StateStore.Open(_directory);
        var error = Assert.Throws<StateException>(() => StateStore.Open(_directory));
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_directory_that_cannot_be_made_is_an_error_with_its_name()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory)!);
        File.WriteAllText(_directory, "a file");
        Assert.Contains(_directory, Assert.Throws<StateException>(() => StateStore.Open(_directory)).Message, StringComparison.Ordinal);
        File.Delete(_directory);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_damaged_database_is_moved_aside_with_a_warning(int keep)
    {
        using (var state = StateStore.Open(_directory))
        {
            state.Add(Record(1));
        }

        var path = Path.Combine(_directory, "state.db");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(keep).Fill(0xa5);
        File.WriteAllBytes(path, bytes);
        using (var state = StateStore.Open(_directory))
        {
            Assert.Contains("moved to", Assert.Single(state.Warnings), StringComparison.Ordinal);
            Assert.Empty(state.List());
            state.Add(Record(2));
        }

        Assert.Equal(bytes, File.ReadAllBytes(path + ".damaged-1"));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_left_alone()
    {
        StateStore.Open(_directory).Dispose();
        var path = Path.Combine(_directory, "state.db");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer version", Assert.Throws<StateException>(() => StateStore.Open(_directory)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_directory, "state.db*"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(10)]
    public void A_cut_list_of_partial_pieces_loses_only_what_was_cut(int kept)
    {
        var blob = PartialBlob.Encode([new PartialPiece(2, new Bitfield(9) { [1] = true }), new PartialPiece(5, new Bitfield(9))]);
        Assert.Equal(20, blob.Length);
        Assert.Equal(2, PartialBlob.Decode(blob, 10, _ => 9).Count);
        Assert.Equal(kept >= 10 ? 1 : 0, PartialBlob.Decode(blob.AsSpan(0, kept), 10, _ => 9).Count);
        Assert.Empty(PartialBlob.Decode(blob, 2, _ => 9));
        Assert.Empty(PartialBlob.Decode(blob, 10, _ => 8));
    }

    private static Progress? Load(StateStore state, int number) => state.LoadProgress(Hash(number), 100, _ => 20);

    private static InfoHash Hash(int number) => new([.. Enumerable.Repeat((byte)number, 20)]);

    private static TorrentRecord Record(int number) => new(Hash(number), new byte[] { 1, 2, (byte)number }, "/downloads", 10, 20, Noon, null);
}
