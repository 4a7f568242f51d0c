using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Disk;

public class StorageTests
{
    private const int Kib = 1024;

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(700, 16)]
    [InlineData(5_000, 256)]
    [InlineData(33_000, 16 * 1024)]
    public void A_single_file_arrives_whole_at_every_size_of_piece(int lengthKib, int pieceKib)
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(lengthKib * Kib + 77, pieceKib * Kib);
        Assert.False(disk.Open(torrent).NeedsVerify);
        disk.WriteAll(torrent);
        Assert.All(disk.Log.Hashed.Values, Assert.True);
        disk.Close();
        disk.AssertOnDisk(torrent);
        Assert.Equal(torrent.Pieces.PieceCount, disk.Log.LastClaim);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Blocks_may_come_in_any_order(int seed)
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(3_000_000, 512 * Kib, seed);
        disk.Open(torrent);
        disk.WriteAll(torrent, seed);
        disk.Close();
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void Pieces_that_span_files_and_pads_land_in_each_file()
    {
        using var disk = new DiskFixture();
        var torrent = Album();
        disk.Open(torrent);
        disk.WriteAll(torrent, seed: 5);
        disk.Close();
        disk.AssertOnDisk(torrent);
        Assert.True(File.Exists(Path.Combine(disk.Root, "album/empty")));
    }

    [Fact]
    public void Verified_blocks_are_read_across_files_and_pads()
    {
        using var disk = new DiskFixture();
        var torrent = Album();
        disk.Open(torrent);
        disk.WriteAll(torrent);
        for (var piece = 0; piece < torrent.Pieces.PieceCount; piece++)
        {
            for (var block = 0; block < torrent.Pieces.BlockCount(piece); block++)
            {
                disk.Workers.Read(disk.Storage, piece, block * Limits.BlockSize, torrent.Pieces.BlockSize(piece, block), this);
            }
        }

        disk.Workers.FlushQueue();
        disk.Log.Await(l => l.Reads.Count == Enumerable.Range(0, torrent.Pieces.PieceCount).Sum(torrent.Pieces.BlockCount));
        foreach (var ((piece, begin), (data, error)) in disk.Log.Reads)
        {
            Assert.Null(error);
            Assert.True(torrent.BlockData(piece, begin / Limits.BlockSize).SequenceEqual(data));
        }
    }

    [Fact]
    public void A_piece_that_is_not_there_is_not_read()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(100_000, 32 * Kib);
        disk.Open(torrent);
        disk.Workers.Read(disk.Storage, 1, 0, 16 * Kib, this);
        disk.Workers.FlushQueue();
        disk.Log.Await(l => l.Reads.Count == 1);
        Assert.Equal(DiskErrorKind.NotAvailable, disk.Log.Reads[(1, 0)].Error!.Kind);
    }

    [Fact]
    public void A_read_waits_until_the_pool_has_a_block()
    {
        using var disk = new DiskFixture(poolBlocks: 4);
        var torrent = MadeTorrent.OneFile(20_000, 32 * Kib);
        disk.Open(torrent);
        disk.WriteAll(torrent);
        var hoarded = new List<Block>();
        while (disk.Pool.TryRent() is { } block)
        {
            hoarded.Add(block);
        }

        disk.Workers.Read(disk.Storage, 0, 0, 16 * Kib, this);
        disk.Workers.FlushQueue();
        Assert.Empty(disk.Log.Reads);
        hoarded.ForEach(b => b.Return());
        disk.Log.Await(l => l.Reads.Count == 1);
        Assert.NotNull(disk.Log.Reads[(0, 0)].Data);
    }

    [Fact]
    public void Bad_data_is_told_forgotten_and_can_be_replaced()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(600_000, 256 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 1, spoil: true);
        disk.Log.Await(l => l.Hashed.ContainsKey(1));
        Assert.False(disk.Log.Hashed[1]);
        disk.Flush();
        Assert.Equal(0, disk.Log.LastClaim);
        disk.WriteAll(torrent);
        disk.Log.Await(l => l.HashedEvents == 4);
        disk.Close();
        Assert.Equal(torrent.Pieces.PieceCount, disk.Log.LastClaim);
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void A_dropped_piece_starts_from_nothing()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(600_000, 256 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 0, [0, 1, 2, 5], spoil: true);
        disk.Workers.DropPiece(disk.Storage, 0);
        disk.WriteAll(torrent);
        Assert.All(disk.Log.Hashed.Values, Assert.True);
    }

    [Fact]
    public void Repeated_wrong_sized_and_misplaced_blocks_are_given_back()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(600_000, 256 * Kib);
        disk.Open(torrent);
        disk.Write(torrent, 0, [0, 0, 1, 1]);
        foreach (var (piece, begin, length) in new[] { (0, 5, 16384), (0, 32768, 16383), (-1, 0, 16384), (99, 0, 16384), (0, 262144, 16384), (2, 65536, 16384) })
        {
            var block = disk.Pool.TryRent()!;
            block.Length = length;
            disk.Workers.Write(disk.Storage, piece, begin, block);
        }

        disk.WriteAll(torrent);
        Assert.All(disk.Log.Hashed.Values, Assert.True);
        disk.Write(torrent, 0);
        disk.Close();
        Assert.Equal(torrent.Pieces.PieceCount, disk.Log.HashedEvents);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 40)]
    [InlineData(3, 5)]
    public void A_small_pool_is_no_obstacle_to_large_pieces_out_of_order(int seed, int poolBlocks)
    {
        using var disk = new DiskFixture(poolBlocks);
        var torrent = MadeTorrent.OneFile(5_000_000, 2048 * Kib, seed);
        disk.Open(torrent);
        var blocks = Enumerable.Range(0, torrent.Pieces.PieceCount)
            .SelectMany(p => Enumerable.Range(0, torrent.Pieces.BlockCount(p)).Select(b => (Piece: p, Block: b))).ToArray();
        new Random(seed).Shuffle(blocks);
        foreach (var (piece, block) in blocks)
        {
            disk.Write(torrent, piece, [block]);
        }

        disk.Log.Await(l => l.Hashed.Count == torrent.Pieces.PieceCount);
        Assert.All(disk.Log.Hashed.Values, Assert.True);
        disk.Close();
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void Full_preallocation_takes_the_space_of_a_file_at_once()
    {
        using var disk = new DiskFixture();
        var torrent = MadeTorrent.OneFile(1_000_000, 64 * Kib);
        disk.Open(torrent, Preallocation.Full);
        disk.Write(torrent, 3);
        disk.Log.Await(l => l.Hashed.Count == 1);
        Assert.Equal(1_000_000, new FileInfo(Path.Combine(disk.Root, "file.bin")).Length);
        disk.WriteAll(torrent);
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void More_files_than_may_be_open_are_written()
    {
        using var disk = new DiskFixture(settings: new DiskSettings { Workers = 2, MaxOpenFiles = 3, BarrierBytes = 100_000 });
        var files = Enumerable.Range(0, 200).Select(i => ($"many/{i % 7}/{i}", 3_000 + i)).ToArray();
        var torrent = MadeTorrent.Multi(16 * Kib, 3, files);
        disk.Open(torrent);
        disk.WriteAll(torrent);
        disk.Close();
        disk.AssertOnDisk(torrent);
    }

    [Fact]
    public void A_layout_with_a_gap_is_a_bug_of_the_caller()
    {
        using var disk = new DiskFixture();
        var good = MadeTorrent.OneFile(100_000, 32 * Kib).Layout;
        var gap = good with { Files = [new StorageFile(["a"], 1, 99_999, false)] };
        Assert.Throws<ArgumentException>(() => disk.Workers.Open(gap, disk.Root, Preallocation.Sparse));
    }

    internal static MadeTorrent Album() => MadeTorrent.Multi(
        64 * Kib, 9, ("album/one", 100_000), ("album/empty", 0), (".pad/1", 31_072), ("album/disc 2/two", 5), ("album/disc 2/three", 200_001), (".pad/2", 7), ("album/last", 1));
}
