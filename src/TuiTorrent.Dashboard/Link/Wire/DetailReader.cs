using System.Globalization;
using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>Reads what torrent_get and tuitorrent_why tell about one torrent, into what is known of it: parts that an answer does not have stay as they were.</summary>
internal static class DetailReader
{
    private const int OwnLimit = 1;
    private const int NoLimit = 2;

    /// <summary>Fields that stay the same for a torrent's life, or nearly.</summary>
    private static readonly string[] LastingFields = ["piece_count", "piece_size", "comment", "creator", "date_created", "magnet_link"];

    private static readonly string[] GeneralFields =
    [
        "corrupt_ever", "tuitorrent_wasted_ever", "seconds_downloading", "seconds_seeding", "download_limit", "download_limited", "upload_limit", "upload_limited",
        "honors_session_limits", "peer_limit", "seed_ratio_limit", "seed_ratio_mode", "sequential_download",
    ];

    /// <summary>What to ask torrent_get for.</summary>
    /// <param name="parts">That are wanted now.</param>
    /// <param name="isFirst">Nothing is known yet, or what lasts has to be looked at once more.</param>
    /// <param name="isOurs">The daemon is one of our own; older ones have the state of files in one form only.</param>
    public static List<string> Fields(DetailPart parts, bool isFirst, bool isOurs = true)
    {
        var fields = new List<string>();
        Add(DetailPart.General, isFirst ? LastingFields : []);
        Add(DetailPart.General, GeneralFields);
        Add(DetailPart.Files, isFirst ? ["files"] : []);
        Add(DetailPart.Files, isOurs ? ["bytes_completed", "priorities", "wanted"] : ["file_stats"]);
        Add(DetailPart.Peers, ["peers"]);
        Add(DetailPart.Trackers, ["tracker_stats"]);
        Add(DetailPart.Pieces, isFirst ? ["piece_count", "piece_size"] : []);
        Add(DetailPart.Pieces, ["pieces", "availability"]);
        return fields;

        void Add(DetailPart part, string[] names)
        {
            foreach (var name in (parts & part) != 0 ? names : [])
            {
                if (!fields.Contains(name))
                {
                    fields.Add(name);
                }
            }
        }
    }

    /// <summary>What was known, with what an answer of torrent_get tells.</summary>
    /// <param name="known">Of the same torrent.</param>
    /// <param name="torrent">An element of "torrents".</param>
    /// <param name="speedUnit">Bytes a second that limits are counted in.</param>
    public static TorrentDetail Read(TorrentDetail known, JsonElement torrent, long speedUnit = 1000)
    {
        var detail = known;
        if (torrent.At("piece_count").ValueKind == JsonValueKind.Number)
        {
            detail = detail with { PieceCount = Math.Clamp(torrent.At("piece_count").Int(), 0, LinkLimits.MaxPieces), PieceSize = torrent.At("piece_size").Count() };
        }

        if (torrent.At("comment").ValueKind == JsonValueKind.String)
        {
            detail = detail with
            {
                Comment = torrent.At("comment").Text(LinkLimits.MaxSentence, known.Comment),
                Creator = torrent.At("creator").Text(LinkLimits.MaxName, known.Creator),
                CreatedAt = torrent.At("date_created").Count(),
                MagnetLink = torrent.At("magnet_link").Text(4 * LinkLimits.MaxPath, known.MagnetLink),
            };
        }

        detail = torrent.At("seconds_seeding").ValueKind == JsonValueKind.Number ? ReadGeneral(detail, torrent, speedUnit) : detail;
        detail = torrent.At("files").ValueKind == JsonValueKind.Array ? detail with { Files = ReadFiles(torrent.At("files"), known.Files) } : detail;
        detail = torrent.At("bytes_completed").ValueKind == JsonValueKind.Array || torrent.At("wanted").ValueKind == JsonValueKind.Array
            ? detail with { Files = FileStates.Merge(detail.Files, torrent.At("bytes_completed"), torrent.At("priorities"), torrent.At("wanted")) } : detail;
        detail = torrent.At("file_stats").ValueKind == JsonValueKind.Array ? detail with { Files = FileStates.Merge(detail.Files, torrent.At("file_stats")) } : detail;
        detail = torrent.At("peers").ValueKind == JsonValueKind.Array ? detail with { Peers = torrent.At("peers").List(LinkLimits.MaxPeers, ReadPeer) } : detail;
        detail = torrent.At("tracker_stats").ValueKind == JsonValueKind.Array ? detail with { Trackers = torrent.At("tracker_stats").List(LinkLimits.MaxTrackers, ReadTracker) } : detail;
        detail = torrent.At("pieces").ValueKind == JsonValueKind.String ? detail with { Pieces = ReadPieces(torrent.At("pieces")) } : detail;
        return torrent.At("availability").ValueKind == JsonValueKind.Array ? detail with { Availability = ReadAvailability(torrent.At("availability")) } : detail;
    }

    /// <summary>"causes" of tuitorrent_why.</summary>
    public static IReadOnlyList<Cause> Causes(JsonElement causes) => causes.List(LinkLimits.MaxRows, static cause => new Cause(
        cause.At("code").Text(LinkLimits.MaxName), cause.At("text").Text(LinkLimits.MaxSentence), cause.At("remedy").Text(LinkLimits.MaxSentence)));

    private static TorrentDetail ReadGeneral(TorrentDetail detail, JsonElement torrent, long speedUnit) => detail with
    {
        CorruptBytes = torrent.At("corrupt_ever").Count(),
        WastedBytes = torrent.At("tuitorrent_wasted_ever").Count(),
        SecondsDownloading = torrent.At("seconds_downloading").Count(),
        SecondsSeeding = torrent.At("seconds_seeding").Count(),
        DownLimit = torrent.At("download_limited").Flag() ? Math.Min(torrent.At("download_limit").Count(), int.MaxValue) * speedUnit : 0,
        UpLimit = torrent.At("upload_limited").Flag() ? Math.Min(torrent.At("upload_limit").Count(), int.MaxValue) * speedUnit : 0,
        HonorsSessionLimits = torrent.At("honors_session_limits").Flag(otherwise: true),
        PeerLimit = Math.Max(0, torrent.At("peer_limit").Int()),
        RatioLimit = torrent.At("seed_ratio_mode").Long() switch
        {
            OwnLimit => Math.Max(0, torrent.At("seed_ratio_limit").Real()),
            NoLimit => -1,
            _ => double.NaN,
        },
        IsSequential = torrent.At("sequential_download").Flag(),
    };

    private static List<FileItem> ReadFiles(JsonElement files, IReadOnlyList<FileItem> known)
    {
        var list = new List<FileItem>(files.Length(LinkLimits.MaxFiles));
        foreach (var file in files.Items(LinkLimits.MaxFiles))
        {
            var before = list.Count < known.Count ? known[list.Count] : null;
            var path = file.At("name").Text(LinkLimits.MaxPath, before?.Path ?? "");
            var (length, done) = (file.At("length").Count(), file.At("bytes_completed").Count());
            list.Add(before is not null && before.Path == path && before.Length == length && before.Done == done
                ? before
                : new FileItem(list.Count, path, length, done, before?.IsWanted ?? true, before?.Priority ?? 0));
        }

        return list;
    }

    private static PeerItem? ReadPeer(JsonElement peer)
    {
        var address = peer.At("address").Text(LinkLimits.MaxName);
        if (address.Length == 0)
        {
            return null;
        }

        var port = peer.At("port").Int().ToString(CultureInfo.InvariantCulture);
        return new PeerItem
        {
            Address = address.Contains(':', StringComparison.Ordinal) && address[0] != '[' ? $"[{address}]:{port}" : $"{address}:{port}",
            Client = peer.At("client_name").Text(LinkLimits.MaxName),
            Flags = peer.At("flag_str").Text(16),
            Cipher = peer.At("tuitorrent_cipher").Word() switch
            {
                "rc4" => PeerCipher.Rc4,
                "mse_plaintext" => PeerCipher.MsePlaintext,
                "" when peer.At("is_encrypted").Flag() => PeerCipher.Rc4,
                _ => PeerCipher.Plain,
            },
            IsIncoming = peer.At("is_incoming").Flag(),
            Progress = peer.At("progress").Part(),
            DownRate = peer.At("rate_to_client").Count(),
            UpRate = peer.At("rate_to_peer").Count(),
            Downloaded = peer.At("bytes_to_client").Count(),
            Uploaded = peer.At("bytes_to_peer").Count(),
            ConnectedSeconds = peer.At("tuitorrent_connected_seconds").Count(),
            IsSnubbed = peer.At("tuitorrent_is_snubbed").Flag(),
            IsChokingUs = peer.At("client_is_choked").Flag(),
            IsChoked = peer.At("peer_is_choked").Flag(),
            IsInterested = peer.At("peer_is_interested").Flag(),
            AreWeInterested = peer.At("client_is_interested").Flag(),
        };
    }

    private static TrackerItem ReadTracker(JsonElement tracker) => new(
        tracker.At("id").Int(),
        Math.Max(0, tracker.At("tier").Int()),
        tracker.At("announce").Text(LinkLimits.MaxPath),
        tracker.At("host").Text(LinkLimits.MaxName),
        Math.Clamp(tracker.At("announce_state").Int(), 0, 3),
        tracker.At("last_announce_result").Text(LinkLimits.MaxSentence),
        tracker.At("last_announce_succeeded").Flag(),
        tracker.At("last_announce_time").Count(),
        tracker.At("next_announce_time").Count(),
        Math.Max(-1, tracker.At("seeder_count").Int(-1)),
        Math.Max(-1, tracker.At("leecher_count").Int(-1)),
        Math.Max(0, tracker.At("last_announce_peer_count").Int()));

    private static byte[] ReadPieces(JsonElement pieces)
    {
        try
        {
            return pieces.TryGetBytesFromBase64(out var bytes) && bytes.Length <= LinkLimits.MaxPieces / 8 ? bytes : [];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static int[] ReadAvailability(JsonElement availability)
    {
        var counts = new int[availability.Length(LinkLimits.MaxPieces)];
        var i = 0;
        foreach (var count in availability.EnumerateArray())
        {
            if (i == counts.Length)
            {
                break;
            }

            counts[i++] = Math.Max(-1, count.Int());
        }

        return counts;
    }
}
