using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

public class CrashTests
{
    private const int Kib = 1024;

    [Theory]
    [InlineData(1, Preallocation.Sparse)]
    [InlineData(2, Preallocation.Sparse)]
    [InlineData(3, Preallocation.Full)]
    public void Whatever_operation_the_power_fails_at_no_wrong_byte_is_claimed(int seed, Preallocation preallocation)
    {
        var torrent = MadeTorrent.Multi(32 * Kib, seed, ("t/a", 150_000), (".pad/0", 46_608), ("t/b/c", 180_000), ("t/none", 0), ("t/d", 4_000));
        var whole = new SimulatedFiles();
        using (var disk = Begin(whole, torrent, preallocation))
        {
            Download(disk, torrent, seed);
            disk.Close();
        }

        Assert.True(whole.Operations > 30);
        var claimedInAll = 0;
        for (var crashAt = 1; crashAt <= whole.Operations + 1; crashAt++)
        {
            var files = new SimulatedFiles { CrashAt = crashAt };
            using var disk = Begin(files, torrent, preallocation);
            if (disk.Log.Result!.Error is null)
            {
                Download(disk, torrent, seed);
            }

            disk.Close();
            var claimed = disk.Log.LastClaim;
            disk.Kill();
            files.CutPower(seed * 1000 + crashAt);

            var result = disk.Open(torrent, preallocation);
            Assert.Null(result.Error);
            AssertRight(files, torrent, result.Have, crashAt);
            Assert.True(result.Have.Count >= claimed, $"crash at {crashAt}: {claimed} pieces were claimed, {result.Have.Count} are there");
            claimedInAll += claimed;

            Finish(disk, torrent, result);
            disk.Close();
            AssertRight(files, torrent, Full(torrent), crashAt);
            Assert.Equal(torrent.Pieces.PieceCount, disk.Log.LastClaim);
            Assert.Equal(0, files.OpenHandles);
        }

        // The claims must be worth something: a disk that never claims is never wrong.
        Assert.True(claimedInAll > whole.Operations);
    }

    [Theory]
    [InlineData(28, DiskErrorKind.NoSpace)]
    [InlineData(122, DiskErrorKind.NoSpace)]
    [InlineData(5, DiskErrorKind.InputOutput)]
    [InlineData(30, DiskErrorKind.ReadOnly)]
    [InlineData(13, DiskErrorKind.AccessDenied)]
    [InlineData(27, DiskErrorKind.FileTooBig)]
    [InlineData(99, DiskErrorKind.Other)]
    public void A_disk_that_refuses_a_write_stops_the_torrent_and_keeps_what_was_there(int errno, DiskErrorKind kind)
    {
        var torrent = MadeTorrent.OneFile(600_000, 64 * Kib);
        var files = new SimulatedFiles();
        using var disk = Begin(files, torrent, Preallocation.Sparse);
        for (var piece = 0; piece < 4; piece++)
        {
            disk.Write(torrent, piece);
        }

        disk.Log.Await(l => l.Hashed.Count == 4);
        files.Fault = operation => operation == FileOperation.Write ? errno : 0;
        disk.Write(torrent, 6, [0]);
        disk.Write(torrent, 4);
        disk.Log.Await(l => l.Failure is not null);
        Assert.Equal(kind, disk.Log.Failure!.Kind);
        Assert.Contains("file.bin", disk.Log.Failure.Text, StringComparison.Ordinal);
        disk.Write(torrent, 5);
        disk.Close();
        Assert.Equal(4, disk.Log.LastClaim);

        files.Fault = null;
        var result = disk.Open(torrent);
        Assert.Equal(4, result.Have.Count);
        Finish(disk, torrent, result);
        disk.Close();
        AssertRight(files, torrent, Full(torrent), 0);
    }

    [Fact]
    public void Full_preallocation_without_space_fails_before_anything_is_written()
    {
        var torrent = MadeTorrent.OneFile(600_000, 64 * Kib);
        var files = new SimulatedFiles { Fault = operation => operation == FileOperation.Allocate ? 28 : 0 };
        using var disk = Begin(files, torrent, Preallocation.Full);
        disk.Write(torrent, 2);
        disk.Log.Await(l => l.Failure is not null);
        Assert.Equal(DiskErrorKind.NoSpace, disk.Log.Failure!.Kind);
        Assert.Empty(files.Content("file.bin")!);
    }

    [Fact]
    public void After_a_sync_failed_nothing_more_is_claimed()
    {
        var torrent = MadeTorrent.OneFile(600_000, 64 * Kib);
        var files = new SimulatedFiles();
        using var disk = Begin(files, torrent, Preallocation.Sparse);
        disk.Write(torrent, 0);
        disk.Log.Await(l => l.Hashed.Count == 1);
        disk.Flush();
        disk.Write(torrent, 1);
        disk.Log.Await(l => l.Hashed.Count == 2);
        files.Fault = operation => operation == FileOperation.SyncData ? 5 : 0;
        disk.Flush();
        Assert.Equal(DiskErrorKind.InputOutput, disk.Log.Failure!.Kind);
        files.Fault = null;
        disk.Close();
        Assert.Equal(1, disk.Log.LastClaim);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_answer_not_a_crash()
    {
        var torrent = MadeTorrent.OneFile(100_000, 64 * Kib);
        var files = new SimulatedFiles();
        using var disk = Begin(files, torrent, Preallocation.Sparse);
        disk.WriteAll(torrent);
        files.Fault = operation => operation == FileOperation.Read ? 5 : 0;
        disk.Workers.Read(disk.Storage, 0, 0, 100, this);
        disk.Workers.FlushQueue();
        disk.Log.Await(l => l.Reads.Count == 1);
        Assert.Equal(DiskErrorKind.InputOutput, disk.Log.Reads[(0, 0)].Error!.Kind);
    }

    private static DiskFixture Begin(SimulatedFiles files, MadeTorrent torrent, Preallocation preallocation)
    {
        var disk = new DiskFixture(files);
        disk.Open(torrent, preallocation);
        return disk;
    }

    // Barriers after every two pieces, one while a piece is only begun.
    private static void Download(DiskFixture disk, MadeTorrent torrent, int seed)
    {
        var order = Enumerable.Range(0, torrent.Pieces.PieceCount).ToArray();
        new Random(seed).Shuffle(order);
        foreach (var pair in order[..8].Chunk(2))
        {
            disk.Write(torrent, pair[0]);
            disk.Write(torrent, pair[1]);
            disk.Flush();
        }

        disk.Write(torrent, order[8], [0]);
        disk.Flush();
        disk.Write(torrent, order[8], Enumerable.Range(1, torrent.Pieces.BlockCount(order[8]) - 1));
        disk.Flush();
    }

    private static void Finish(DiskFixture disk, MadeTorrent torrent, OpenResult result)
    {
        var missing = Enumerable.Range(0, torrent.Pieces.PieceCount).Where(p => !result.Have[p]).ToList();
        foreach (var piece in missing)
        {
            var blocks = result.Partial.FirstOrDefault(p => p.Piece == piece)?.Blocks;
            disk.Write(torrent, piece, Enumerable.Range(0, torrent.Pieces.BlockCount(piece)).Where(b => blocks is null || !blocks[b]));
        }

        disk.Log.Await(l => l.Hashed.Count == missing.Count);
        foreach (var piece in missing.Where(p => !disk.Log.Hashed[p]))
        {
            disk.Write(torrent, piece);
            disk.Log.Await(l => l.Hashed[piece]);
        }
    }

    // Hashes what is claimed by reading the files, with nothing of the code under test.
    private static void AssertRight(SimulatedFiles files, MadeTorrent torrent, Bitfield have, int crashAt)
    {
        var all = new byte[torrent.Pieces.TotalLength];
        foreach (var file in torrent.Layout.Files.Where(f => !f.IsPad))
        {
            var content = files.Content(string.Join('/', file.Path)) ?? [];
            content.AsSpan(0, (int)Math.Min(content.Length, file.Length)).CopyTo(all.AsSpan((int)file.Offset));
        }

        for (var piece = 0; piece < have.Length; piece++)
        {
            var bytes = all.AsSpan((int)torrent.Pieces.PieceOffset(piece), torrent.Pieces.PieceSize(piece));
            Assert.True(!have[piece] || SHA1.HashData(bytes).AsSpan().SequenceEqual(torrent.Layout.HashOf(piece)), $"crash at {crashAt}: piece {piece} is claimed and wrong");
        }
    }

    private static Bitfield Full(MadeTorrent torrent)
    {
        var full = new Bitfield(torrent.Pieces.PieceCount);
        full.SetAll(true);
        return full;
    }
}
