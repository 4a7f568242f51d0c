using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>One field of torrent_get.</summary>
/// <param name="Name">In our spelling.</param>
/// <param name="Parts">Of the detail that it needs.</param>
/// <param name="NeedsMetainfo">It needs the .torrent file.</param>
/// <param name="Write">Writes its value.</param>
internal sealed record TorrentField(string Name, DetailParts Parts, bool NeedsMetainfo, Action<TorrentView, KeyedWriter> Write)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(Name);

    public JsonEncodedText OldKey { get; } = JsonEncodedText.Encode(OldNames.Old(Name, KeyStyle.Camel));
}

/// <summary>All fields of torrent_get. The table decides what exists; where nothing is known, the value is what Transmission says of a torrent without it.</summary>
/// <remarks>Source: rpc-spec.md 4.1, section 3.3.</remarks>
internal static class TorrentFields
{
    private static readonly FrozenDictionary<string, TorrentField> Table = All().ToFrozenDictionary(field => field.Name);

    public static IEnumerable<string> Names => Table.Keys;

    public static bool TryFind(string name, [NotNullWhen(true)] out TorrentField? field) => Table.TryGetValue(name, out field);

    private static IEnumerable<TorrentField> All() => [.. Identity(), .. Progress(), .. Rates(), .. Limits(), .. Times(), .. Details(), .. Own()];

    private static IEnumerable<TorrentField> Identity() =>
    [
        Number("id", view => view.Row.Id),
        Text("name", view => view.Row.Name),
        Text("hash_string", view => view.Row.InfoHash.ToString()),
        Text("download_dir", view => view.Row.Directory),
        Number("file_count", view => view.Row.FileCount),
        Bool("is_private", view => view.Row.IsPrivate),
        Number("piece_count", view => view.Row.PieceCount),
        Number("piece_size", view => view.Row.PieceLength),
        Number("total_size", view => view.Row.TotalBytes),
        new("labels", DetailParts.None, false, (view, writer) => WriteTexts(writer, view.Row.Options.Labels)),
        Text("primary_mime_type", _ => "application/octet-stream"),
        Text("torrent_file", _ => ""),
        Text("group", _ => ""),
        new("comment", DetailParts.None, true, (view, writer) => writer.Json.WriteStringValue(SafeText.From(view.Metainfo?.Comment ?? "", 4096))),
        new("creator", DetailParts.None, true, (view, writer) => writer.Json.WriteStringValue(SafeText.From(view.Metainfo?.CreatedBy ?? "", 512))),
        new("date_created", DetailParts.None, true, (view, writer) => writer.Json.WriteNumberValue(Seconds(view.Metainfo?.CreationDate))),
    ];

    private static IEnumerable<TorrentField> Progress() =>
    [
        Number("status", view => view.Status),
        Number("error", view => view.Error),
        Text("error_string", view => view.ErrorText),
        Number("eta", view => view.Eta),
        Number("eta_idle", _ => -1),
        Bool("is_finished", view => view.Row.IsSeedingDone),
        Bool("is_stalled", view => view.Row.IsStalled),
        Number("left_until_done", view => view.Row.LeftBytes),
        Number("size_when_done", view => view.Row.WantedBytes),
        Number("desired_available", view => view.Row.AvailableBytes),
        Number("have_valid", view => view.Row.DoneBytes),
        Number("have_unchecked", view => view.Row.UnverifiedBytes),
        Number("corrupt_ever", view => view.Row.CorruptBytes),
        Number("downloaded_ever", view => view.Row.DownloadedBytes),
        Number("uploaded_ever", view => view.Row.UploadedBytes),
        Real("percent_complete", view => view.PercentComplete),
        Real("percent_done", view => view.PercentDone),
        Real("metadata_percent_complete", _ => 1),
        Real("recheck_progress", view => view.Row.Activity == TorrentActivity.Verifying ? view.Row.JobProgress : 0),
        Real("upload_ratio", view => view.Ratio),
        Number("queue_position", view => view.Row.QueuePosition),
    ];

    private static IEnumerable<TorrentField> Rates() =>
    [
        Number("rate_download", view => view.Row.DownloadBytesPerSecond),
        Number("rate_upload", view => view.Row.UploadBytesPerSecond),
        Number("peers_connected", view => view.Row.Peers),
        Number("peers_sending_to_us", view => view.Row.PeersSending),
        Number("peers_getting_from_us", view => view.Row.PeersGetting),
        Number("webseeds_sending_to_us", _ => 0),
        Number("max_connected_peers", view => view.Row.Options.MaxPeers ?? view.Session.Session.MaxPeersPerTorrent),
    ];

    private static IEnumerable<TorrentField> Limits() =>
    [
        Number("bandwidth_priority", view => (int)view.Row.Options.Priority),
        Number("download_limit", view => view.Row.Options.DownloadLimit / OptionReader.SpeedUnit),
        Bool("download_limited", view => view.Row.Options.IsDownloadLimited),
        Number("upload_limit", view => view.Row.Options.UploadLimit / OptionReader.SpeedUnit),
        Bool("upload_limited", view => view.Row.Options.IsUploadLimited),
        Bool("honors_session_limits", view => view.Row.Options.HonorsSessionLimits),
        Number("peer_limit", view => view.Row.Options.MaxPeers ?? view.Session.Session.MaxPeersPerTorrent),
        Number("seed_idle_limit", view => view.Row.Options.IdleMinutes),
        Number("seed_idle_mode", view => (int)view.Row.Options.IdleMode),
        Real("seed_ratio_limit", view => view.Row.Options.Ratio),
        Number("seed_ratio_mode", view => (int)view.Row.Options.RatioMode),
        Bool("sequential_download", view => view.Row.Options.IsSequential),
        Number("sequential_download_from_piece", _ => 0),
    ];

    private static IEnumerable<TorrentField> Times() =>
    [
        Number("activity_date", view => Seconds(view.Row.ActiveAt)),
        Number("added_date", view => Seconds(view.Row.AddedAt)),
        Number("done_date", view => Seconds(view.Row.FinishedAt)),
        Number("start_date", view => Seconds(view.Row.AddedAt)),
        Number("edit_date", _ => 0),
        Number("manual_announce_time", _ => -1),
        Number("seconds_downloading", view => view.Row.SecondsDownloading),
        Number("seconds_seeding", view => view.Row.SecondsSeeding),
    ];

    private static IEnumerable<TorrentField> Details() =>
    [
        new("files", DetailParts.Files, false, FileFields.WriteFiles),
        new("file_stats", DetailParts.Files, false, FileFields.WriteStats),
        new("bytes_completed", DetailParts.Files, false, FileFields.WriteDone),
        new("priorities", DetailParts.Files, false, FileFields.WritePriorities),
        new("wanted", DetailParts.Files, false, FileFields.WriteWanted),
        new("peers", DetailParts.Peers, false, PeerFields.WritePeers),
        new("peers_from", DetailParts.Peers, false, PeerFields.WriteSources),
        new("trackers", DetailParts.Trackers, false, TrackerFields.WriteTrackers),
        new("tracker_stats", DetailParts.Trackers, false, TrackerFields.WriteStats),
        new("tracker_list", DetailParts.Trackers, false, TrackerFields.WriteList),
        new("magnet_link", DetailParts.Trackers, false, TrackerFields.WriteMagnet),
        new("pieces", DetailParts.Pieces, false, (view, writer) => writer.Json.WriteBase64StringValue(view.Detail.Have is { } have ? have.Bytes : default)),
        new("availability", DetailParts.Pieces, false, (view, writer) =>
        {
            writer.Json.WriteStartArray();
            foreach (var count in view.Detail.Availability)
            {
                writer.Json.WriteNumberValue(count);
            }

            writer.Json.WriteEndArray();
        }),
        new("webseeds", DetailParts.None, false, (_, writer) => WriteTexts(writer, [])),
        new("webseeds_ex", DetailParts.None, false, (_, writer) => WriteTexts(writer, [])),
    ];

    private static IEnumerable<TorrentField> Own() =>
    [
        Text("tuitorrent_activity", view => Snake(view.Row.Activity)),
        Number("tuitorrent_version", view => view.Row.Version),
        Number("tuitorrent_encrypted_peers", view => view.Row.EncryptedPeers),
        Number("tuitorrent_seeds", view => view.Row.Seeds),
        Number("tuitorrent_known_peers", view => view.Row.KnownPeers),
        Number("tuitorrent_wasted_ever", view => view.Row.WastedBytes),
        Real("tuitorrent_job_progress", view => view.Row.JobProgress),
        new("tuitorrent_tracker_names", DetailParts.None, false, (view, writer) => WriteTexts(writer, view.Row.TrackerNames)),
    ];

    private static TorrentField Number(string name, Func<TorrentView, long> value) =>
        new(name, DetailParts.None, false, (view, writer) => writer.Json.WriteNumberValue(value(view)));

    private static TorrentField Real(string name, Func<TorrentView, double> value) =>
        new(name, DetailParts.None, false, (view, writer) => writer.NumberValue(value(view)));

    private static TorrentField Bool(string name, Func<TorrentView, bool> value) =>
        new(name, DetailParts.None, false, (view, writer) => writer.Json.WriteBooleanValue(value(view)));

    private static TorrentField Text(string name, Func<TorrentView, string> value) =>
        new(name, DetailParts.None, false, (view, writer) => writer.Json.WriteStringValue(value(view)));

    private static void WriteTexts(KeyedWriter writer, IReadOnlyList<string> texts)
    {
        writer.Json.WriteStartArray();
        foreach (var text in texts)
        {
            writer.Json.WriteStringValue(text);
        }

        writer.Json.WriteEndArray();
    }

    /// <summary>Since 1970; 0 if never, as Transmission has it.</summary>
    public static long Seconds(DateTimeOffset? time) => time is { } known && known > DateTimeOffset.UnixEpoch ? known.ToUnixTimeSeconds() : 0;

    private static string Snake(TorrentActivity activity) => activity switch
    {
        TorrentActivity.QueuedToVerify => "queued_to_verify",
        TorrentActivity.Verifying => "verifying",
        TorrentActivity.QueuedToDownload => "queued_to_download",
        TorrentActivity.Downloading => "downloading",
        TorrentActivity.QueuedToSeed => "queued_to_seed",
        TorrentActivity.Seeding => "seeding",
        TorrentActivity.Moving => "moving",
        TorrentActivity.Failed => "failed",
        _ => "stopped",
    };
}
