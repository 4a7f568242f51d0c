using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent set`: changes what a user may set for torrents.</summary>
internal sealed class SetVerb
{
    private const string Notes = """
        RATE is bytes a second, for example 500K, 1.5M or none; K, M and G are steps of
        1,024. FILES is a list of numbers as 'tuitorrent files' shows them, counted from
        1: 1,3-5; or all.

        --label +linux,-new adds one label and takes one away; without a sign the labels
        replace those there are, and "" leaves none.
        """;

    private static readonly string[] Priorities = ["low", "normal", "high"];

    private readonly Option<string> _down = Arguments.Value("--down-limit", "RATE", "Download no faster than this");
    private readonly Option<string> _up = Arguments.Value("--up-limit", "RATE", "Upload no faster than this");
    private readonly Option<string> _ratio = Arguments.Value("--ratio", "R", "Stop seeding at this ratio; none, or global for the one for all");
    private readonly Option<string> _idle = Arguments.Value("--idle", "MINUTES", "Stop seeding after so long without a taker; none, or global");
    private readonly Option<string> _priority = Arguments.Value("--priority", "P", "Give it bandwidth low, normal or high");
    private readonly Option<string> _label = Arguments.Value("--label", "LABELS", "Change its labels, see below");
    private readonly Option<string> _sequential = Arguments.Value("--sequential", "on|off", "Fetch its pieces in order");
    private readonly Option<string> _peers = Arguments.Value("--max-peers", "N", "Connect to no more peers than this");
    private readonly Option<string> _trackerAdd = Arguments.Value("--tracker-add", "URL", "Announce to this tracker, too");
    private readonly Option<string> _trackerRemove = Arguments.Value("--tracker-remove", "URL", "Forget this tracker; its host name will do");

    private readonly (Option<string> Option, string Key)[] _files =
    [
        (Arguments.Value("--want", "FILES", "Fetch these files"), "files_wanted"),
        (Arguments.Value("--skip", "FILES", "Don't fetch these"), "files_unwanted"),
        (Arguments.Value("--high", "FILES", "Fetch these before the others"), "priority_high"),
        (Arguments.Value("--normal", "FILES", "Fetch these as usual"), "priority_normal"),
        (Arguments.Value("--low", "FILES", "Fetch these after the others"), "priority_low"),
    ];

    private SetVerb()
    {
    }

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var verb = new SetVerb();
        var command = new Command("set", "Change limits, files, labels and trackers of torrents.");
        var choice = new TorrentChoice(command, allowsAll: true);
        foreach (var (option, _) in verb._files)
        {
            command.Options.Add(option);
        }

        Option[] others = [verb._down, verb._up, verb._ratio, verb._idle, verb._priority, verb._label, verb._sequential, verb._peers, verb._trackerAdd, verb._trackerRemove];
        foreach (var option in others)
        {
            command.Options.Add(option);
        }

        return RemoteVerb.Create(command, "set [options] TORRENT...|--all", Notes + "\n\n" + ActionVerbs.JsonNote, call => verb.RunAsync(call, choice));
    }

    private async Task<int> RunAsync(RemoteCall call, TorrentChoice choice)
    {
        var (line, writes) = (call.Line, new List<Action<Utf8JsonWriter>>());
        var limits = new TorrentLimits(
            line.TextOf(_down) is { } down ? Words.Rate(_down.Name, down) : null,
            line.TextOf(_up) is { } up ? Words.Rate(_up.Name, up) : null);
        ReadSeeding(line, writes);
        ReadFiles(line, writes);
        ReadOthers(line, writes);
        var labels = line.TextOf(_label) is { } text ? LabelChange.Parse(text) : null;
        var trackers = TrackerChange.Parse(line.TextOf(_trackerAdd), line.TextOf(_trackerRemove));
        if (writes.Count == 0 && limits.IsEmpty && labels is null && trackers is null)
        {
            throw CommandStopException.Usage("nothing is said that should change.");
        }

        var torrents = await choice.FindAsync(call).ConfigureAwait(false);
        var unit = limits.IsEmpty ? default : await RateUnit.ReadAsync(call).ConfigureAwait(false);
        foreach (var torrent in torrents)
        {
            var trackerList = trackers is null ? null : await trackers.ApplyAsync(call, torrent).ConfigureAwait(false);
            await call.AskAsync(RpcMethods.TorrentSet, json =>
            {
                json.WriteIds(torrent);
                limits.Write(json, unit);
                foreach (var write in writes)
                {
                    write(json);
                }

                if (labels is not null)
                {
                    json.WriteTexts("labels", labels.Apply(torrent.Labels));
                }

                if (trackerList is not null)
                {
                    json.WriteString("tracker_list", trackerList);
                }
            }).ConfigureAwait(false);
        }

        return TorrentChoice.Tell(call, torrents, "changed");
    }

    private void ReadSeeding(ParseResult line, List<Action<Utf8JsonWriter>> writes)
    {
        // Transmission's modes: 0 as for all, 1 its own, 2 none.
        if (line.TextOf(_ratio) is { } ratioText)
        {
            var ratio = ratioText is "none" or "global" ? (double?)null : Words.Ratio(_ratio.Name, ratioText);
            writes.Add(json =>
            {
                json.WriteNumber("seed_ratio_mode", ratio is not null ? 1 : ratioText == "none" ? 2 : 0);
                if (ratio is { } own)
                {
                    json.WriteNumber("seed_ratio_limit", own);
                }
            });
        }

        if (line.TextOf(_idle) is { } idleText)
        {
            var minutes = idleText is "none" or "global" ? (int?)null : Words.Whole(_idle.Name, idleText, 1, 1_000_000);
            writes.Add(json =>
            {
                json.WriteNumber("seed_idle_mode", minutes is not null ? 1 : idleText == "none" ? 2 : 0);
                if (minutes is { } own)
                {
                    json.WriteNumber("seed_idle_limit", own);
                }
            });
        }
    }

    private void ReadFiles(ParseResult line, List<Action<Utf8JsonWriter>> writes)
    {
        foreach (var (option, key) in _files)
        {
            if (line.TextOf(option) is { } text)
            {
                var files = Words.Files(option.Name, text);
                writes.Add(json => json.WriteNumbers(key, files));
            }
        }
    }

    private void ReadOthers(ParseResult line, List<Action<Utf8JsonWriter>> writes)
    {
        if (line.TextOf(_priority) is { } priority)
        {
            Words.Check(_priority.Name, priority, Priorities);
            writes.Add(json => json.WriteNumber("bandwidth_priority", Array.IndexOf(Priorities, priority) - 1));
        }

        if (line.TextOf(_sequential) is { } sequential)
        {
            var isOn = Words.OnOff(_sequential.Name, sequential);
            writes.Add(json => json.WriteBoolean("sequential_download", isOn));
        }

        if (line.TextOf(_peers) is { } peersText)
        {
            var peers = Words.Whole(_peers.Name, peersText, 1, 10_000);
            writes.Add(json => json.WriteNumber("peer_limit", peers));
        }
    }
}
