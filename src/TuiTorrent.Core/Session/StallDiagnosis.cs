using System.Globalization;

namespace TuiTorrent.Core.Session;

/// <summary>One reason why a torrent does not move.</summary>
/// <param name="Code">For programs; one of <see cref="StallCode"/>.</param>
/// <param name="Text">What is the matter, in one sentence.</param>
/// <param name="Remedy">What the user can do, in one sentence; empty if nothing but wait.</param>
public readonly record struct StallFinding(string Code, string Text, string Remedy);

/// <summary>Stable names of what may keep a torrent from moving.</summary>
public static class StallCode
{
    public const string AllChokeUs = "all_choke_us";
    public const string ClockWrong = "clock_wrong";
    public const string DiskError = "disk_error";
    public const string DiskFull = "disk_full";
    public const string DiskMissing = "disk_missing";
    public const string EncryptionRefused = "encryption_refused";
    public const string Moving = "moving";
    public const string NoFilesWanted = "no_files_wanted";
    public const string NoPeersKnown = "no_peers_known";
    public const string Paused = "paused";
    public const string PeersUnreachable = "peers_unreachable";
    public const string PiecesUnavailable = "pieces_unavailable";
    public const string Queued = "queued";
    public const string RateLimit = "rate_limit";
    public const string TrackerError = "tracker_error";
    public const string Verifying = "verifying";
}

/// <summary>Finds out why a torrent does not move.</summary>
/// <remarks>Pure, any thread. What stops it altogether is told alone; of what makes peers scarce there may be several, the likeliest first.</remarks>
public static class StallDiagnosis
{
    /// <summary>Ranges of pieces that are named; the others are counted.</summary>
    private const int MostRanges = 5;

    /// <summary>A clock that shows less was never set: a board without a battery begins somewhere in the past.</summary>
    private const int FirstPlausibleYear = 2026;

    /// <summary>Below this a limit is as good as a stop.</summary>
    private const long CrawlBytesPerSecond = 4 * 1024;

    /// <summary>The causes, the likeliest first; empty when it moves or is done.</summary>
    public static IReadOnlyList<StallFinding> Find(StallFacts facts)
    {
        if (StoppedBy(facts) is { } stop)
        {
            return [stop];
        }

        if (facts.IsFinished || facts.DownloadBytesPerSecond > 0)
        {
            return [];
        }

        var found = new List<StallFinding>();
        AddLimit(facts, found);
        AddClock(facts, found);
        if (facts.ConnectedPeers == 0)
        {
            AddEncryption(facts, found);
            AddTrackers(facts, found);
            AddNobody(facts, found);
        }
        else
        {
            AddPeers(facts, found);
            AddEncryption(facts, found);
            AddTrackers(facts, found);
        }

        return found;
    }

    private static StallFinding? StoppedBy(StallFacts facts) => facts switch
    {
        { MoveProgress: { } moved } => new(StallCode.Moving, $"Its files are being moved to another directory ({Percent(moved)} done).", ""),
        { VerifyProgress: { } verified } => new(StallCode.Verifying, $"Its data are being verified ({Percent(verified)} done).", ""),
        { Error: StallError.DiskFull } => new(
            StallCode.DiskFull, Sentence(facts.ErrorText, "The disk is full."), "Make room on the disk or move the torrent to another directory, then start it again."),
        { Error: StallError.DiskMissing } => new(
            StallCode.DiskMissing, Sentence(facts.ErrorText, "The directory of its files is not there."), "Connect or mount the disk; if the files are elsewhere, tell the torrent its new directory."),
        { Error: StallError.Disk } => new(
            StallCode.DiskError, Sentence(facts.ErrorText, "Its files can't be read or written."), "Check the permissions of the directory and the health of the disk, then start the torrent again."),
        { IsPaused: true } => new(StallCode.Paused, "It is stopped.", "Start it."),
        { WaitsBehind: { } others } => new(
            StallCode.Queued,
            others > 0 ? $"It waits for its turn behind {Count(others, "other torrent")}." : "It waits until one of the running torrents is done.",
            "Wait, start it at once past the queue, or let more torrents run at the same time."),
        { IsNothingWanted: true } => new(StallCode.NoFilesWanted, "None of its files is wanted.", "Choose the files to download."),
        _ => null,
    };

    private static void AddLimit(StallFacts facts, List<StallFinding> found)
    {
        if (facts.DownloadLimit == Session.RateLimit.None || facts.DownloadLimit >= CrawlBytesPerSecond)
        {
            return;
        }

        var whose = facts.IsLimitOwn ? "of this torrent" : "for all torrents";
        found.Add(new(
            StallCode.RateLimit,
            facts.DownloadLimit == Session.RateLimit.Nothing
                ? $"The download limit {whose} lets nothing through."
                : $"The download limit {whose} is only {facts.DownloadLimit.ToString(CultureInfo.InvariantCulture)} bytes a second.",
            "Raise the limit or lift it; look at the hours of the alternative limits too."));
    }

    private static void AddClock(StallFacts facts, List<StallFinding> found)
    {
        var isCertificateEarly = facts.Trackers.Any(tracker => tracker.Message?.Contains("not yet valid", StringComparison.OrdinalIgnoreCase) == true);
        if (facts.Now.Year >= FirstPlausibleYear && !isCertificateEarly)
        {
            return;
        }

        found.Add(new(
            StallCode.ClockWrong,
            string.Create(CultureInfo.InvariantCulture, $"The clock of this machine seems wrong: it shows {facts.Now:yyyy-MM-dd HH:mm}{(isCertificateEarly ? ", before a tracker's certificate begins to be valid" : "")}."),
            "Set the clock, for example with \"timedatectl set-ntp true\", and announce again."));
    }

    private static void AddEncryption(StallFacts facts, List<StallFinding> found)
    {
        if (facts.IsEncryptionRequired && facts.RefusedForEncryption > 0)
        {
            found.Add(new(
                StallCode.EncryptionRefused,
                $"Encryption is required, and {Count(facts.RefusedForEncryption, "connection")} failed for that.",
                "Prefer encryption instead of requiring it, if your network allows connections in plain."));
        }
    }

    private static void AddTrackers(StallFacts facts, List<StallFinding> found)
    {
        var failing = facts.Trackers.Where(tracker => tracker.IsFailing).ToList();
        if (failing.Count == 0)
        {
            return;
        }

        var first = failing[0];
        var says = first.Message is { Length: > 0 } message ? $": {message.TrimEnd('.', ' ')}" : "";
        var others = failing.Count > 1 ? $" ({Count(failing.Count - 1, "other tracker")} failed too)" : "";
        var next = first.NextInSeconds is { } seconds ? $"; it is asked again in {Span(seconds)}" : "; it is not asked again";
        found.Add(new(
            StallCode.TrackerError,
            $"The tracker {first.Name} can't be used{says}{others}{next}.",
            failing.Count < facts.Trackers.Count ? "" : "Check the network and the trackers' addresses, then announce again, or add another tracker."));
    }

    private static void AddNobody(StallFacts facts, List<StallFinding> found) => found.Add(facts.KnownPeers == 0
        ? new(
            StallCode.NoPeersKnown,
            facts.Trackers.Count == 0 ? "No peers are known, and there is no tracker to ask for them." : "No peers are known.",
            facts.Trackers.Count == 0 ? "Add a tracker or the address of a peer." : "Wait for the trackers, or add another tracker or the address of a peer.")
        : new(
            StallCode.PeersUnreachable,
            facts.KnownPeers == 1 ? "The only known peer can't be reached." : $"None of the {facts.KnownPeers} known peers can be reached.",
            "Check that this machine is online and that a firewall lets it connect; peers that are away are tried again by themselves."));

    private static void AddPeers(StallFacts facts, List<StallFinding> found)
    {
        var at = found.Count;
        if (facts.InterestingPeers > 0 && facts.ChokingPeers >= facts.InterestingPeers)
        {
            found.Add(new(
                StallCode.AllChokeUs,
                facts.InterestingPeers == 1
                    ? "The only connected peer that has what is missing does not send to us at the moment."
                    : $"All {facts.InterestingPeers} connected peers that have what is missing send to others at the moment.",
                "Wait for a turn; it comes sooner if your upload limit leaves something to give."));
        }

        if (facts.Unavailable.Count > 0 && facts.Seeds == 0)
        {
            // Where nothing else is missing, it is the reason; else only the next one.
            found.Insert(facts.UnavailableBytes >= facts.LeftBytes ? at : found.Count, new(
                StallCode.PiecesUnavailable,
                $"No connected peer has {Pieces(facts.Unavailable)} ({Size(facts.UnavailableBytes)}).",
                "Wait for a peer that has them, or add a tracker that may know one."));
        }
    }

    private static string Pieces(IReadOnlyList<(int First, int Last)> ranges)
    {
        var parts = new List<string>();
        foreach (var (first, last) in ranges.Take(MostRanges))
        {
            parts.Add(first == last ? $"{first}" : $"{first} to {last}");
        }

        if (ranges.Count > MostRanges)
        {
            parts.Add($"{ranges.Count - MostRanges} more ranges");
        }

        var word = ranges is [var (from, to)] && from == to ? "piece" : "pieces";
        return parts.Count == 1 ? $"{word} {parts[0]}" : $"{word} {string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }

    private static string Size(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        double value = bytes;
        var unit = 0;
        for (; value >= 999.5 && unit < units.Length - 1; unit++)
        {
            value /= 1000;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(value < 9.95 && unit > 0 ? $"{value:0.#}" : $"{value:0}")} {units[unit]}");
    }

    private static string Span(int seconds) => seconds switch
    {
        < 90 => Count(Math.Max(seconds, 1), "second"),
        < 90 * 60 => Count((seconds + 30) / 60, "minute"),
        _ => Count((seconds + 1800) / 3600, "hour"),
    };

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");

    private static string Sentence(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text.TrimEnd('.', ' ') + ".";
}
