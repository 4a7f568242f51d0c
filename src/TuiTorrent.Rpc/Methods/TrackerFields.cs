using System.Text;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Fields of torrent_get about trackers.</summary>
internal static class TrackerFields
{
    public static void WriteTrackers(TorrentView view, KeyedWriter writer)
    {
        writer.Json.WriteStartArray();
        foreach (var tracker in view.Detail.Trackers)
        {
            writer.Json.WriteStartObject();
            WriteName(tracker, writer);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
    }

    public static void WriteStats(TorrentView view, KeyedWriter writer)
    {
        writer.Json.WriteStartArray();
        foreach (var tracker in view.Detail.Trackers)
        {
            writer.Json.WriteStartObject();
            WriteName(tracker, writer);
            writer.Number("announce_state", State(tracker));
            writer.Number("download_count", -1);
            writer.Number("downloader_count", -1);
            writer.Bool("has_announced", tracker.LastAnnounce is not null);
            writer.Bool("has_scraped", false);
            writer.Text("host", tracker.Name);
            writer.Bool("is_backup", tracker.State == TrackerState.Idle && view.Detail.Trackers.Any(other => other.State is TrackerState.Working or TrackerState.Announcing));
            writer.Number("last_announce_peer_count", tracker.PeersReceived);
            writer.Text("last_announce_result", tracker.IsLastGood && tracker.Message is null ? "Success" : tracker.Message);
            writer.Number("last_announce_start_time", TorrentFields.Seconds(tracker.LastAnnounce));
            writer.Bool("last_announce_succeeded", tracker.IsLastGood);
            writer.Number("last_announce_time", TorrentFields.Seconds(tracker.LastAnnounce));
            writer.Bool("last_announce_timed_out", false);
            writer.Text("last_scrape_result", "");
            writer.Number("last_scrape_start_time", 0L);
            writer.Bool("last_scrape_succeeded", false);
            writer.Number("last_scrape_time", 0L);
            writer.Bool("last_scrape_timed_out", false);
            writer.Number("leecher_count", tracker.Leechers ?? -1);
            writer.Number("next_announce_time", TorrentFields.Seconds(tracker.NextAnnounce));
            writer.Number("next_scrape_time", 0L);
            writer.Number("scrape_state", 0L);
            writer.Number("seeder_count", tracker.Seeders ?? -1);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
    }

    /// <summary>One a line, an empty line between tiers.</summary>
    public static void WriteList(TorrentView view, KeyedWriter writer)
    {
        var list = new StringBuilder();
        TrackerRow? before = null;
        foreach (var tracker in view.Detail.Trackers)
        {
            list.Append(before is not null && before.Tier != tracker.Tier ? "\n" : "").Append(tracker.Url).Append('\n');
            before = tracker;
        }

        writer.Json.WriteStringValue(list.ToString());
    }

    public static void WriteMagnet(TorrentView view, KeyedWriter writer)
    {
        var link = new StringBuilder("magnet:?xt=urn:btih:").Append(view.Row.InfoHash).Append("&dn=").Append(Uri.EscapeDataString(view.Row.Name));
        foreach (var tracker in view.Detail.Trackers)
        {
            link.Append("&tr=").Append(Uri.EscapeDataString(tracker.Url));
        }

        writer.Json.WriteStringValue(link.ToString());
    }

    private static void WriteName(TrackerRow tracker, KeyedWriter writer)
    {
        writer.Text("announce", tracker.Url);
        writer.Number("id", tracker.Id);
        writer.Text("scrape", "");
        writer.Text("sitename", SiteName(tracker.Url));
        writer.Number("tier", tracker.Tier);
    }

    /// <summary>0 not asked, 1 waits, 3 is being asked.</summary>
    private static int State(TrackerRow tracker) => tracker.State switch
    {
        TrackerState.Announcing => 3,
        TrackerState.Disabled => 0,
        _ => tracker.NextAnnounce is null ? 0 : 1,
    };

    /// <summary>"example" of "tracker.example.org": what a list has room for.</summary>
    private static string SiteName(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.HostNameType != UriHostNameType.Dns)
        {
            return parsed?.Host ?? "";
        }

        var labels = parsed.Host.Split('.');
        return labels.Length > 1 ? labels[^2] : labels[0];
    }
}
