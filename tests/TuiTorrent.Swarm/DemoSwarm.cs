using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine;

namespace TuiTorrent.Swarm;

/// <summary>What a dashboard needs to look alive: a tracker, seeds that do and don't insist on RC4, a leecher that lives on what the dashboard's daemon has, a liar, and torrents in every state.</summary>
internal static class DemoSwarm
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    /// <summary>What is offered, how the daemon is to add it, and whether it is to have the data already.</summary>
    private static readonly (string Name, (string[] Path, long Length)[] Files, string[] Options, bool IsThere)[] Offers =
    [
        ("ubuntu-26.04-made-up-arm64.iso", [([], 48 * MiB)], ["--label", "os"], false),
        ("raspios-made-up-lite.img", [([], 24 * MiB)], ["--label", "os"], false),
        ("Big Buck Made-Up (2160p)", Film(), ["--label", "film"], false),
        ("field-recordings-2026", Recordings(), ["--label", "music"], false),
        ("日本語の録音 🎵", [([], 6 * MiB)], ["--label", "music", "--down-limit", "40K"], false),
        ("debian-made-up-netinst.iso", [([], 12 * MiB)], ["--label", "os"], true),
        ("archive-of-maps", [(["europe.pmtiles"], 5 * MiB), (["asia.pmtiles"], 3 * MiB)], [], true),
        ("wikipedia-made-up-nopic.zim", [([], 16 * MiB)], ["--paused"], false),
        ("old-backup-set", [([], 8 * MiB)], ["--label", "backup"], false),
    ];

    /// <summary>Makes all, writes a line for each torrent into the file "offers" (options and path, separated by tabs), and serves until the process is killed.</summary>
    /// <remarks>Data that the daemon is to have lies in "downloads" below the directory.</remarks>
    public static async Task RunAsync(string directory)
    {
        using var tracker = new LocalTracker();
        var torrents = Offers.Select(offer => MadeUpTorrent.Make(
            Path.Combine(directory, offer.IsThere ? "downloads" : "seed"), offer.Name, offer.Files,
            // Nobody listens there.
            offer.Name == "old-backup-set" ? "http://127.0.0.1:1/announce" : tracker.Url)).ToList();
        using var liar = new LyingPeer(torrents[0].Metainfo);
        using var open = Start("open", new SessionSettings { UploadLimit = 420 * KiB });
        using var strict = Start("strict", new SessionSettings { UploadLimit = 230 * KiB, Encryption = EncryptionPolicy.Required });
        using var leecher = Start("leecher", new SessionSettings { DownloadLimit = 48 * KiB, Encryption = EncryptionPolicy.Disabled });
        foreach (var (torrent, offer) in torrents.Zip(Offers))
        {
            if (offer.IsThere)
            {
                leecher.Add(torrent.Metainfo, new AddOptions { Directory = Path.Combine(directory, "leecher") });
            }
            else
            {
                open.Add(torrent.Metainfo, new AddOptions { Directory = Path.Combine(directory, "seed"), Peers = [liar.Endpoint] });
                strict.Add(torrent.Metainfo, new AddOptions { Directory = Path.Combine(directory, "seed") });
            }
        }

        await WriteOffersAsync(directory, torrents);
        await Task.Delay(Timeout.Infinite);

        TorrentEngine Start(string name, SessionSettings settings) => Program.Start(Path.Combine(directory, name + "-state"), settings with { BufferBytes = (int)(4 * MiB) }, _ => { });
    }

    private static async Task WriteOffersAsync(string directory, List<MadeUpTorrent> torrents)
    {
        var lines = new List<string>();
        foreach (var (torrent, offer) in torrents.Zip(Offers))
        {
            var path = Path.Combine(directory, "torrents", offer.Name + ".torrent");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, torrent.TorrentFile);
            lines.Add(string.Join('\t', [.. offer.Options, path]));
        }

        var temporary = Path.Combine(directory, "offers.tmp");
        await File.WriteAllLinesAsync(temporary, lines);
        File.Move(temporary, Path.Combine(directory, "offers"), overwrite: true);
    }

    private static (string[] Path, long Length)[] Film() =>
    [
        (["Big Buck Made-Up.mkv"], 26 * MiB), (["Subtitles", "English.srt"], 90 * KiB), (["Subtitles", "Deutsch.srt"], 94 * KiB), (["Poster.jpg"], 700 * KiB), (["Sample", "sample.mkv"], 3 * MiB),
    ];

    private static (string[] Path, long Length)[] Recordings() =>
        [.. from place in (string[])["Harbour", "Night train", "Alps"] from track in Enumerable.Range(1, 8) select ((string[])[place, $"{track:00} take {track}.flac"], ((track % 3) + 1) * 400 * KiB)];
}
