namespace TuiTorrent.Dashboard.Commands;

/// <summary>Where a key counts.</summary>
[Flags]
internal enum CommandScope
{
    /// <summary>In the list of torrents.</summary>
    List = 1,

    /// <summary>In the tab with the graph.</summary>
    Overview = 2,

    /// <summary>In the tab with the files.</summary>
    Files = 4,

    /// <summary>In the tab with the peers.</summary>
    Peers = 8,

    /// <summary>In the tab with the trackers.</summary>
    Trackers = 16,

    /// <summary>In the tab with the causes.</summary>
    Why = 32,

    /// <summary>In the other tabs.</summary>
    OtherTabs = 64,

    /// <summary>In the details of a torrent, whichever tab.</summary>
    Details = Overview | Files | Peers | Trackers | Why | OtherTabs,

    /// <summary>In the list and in the details.</summary>
    Anywhere = List | Details,
}

/// <summary>What a command needs before it can run; the reason why not is the same for all that need it.</summary>
[Flags]
internal enum CommandNeeds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A daemon that answers.</summary>
    Daemon = 1,

    /// <summary>A torrent under the cursor, or marked ones.</summary>
    Torrent = 2,

    /// <summary>A daemon of our own kind.</summary>
    OurDaemon = 4,

    /// <summary>Leave to change something: not where the dashboard was started to look only.</summary>
    Change = 8,

    /// <summary>What most actions on torrents need.</summary>
    Action = Daemon | Torrent | Change,
}

/// <summary>One thing that a user can do: the single source of keys, help, palette and key bar.</summary>
/// <param name="Name">For the palette and config.toml: "pause", "remove-data". Verbs are named as on the command line.</param>
/// <param name="Title">For the key bar: one or two words.</param>
/// <param name="Help">One sentence for the help.</param>
/// <param name="Group">Heading in the help.</param>
/// <param name="Keys">By default, the first one is shown. In the notation of <see cref="KeyText"/>: "p", "P", "Ctrl+S", "F2", "Up". What is really bound is in the <see cref="Keymap"/>.</param>
/// <param name="Run">Does it.</param>
internal sealed record UiCommand(string Name, string Title, string Help, string Group, string[] Keys, Action<UiContext> Run)
{
    /// <summary>Where its keys count.</summary>
    public CommandScope Scope { get; init; } = CommandScope.Anywhere;

    /// <summary>What must be there.</summary>
    public CommandNeeds Needs { get; init; }

    /// <summary>Why it can't run now, a sentence; null if it can. Beyond <see cref="Needs"/>.</summary>
    public Func<UiContext, string?>? WhyNot { get; init; }

    /// <summary>Place in the key bar, from 1; 0 for none. The smallest stay where the line is short.</summary>
    public int BarPlace { get; init; }

    /// <summary>The same in the details, where it differs; 0 for <see cref="BarPlace"/>.</summary>
    public int BarPlaceInDetails { get; init; }

    /// <summary>Its place in the row of keys where the user is; 0 for none.</summary>
    public int BarPlaceIn(CommandScope scope) => (Scope & scope) == 0 ? 0 : (scope & CommandScope.Details) != 0 && BarPlaceInDetails > 0 ? BarPlaceInDetails : BarPlace;

    /// <summary>What it takes after its name in the palette: "RATE"; "" for nothing.</summary>
    public string Argument { get; init; } = "";

    /// <summary>Does it with what was typed after its name; the result is what is wrong with that, a sentence, or null.</summary>
    public Func<UiContext, string, string?>? RunWith { get; init; }

    /// <summary>The reason why it can't run now, a sentence; null if it can.</summary>
    public string? Obstacle(UiContext ui)
    {
        if (Needs.HasFlag(CommandNeeds.Change) && ui.IsReadOnly)
        {
            return $"The dashboard was started with --read-only, so \"{Title}\" is off.";
        }

        if (Needs.HasFlag(CommandNeeds.Daemon) && ui.Model.Connection.State != Link.ConnectionState.Online)
        {
            return $"\"{Title}\" needs the daemon, which does not answer.";
        }

        if (Needs.HasFlag(CommandNeeds.OurDaemon) && ui.Model.Session is not { IsOurs: true })
        {
            return $"This daemon is not TuiTorrent's own and has no \"{Title}\".";
        }

        return Needs.HasFlag(CommandNeeds.Torrent) && ui.Targets.Count == 0
            ? ui.Model.List.All.Count == 0 ? "There is no torrent yet: a adds one." : "No torrent is chosen: none matches the filter."
            : WhyNot?.Invoke(ui);
    }
}
