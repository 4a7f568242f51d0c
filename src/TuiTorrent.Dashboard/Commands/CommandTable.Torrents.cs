using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Commands;

internal static partial class CommandTable
{
    private static UiCommand[] Torrents() =>
    [
        new("add", "Add", "Adds a torrent: a .torrent file, a web address or a magnet link. A paste into the list does the same.", Acting, ["a", "Ins", "Backspace"], static ui => AddDialog.Show(ui, "", isPaused: false))
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Daemon | CommandNeeds.Change, BarPlace = 1, Argument = "SOURCE", RunWith = static (ui, text) => With(() => AddDialog.Show(ui, text, isPaused: false)),
        },
        new("add-paused", "Add paused", "Adds a torrent that waits until you resume it.", Acting, ["Ctrl+A"], static ui => AddDialog.Show(ui, "", isPaused: true))
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Daemon | CommandNeeds.Change,
        },
        new("pause-resume", "Pause", "Pauses torrents, or resumes them if all of them are paused.", Acting, ["p"], static ui => TorrentDeeds.Toggle(ui, ui.Targets)) { Needs = CommandNeeds.Action, BarPlace = 2 },
        new("pause-resume-all", "Pause all", "Pauses all torrents, or resumes them if all are paused.", Acting, ["P"], static ui => TorrentDeeds.Toggle(ui, [.. ui.Model.List.All]))
        {
            Needs = CommandNeeds.Daemon | CommandNeeds.Change, WhyNot = static ui => ui.Model.List.All.Count == 0 ? "There is no torrent yet: a adds one." : null,
        },
        new("pause", "Pause", "Pauses torrents.", Acting, [], static ui => TorrentDeeds.Pause(ui, ui.Targets)) { Needs = CommandNeeds.Action },
        new("resume", "Resume", "Resumes torrents; in a full queue they wait for their turn.", Acting, [], static ui => TorrentDeeds.Resume(ui, ui.Targets, now: false)) { Needs = CommandNeeds.Action },
        new("resume-now", "Resume now", "Resumes torrents at once, past the queue.", Acting, [], static ui => TorrentDeeds.Resume(ui, ui.Targets, now: true)) { Needs = CommandNeeds.Action },
        new("remove", "Remove", "Removes torrents from the list; their files stay. Asks first.", Acting, ["d", "Del", "r"], static ui => RemoveDialog.Show(ui, ui.Targets, withData: false))
        {
            Scope = CommandScope.Anywhere & ~CommandScope.Trackers, Needs = CommandNeeds.Action, BarPlace = 4,
        },
        new("remove-data", "Remove+data", "Removes torrents and deletes their files. Asks first, and says what would be deleted.", Acting, ["D", "Shift+Del"], static ui => RemoveDialog.Show(ui, ui.Targets, withData: true))
        {
            Scope = CommandScope.Anywhere & ~CommandScope.Trackers, Needs = CommandNeeds.Action,
        },
        new("verify", "Verify", "Verifies all data of torrents again.", Acting, ["V", "Ctrl+R", "y"], static ui => TorrentDeeds.Verify(ui, ui.Targets)) { Needs = CommandNeeds.Action, BarPlace = 10 },
        new("reannounce", "Reannounce", "Asks the trackers for peers now.", Acting, ["R"], static ui => TorrentDeeds.Reannounce(ui, ui.Targets)) { Needs = CommandNeeds.Action },
        new("move", "Move", "Moves the files of torrents to another directory.", Acting, ["m"], static ui => MoveDialog.Show(ui, ui.Targets, movesFiles: true)) { Needs = CommandNeeds.Action, BarPlace = 11 },
        new("keep-data-move", "Set directory", "Tells the daemon where the files are, without moving them.", Acting, [], static ui => MoveDialog.Show(ui, ui.Targets, movesFiles: false)) { Needs = CommandNeeds.Action },
        new("rename", "Rename", "Renames a torrent, or in the Files tab the file under the cursor.", Acting, ["e", "F2"], RenameDialog.Show) { Needs = CommandNeeds.Action, WhyNot = OneOnly },
        new("label", "Label", "Changes the labels of torrents; those in use are offered.", Acting, ["b", "B"], LabelDialog.Show)
        {
            Needs = CommandNeeds.Action, BarPlace = 7, Argument = "LABEL", RunWith = static (ui, text) => TorrentDeeds.AddLabel(ui, ui.Targets, text),
        },
        new("priority-down", "Priority -", "Gives torrents a smaller share of the bandwidth.", Acting, ["-"], static ui => TorrentDeeds.Prioritise(ui, ui.Targets, -1))
        {
            Scope = CommandScope.Anywhere & ~(CommandScope.Overview | CommandScope.Files), Needs = CommandNeeds.Action,
        },
        new("priority-up", "Priority +", "Gives torrents a larger share of the bandwidth.", Acting, ["+"], static ui => TorrentDeeds.Prioritise(ui, ui.Targets, 1))
        {
            Scope = CommandScope.Anywhere & ~(CommandScope.Overview | CommandScope.Files), Needs = CommandNeeds.Action,
        },
        Queue("queue-up", "Queue up", "Moves torrents up in the queue.", ["K"], QueueStep.Up),
        Queue("queue-down", "Queue down", "Moves torrents down in the queue.", ["J"], QueueStep.Down),
        Queue("queue-top", "Queue top", "Moves torrents to the top of the queue.", [], QueueStep.Top),
        Queue("queue-bottom", "Queue bottom", "Moves torrents to the bottom of the queue.", [], QueueStep.Bottom),
        new("limits", "Limits", "Sets limits for torrents: rates, peers, ratio.", Acting, ["T"], TorrentLimitsDialog.Show) { Needs = CommandNeeds.Action },
        new("limit", "Limit", "Limits torrents: \"limit down 500K\", \"limit up none\".", Acting, [], TorrentLimitsDialog.Show)
        {
            Needs = CommandNeeds.Action, Argument = "down|up RATE", RunWith = static (ui, text) => TorrentDeeds.Limit(ui, ui.Targets, text),
        },
        new("sequential", "In order", "Downloads pieces in the order of the files, or the rarest first again.", Acting, [], static ui => TorrentDeeds.Sequential(ui, ui.Targets)) { Needs = CommandNeeds.Action },
        new("copy-magnet", "Copy magnet", "Puts the magnet link into the terminal's clipboard.", Acting, ["Y"], static ui => Copy(ui, "Magnet link", static torrent => "magnet:?xt=urn:btih:" + torrent.Hash)) { Needs = CommandNeeds.Torrent },
        new("copy-hash", "Copy hash", "Puts the info-hash into the terminal's clipboard.", Acting, [], static ui => Copy(ui, "Info-hash", static torrent => torrent.Hash)) { Needs = CommandNeeds.Torrent },
        new("undo", "Undo", "Takes the latest change back.", Acting, ["u", "z"], Deed.Undo)
        {
            Needs = CommandNeeds.Daemon | CommandNeeds.Change, WhyNot = static ui => ui.Undo.NextUndo is null ? "There is nothing to take back." : null,
        },
        new("redo", "Redo", "Does again what was taken back.", Acting, ["Ctrl+Y"], Deed.Redo)
        {
            Needs = CommandNeeds.Daemon | CommandNeeds.Change, WhyNot = static ui => ui.Undo.NextRedo is null ? "There is nothing to do again." : null,
        },
        new("actions", "More", "Shows keys for what is done less often.", Acting, ["x", "Ctrl+X"], static ui => KeyMenuPanel.Show(ui, "actions")),
    ];

    private static UiCommand Queue(string name, string title, string help, string[] keys, QueueStep step) =>
        new(name, title, help, Acting, keys, ui => TorrentDeeds.Queue(ui, ui.Targets, step)) { Needs = CommandNeeds.Action };

    private static string? OneOnly(UiContext ui) => ui.Targets.Count > 1 ? "Names are given one at a time: clear the marks first." : null;

    /// <summary>Hashes are hexadecimal digits or nothing: nothing from outside gets into the clipboard.</summary>
    private static void Copy(UiContext ui, string what, Func<TorrentItem, string> text)
    {
        var torrents = ui.Targets.Where(static torrent => torrent.Hash.Length > 0 && torrent.Hash.All(char.IsAsciiHexDigit)).ToList();

        // No line breaks: pasted into a shell, each would run what stands before it.
        if (!ui.Screen.Copy(string.Join(' ', torrents.Select(text))))
        {
            return;
        }

        ui.Tell(torrents.Count == 1 ? $"{what} copied, if the terminal lets us." : $"{what}s of {Deed.Count(torrents.Count, "torrent")} copied, if the terminal lets us.");
    }

    private static string? With(Action act)
    {
        act();
        return null;
    }
}
