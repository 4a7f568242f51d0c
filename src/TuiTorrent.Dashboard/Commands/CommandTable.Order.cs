using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.Commands;

internal static partial class CommandTable
{
    private static readonly (string Name, string Words, SortKey Key)[] Orders =
    [
        ("name", "name", SortKey.Name), ("size", "size", SortKey.Size), ("done", "progress", SortKey.Done), ("down", "rate down", SortKey.DownRate), ("up", "rate up", SortKey.UpRate),
        ("eta", "time left", SortKey.Eta), ("peers", "peers", SortKey.Peers), ("ratio", "ratio", SortKey.Ratio), ("state", "state", SortKey.State), ("added", "time of adding", SortKey.Added),
        ("queue", "place in the queue", SortKey.Queue), ("label", "label", SortKey.Label),
    ];

    private static readonly (string Name, string Words, string Key, StateFilter State)[] States =
    [
        ("all", "all torrents", "1", StateFilter.All), ("downloading", "torrents that download", "2", StateFilter.Downloading), ("seeding", "torrents that seed", "3", StateFilter.Seeding),
        ("active", "torrents with traffic now", "4", StateFilter.Active), ("paused", "paused torrents", "5", StateFilter.Stopped), ("errors", "torrents with an error", "6", StateFilter.Error),
    ];

    private static IEnumerable<UiCommand> Order()
    {
        yield return new("filter", "Filter", "Shows only torrents that contain the text, as you type; ! before it shows the others.", Ordering, ["/", "F", "F4"], static ui => ui.Screen.EditFilter())
        {
            Scope = CommandScope.List,
            BarPlace = 5,
            Argument = "TEXT",
            RunWith = Filter,
        };
        yield return new("search", "Search", "Highlights torrents that contain the text, and hides none.", Ordering, ["F3", "Ctrl+F"], static ui => ui.Screen.EditSearch()) { Scope = CommandScope.List };
        yield return new("search-next", "Next match", "Goes to the next match of the search.", Ordering, ["n"], static ui => Find(ui, ui.Model.List.FindNext)) { Scope = CommandScope.List };
        yield return new("search-previous", "Previous match", "Goes to the previous match.", Ordering, ["N"], static ui => Find(ui, ui.Model.List.FindPrevious)) { Scope = CommandScope.List };
        yield return new("show", "Show only", "Shows only one state, label or tracker: press a letter next.", Ordering, ["f"], static ui => KeyMenuPanel.Show(ui, "show")) { Scope = CommandScope.List };
        foreach (var (name, words, key, state) in States)
        {
            yield return new("show-" + name, Capital(name), $"Shows {words}.", Ordering, [key], ui => ui.Model.List.Filter(state)) { Scope = CommandScope.List };
        }

        yield return new("show-label", "This label", "Shows torrents with the same first label as the one under the cursor.", Ordering, ["7"], static ui => ui.Model.List.FilterByLabel(ui.Model.List.Current!.Labels[0]))
        {
            Scope = CommandScope.List,
            Needs = CommandNeeds.Torrent,
            WhyNot = static ui => ui.Model.List.Current is { Labels.Count: > 0 } ? null : "It has no label: b gives it one.",
        };
        yield return new("show-tracker", "This tracker", "Shows torrents with the same first tracker as the one under the cursor.", Ordering, ["8"], static ui => ui.Model.List.FilterByTracker(ui.Model.List.Current!.Trackers[0]))
        {
            Scope = CommandScope.List,
            Needs = CommandNeeds.Torrent,
            WhyNot = static ui => ui.Model.List.Current is { Trackers.Count: > 0 } ? null : "It has no tracker.",
        };
        yield return new("show-first-error", "First error", "Shows torrents with an error and goes to the first.", Ordering, ["9"], static ui =>
        {
            ui.Model.List.Filter(StateFilter.Error);
            ui.Model.List.MoveTo(0);
            if (ui.Model.List.Visible.Count == 0)
            {
                ui.Model.List.Filter(StateFilter.All);
                ui.Tell("No torrent has an error.");
            }
        })
        {
            Scope = CommandScope.List,
        };
        yield return new("show-everything", "No filter", "Takes all filters away.", Ordering, ["0"], static ui => ui.Model.List.ClearFilters())
        {
            Scope = CommandScope.List,
        };
        yield return new("sort", "Sort", "Sorts the list: press a letter next.", Ordering, ["o", "s"], static ui => KeyMenuPanel.Show(ui, "sort"))
        {
            Scope = CommandScope.List,
            BarPlace = 6,
            Argument = "COLUMN",
            RunWith = SortBy,
        };
        foreach (var (name, words, key) in Orders)
        {
            yield return new("sort-" + name, Capital(name), $"Sorts by {words}; once more reverses the order.", Ordering, [], ui => Sort(ui, key)) { Scope = CommandScope.List };
        }

        yield return new("reverse", "Reverse", "Reverses the order of the list.", Ordering, ["O"], static ui => ui.Model.List.Reverse()) { Scope = CommandScope.List };
        yield return new("sort-left", "Sort column left", "Sorts by the column before.", Ordering, ["<"], static ui => StepSort(ui, -1)) { Scope = CommandScope.List };
        yield return new("sort-right", "Sort column right", "Sorts by the next column.", Ordering, [">"], static ui => StepSort(ui, 1)) { Scope = CommandScope.List };
        yield return new("columns", "Columns", "Chooses the columns of the list.", Ordering, ["c"], ColumnsDialog.Show) { Scope = CommandScope.List };
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>"label:os", "tracker:host", "state:seeding" or any text.</summary>
    private static string? Filter(UiContext ui, string text)
    {
        if (text.StartsWith("state:", StringComparison.OrdinalIgnoreCase))
        {
            var name = text["state:".Length..].Trim();
            var index = Array.FindIndex(States, state => state.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            if (name.Length == 0 || index < 0)
            {
                return $"States are {string.Join(", ", States.Select(static state => state.Name))}.";
            }

            ui.Model.List.Filter(States[index].State);
            return null;
        }

        if (text.StartsWith("label:", StringComparison.OrdinalIgnoreCase))
        {
            ui.Model.List.FilterByLabel(text["label:".Length..].Trim());
        }
        else if (text.StartsWith("tracker:", StringComparison.OrdinalIgnoreCase))
        {
            ui.Model.List.FilterByTracker(text["tracker:".Length..].Trim());
        }
        else
        {
            ui.Model.List.Filter(text);
        }

        return null;
    }

    private static void Find(UiContext ui, Func<bool> find)
    {
        if (ui.Model.List.Search.Length == 0)
        {
            ui.Screen.EditSearch();
        }
        else if (!find())
        {
            ui.Complain("Nothing that is shown contains that.", Paint.Role.Warn);
        }
    }

    private static string? SortBy(UiContext ui, string text)
    {
        var index = Array.FindIndex(Orders, order => order.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (text.Length == 0 || index < 0)
        {
            return $"Columns are {string.Join(", ", Orders.Select(static order => order.Name))}.{Suggestion.For(text, Orders.Select(static order => order.Name))}";
        }

        Sort(ui, Orders[index].Key);
        return null;
    }

    private static void Sort(UiContext ui, SortKey key)
    {
        ui.Model.List.SortBy(key);
        ui.Tell($"Sorted by {Array.Find(Orders, order => order.Key == key).Words}{(ui.Model.List.IsReversed ? ", reversed" : "")}.");
    }

    private static void StepSort(UiContext ui, int step)
    {
        var index = Array.FindIndex(Orders, order => order.Key == ui.Model.List.Sort) + step;
        Sort(ui, Orders[(index + Orders.Length) % Orders.Length].Key);
    }
}
