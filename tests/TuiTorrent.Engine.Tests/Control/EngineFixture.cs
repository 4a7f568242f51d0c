using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.State;
using TuiTorrent.Engine.Tests.Trackers;

namespace TuiTorrent.Engine.Tests.Control;

/// <summary>An engine, without a port unless it is given one, in a directory of its own, which can be stopped, killed and started again.</summary>
public sealed class EngineFixture : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _top = Directory.CreateTempSubdirectory("tt-engine-").FullName;
    private readonly int _port;
    private readonly IFileLayer _files;
    private TorrentEngine? _engine;

    public EngineFixture()
        : this(port: -1, new PosixFiles())
    {
    }

    internal EngineFixture(int port, IFileLayer files)
    {
        (_port, _files) = (port, files);
        Directory.CreateDirectory(Root);
        Start();
    }

    public string Root => Path.Combine(_top, "downloads");

    public string Other => Path.Combine(_top, "other");

    public EngineOptions Options { get; set; } = new() { DownloadDirectory = "/", MaxDownloads = null, StalledMinutes = null };

    internal ManualTime Time { get; } = new();

    public TorrentEngine Engine => _engine!;

    public ConcurrentQueue<EngineEvent> Events { get; } = new();

    public void Start() => _engine = TorrentEngine.Start(
        new EngineSettings
        {
            StateDirectory = Path.Combine(_top, "state"),
            Port = _port,
            Bind = _port < 0 ? null : IPAddress.Loopback,
            Options = Options,
            RestoreTorrents = true,
            Files = _files,
        },
        Events.Enqueue,
        Time);

    /// <summary>Ends in order and starts again.</summary>
    public async Task RestartAsync()
    {
        await Engine.StopAsync().WaitAsync(Patience);
        Engine.Dispose();
        Start();
    }

    /// <summary>Ends without saving anything more, as a kill does, and starts again.</summary>
    public void Kill()
    {
        Engine.Dispose();
        Start();
    }

    public void Dispose()
    {
        _engine?.Dispose();
        Directory.Delete(_top, recursive: true);
    }

    /// <summary>A torrent of made-up data, with a name at the top unless it is a single file.</summary>
    public static (TorrentMetainfo Metainfo, byte[] Data) Make(string name, int seed, params (string Path, int Length)[] files)
    {
        var builder = new TorrentBuilder(name) { PieceLength = 16384, AnnounceTiers = [] };
        var data = new byte[files.Sum(f => f.Length)];
        new Random(seed).NextBytes(data);
        foreach (var (path, length) in files)
        {
            builder.AddFile(path.Length == 0 ? [] : path.Split('/'), length);
        }

        var hashes = new List<byte>();
        for (var at = 0; at < data.Length; at += 16384)
        {
            hashes.AddRange(SHA1.HashData(data.AsSpan(at, Math.Min(16384, data.Length - at))));
        }

        Assert.True(TorrentMetainfo.TryParse(builder.Build(hashes.ToArray()), out var metainfo, out _));
        return (metainfo, data);
    }

    /// <summary>An album of three files that lies complete in the directory and seeds.</summary>
    public async Task<TorrentMetainfo> AddSeedAsync(string name = "album", int seed = 1, bool isPaused = false)
    {
        var (metainfo, data) = Make(name, seed, ("one", 40_000), ("cd/two", 70_000), ("three", 10));
        Put(Root, metainfo, data);
        var result = await Engine.AddAsync(metainfo, new AddOptions { Directory = Root, IsPaused = isPaused });
        Assert.Null(result.Error);
        if (!isPaused)
        {
            await AwaitAsync(metainfo, t => t.Activity == TorrentActivity.Seeding);
        }

        return metainfo;
    }

    public static void Put(string root, TorrentMetainfo metainfo, byte[] data)
    {
        foreach (var file in metainfo.Files)
        {
            var path = Path.Combine([root, .. file.Path]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, data.AsSpan((int)file.Offset, (int)file.Length));
        }
    }

    /// <summary>Waits until a torrent is as wanted; the clock moves meanwhile only if <paramref name="step"/> says so.</summary>
    public async Task<TorrentSnapshot> AwaitAsync(TorrentMetainfo metainfo, Func<TorrentSnapshot, bool> condition, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(Patience);
        TorrentSnapshot? last = null;
        while (!limit.IsCancellationRequested)
        {
            last = await Engine.SnapshotAsync(metainfo.InfoHash).WaitAsync(limit.Token);
            if (last is not null && condition(last))
            {
                return last;
            }

            Time.Advance(step);
            await Task.Yield();
        }

        throw new TimeoutException($"still {last?.Activity} {last?.Error} {last?.DoneBytes}");
    }

    public static async Task OkAsync(Task<CommandResult> command)
    {
        var result = await command.WaitAsync(Patience);
        Assert.Null(result.Error);
    }

    public static async Task<string> RefusedAsync(Task<CommandResult> command)
    {
        var result = await command.WaitAsync(Patience);
        Assert.NotNull(result.Error);
        Assert.EndsWith(".", result.Error, StringComparison.Ordinal);
        return result.Error;
    }

    /// <summary>Changes what the state knows of a torrent while no engine runs.</summary>
    internal void ChangeRow(InfoHash hash, Func<TorrentRow, TorrentRow> change)
    {
        using var state = StateStore.Open(Path.Combine(_top, "state"));
        state.Update(change(state.FindRow(hash)!));
    }

    public static List<string> Files(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)]
        : [];
}
