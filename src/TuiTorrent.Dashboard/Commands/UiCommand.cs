namespace TuiTorrent.Dashboard.Commands;

/// <summary>Where a key counts.</summary>
internal enum CommandScope
{
    /// <summary>In the list and in the details.</summary>
    Anywhere,

    /// <summary>In the list of torrents.</summary>
    List,

    /// <summary>In the details of a torrent, whichever tab.</summary>
    Details,

    /// <summary>In the tab with the files.</summary>
    Files,

    /// <summary>In the tab with the peers.</summary>
    Peers,

    /// <summary>In the tab with the trackers.</summary>
    Trackers,
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
}

/// <summary>One thing that a user can do: the single source of keys, help, palette and key bar.</summary>
/// <param name="Name">For the palette and config.toml: "pause", "remove-data". Verbs are named as on the command line.</param>
/// <param name="Title">For the key bar: one or two words.</param>
/// <param name="Help">One sentence for the help.</param>
/// <param name="Group">Heading in the help.</param>
/// <param name="Keys">By default, the first one is shown. In Terminal.Gui's notation: "p", "P", "Ctrl+S", "F2", "CursorUp".</param>
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
}
