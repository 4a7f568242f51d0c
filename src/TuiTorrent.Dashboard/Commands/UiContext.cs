using Terminal.Gui.App;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>What a command can reach.</summary>
/// <param name="Model">What is shown.</param>
/// <param name="Link">The daemon.</param>
/// <param name="Screen">The screen.</param>
/// <param name="Time">The clock.</param>
internal sealed record UiContext(DashboardModel Model, IDaemonLink Link, IScreen Screen, TimeProvider Time)
{
    /// <summary>Milliseconds of a clock that never goes back.</summary>
    public long NowMs => (long)Time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Whether it may only look.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Where relative paths of the user start; absolute. The process itself has left that directory.</summary>
    public string StartDirectory { get; init; } = "/";

    /// <summary>Which keys are bound to what; another one takes its place when the user chooses another preset.</summary>
    public Keymap Keymap { get; set; } = Keymap.Default;

    /// <summary>What can be taken back.</summary>
    public UndoStack Undo { get; } = new();

    /// <summary>The user's home, for "~" in paths on this machine.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>What an action is about: in the details the torrent shown, in the list the marked ones or the one under the cursor.</summary>
    public IReadOnlyList<TorrentItem> Targets => Scope == CommandScope.List ? Model.List.Targets : Model.List.Current is { } current ? [current] : [];

    /// <summary>Where keys count now.</summary>
    public CommandScope Scope => Screen.OpenTab switch
    {
        _ when Screen.IsListFocused => CommandScope.List,
        null => CommandScope.List,
        DetailTab.Overview => CommandScope.Overview,
        DetailTab.Files => CommandScope.Files,
        DetailTab.Peers => CommandScope.Peers,
        DetailTab.Trackers => CommandScope.Trackers,
        DetailTab.Why => CommandScope.Why,
        _ => CommandScope.OtherTabs,
    };

    /// <summary>A path on this machine as the user means it: "~" and relative ones made whole. Throws nothing; what is no path stays as it is.</summary>
    public string Resolve(string path)
    {
        path = path == "~" ? Home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(Home, path[2..]) : path;
        return path.Contains('\0', StringComparison.Ordinal) ? path : Path.GetFullPath(path.Length > 0 ? path : ".", StartDirectory);
    }

    /// <summary>Tells what was done, in the line above the keys.</summary>
    public void Tell(string text) => Model.Notice.Tell(text, NowMs);

    /// <summary>Says why something was not done, until the next key.</summary>
    public void Complain(string text, Paint.Role role = Paint.Role.Bad) => Model.Notice.Complain(text, role);
}

/// <summary>The looks and ways of the dashboard that can be changed while it runs.</summary>
/// <param name="Theme">"16", "truecolor" or "mono".</param>
/// <param name="UsesMouse">Whether the mouse is ours; else the terminal's own, to select text.</param>
/// <param name="Keys">Name of the preset of keys.</param>
internal sealed record ScreenSettings(string Theme, bool UsesMouse, string Keys);

/// <summary>A column of the list.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsShown">Whether it is there when there is room.</param>
internal sealed record ColumnChoice(string Name, bool IsShown);

/// <summary>The parts of the screen that a command moves.</summary>
internal interface IScreen
{
    /// <summary>Puts a dialog on top; it gets the keys until it closes.</summary>
    void Show(IRunnable dialog);

    /// <summary>Takes it away.</summary>
    void Close(IRunnable dialog);

    /// <summary>Whether the user is in a dialog or types a filter: what comes late must not take the keys.</summary>
    bool IsTaken { get; }

    /// <summary>Lets the user type into the filter line.</summary>
    void EditFilter();

    /// <summary>Lets the user type what to look for; the list stays whole, matches are highlighted.</summary>
    void EditSearch();

    /// <summary>Opens the details of the torrent under the cursor, with a tab.</summary>
    void OpenDetails(DetailTab tab);

    /// <summary>Back to the list.</summary>
    void CloseDetails();

    /// <summary>Which tab is open; null while only the list is.</summary>
    DetailTab? OpenTab { get; }

    /// <summary>In the tab with the files: the numbers of those under the cursor, all below it for a folder.</summary>
    IReadOnlyList<int> SelectedFiles { get; }

    /// <summary>In the tab with the files: opens or closes the folder under the cursor.</summary>
    void ToggleFolder();

    /// <summary>In the tab with the files: the next of their orders.</summary>
    void NextFileOrder();

    /// <summary>Whether the tab with the log shows the lines of all torrents.</summary>
    bool ShowsWholeLog { get; set; }

    /// <summary>In the tab with the trackers: the one under the cursor.</summary>
    TrackerItem? CurrentTracker { get; }

    /// <summary>In the tab with the peers: the one under the cursor.</summary>
    PeerItem? CurrentPeer { get; }

    /// <summary>In the tab with the causes: the one under the cursor.</summary>
    Cause? CurrentCause { get; }

    /// <summary>Shows more or less time in the graph.</summary>
    /// <param name="steps">Positive for less time, more detail.</param>
    void ZoomGraph(int steps);

    /// <summary>Shows or hides a box: 1 graph, 2 machine, 3 preview, 4 key bar.</summary>
    void ToggleBox(int box);

    /// <summary>The details take all the room, or share it with the list.</summary>
    void ToggleFull();

    /// <summary>Whether moves go to the list: always while only the list is there, else after <see cref="SwitchPane"/>.</summary>
    bool IsListFocused { get; }

    /// <summary>Moves go to the other pane, where both are there.</summary>
    void SwitchPane();

    /// <summary>The columns of the list, in their order; setting them shows and hides.</summary>
    IReadOnlyList<ColumnChoice> Columns { get; set; }

    /// <summary>Theme, mouse and preset of keys; setting them applies and keeps them.</summary>
    ScreenSettings Settings { get; set; }

    /// <summary>Moves the cursor of the pane that has it.</summary>
    void Move(CursorMove move);

    /// <summary>Paints all anew.</summary>
    void Redraw();

    /// <summary>Stops this process until the shell lets it go on.</summary>
    void Suspend();

    /// <summary>Ends the dashboard; the daemon goes on.</summary>
    void Quit();

    /// <summary>Puts text into the clipboard of the user's terminal, by OSC 52. The text must be our own: hashes, magnet links. Where it can't be, the user is told why.</summary>
    /// <returns>Whether it was sent.</returns>
    bool Copy(string text);
}

/// <summary>Tabs of the details.</summary>
internal enum DetailTab
{
    Overview,
    Files,
    Peers,
    Trackers,
    Pieces,
    Encryption,
    Why,
    Log,
}

/// <summary>How a cursor moves.</summary>
internal enum CursorMove
{
    Up,
    Down,
    PageUp,
    PageDown,
    HalfPageUp,
    HalfPageDown,
    First,
    Last,
    Left,
    Right,
}
