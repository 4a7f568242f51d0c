using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>A key that opens a choice of keys.</summary>
/// <param name="Command">Name of the command that opens it.</param>
/// <param name="Title">Above the choice.</param>
/// <param name="Choices">The second key, and the command that it runs.</param>
internal sealed record KeyMenu(string Command, string Title, (string Key, string Command)[] Choices);

/// <summary>All that a user can do: keys, help, palette, key bar and the reasons why not are made from it.</summary>
internal static partial class CommandTable
{
    internal const string Moving = "Move around";
    private const string Marking = "Mark torrents";
    private const string Acting = "Act on torrents";
    private const string Ordering = "Find and order";
    private const string Detailing = "Details";
    private const string Limiting = "Limits and settings";
    private const string Screening = "Screen and program";

    /// <summary>In the order of the help.</summary>
    public static IReadOnlyList<UiCommand> All { get; }

    /// <summary>Choices after a first key.</summary>
    public static IReadOnlyList<KeyMenu> Menus { get; } =
    [
        new("sort", "Sort",
        [
            ("n", "sort-name"), ("s", "sort-size"), ("p", "sort-done"), ("d", "sort-down"), ("u", "sort-up"), ("e", "sort-eta"), ("c", "sort-peers"), ("r", "sort-ratio"), ("t", "sort-state"),
            ("a", "sort-added"), ("q", "sort-queue"), ("l", "sort-label"), ("o", "reverse"),
        ]),
        new("show", "Show only",
        [
            ("a", "show-all"), ("d", "show-downloading"), ("s", "show-seeding"), ("v", "show-active"), ("p", "show-paused"), ("e", "show-errors"), ("l", "show-label"), ("t", "show-tracker"), ("c", "clear"),
        ]),
        new("actions", "More",
        [
            ("s", "resume-now"), ("r", "resume"), ("p", "pause"), ("q", "sequential"), ("t", "tracker-add"), ("g", "queue-top"), ("e", "queue-bottom"), ("y", "copy-magnet"), ("h", "copy-hash"),
            ("k", "keep-data-move"), ("S", "settings"), ("T", "limits-all"),
        ]),
    ];

    private static readonly Dictionary<string, UiCommand> ByName;

    // After the fields of all parts, which it needs; their order among files is nobody's promise.
    static CommandTable()
    {
        All = [.. Movement(), .. Marks(), .. Torrents(), .. Order(), .. Details(), .. Session(), .. Screen()];
        ByName = All.ToDictionary(static command => command.Name);
    }

    /// <summary>The command with this name; null if there is none.</summary>
    public static UiCommand? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>What the key bar offers, the most important first.</summary>
    public static IEnumerable<UiCommand> Bar(CommandScope scope) => All.Where(command => command.BarPlaceIn(scope) > 0).OrderBy(command => command.BarPlaceIn(scope));

    private static UiCommand Move(string name, string title, string help, string[] keys, CursorMove move, CommandScope scope = CommandScope.Anywhere) =>
        new(name, title, help, Moving, keys, ui => ui.Screen.Move(move)) { Scope = scope };

    private static UiCommand[] Movement() =>
    [
        Move("up", "Up", "Goes to the row above.", ["Up", "k", "Ctrl+P"], CursorMove.Up),
        Move("down", "Down", "Goes to the row below.", ["Down", "j", "Ctrl+N"], CursorMove.Down),
        Move("page-up", "Page up", "Goes up by a screenful.", ["PgUp"], CursorMove.PageUp),
        Move("page-down", "Page down", "Goes down by a screenful.", ["PgDn"], CursorMove.PageDown),
        Move("half-page-up", "Half up", "Goes up by half a screenful.", ["Ctrl+U"], CursorMove.HalfPageUp),
        Move("half-page-down", "Half down", "Goes down by half a screenful.", ["Ctrl+D"], CursorMove.HalfPageDown),
        Move("first", "First", "Goes to the first row.", ["Home", "g"], CursorMove.First),
        Move("last", "Last", "Goes to the last row.", ["End", "G"], CursorMove.Last),
        new("open", "Details", "Opens the details of the torrent under the cursor.", Moving, ["Enter", "Right", "l"], static ui => ui.Screen.OpenDetails(DetailTab.Overview))
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent, BarPlace = 3,
        },
        new("back", "Back", "Goes back to the list.", Moving, ["Esc", "q"], static ui => ui.Screen.CloseDetails()) { Scope = CommandScope.Details, BarPlace = 1 },
        new("back-left", "Back", "Goes back to the list; among files, Left is for them.", Moving, ["Left", "h"], static ui => ui.Screen.CloseDetails())
        {
            Scope = CommandScope.Details & ~CommandScope.Files,
        },
    ];

    private static UiCommand[] Marks() =>
    [
        new("mark", "Mark", "Marks the torrent under the cursor, or takes its mark away, and goes on to the next.", Marking, ["Space"], static ui =>
        {
            ui.Model.List.ToggleMark();
            ui.Screen.Move(CursorMove.Down);
        })
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent, BarPlace = 9,
        },
        new("mark-range", "Range", "Begins a range of marks here, and ends it when pressed again.", Marking, ["v"], static ui => ui.Model.List.ToggleRange())
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent,
        },
        new("mark-up", "Mark up", "Marks this torrent and goes up.", Marking, ["Shift+Up"], static ui => ui.Model.List.Extend(-1)) { Scope = CommandScope.List, Needs = CommandNeeds.Torrent },
        new("mark-down", "Mark down", "Marks this torrent and goes down.", Marking, ["Shift+Down"], static ui => ui.Model.List.Extend(1)) { Scope = CommandScope.List, Needs = CommandNeeds.Torrent },
        new("mark-invert", "Invert", "Marks what is not marked, and the other way round.", Marking, ["i"], static ui =>
        {
            ui.Model.List.InvertMarks();
            TellMarks(ui);
        })
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent,
        },
        new("mark-all", "Mark all", "Marks all torrents that are shown.", Marking, ["A"], static ui =>
        {
            ui.Model.List.MarkAll();
            TellMarks(ui);
        })
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent,
        },
        new("mark-text", "Mark by text", "Marks all shown torrents whose name, label or tracker contains a text.", Marking, [","], static ui => Dialogs.EntryDialog.Show(ui, new Dialogs.EntryDialog.Question("Mark by text", "Mark torrents whose name, label or tracker contains:", "Mark")
        {
            Accept = text => MarkText(ui, text),
        }))
        {
            Scope = CommandScope.List, Needs = CommandNeeds.Torrent, Argument = "TEXT", RunWith = MarkText,
        },
        new("clear", "Clear", "Clears the marks; pressed again, the filters.", Marking, ["Esc"], static ui =>
        {
            if (ui.Model.List.MarkedCount > 0)
            {
                ui.Model.List.ClearMarks();
            }
            else
            {
                ui.Model.List.ClearFilters();
            }
        })
        {
            Scope = CommandScope.List,
        },
    ];

    private static string? MarkText(UiContext ui, string text)
    {
        if (text.Length == 0)
        {
            return "Type a part of the names.";
        }

        var found = ui.Model.List.MarkByText(text);
        ui.Tell(found == 0 ? "Nothing that is shown contains that." : $"{Deed.Count(ui.Model.List.MarkedCount, "torrent")} marked.");
        return null;
    }

    private static void TellMarks(UiContext ui) => ui.Tell(ui.Model.List.MarkedCount == 0 ? "Nothing is marked." : $"{Deed.Count(ui.Model.List.MarkedCount, "torrent")} marked.");

    private static string[] Hashes(IReadOnlyList<TorrentItem> torrents) => [.. torrents.Select(static torrent => torrent.Hash)];
}
