using System.Globalization;
using System.Security.Cryptography;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine;

namespace TuiTorrent.Swarm;

/// <summary>Swarms on loopback: `seed` serves one torrent until it is killed, `demo` many of all kinds for a dashboard to show, `swarm` runs a whole one and tells how it goes.</summary>
internal static class Program
{
    private const int UsageError = 2;
    private const int TimeoutSeconds = 120;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["seed", var directory, var mebibytes, var upLimit]:
                await SeedAsync(directory, long.Parse(mebibytes, CultureInfo.InvariantCulture) << 20, long.Parse(upLimit, CultureInfo.InvariantCulture));
                return 0;
            case ["demo", var directory]:
                await DemoSwarm.RunAsync(directory);
                return 0;
            case ["swarm", .. var rest]:
                return await RunSwarmAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 6, rest.Length > 1 ? long.Parse(rest[1], CultureInfo.InvariantCulture) : 64);
            default:
                Console.Error.WriteLine("usage: TuiTorrent.Swarm seed DIRECTORY MIB UP_LIMIT_BYTES_PER_SECOND | demo DIRECTORY | swarm [LEECHERS] [MIB]");
                return UsageError;
        }
    }

    /// <summary>Tracker and seeder; writes demo.torrent when both are there.</summary>
    private static async Task SeedAsync(string directory, long length, long upLimit)
    {
        using var tracker = new LocalTracker();
        var torrent = MadeUpTorrent.Make(Path.Combine(directory, "seed"), "demo.bin", length, tracker.Url);
        var ready = new TaskCompletionSource();
        using var engine = Start(Path.Combine(directory, "seed-state"), new SessionSettings { UploadLimit = upLimit }, e =>
        {
            if (e is TorrentCompleted)
            {
                ready.TrySetResult();
            }
        });
        engine.Add(torrent.Metainfo, new AddOptions { Directory = Path.GetDirectoryName(torrent.Path)! });
        await ready.Task;
        var temporary = Path.Combine(directory, "demo.torrent.tmp");
        await File.WriteAllBytesAsync(temporary, torrent.TorrentFile);
        File.Move(temporary, Path.Combine(directory, "demo.torrent"), overwrite: true);
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task<int> RunSwarmAsync(int leechers, long mebibytes)
    {
        var directory = Directory.CreateTempSubdirectory("tuitorrent-swarm-").FullName;
        var engines = new List<TorrentEngine>();
        using var tracker = new LocalTracker();
        try
        {
            var torrent = MadeUpTorrent.Make(Path.Combine(directory, "peer0"), "swarm.bin", mebibytes << 20, tracker.Url);
            using var liar = new LyingPeer(torrent.Metainfo);
            Console.WriteLine($"{leechers} leechers, one seed, one liar at {liar.Endpoint}; {torrent.Metainfo.Layout.PieceCount} pieces, {mebibytes} MiB");
            for (var i = 0; i <= leechers; i++)
            {
                var name = $"peer{i}";
                // Every dress meets every other: the first insists on RC4, the second refuses it, and so on.
                var settings = new SessionSettings { Encryption = (EncryptionPolicy)((i + 2) % 3 + (i == 1 ? 1 : 0)), BufferBytes = 4 << 20, MaxPeers = 40 };
                var engine = Start(Path.Combine(directory, name + "-state"), settings, e => Tell(name, e));
                engines.Add(engine);
                engine.Add(torrent.Metainfo, new AddOptions { Directory = Path.Combine(directory, name), Peers = i == 0 ? [] : [liar.Endpoint] });
            }

            var isFinished = await WatchAsync(engines, torrent);
            var wrong = CountWrong(directory, leechers, torrent.Path);
            Console.WriteLine($"finished: {isFinished}; files that differ: {wrong}; the liar told {liar.Lies} lies");
            return isFinished && wrong == 0 ? 0 : 1;
        }
        finally
        {
            await Task.WhenAll(engines.Select(e => e.StopAsync()));
            engines.ForEach(e => e.Dispose());
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<bool> WatchAsync(List<TorrentEngine> engines, MadeUpTorrent torrent)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var second = 0; second < TimeoutSeconds && await timer.WaitForNextTickAsync(); second++)
        {
            var snapshots = await Task.WhenAll(engines.Select(e => e.SnapshotAsync(torrent.Metainfo.InfoHash)));
            Console.WriteLine(string.Join("  ", snapshots.Select(s => s is null ? "-" : $"{100 * s.DoneBytes / s.TotalBytes,3}% {s.Peers}p/{s.EncryptedPeers}e")));
            if (snapshots.All(s => s is not null && s.DoneBytes == s.TotalBytes))
            {
                return true;
            }
        }

        return false;
    }

    private static int CountWrong(string directory, int leechers, string original)
    {
        var expected = SHA256.HashData(File.ReadAllBytes(original));
        return Enumerable.Range(1, leechers).Count(i =>
            !SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, $"peer{i}", Path.GetFileName(original)))).AsSpan().SequenceEqual(expected));
    }

    internal static TorrentEngine Start(string state, SessionSettings settings, Action<EngineEvent> events) =>
        TorrentEngine.Start(new EngineSettings { StateDirectory = state, Session = settings, Bind = System.Net.IPAddress.Loopback }, events);

    private static void Tell(string name, EngineEvent e)
    {
        if (e is TorrentFailed failed)
        {
            Console.WriteLine($"{name}: failed: {failed.Error}");
        }
        else if (e is EngineNote note)
        {
            Console.WriteLine($"{name}: {note.Text}");
        }
    }
}
