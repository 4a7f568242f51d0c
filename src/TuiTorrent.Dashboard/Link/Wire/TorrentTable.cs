using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>
/// Reads torrent_get in the form of a table: a list of lists, the first with the names of the columns. Lists of objects are read, too, for daemons that know no tables.
/// </summary>
/// <remarks>Source: rpc-spec.md 4.1, section 3.3. A torrent that did not change stays the same object.</remarks>
internal static class TorrentTable
{
    private static readonly string[] Common =
    [
        "id", "hash_string", "name", "status", "error", "error_string", "is_stalled", "size_when_done", "total_size", "left_until_done", "percent_done", "recheck_progress",
        "rate_download", "rate_upload", "eta", "peers_connected", "upload_ratio", "downloaded_ever", "uploaded_ever", "labels", "download_dir", "added_date", "activity_date",
        "done_date", "queue_position", "file_count", "is_private", "bandwidth_priority",
    ];

    /// <summary>What to ask a daemon of our own for.</summary>
    public static IReadOnlyList<string> OwnFields { get; } =
    [
        .. Common, "tuitorrent_activity", "tuitorrent_job_progress", "tuitorrent_seeds", "tuitorrent_known_peers", "tuitorrent_encrypted_peers", "tuitorrent_tracker_names",
    ];

    /// <summary>What to ask other daemons for again and again.</summary>
    public static IReadOnlyList<string> ForeignFields => Common;

    /// <summary>What to ask other daemons for now and then: their trackers are many bytes, and change seldom.</summary>
    public static IReadOnlyList<string> ForeignFieldsWithTrackers { get; } = [.. Common, "trackers"];

    /// <summary>The torrents of an answer.</summary>
    /// <param name="torrents">"torrents" of the result.</param>
    /// <param name="known">Those of before, by number.</param>
    public static List<TorrentItem> Read(JsonElement torrents, IReadOnlyDictionary<int, TorrentItem> known)
    {
        var items = new List<TorrentItem>(torrents.Length(LinkLimits.MaxTorrents));
        string[]? columns = null;
        foreach (var row in torrents.Items(LinkLimits.MaxTorrents))
        {
            if (row.ValueKind == JsonValueKind.Array && columns is null)
            {
                columns = [.. row.Items(256).Select(Json.Word)];
                continue;
            }

            if (ReadRow(row, columns, known) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static TorrentItem? ReadRow(JsonElement row, string[]? columns, IReadOnlyDictionary<int, TorrentItem> known)
    {
        var cells = new TorrentCells();
        switch (row.ValueKind)
        {
            case JsonValueKind.Array when columns is not null:
                var i = 0;
                foreach (var cell in row.EnumerateArray())
                {
                    if (i == columns.Length)
                    {
                        break;
                    }

                    cells.Take(columns[i++], cell);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in row.EnumerateObject())
                {
                    cells.Take(NameOf(property), property.Value);
                }

                break;
            default:
                return null;
        }

        return cells.ToItem(known);
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
