using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Actions on torrents, each with its words and its way back.</summary>
internal static class TorrentDeeds
{
    private static readonly string[] Priorities = ["low", "normal", "high"];

    /// <summary>Pauses what runs; where nothing runs, resumes.</summary>
    public static void Toggle(UiContext ui, IReadOnlyList<TorrentItem> torrents)
    {
        if (torrents.All(Stands))
        {
            Resume(ui, torrents, now: false);
        }
        else
        {
            Pause(ui, torrents);
        }
    }

    /// <summary>Pauses torrents.</summary>
    public static void Pause(UiContext ui, IReadOnlyList<TorrentItem> torrents)
    {
        var running = Hashes(torrents.Where(static torrent => !Stands(torrent)));
        if (running.Length == 0)
        {
            ui.Tell(torrents.Count == 1 ? "It is paused already." : "They are paused already.");
            return;
        }

        new Deed($"Pausing {Name(torrents, running)}", $"Paused {Name(torrents, running)}", Requests.Stop(running)) { Torrents = running, Inverse = [Requests.Start(running)] }.Run(ui);
    }

    /// <summary>Lets torrents go on.</summary>
    public static void Resume(UiContext ui, IReadOnlyList<TorrentItem> torrents, bool now)
    {
        var standing = now ? Hashes(torrents) : Hashes(torrents.Where(Stands));
        if (standing.Length == 0)
        {
            ui.Tell(torrents.Count == 1 ? "It runs already." : "They run already.");
            return;
        }

        var stopped = Hashes(torrents.Where(Stands));
        new Deed($"Resuming {Name(torrents, standing)}", $"Resumed {Name(torrents, standing)}", now ? Requests.StartNow(standing) : Requests.Start(standing))
        {
            Torrents = standing,
            Inverse = stopped.Length > 0 ? [Requests.Stop(stopped)] : [],
        }.Run(ui);
    }

    /// <summary>Hashes data again.</summary>
    public static void Verify(UiContext ui, IReadOnlyList<TorrentItem> torrents) =>
        new Deed($"Asking to verify {Name(torrents)}", $"Will verify {Name(torrents)}", Requests.Verify(Hashes(torrents))) { Torrents = Hashes(torrents) }.Run(ui);

    /// <summary>Asks trackers.</summary>
    public static void Reannounce(UiContext ui, IReadOnlyList<TorrentItem> torrents) =>
        new Deed($"Asking the trackers of {Name(torrents)}", $"Asked the trackers of {Name(torrents)}", Requests.Reannounce(Hashes(torrents))).Run(ui);

    /// <summary>One step of bandwidth priority.</summary>
    public static void Prioritise(UiContext ui, IReadOnlyList<TorrentItem> torrents, int step)
    {
        var priority = Math.Clamp((step > 0 ? torrents.Max(static torrent => torrent.Priority) : torrents.Min(static torrent => torrent.Priority)) + step, -1, 1);
        var word = Priorities[priority + 1];
        if (torrents.All(torrent => torrent.Priority == priority))
        {
            ui.Tell($"Priority is {word} already.");
            return;
        }

        new Deed($"Setting priority {word}", $"Priority of {Name(torrents)}: {word}", Requests.Change(Hashes(torrents), new TorrentChange { Priority = priority }))
        {
            Inverse = [.. torrents.GroupBy(static torrent => torrent.Priority).Select(static group => Requests.Change(Hashes(group), new TorrentChange { Priority = group.Key }))],
        }.Run(ui);
    }

    /// <summary>One move in the queue.</summary>
    public static void Queue(UiContext ui, IReadOnlyList<TorrentItem> torrents, QueueStep step)
    {
        var where = step switch
        {
            QueueStep.Top => "to the top of the queue",
            QueueStep.Up => "up in the queue",
            QueueStep.Down => "down in the queue",
            _ => "to the bottom of the queue",
        };
        new Deed($"Moving {Name(torrents)} {where}", $"Moved {Name(torrents)} {where}", Requests.Queue(Hashes(torrents), step))
        {
            // From the front on, so that each goes where it was while those before it stand already.
            Inverse = [.. torrents.OrderBy(static torrent => torrent.QueuePosition).Select(static torrent => Requests.Change([torrent.Hash], new TorrentChange { QueuePosition = torrent.QueuePosition }))],
        }.Run(ui);
    }

    /// <summary>Other labels for each.</summary>
    /// <param name="ui">Of the command.</param>
    /// <param name="torrents">Which.</param>
    /// <param name="change">From its labels to the new ones.</param>
    /// <param name="done">What was done, without a full stop.</param>
    public static void Label(UiContext ui, IReadOnlyList<TorrentItem> torrents, Func<TorrentItem, IReadOnlyList<string>> change, string done)
    {
        var changed = torrents.Where(torrent => !change(torrent).SequenceEqual(torrent.Labels)).ToList();
        if (changed.Count == 0)
        {
            ui.Tell("Labels stay as they are.");
            return;
        }

        new Deed("Changing labels", done, [.. ByLabels(changed, change)]) { Inverse = [.. ByLabels(changed, static torrent => torrent.Labels)] }.Run(ui);
    }

    /// <summary>One more label; the result is what is wrong with it.</summary>
    public static string? AddLabel(UiContext ui, IReadOnlyList<TorrentItem> torrents, string label)
    {
        if (WhyNoLabel(label) is { } why)
        {
            return why;
        }

        Label(ui, torrents, torrent => torrent.Labels.Contains(label) ? torrent.Labels : [.. torrent.Labels, label], $"Labelled {Name(torrents)} {label}");
        return null;
    }

    /// <summary>Why this can't be a label, a sentence; null if it can.</summary>
    public static string? WhyNoLabel(string label) =>
        label.Length is 0 or > 64 || label.Contains(',', StringComparison.Ordinal) || Core.SafeText.From(label, 64) != label ? "A label has 1 to 64 visible characters and no comma." : null;

    /// <summary>"down 500K"; the result is what is wrong with it.</summary>
    public static string? Limit(UiContext ui, IReadOnlyList<TorrentItem> torrents, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || words[0] is not ("down" or "up"))
        {
            return "Say which and how much: down 500K, up 1.5M, up none.";
        }

        if (!RateText.TryParse(words[1], out var rate))
        {
            return "A rate is a number with K, M or G, for example 500K, or none.";
        }

        var change = words[0] == "down" ? new TorrentChange { DownLimit = rate } : new TorrentChange { UpLimit = rate };
        var shown = rate == 0 ? "no limit" : RateText.Short(rate) + "/s";
        new Deed($"Setting the limit {words[0]}", $"Limit {words[0]} of {Name(torrents)}: {shown}", Requests.Change(Hashes(torrents), change)).Run(ui);
        return null;
    }

    /// <summary>In order, or the rarest first again: the other of what the torrent under the cursor does.</summary>
    public static void Sequential(UiContext ui, IReadOnlyList<TorrentItem> torrents)
    {
        var isOn = ui.Model.Detail is not { IsSequential: true } detail || detail.Hash != torrents[0].Hash;
        var hashes = Hashes(torrents);
        new Deed("Changing the order of pieces", isOn ? $"Pieces of {Name(torrents)} come in order" : $"Pieces of {Name(torrents)} come the rarest first", Requests.Change(hashes, new TorrentChange { IsSequential = isOn }))
        {
            Inverse = [Requests.Change(hashes, new TorrentChange { IsSequential = !isOn })],
        }.Run(ui);
    }

    /// <summary>Another choice for files of a torrent.</summary>
    public static void ChooseFiles(UiContext ui, string torrent, IReadOnlyList<FileItem> files, FileChoice choice)
    {
        var word = choice switch
        {
            FileChoice.Skip => "Skipping",
            FileChoice.Low => "Low priority for",
            FileChoice.Normal => "Normal priority for",
            _ => "High priority for",
        };
        var what = $"{word} {Deed.Count(files.Count, "file")}";
        new Deed(what, what, Requests.Files(torrent, [.. files.Select(static file => file.Index)], choice))
        {
            Inverse = [Requests.Files(torrent, [.. files.Select(static file => (file.Index, ChoiceOf(file)))])],
        }.Run(ui);
    }

    /// <summary>What is chosen for a file now.</summary>
    public static FileChoice ChoiceOf(FileItem file) => !file.IsWanted ? FileChoice.Skip : file.Priority < 0 ? FileChoice.Low : file.Priority > 0 ? FileChoice.High : FileChoice.Normal;

    /// <summary>Its name where it is one and the name is short, else how many.</summary>
    public static string Name(IReadOnlyList<TorrentItem> torrents) => torrents is [{ Name.Length: > 0 and <= 32 } one] ? one.Name : Deed.Count(torrents.Count, "torrent");

    private static string Name(IReadOnlyList<TorrentItem> torrents, string[] hashes) =>
        hashes.Length == 1 ? Name([torrents.First(torrent => torrent.Hash == hashes[0])]) : Deed.Count(hashes.Length, "torrent");

    private static IEnumerable<DaemonRequest> ByLabels(List<TorrentItem> torrents, Func<TorrentItem, IReadOnlyList<string>> labels) =>
        torrents.GroupBy(torrent => string.Join(',', labels(torrent))).Select(group => Requests.Change(Hashes(group), new TorrentChange { Labels = labels(group.First()) }));

    private static bool Stands(TorrentItem torrent) => torrent.Activity is Activity.Stopped or Activity.Failed;

    private static string[] Hashes(IEnumerable<TorrentItem> torrents) => [.. torrents.Select(static torrent => torrent.Hash)];
}
