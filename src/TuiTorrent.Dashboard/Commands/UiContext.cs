using Terminal.Gui.App;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;

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
}

/// <summary>The parts of the screen that a command moves.</summary>
internal interface IScreen
{
    /// <summary>Puts a dialog on top; it gets the keys until it closes.</summary>
    void Show(IRunnable dialog);

    /// <summary>Takes it away.</summary>
    void Close(IRunnable dialog);

    /// <summary>Lets the user type into the filter line.</summary>
    void EditFilter();

    /// <summary>Opens the details of the torrent under the cursor, with a tab.</summary>
    void OpenDetails(DetailTab tab);

    /// <summary>Back to the list.</summary>
    void CloseDetails();

    /// <summary>Which tab is open; null while only the list is.</summary>
    DetailTab? OpenTab { get; }

    /// <summary>Moves the cursor of the pane that has it.</summary>
    void Move(CursorMove move);

    /// <summary>Paints all anew.</summary>
    void Redraw();

    /// <summary>Stops this process until the shell lets it go on.</summary>
    void Suspend();

    /// <summary>Ends the dashboard; the daemon goes on.</summary>
    void Quit();

    /// <summary>Puts text into the clipboard of the user's terminal, by OSC 52. The text must be our own: hashes, magnet links.</summary>
    void Copy(string text);
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
