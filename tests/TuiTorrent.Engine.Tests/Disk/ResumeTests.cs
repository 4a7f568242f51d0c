using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

public class ResumeTests
{
    private const int Kib = 1024;

    [Fact]
    public void After_an_orderly_end_everything_is_there_and_nothing_is_hashed()
    {
        using var disk = new DiskFixture();
        var torrent = StorageTests.Album();
        disk.Open(torrent);
        disk.WriteAll(torrent);
        disk.Restart();
        var result = disk.Open(torrent);
        Assert.True(result.Have.IsFull);
        Assert.Equal(0, result.PiecesHashed);
        Assert.False(result.NeedsVerify);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Blocks_of_an_unfinished_piece_are_not_asked_for_again()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(1_000_000, 512 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 1, [3, 4, 20, 0]);
        disk.Restart();
        var partial = Assert.Single(disk.Open(torrent).Partial);
        Assert.Equal((1, 4), (partial.Piece, partial.Blocks.Count));
        Assert.True(partial.Blocks[3] && partial.Blocks[4] && partial.Blocks[20] && partial.Blocks[0]);

        disk.Write(torrent, 1, Enumerable.Range(0, torrent.Pieces.BlockCount(1)).Where(b => !partial.Blocks[b]));
        disk.Log.Await(l => l.Hashed.Count == 1);
        Assert.True(disk.Log.Hashed[1]);
    }

    [Fact]
    public void After_a_kill_only_pieces_since_the_last_barrier_are_hashed()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(4_000_000, 128 * Kib);
        disk.Open(torrent);
        for (var piece = 0; piece < 10; piece++)
        {
            disk.Write(torrent, piece);
        }

        disk.Log.Await(l => l.Hashed.Count == 10);
        disk.Flush();
        Assert.Equal(10, disk.Log.LastClaim);
        disk.Write(torrent, 20);
        disk.Write(torrent, 11);
        disk.Log.Await(l => l.Hashed.Count == 12);
        disk.Kill();
        var result = disk.Open(torrent);
        Assert.Equal(2, result.PiecesHashed);
        Assert.Equal(12, result.Have.Count);
        Assert.True(result.Have[20] && result.Have[11]);
        Assert.False(result.NeedsVerify);
        disk.Flush();
        Assert.Equal(12, disk.Log.LastClaim);
    }

    [Fact]
    public void A_kill_before_the_first_barrier_costs_no_full_check()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(4_000_000, 128 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 25);
        disk.Log.Await(l => l.Hashed.Count == 1);
        disk.Kill();
        var result = disk.Open(torrent);
        Assert.False(result.NeedsVerify);
        Assert.Equal(1, result.PiecesHashed);
        Assert.Equal(1, result.Have.Count);
    }

    [Fact]
    public void A_barrier_runs_ten_seconds_after_the_first_unsaved_block()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(1_000_000, 128 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 0);
        disk.Log.Await(l => l.Hashed.Count == 1);
        disk.Flush();
        disk.Time.Advance(TimeSpan.FromSeconds(60));
        disk.Write(torrent, 1);
        disk.Write(torrent, 2, [0]);
        disk.Log.Await(l => l.Hashed.Count == 2);
        Assert.Equal(1, disk.Log.LastClaim);
        disk.Time.Advance(TimeSpan.FromSeconds(10));
        disk.Log.Await(l => l.LastClaim == 2);
    }

    [Fact]
    public void A_barrier_runs_after_so_many_bytes_without_waiting_for_the_time()
    {
        using var disk = new DiskFixture(settings: new DiskSettings { Workers = 2, BarrierBytes = 500_000 });
        var torrent = MadeTorrent.OneFile(1_000_000, 128 * Kib);
        disk.Open(torrent);
        disk.WriteAll(torrent);
        disk.Log.Await(l => l.LastClaim >= 3);
    }

    [Fact]
    public void A_file_that_shrank_loses_its_pieces_and_says_so()
    {
        using var disk = new DiskFixture();
        var torrent = Two();
        Complete(disk, torrent);
        using (var file = File.OpenWrite(Path.Combine(disk.Root, "t/a")))
        {
            file.SetLength(299_999);
        }

        var result = disk.Open(torrent);
        Assert.Contains("t/a was changed", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(5, result.Have.Count);
        Assert.Equal(5, result.ToVerify!.Count);
        Assert.Equal(9, Verify(disk, result.ToVerify).Count);
    }

    [Fact]
    public void A_file_that_vanished_loses_its_pieces_for_good()
    {
        using var disk = new DiskFixture();
        var torrent = Two();
        Complete(disk, torrent);
        File.Delete(Path.Combine(disk.Root, "t/b"));
        var result = disk.Open(torrent);
        Assert.Contains("t/b is gone", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(4, result.Have.Count);
        Assert.Null(result.ToVerify);

        // The state must know it before the file is there again, or a kill would bring the claims back.
        disk.Kill();
        File.WriteAllBytes(Path.Combine(disk.Root, "t/b"), new byte[300_000]);
        result = disk.Open(torrent);
        Assert.Equal(4, result.Have.Count);
    }

    [Fact]
    public void A_file_changed_while_we_were_away_is_verified_even_when_that_is_interrupted()
    {
        using var disk = new DiskFixture();
        var torrent = Two();
        Complete(disk, torrent);
        var path = Path.Combine(disk.Root, "t/a");
        File.WriteAllBytes(path, new byte[300_000]);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(1));
        Assert.Equal(5, disk.Open(torrent).ToVerify!.Count);
        disk.Kill();
        var result = disk.Open(torrent);
        Assert.Equal(5, result.ToVerify!.Count);
        Assert.Equal(5, Verify(disk, result.ToVerify).Count);
    }

    [Fact]
    public void When_all_data_is_gone_it_asks_for_the_disk_instead_of_starting_anew()
    {
        using var disk = new DiskFixture();
        var torrent = Two();
        Complete(disk, torrent);
        Directory.Delete(Path.Combine(disk.Root, "t"), recursive: true);
        Assert.Equal(DiskErrorKind.Missing, disk.Open(torrent).Error!.Kind);
        disk.Close();
        Directory.Delete(disk.Root);
        Assert.Equal(DiskErrorKind.RootMissing, disk.Open(torrent).Error!.Kind);
        disk.Close();
        Assert.False(Directory.Exists(disk.Root));
        disk.State.ResetProgress(torrent.Layout.InfoHash);
        Assert.Null(disk.Open(torrent).Error);
    }

    [Fact]
    public void Data_without_state_is_found_by_verifying()
    {
        using var disk = new DiskFixture();
        var torrent = StorageTests.Album();
        torrent.PutOnDisk(disk.Root);
        var result = disk.Open(torrent);
        Assert.True(result.NeedsVerify);
        Assert.Equal(0, result.Have.Count);
        Assert.True(Verify(disk, result.ToVerify!).IsFull);
        disk.Kill();
        Assert.True(disk.Open(torrent).Have.IsFull);
    }

    [Fact]
    public void Verifying_tells_wrong_pieces_from_right_ones()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(1_000_000, 64 * Kib);
        torrent.PutOnDisk(disk.Root);
        var path = Path.Combine(disk.Root, "file.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[64 * Kib * 3] ^= 1;
        File.WriteAllBytes(path, bytes.AsSpan(0, 900_000));
        var have = Verify(disk, disk.Open(torrent).ToVerify!);
        Assert.False(have[3] || have[13] || have[15]);
        Assert.Equal(12, have.Count);
        foreach (var piece in Enumerable.Range(0, have.Length).Where(p => !have[p]))
        {
            disk.Write(torrent, piece);
        }

        disk.Log.Await(l => l.Hashed.Count == have.Length - 12);
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void A_verification_can_be_cancelled()
    {
        var files = new SimulatedFiles();
        using var disk = new DiskFixture(files);
        var torrent = MadeTorrent.OneFile(2_000_000, 16 * Kib);
        disk.Open(torrent);
        disk.WriteAll(torrent);
        disk.Close();
        disk.State.ResetProgress(torrent.Layout.InfoHash);
        var which = disk.Open(torrent).ToVerify!;
        files.Fault = operation =>
        {
            if (operation == FileOperation.Read)
            {
                disk.Workers.CancelVerify(disk.Storage);
            }

            return 0;
        };
        disk.Workers.Verify(disk.Storage, which);
        disk.Log.Await(l => l.Have is not null);
        Assert.True(disk.Log.Have!.Count < torrent.Pieces.PieceCount);
    }

    [Fact]
    public void A_verification_tells_its_progress()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(80_000_000, 1024 * Kib);
        torrent.PutOnDisk(disk.Root);
        Verify(disk, disk.Open(torrent).ToVerify!);
        Assert.NotEmpty(disk.Log.Progress);
    }

    [Fact]
    public void A_longer_foreign_file_is_neither_cut_nor_overwritten()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(100_000, 32 * Kib);
        var path = Path.Combine(disk.Root, "file.bin");
        var foreign = new byte[100_001];
        File.WriteAllBytes(path, foreign);
        var result = disk.Open(torrent);
        Assert.Contains("longer", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Verify(disk, result.ToVerify!);
        disk.Write(torrent, 0);
        disk.Log.Await(l => l.Failure is not null);
        Assert.Equal(DiskErrorKind.ForeignFile, disk.Log.Failure!.Kind);
        disk.Close();
        Assert.Equal(foreign, File.ReadAllBytes(path));
    }

    [Fact]
    public void Two_names_of_one_file_are_told_before_they_ruin_each_other()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.Multi(16 * Kib, 4, ("t/a", 20_000), ("t/A", 20_000));
        Directory.CreateDirectory(Path.Combine(disk.Root, "t"));
        File.WriteAllText(Path.Combine(disk.Root, "t/a"), "");
        HardLink(Path.Combine(disk.Root, "t/a"), Path.Combine(disk.Root, "t/A"));
        disk.Open(torrent);
        disk.WriteAll(torrent);
        Assert.Equal(DiskErrorKind.NameClash, disk.Log.Failure!.Kind);
    }

    private static void HardLink(string from, string to)
    {
        using var process = System.Diagnostics.Process.Start("ln", [from, to]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static MadeTorrent Two() => MadeTorrent.Multi(64 * Kib, 7, ("t/a", 300_000), ("t/b", 300_000));

    private static void Complete(DiskFixture disk, MadeTorrent torrent)
    {
        disk.Open(torrent);
        disk.WriteAll(torrent);
        disk.Restart();
    }

    private static Bitfield Verify(DiskFixture disk, Bitfield which)
    {
        disk.Workers.Verify(disk.Storage, which);
        disk.Log.Await(l => l.Have is not null);
        return disk.Log.Have!;
    }
}
