using System.Text.Json;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Adds torrents: a path with completion, a magnet link or an address; then the choice of files.</summary>
/// <remarks>Files are read here, whatever machine the daemon runs on, and sent to it whole.</remarks>
internal static class AddDialog
{
    private const int Columns = 76;
    private const int Labels = 9;

    /// <summary>How torrents are added.</summary>
    /// <param name="Directory">"" for the session's.</param>
    /// <param name="IsPaused">Whether they wait.</param>
    /// <param name="Labels">For all of them.</param>
    internal sealed record Manner(string Directory, bool IsPaused, IReadOnlyList<string> Labels);

    /// <summary>Asks.</summary>
    /// <param name="ui">Of the command.</param>
    /// <param name="text">Typed or pasted already; several lines are several sources.</param>
    /// <param name="isPaused">Whether the switch begins that way.</param>
    public static void Show(UiContext ui, string text, bool isPaused)
    {
        if (AddSource.Lines(text) is { Count: > 1 } lines)
        {
            ShowMany(ui, lines, new Manner("", isPaused, []));
            return;
        }

        var panel = new Panel(ui, "Add a torrent", Columns) { Hint = "Tab completes, Enter goes on, Esc closes" };
        var problem = new TextPart("", Role.Bad, rows: 2);
        var session = ui.Model.Session;
        var starts = new CheckPart("Start at once", !isPaused && (session?.StartAdded ?? true));
        var labels = new EntryPart("Labels", Labels) { Hint = "none; commas between" };
        EntryPart? source = null;
        EntryPart? directory = null;
        source = PathField.Create(ui, "Source", Labels, foldersOnly: false, out var candidates, AddSource.Trim(text), _ => Tell(), PasteLines, "a .torrent file, web address or magnet link");
        directory = PathField.Create(ui, "Into", Labels, foldersOnly: true, out _, session?.DownloadDirectory ?? "", _ => problem.Say("", Role.Bad), hint: "the daemon's own directory", below: candidates);
        panel.Fill(source, candidates, directory, starts, labels, problem, new ButtonsPart(("Add", Next), ("Cancel", panel.Close)));
        panel.Enter = Next;
        Tell();
        panel.Open();

        // What it is taken for shows as it is typed.
        void Tell() => problem.Say(
            source is null || !PathField.IsLink(source.Text) ? "" : source.Text.StartsWith("magnet:", StringComparison.OrdinalIgnoreCase) ? "A magnet link: the daemon must find out first which files it means." : "A web address: the daemon gets the .torrent file from there.",
            Role.Dim);

        void PasteLines(string paste)
        {
            if (AddSource.Lines(paste) is { Count: > 1 } many)
            {
                if (Read() is { } manner)
                {
                    panel.Close();
                    ShowMany(ui, many, manner);
                }
            }
            else
            {
                source!.Paste(AddSource.Trim(paste));
            }
        }

        void Next()
        {
            if (!AddSource.TryRead(AddSource.Trim(source.Text), ui, out var read, out var error))
            {
                problem.Say(error, Role.Bad);
                panel.FocusOn(source);
            }
            else if (Read() is { } manner)
            {
                panel.Close();
                if (read.Torrent is { IsSingleFile: false } torrent && torrent.Files.Count(static file => !file.IsPad) > 1)
                {
                    FileChoiceDialog.Show(ui, torrent, manner);
                }
                else
                {
                    Send(ui, read, manner, []);
                }
            }
        }

        Manner? Read()
        {
            var names = labels.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
            var path = directory!.Text.Trim();
            if (names.Find(static name => TorrentDeeds.WhyNoLabel(name) is not null) is { } wrong)
            {
                problem.Say(TorrentDeeds.WhyNoLabel(wrong)!, Role.Bad);
                panel.FocusOn(labels);
                return null;
            }

            if (path.Length > 0 && !path.StartsWith('/'))
            {
                problem.Say("The directory must be a whole path on the daemon's machine, beginning with /.", Role.Bad);
                panel.FocusOn(directory);
                return null;
            }

            return new Manner(path == session?.DownloadDirectory ? "" : path, !starts.IsOn, names);
        }
    }

    /// <summary>Adds one.</summary>
    /// <param name="ui">Of the command.</param>
    /// <param name="source">What.</param>
    /// <param name="manner">How.</param>
    /// <param name="unwanted">Numbers of files that are not wanted.</param>
    public static void Send(UiContext ui, AddSource source, Manner manner, IReadOnlyList<int> unwanted)
    {
        ui.Tell($"Adding {Core.TextWidth.Cut(source.Name, 60)}...");
        ui.Link.Send(Request(source, manner, unwanted), answer =>
        {
            if (answer.Error is { } error)
            {
                ui.Complain(error);
            }
            else if (Result(answer.Result, "torrent_duplicate") is { } there)
            {
                ui.Complain($"It is in the list already: {there}.", Role.Warn);
            }
            else
            {
                var name = Result(answer.Result, "torrent_added") ?? source.Name;
                ui.Tell(manner.IsPaused ? $"Added {name}; it waits until you resume it." : $"Added {name}.");
            }
        });
    }

    private static void ShowMany(UiContext ui, IReadOnlyList<string> lines, Manner manner)
    {
        var (sources, wrong) = (new List<AddSource>(), new List<string>());
        foreach (var line in lines)
        {
            if (AddSource.TryRead(line, ui, out var source, out var error))
            {
                sources.Add(source);
            }
            else
            {
                wrong.Add($"{Core.SafeText.From(line, 60)}: {error}");
            }
        }

        if (sources.Count == 0)
        {
            ui.Complain($"Nothing of what was pasted can be added. {wrong[0]}");
            return;
        }

        var texts = sources.Take(8).Select(static source => "  " + Core.TextWidth.Cut(source.Name, 50)).ToList();
        if (sources.Count > texts.Count)
        {
            texts.Add($"  and {sources.Count - texts.Count} more");
        }

        if (wrong.Count > 0)
        {
            texts.Add("");
            texts.Add($"{Deed.Count(wrong.Count, "line")} can't be added. {wrong[0]}");
        }

        ConfirmDialog.Show(ui, new ConfirmDialog.Question($"Add {Deed.Count(sources.Count, "torrent")}?", texts, "Add", then => SendMany(then, sources, manner)));
    }

    /// <summary>One after the other: only so many requests can be under way together.</summary>
    private static void SendMany(UiContext ui, List<AddSource> sources, Manner manner)
    {
        var (next, added, there, failed, first) = (0, 0, 0, 0, "");
        ui.Tell($"Adding {Deed.Count(sources.Count, "torrent")}...");
        Go();

        void Go()
        {
            if (next < sources.Count)
            {
                ui.Link.Send(Request(sources[next++], manner, []), Answered);
                return;
            }

            var text = $"Added {Deed.Count(added, "torrent")}{(there > 0 ? $", {there} in the list already" : "")}";
            if (failed > 0)
            {
                ui.Complain($"{text}, {failed} refused: {first}");
            }
            else
            {
                ui.Tell(text + ".");
            }
        }

        void Answered(Link.DaemonAnswer answer)
        {
            if (answer.Error is { } error)
            {
                failed++;
                first = first.Length > 0 ? first : error;
                if (ui.Model.Connection.State != Link.ConnectionState.Online)
                {
                    // Nobody is there to hear the rest.
                    (failed, next) = (failed + sources.Count - next, sources.Count);
                }
            }
            else if (Result(answer.Result, "torrent_duplicate") is not null)
            {
                there++;
            }
            else
            {
                added++;
            }

            Go();
        }
    }

    private static Link.DaemonRequest Request(AddSource source, Manner manner, IReadOnlyList<int> unwanted) => Requests.Add(new Addition
    {
        Metainfo = source.Torrent?.Source ?? default,
        Link = source.Torrent is null ? source.Text : null,
        Directory = manner.Directory,
        IsPaused = manner.IsPaused,
        Labels = manner.Labels,
        Unwanted = unwanted,
    });

    private static string? Result(JsonElement result, string kind) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty(kind, out var torrent) ? Core.SafeText.From(FormNumbers.Word(torrent, "name"), 100) : null;
}
