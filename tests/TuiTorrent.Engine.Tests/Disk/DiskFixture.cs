using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Tests.Disk;

/// <summary>A directory, a state and a disk of one test; at its end every block must be back in the pool and nothing outside the root changed.</summary>
public sealed class DiskFixture : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("tt-disk-").FullName;
    private readonly DiskSettings _settings;
    private readonly object? _layer;
    private DiskWorkers? _workers;
    private StateStore? _state;

    public DiskFixture(int poolBlocks = 512, DiskSettings? settings = null)
        : this(null, poolBlocks, settings)
    {
    }

    internal DiskFixture(IFileLayer? layer, int poolBlocks = 512, DiskSettings? settings = null)
    {
        _layer = layer;
        _settings = settings ?? new DiskSettings { Workers = 2, BarrierBytes = 1L << 40 };
        Pool = new BlockPool(poolBlocks);
        Root = Path.Combine(_top, "downloads");
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Path.Combine(_top, "canary"));
        File.WriteAllText(Path.Combine(_top, "canary", "bird"), "alive");
        Start();
    }

    public string Root { get; }

    public string Canary => Path.Combine(_top, "canary");

    public string StateDirectory => Path.Combine(_top, "state");

    public BlockPool Pool { get; }

    public ManualTime Time { get; } = new();

    public DiskLog Log { get; private set; } = new();

    public DiskWorkers Workers => _workers!;

    public StateStore State => _state!;

    public TorrentStorage Storage { get; private set; } = null!;

    /// <summary>Opens and waits for the answer.</summary>
    public OpenResult Open(MadeTorrent torrent, Preallocation preallocation = Preallocation.Sparse)
    {
        Log = new DiskLog();
        Relay.Target = Log;
        Storage = Workers.Open(torrent.Layout, Root, preallocation);
        Log.Await(l => l.Result is not null);
        return Log.Result!;
    }

    /// <summary>Sends a piece's blocks in the given order, waiting for memory as a reader of a socket would.</summary>
    public void Write(MadeTorrent torrent, int piece, IEnumerable<int>? order = null, bool spoil = false)
    {
        foreach (var index in order ?? Enumerable.Range(0, torrent.Pieces.BlockCount(piece)))
        {
            Block? block;
            while ((block = Pool.TryRent()) is null)
            {
                Workers.FlushQueue();
                Thread.Yield();
            }

            block.Length = torrent.Pieces.BlockSize(piece, index);
            torrent.BlockData(piece, index).CopyTo(block.Data);
            if (spoil)
            {
                block.Data[0] ^= 1;
            }

            Workers.Write(Storage, piece, index * Limits.BlockSize, block);
        }

        Workers.FlushQueue();
    }

    public void WriteAll(MadeTorrent torrent, int seed = 0)
    {
        for (var piece = 0; piece < torrent.Pieces.PieceCount; piece++)
        {
            var order = Enumerable.Range(0, torrent.Pieces.BlockCount(piece)).ToArray();
            if (seed != 0)
            {
                new Random(seed + piece).Shuffle(order);
            }

            Write(torrent, piece, order);
        }

        Log.Await(l => l.Hashed.Count == torrent.Pieces.PieceCount || l.Failure is not null);
    }

    public void Flush()
    {
        var before = Log.Claims;
        Workers.Flush(Storage);
        Log.Await(l => l.Claims > before || l.Failure is not null);
    }

    public void Close()
    {
        Workers.Close(Storage);
        Log.Await(l => l.ClosedEvents == 1);
    }

    /// <summary>Ends everything in order and starts anew.</summary>
    public void Restart()
    {
        Close();
        Stop();
        Start();
    }

    /// <summary>Ends everything without a last barrier: what a kill leaves.</summary>
    public void Kill()
    {
        Stop();
        Start();
    }

    public void AssertOnDisk(MadeTorrent torrent)
    {
        for (var i = 0; i < torrent.Layout.Files.Count; i++)
        {
            var file = torrent.Layout.Files[i];
            var path = Path.Combine([Root, .. file.Path]);
            if (file.IsPad)
            {
                Assert.False(File.Exists(path));
            }
            else
            {
                Assert.True(torrent.FileData(i).SequenceEqual(File.ReadAllBytes(path)), $"{path} differs");
            }
        }
    }

    public void Dispose()
    {
        Stop();
        try
        {
            Assert.Equal(0, Pool.Outstanding);
            Assert.Equal("alive", File.ReadAllText(Path.Combine(Canary, "bird")));
            Assert.Equal([Path.Combine(Canary, "bird")], Directory.GetFileSystemEntries(Canary));
        }
        finally
        {
            Directory.Delete(_top, recursive: true);
        }
    }

    private EventRelay Relay { get; } = new();

    private void Start()
    {
        _state = StateStore.Open(StateDirectory);
        _workers = _layer is IFileLayer layer
            ? new DiskWorkers(_settings, Pool, _state, Relay, Time, layer)
            : new DiskWorkers(_settings, Pool, _state, Relay, Time);
    }

    private void Stop()
    {
        _workers?.Dispose();
        _state?.Dispose();
    }

    // The workers outlive a log when a test opens twice.
    private sealed class EventRelay : IDiskEvents
    {
        public DiskLog Target { get; set; } = new();

        public void Opened(TorrentStorage storage, OpenResult result) => Target.Opened(storage, result);

        public void PieceHashed(TorrentStorage storage, int piece, bool ok) => Target.PieceHashed(storage, piece, ok);

        public void BlockRead(TorrentStorage storage, object token, int piece, int begin, Block? block, DiskError? error) =>
            Target.BlockRead(storage, token, piece, begin, block, error);

        public void VerifyProgress(TorrentStorage storage, int piecesChecked, int piecesTotal) => Target.VerifyProgress(storage, piecesChecked, piecesTotal);

        public void Verified(TorrentStorage storage, Bitfield have) => Target.Verified(storage, have);

        public void Claimed(TorrentStorage storage, int claimedCount) => Target.Claimed(storage, claimedCount);

        public void Failed(TorrentStorage storage, DiskError error) => Target.Failed(storage, error);

        public void Closed(TorrentStorage storage) => Target.Closed(storage);
    }
}
