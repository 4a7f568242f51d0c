using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>The facts of the overview, the most wanted first.</summary>
internal static class OverviewFields
{
    /// <summary>Adds the facts that are known; what only the detail knows is GlyphSet.Current.Ellipsis until it came.</summary>
    public static void Add(DetailFocus focus, PieceMap? map, List<DetailField> fields)
    {
        var (torrent, detail) = (focus.Torrent, focus.Detail);
        if (torrent.Error.Length > 0)
        {
            fields.Add(new DetailField("Error", torrent.Error, Role.Bad, IsWide: true));
        }

        fields.Add(new DetailField("State", State(torrent, detail), torrent.Activity == Activity.Failed ? Role.Bad : Role.Strong));
        fields.Add(new DetailField("Rates", Rates(torrent.DownRate, torrent.UpRate, "/s")));
        fields.Add(new DetailField("Limits", Limits(focus)));
        fields.Add(new DetailField("Peers", Peers(torrent)));
        fields.Add(new DetailField("Encrypted", torrent.Peers == 0 ? "no peers" : torrent.EncryptedPeers < 0 ? "not told" : $"{torrent.EncryptedPeers} of {NumberText.Of(torrent.Peers, "peer")}"));
        fields.Add(new DetailField("Available", Available(focus, map), map is { Nowhere: > 0 } ? Role.Warn : Role.Text));
        fields.Add(new DetailField("Tracker", Tracker(focus, out var role), role, IsWide: true));
        fields.Add(new DetailField("Ratio", Ratio(focus)));
        fields.Add(new DetailField("Path", torrent.Directory, IsWide: true));
        fields.Add(new DetailField("Traffic", Rates(torrent.Downloaded, torrent.Uploaded, "")));
        fields.Add(new DetailField("Hash", torrent.Hash + (torrent.IsPrivate ? "  private" : ""), IsWide: true));
        fields.Add(new DetailField("Wasted", detail is null ? GlyphSet.Current.Ellipsis : Wasted(detail), detail?.CorruptBytes > 0 ? Role.Warn : Role.Text));
        fields.Add(new DetailField("Added", TimeText.Moment(torrent.AddedAt, focus.Now.Offset)));
        fields.Add(new DetailField("Finished", torrent.DoneAt > 0 ? TimeText.Moment(torrent.DoneAt, focus.Now.Offset) : "not yet", torrent.DoneAt > 0 ? Role.Text : Role.Dim));
        fields.Add(new DetailField("Spent", detail is null ? GlyphSet.Current.Ellipsis : Spent(detail)));
        AddRare(focus, fields);
    }

    private static void AddRare(DetailFocus focus, List<DetailField> fields)
    {
        if (focus.Torrent.Labels.Count > 0)
        {
            fields.Add(new DetailField("Labels", string.Join(", ", focus.Torrent.Labels)));
        }

        if (focus.Torrent.Priority != 0)
        {
            fields.Add(new DetailField("Priority", focus.Torrent.Priority > 0 ? "high" : "low"));
        }

        if (focus.Detail is not { } detail)
        {
            return;
        }

        if (detail.IsSequential)
        {
            fields.Add(new DetailField("Order", "from the first piece on"));
        }

        if (detail.CreatedAt > 0 || detail.Creator.Length > 0)
        {
            var by = detail.Creator.Length > 0 ? $"by {detail.Creator}" : "";
            fields.Add(new DetailField("Made", $"{(detail.CreatedAt > 0 ? TimeText.Moment(detail.CreatedAt, focus.Now.Offset) : "")} {by}".Trim(), IsWide: true));
        }

        if (detail.Comment.Length > 0)
        {
            fields.Add(new DetailField("Comment", detail.Comment, IsWide: true));
        }
    }

    private static string State(TorrentItem torrent, TorrentDetail? detail) => torrent.Activity switch
    {
        Activity.Downloading when torrent is { TotalBytes: 0, WantedBytes: 0 } => "fetching its info",
        Activity.Downloading when torrent.IsStalled => "downloading, but nothing moves",
        Activity.Downloading when torrent.EtaSeconds >= 0 => $"downloading, {TimeText.Words(torrent.EtaSeconds)} left",
        Activity.Downloading => "downloading",
        Activity.Seeding when detail is { SecondsSeeding: > 0 } => $"seeding for {TimeText.Words(detail.SecondsSeeding)}",
        Activity.Seeding => "seeding",
        Activity.QueuedToDownload => "waits for its turn to download",
        Activity.QueuedToSeed => "waits for its turn to seed",
        Activity.QueuedToVerify => "waits to be verified",
        Activity.Verifying => $"being verified, {NumberText.Percent(torrent.JobProgress)}",
        Activity.Moving => $"being moved, {NumberText.Percent(torrent.JobProgress)}",
        Activity.Failed => "stopped by an error",
        _ => "paused",
    };

    private static string Rates(long down, long up, string unit)
    {
        var glyphs = GlyphSet.Current;
        return $"{glyphs.Down} {ByteText.Short(down) + unit,-6}  {glyphs.Up} {ByteText.Short(up)}{unit}";
    }

    private static string Limits(DetailFocus focus)
    {
        if (focus.Detail is not { } detail)
        {
            return GlyphSet.Current.Ellipsis;
        }

        var session = focus.Model.Session;
        var (down, up) = session switch
        {
            null => (0L, 0L),
            { IsAlternative: true } => (session.AlternativeDown, session.AlternativeUp),
            _ => (session.DownLimit, session.UpLimit),
        };
        var own = Pair(detail.DownLimit, detail.UpLimit);
        var all = detail.HonorsSessionLimits ? Pair(down, up) : "";
        return (own.Length, all.Length) switch
        {
            (0, 0) => "none",
            (0, _) => $"{all} for all",
            (_, 0) => own,
            _ => $"{own}; {all} for all",
        };
    }

    private static string Pair(long down, long up)
    {
        var glyphs = GlyphSet.Current;
        return (down, up) switch
        {
            ( <= 0, <= 0) => "",
            ( > 0, <= 0) => $"{glyphs.Down} {ByteText.Short(down)}",
            ( <= 0, > 0) => $"{glyphs.Up} {ByteText.Short(up)}",
            _ => $"{glyphs.Down} {ByteText.Short(down)} {glyphs.Up} {ByteText.Short(up)}",
        };
    }

    private static string Peers(TorrentItem torrent)
    {
        var known = torrent.KnownPeers >= 0 ? $", {NumberText.Grouped(torrent.KnownPeers)} known" : "";
        return torrent.Seeds >= 0
            ? $"{NumberText.Of(torrent.Seeds, "seed")}, {NumberText.Of(Math.Max(0, torrent.Peers - torrent.Seeds), "other")}{known}"
            : $"{NumberText.Of(torrent.Peers, "peer")}{known}";
    }

    private static string Available(DetailFocus focus, PieceMap? map) => map switch
    {
        null when focus.Torrent is { LeftBytes: 0, WantedBytes: > 0 } => "all is here",
        null => focus.IsAnswered ? "not known yet" : GlyphSet.Current.Ellipsis,
        { Nowhere: > 0 } => $"{NumberText.Of(map.Nowhere, "piece")} with nobody",
        _ when double.IsNaN(map.Copies) => map.Have + map.Skipped >= map.Count ? "all is here" : "not told",
        _ => $"{PieceWords.Copies(map.Copies)} of what is missing",
    };

    private static string Tracker(DetailFocus focus, out Role role)
    {
        role = Role.Text;
        if (focus.Detail is not { } detail || (!focus.IsAnswered && detail.Trackers.Count == 0))
        {
            return focus.Torrent.Trackers.Count > 0 ? focus.Torrent.Trackers[0] : "none";
        }

        if (detail.Trackers.Count == 0)
        {
            return "none";
        }

        var best = detail.Trackers[0];
        foreach (var tracker in detail.Trackers)
        {
            best = !(best is { LastAt: > 0, IsLastGood: true }) && tracker is { LastAt: > 0, IsLastGood: true } ? tracker : best;
        }

        var (state, stateRole) = TrackerWords.State(best);
        role = stateRole == Role.Bad ? Role.Bad : Role.Text;
        var swarm = TrackerWords.Swarm(best);
        return $"{best.Host} {state}{(swarm.Length > 0 ? ", " + swarm : "")}, {(best is { State: not 3, NextAt: > 0 } ? "next " : "")}{TrackerWords.Next(best, focus.Words)}";
    }

    private static string Ratio(DetailFocus focus)
    {
        var limit = focus.Detail switch
        {
            null => -1,
            { RatioLimit: double.NaN } => focus.Model.Session?.RatioLimit ?? -1,
            var detail => detail.RatioLimit,
        };
        return NumberText.Ratio(focus.Torrent.Ratio) + (limit >= 0 ? $", stops at {NumberText.Ratio(limit)}" : "");
    }

    private static string Wasted(TorrentDetail detail) => (detail.WastedBytes, detail.CorruptBytes) switch
    {
        (0, 0) => "nothing",
        ( > 0, 0) => $"{ByteText.Short(detail.WastedBytes)} came twice",
        (0, _) => $"{ByteText.Short(detail.CorruptBytes)} was corrupt",
        _ => $"{ByteText.Short(detail.WastedBytes)} twice, {ByteText.Short(detail.CorruptBytes)} corrupt",
    };

    private static string Spent(TorrentDetail detail) => (detail.SecondsDownloading, detail.SecondsSeeding) switch
    {
        (var down, <= 0) => $"{TimeText.Words(down)} downloading",
        ( <= 0, var up) => $"{TimeText.Words(up)} seeding",
        var (down, up) => $"{TimeText.Words(down)}, then {TimeText.Words(up)}",
    };
}
