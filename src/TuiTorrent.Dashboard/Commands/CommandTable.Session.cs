using System.Globalization;
using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Commands;

internal static partial class CommandTable
{
    private static readonly int[] Steps = [1, 5, 50];
    private static readonly double[] Intervals = [0.5, 1, 2, 3, 5, 10, 30, 60];

    private static IEnumerable<UiCommand> Session()
    {
        const CommandNeeds needs = CommandNeeds.Daemon | CommandNeeds.Change;
        yield return new("turtle", "Turtle", "Switches to the slower limits (the turtle) and back.", Limiting, ["t"], Turtle)
        {
            Scope = CommandScope.Anywhere,
            Needs = needs,
            WhyNot = NoSession,
            BarPlace = 8,
        };
        yield return new("limits-all", "All limits", "Sets the limits for all torrents together, and the slower ones of the turtle.", Limiting, ["Ctrl+T"], SessionLimitsDialog.Show) { Needs = needs, WhyNot = NoSession };
        yield return new("limit-all", "Limit all", "Limits all torrents together, for example \"limit-all up 500K\".", Limiting, [], SessionLimitsDialog.Show)
        {
            Needs = needs,
            WhyNot = NoSession,
            Argument = "down|up RATE",
            RunWith = LimitAll,
        };
        foreach (var (isDown, word) in new[] { (false, "up"), (true, "down") })
        {
            foreach (var sign in new[] { 1, -1 })
            {
                foreach (var step in Steps)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{word}-limit-{(sign > 0 ? "plus" : "minus")}-{step}");
                    yield return new(name, $"Limit {word} {(sign > 0 ? "+" : "-")}{step}K", $"{(sign > 0 ? "Raises" : "Lowers")} the {word}load limit of all torrents together by {step}K.", Limiting, [], ui => StepLimit(ui, isDown, sign * step * 1024L))
                    {
                        Needs = needs,
                        WhyNot = NoSession,
                    };
                }
            }
        }

        yield return new("settings", "Settings", "Shows and changes settings of the daemon and of this screen.", Limiting, ["S"], SettingsDialog.Show);
        yield return new("shutdown", "Shut down", "Stops the daemon itself: nothing is downloaded or seeded until it starts again. Asks first.", Limiting, [], static ui => ConfirmDialog.Show(ui, new ConfirmDialog.Question(
            "Shut the daemon down?",
            ["The daemon ends. Nothing is downloaded or seeded until it is started again.", "To leave only this screen, press q: the daemon goes on."],
            "Shut down",
            static ui => new Deed("Asking the daemon to end", "The daemon ends", Requests.Close()).Run(ui))
        { IsDangerous = true }))
        {
            Needs = needs,
        };
        yield return new("retry", "Retry", "Tries now to reach a daemon that was lost.", Limiting, ["F5"], static ui =>
        {
            ui.Link.RetryNow();
            ui.Tell("Trying to reach the daemon...");
        })
        {
            WhyNot = static ui => ui.Model.Connection.State == ConnectionState.Online ? "The daemon answers already." : null,
        };
    }

    private static UiCommand[] Screen() =>
    [
        new("palette", "Command", "Finds any command by its name, and runs it: \"sort eta\", \"limit up 500K\", \"filter label:os\".", Screening, [":", "`"], static ui => PaletteDialog.Show(ui, "")) { BarPlace = 13 },
        new("help", "Help", "Shows the keys that count here, then all.", Screening, ["?", "F1"], HelpDialog.Show) { BarPlace = 14 },
        new("box-1", "Graph box", "Shows or hides the graph.", Screening, ["Alt+1"], static ui => ui.Screen.ToggleBox(1)),
        new("box-2", "Machine box", "Shows or hides the box with the heat, load, memory and disk of the machine.", Screening, ["Alt+2"], static ui => ui.Screen.ToggleBox(2)),
        new("box-3", "Preview box", "Shows or hides the preview below the list.", Screening, ["Alt+3"], static ui => ui.Screen.ToggleBox(3)),
        new("box-4", "Key bar", "Shows or hides the line of keys.", Screening, ["Alt+4"], static ui => ui.Screen.ToggleBox(4)),
        new("layout", "Layout", "Gives the details all of the screen, or shares it with the list.", Screening, ["_"], static ui => ui.Screen.ToggleFull()),
        new("other-pane", "Other pane", "Goes from the list to the details and back, where both are shown.", Screening, ["F6"], static ui => ui.Screen.SwitchPane()),
        new("slower", "Slower", "Updates less often: good for a slow line.", Screening, [")"], static ui => StepInterval(ui, 1)),
        new("faster", "Faster", "Updates more often.", Screening, ["("], static ui => StepInterval(ui, -1)),
        new("redraw", "Redraw", "Draws the whole screen again.", Screening, ["Ctrl+L"], static ui => ui.Screen.Redraw()),
        new("suspend", "Suspend", "Goes to the shell; type fg there to come back.", Screening, ["Ctrl+Z"], static ui => ui.Screen.Suspend()),
        new("quit", "Quit", "Leaves the dashboard; the daemon keeps running and downloads go on.", Screening, ["q", "Ctrl+Q", "Ctrl+W"], static ui => ui.Screen.Quit()) { Scope = CommandScope.List, BarPlace = 15 },
        new("quit-anywhere", "Quit", "Leaves the dashboard from wherever you are; the daemon keeps running.", Screening, ["Ctrl+C"], static ui => ui.Screen.Quit()),
    ];

    private static string? NoSession(UiContext ui) => ui.Model.Session is null ? "The daemon has not told its settings yet." : null;

    private static void Turtle(UiContext ui)
    {
        var isOn = !ui.Model.Session!.IsAlternative;
        var (down, up) = (ui.Model.Session.AlternativeDown, ui.Model.Session.AlternativeUp);
        new Deed(isOn ? "Slowing down" : "Speeding up", isOn ? $"Turtle: at most {RateText.Short(down)}/s down, {RateText.Short(up)}/s up" : "Turtle off: the usual limits count", Requests.Change(new SessionChange { IsAlternative = isOn }))
        {
            Inverse = [Requests.Change(new SessionChange { IsAlternative = !isOn })],
        }.Run(ui);
    }

    private static string? LimitAll(UiContext ui, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || words[0] is not ("down" or "up") || !RateText.TryParse(words[1], out var rate))
        {
            return "Say which and how much: down 500K, up 1.5M, up none.";
        }

        SetLimit(ui, words[0] == "down", rate);
        return null;
    }

    private static void StepLimit(UiContext ui, bool isDown, long bytes)
    {
        var now = isDown ? ui.Model.Session!.DownLimit : ui.Model.Session!.UpLimit;
        if (now == 0 && bytes < 0)
        {
            ui.Tell($"There is no limit {(isDown ? "down" : "up")} to lower: Ctrl+T sets one.");
            return;
        }

        SetLimit(ui, isDown, Math.Max(1024, now + bytes));
    }

    private static void SetLimit(UiContext ui, bool isDown, long rate)
    {
        var session = ui.Model.Session!;
        var word = isDown ? "down" : "up";
        new Deed($"Setting the limit {word}", rate == 0 ? $"No limit {word}" : $"Limit {word}: {RateText.Short(rate)}/s", Requests.Change(isDown ? new SessionChange { DownLimit = rate } : new SessionChange { UpLimit = rate }))
        {
            Inverse = [Requests.Change(isDown ? new SessionChange { DownLimit = session.DownLimit } : new SessionChange { UpLimit = session.UpLimit })],
        }.Run(ui);
    }

    private static void StepInterval(UiContext ui, int step)
    {
        var now = ui.Link.Interval.TotalSeconds;
        var index = Array.FindIndex(Intervals, seconds => seconds >= now - 0.01);
        index = Math.Clamp((index < 0 ? Intervals.Length - 1 : index) + step, 0, Intervals.Length - 1);
        ui.Link.Interval = TimeSpan.FromSeconds(Intervals[index]);
        ui.Tell(string.Create(CultureInfo.InvariantCulture, $"Updates at most every {Intervals[index]} s."));
    }
}
