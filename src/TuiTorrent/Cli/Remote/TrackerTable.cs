using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>A tracker of a torrent. Texts are clean, passkeys left out.</summary>
internal sealed record TrackerLine(long Tier, string Url, bool IsAsked, bool IsGood, string Result, long? Seeders, long? Leechers, long Peers, DateTimeOffset? Last, DateTimeOffset? Next)
{
    /// <summary>"works", "fails", or "not asked".</summary>
    public string State => !IsAsked ? "not asked" : IsGood ? "works" : "fails";

    /// <summary>From an element of "tracker_stats".</summary>
    public static TrackerLine Read(JsonElement tracker) => new(
        tracker.Number("tier") + 1,
        TorrentListing.ShowTracker(tracker.RawText("announce")),
        tracker.Flag("has_announced"),
        tracker.Flag("last_announce_succeeded"),
        tracker.Text("last_announce_result"),
        tracker.NumberOrNull("seeder_count") is >= 0 and var seeders ? seeders : null,
        tracker.NumberOrNull("leecher_count") is >= 0 and var leechers ? leechers : null,
        tracker.Number("last_announce_peer_count"),
        tracker.Time("last_announce_time"),
        tracker.Time("next_announce_time"));
}

/// <summary>The trackers of a torrent: for people a table, for programs an object a tracker.</summary>
internal static class TrackerTable
{
    private static readonly TableColumn[] Columns =
    [
        new("Tier", IsRight: true, Rank: 6), new("Tracker"), new("State"), new("Seeds", IsRight: true, Rank: 3), new("Others", IsRight: true, Rank: 4),
        new("Next", IsRight: true, Rank: 5), new("It said", Shortest: 12, Rank: 1),
    ];

    /// <summary>Lines that fit a width.</summary>
    public static List<string> Render(IReadOnlyList<TrackerLine> trackers, DateTimeOffset now, int width)
    {
        if (trackers.Count == 0)
        {
            return ["It has no trackers."];
        }

        var rows = new List<string[]>(trackers.Count);
        foreach (var tracker in trackers)
        {
            rows.Add(
            [
                Figures.Count(tracker.Tier),
                tracker.Url,
                tracker.State,
                tracker.Seeders is { } seeders ? Figures.Count(seeders) : Figures.None,
                tracker.Leechers is { } leechers ? Figures.Count(leechers) : Figures.None,
                tracker.Next is { } next ? Figures.Time(Math.Max(0, (long)(next - now).TotalSeconds)) : Figures.None,
                tracker.Result == "Success" ? Figures.Count(tracker.Peers, "peer") : tracker.Result,
            ]);
        }

        return TextTable.Render(Columns, rows, width);
    }

    /// <summary>"tier" (from 1), "tracker", "state" (works, fails, not asked), "message", "seeders", "leechers" (or null), "peers", "last", "next" (seconds since 1970, or null).</summary>
    public static void WriteJson(Utf8JsonWriter json, TrackerLine tracker)
    {
        json.WriteNumber("tier", tracker.Tier);
        json.WriteString("tracker", tracker.Url);
        json.WriteString("state", tracker.State);
        json.WriteTextOrNull("message", tracker.Result);
        json.WriteNumberOrNull("seeders", tracker.Seeders);
        json.WriteNumberOrNull("leechers", tracker.Leechers);
        json.WriteNumber("peers", tracker.Peers);
        json.WriteTime("last", tracker.Last);
        json.WriteTime("next", tracker.Next);
    }
}
