using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Commands;

internal static partial class CommandTable
{
    private static readonly string[] TabWords = ["rates, totals and times, with a graph", "its files", "its peers", "its trackers", "its pieces", "how connections are encrypted", "why it does not move", "what happened"];

    private static readonly DetailTab[] Tabs = Enum.GetValues<DetailTab>();

    private static IEnumerable<UiCommand> Details()
    {
        yield return new("tab-next", "Next tab", "Opens the next tab of the details.", Detailing, ["Tab", "]"], static ui => StepTab(ui, 1)) { Needs = CommandNeeds.Torrent, BarPlace = 12, BarPlaceInDetails = 1 };
        yield return new("tab-previous", "Previous tab", "Opens the tab before.", Detailing, ["Shift+Tab", "["], static ui => StepTab(ui, -1)) { Needs = CommandNeeds.Torrent };
        for (var i = 0; i < Tabs.Length; i++)
        {
            var tab = Tabs[i];
            yield return new("tab-" + tab.ToString().ToLowerInvariant(), tab.ToString(), $"Shows {TabWords[i]}.", Detailing, tab == DetailTab.Why ? ["w"] : [], ui => Open(ui, tab, isWhole: false))
            {
                Needs = tab == DetailTab.Log ? CommandNeeds.None : CommandNeeds.Torrent,
            };
        }

        yield return new("log", "Log", "Shows the log of the daemon, of all torrents.", Detailing, ["L"], static ui => Open(ui, DetailTab.Log, isWhole: true)) { Needs = CommandNeeds.OurDaemon };
        yield return new("graph-in", "Less time", "Shows less time in the graph, in more detail.", Detailing, ["+"], static ui => ui.Screen.ZoomGraph(1)) { Scope = CommandScope.Overview };
        yield return new("graph-out", "More time", "Shows more time in the graph.", Detailing, ["-"], static ui => ui.Screen.ZoomGraph(-1)) { Scope = CommandScope.Overview, BarPlace = 9 };
        yield return File("file-skip", "Skip", "Leaves out the file, or all in the folder.", ["0"], FileChoice.Skip, 2);
        yield return File("file-low", "Low", "Downloads it after the others.", ["1"], FileChoice.Low, 3);
        yield return File("file-normal", "Normal", "Downloads it as usual.", ["2"], FileChoice.Normal, 4);
        yield return File("file-high", "High", "Downloads it before the others.", ["3"], FileChoice.High, 5);
        yield return new("file-next", "Cycle", "Goes through skip, low, normal and high, and round again.", Detailing, ["Space"], static ui => StepFiles(ui, 1, isRound: true)) { Scope = CommandScope.Files, Needs = CommandNeeds.Action, WhyNot = NoFile, BarPlace = 6 };
        yield return new("file-up", "Priority +", "Gives the file more priority.", Detailing, ["Right", "l", "+"], static ui => StepFiles(ui, 1, isRound: false)) { Scope = CommandScope.Files, Needs = CommandNeeds.Action, WhyNot = NoFile };
        yield return new("file-down", "Priority -", "Gives the file less priority; below low it is skipped.", Detailing, ["Left", "h", "-"], static ui => StepFiles(ui, -1, isRound: false)) { Scope = CommandScope.Files, Needs = CommandNeeds.Action, WhyNot = NoFile };
        yield return new("folder", "Fold", "Opens or closes the folder.", Detailing, ["Enter"], static ui => ui.Screen.ToggleFolder()) { Scope = CommandScope.Files };
        yield return new("file-order", "Order", "Orders the files in another way: as in the torrent, by name, size or progress.", Detailing, ["o"], static ui => ui.Screen.NextFileOrder()) { Scope = CommandScope.Files };
        yield return new("tracker-announce", "Announce", "Asks the trackers for peers now.", Detailing, ["r"], static ui => TorrentDeeds.Reannounce(ui, ui.Targets)) { Scope = CommandScope.Trackers, Needs = CommandNeeds.Action, BarPlace = 2 };
        yield return new("tracker-add", "Add tracker", "Adds a tracker to the torrent.", Detailing, ["a"], TrackerDialog.ShowAdd)
        {
            Scope = CommandScope.Trackers,
            Needs = CommandNeeds.Action,
            BarPlace = 3,
            Argument = "URL",
            RunWith = static (ui, url) => TrackerDialog.Add(ui, ui.Targets, url),
        };
        yield return new("tracker-remove", "Remove tracker", "Removes the tracker under the cursor. Asks first.", Detailing, ["d", "Del"], TrackerDialog.ShowRemove) { Scope = CommandScope.Trackers, Needs = CommandNeeds.Action, WhyNot = NoTracker, BarPlace = 4 };
        yield return new("tracker-change", "Change tracker", "Gives the tracker under the cursor another address.", Detailing, ["c"], TrackerDialog.ShowChange) { Scope = CommandScope.Trackers, Needs = CommandNeeds.Action, WhyNot = NoTracker };
        yield return new("copy-peer", "Copy address", "Puts the peer's address into the terminal's clipboard.", Detailing, ["c"], static ui =>
        {
            if (ui.Screen.Copy(ui.Screen.CurrentPeer!.Address))
            {
                ui.Tell("Address copied, if the terminal allows it.");
            }
        })
        {
            Scope = CommandScope.Peers,
            BarPlace = 2,
            WhyNot = static ui => ui.Screen.CurrentPeer is not { } peer ? "There is no peer under the cursor." : peer.Address.All(static c => char.IsAsciiHexDigit(c) || c is '.' or ':' or '[' or ']') ? null : "This is no address.",
        };
        yield return new("remedy", "Do it", "Does what helps against the cause under the cursor.", Detailing, ["Enter"], Remedy) { Scope = CommandScope.Why, Needs = CommandNeeds.Torrent, BarPlace = 2, WhyNot = static ui => ui.Screen.CurrentCause is null ? "There is no cause under the cursor." : null };
    }

    private static UiCommand File(string name, string title, string help, string[] keys, FileChoice choice, int barPlace) => new(name, title, help, Detailing, keys, ui => Choose(ui, choice))
    {
        Scope = CommandScope.Files,
        Needs = CommandNeeds.Action,
        WhyNot = NoFile,
        BarPlace = barPlace,
    };

    private static void Open(UiContext ui, DetailTab tab, bool isWhole)
    {
        ui.Screen.ShowsWholeLog = isWhole;
        ui.Screen.OpenDetails(tab);
    }

    private static void StepTab(UiContext ui, int step)
    {
        var next = ui.Screen.OpenTab is { } open ? Array.IndexOf(Tabs, open) + step : step > 0 ? 0 : Tabs.Length - 1;
        ui.Screen.OpenDetails(Tabs[(next + Tabs.Length) % Tabs.Length]);
    }

    private static List<FileItem> ChosenFiles(UiContext ui)
    {
        if (ui.Model.Detail is not { } detail || detail.Hash != ui.Model.List.Current?.Hash)
        {
            return [];
        }

        var chosen = new HashSet<int>(ui.Screen.SelectedFiles);
        return [.. detail.Files.Where(file => chosen.Contains(file.Index))];
    }

    private static string? NoFile(UiContext ui) => ChosenFiles(ui).Count == 0 ? "There is no file under the cursor." : null;

    private static string? NoTracker(UiContext ui) => ui.Screen.CurrentTracker is null ? "There is no tracker under the cursor." : null;

    private static void Choose(UiContext ui, FileChoice choice) => TorrentDeeds.ChooseFiles(ui, ui.Model.List.Current!.Hash, ChosenFiles(ui), choice);

    private static void StepFiles(UiContext ui, int step, bool isRound)
    {
        var next = (int)TorrentDeeds.ChoiceOf(ChosenFiles(ui)[0]) + step;
        Choose(ui, (FileChoice)(isRound ? next & 3 : Math.Clamp(next, 0, 3)));
    }

    /// <summary>The codes are those of tuitorrent_why; where no action of ours helps, the remedy's sentence is all there is.</summary>
    private static void Remedy(UiContext ui)
    {
        var cause = ui.Screen.CurrentCause!;
        var name = cause.Code switch
        {
            "paused" => "resume",
            "queued" => "resume-now",
            "tracker_error" or "no_peers_known" or "peers_unreachable" or "pieces_unavailable" => "reannounce",
            "disk_error" => "verify",
            "disk_full" => "move",
            "encryption_refused" => "settings",
            "rate_limit" => "limits-all",
            "no_files_wanted" => "tab-files",
            _ => "",
        };
        if (Find(name) is not { } command)
        {
            ui.Tell(cause.Remedy.Length > 0 ? cause.Remedy : "No key can fix this.");
        }
        else if (command.Obstacle(ui) is { } why)
        {
            ui.Complain(why, Paint.Role.Warn);
        }
        else
        {
            command.Run(ui);
        }
    }
}
