using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>A torrent as one JSON object.</summary>
/// <remarks>
/// "id", "info_hash", "name"; "state" (stopped, finished, to-verify, verifying, queued, downloading, to-seed, seeding, error); "error" (or null); "total" (all bytes),
/// "wanted" (bytes of wanted files), "done" (of those, verified); "verified" (0 to 1, while verifying); "down_bps" and "up_bps" (bytes a second); "downloaded" and
/// "uploaded" (bytes in all runs); "ratio" (or null); "seconds_left" (or null); "peers"; "labels"; "directory"; "queue" (from 0); "added" (seconds since 1970); "stalled".
/// Fields may be added, none will change its meaning.
/// </remarks>
internal static class TorrentJson
{
    /// <summary>Writes the fields.</summary>
    public static void Write(Utf8JsonWriter json, TorrentRow row)
    {
        json.WriteTorrent(row);
        json.WriteString("state", row.State);
        json.WriteTextOrNull("error", row.Error);
        json.WriteNumber("total", row.Total);
        json.WriteNumber("wanted", row.Wanted);
        json.WriteNumber("done", row.Wanted - row.Left);
        if (row.State == TorrentState.Verifying)
        {
            json.WriteNumber("verified", row.Verified);
        }

        json.WriteNumber("down_bps", row.Down);
        json.WriteNumber("up_bps", row.Up);
        json.WriteNumber("downloaded", row.Downloaded);
        json.WriteNumber("uploaded", row.Uploaded);
        if (row.Ratio >= 0)
        {
            json.WriteNumber("ratio", row.Ratio);
        }
        else
        {
            json.WriteNull("ratio");
        }

        json.WriteNumberOrNull("seconds_left", row.SecondsLeft);
        json.WriteNumber("peers", row.Peers);
        json.WriteTexts("labels", row.Labels);
        json.WriteString("directory", row.Directory);
        json.WriteNumber("queue", row.QueuePosition);
        json.WriteTime("added", row.AddedAt);
        json.WriteBoolean("stalled", row.IsStalled);
    }
}
