using System.Collections.Concurrent;
using System.Drawing;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;

namespace TuiTorrent.Dashboard.Host;

/// <summary>What Terminal.Gui takes for the terminal: it keeps the frame and the cursor, and lets nothing else through. Queries and escape sequences that the library would send on its own end here.</summary>
internal sealed class ScreenOutput : IOutput
{
    private Size _size;

    /// <summary>With the size of the first frame.</summary>
    public ScreenOutput(Size size) => _size = size;

    /// <summary>Whether a frame was drawn since this was last set to false.</summary>
    public bool HasFrame { get; set; }

    /// <summary>Where the text cursor is to stand, and how it looks.</summary>
    public Cursor Cursor { get; private set; } = new();

    /// <inheritdoc/>
    public bool Force16Colors { get; set; }

    /// <inheritdoc/>
    public bool IsLegacyConsole { get; set; }

    /// <inheritdoc/>
    public bool UseKittyGraphics { get; set; }

    /// <inheritdoc/>
    public ConcurrentQueue<SixelToRender> GetSixels() => new();

    /// <inheritdoc/>
    public Size GetSize() => _size;

    /// <inheritdoc/>
    public void SetSize(int width, int height) => _size = new Size(width, height);

    /// <inheritdoc/>
    public void SetCursor(Cursor cursor) => Cursor = cursor;

    /// <inheritdoc/>
    public Cursor GetCursor() => Cursor;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<char> text)
    {
        // Dropped: FrameWriter alone writes to the terminal.
    }

    /// <inheritdoc/>
    public void Suspend()
    {
        // The terminal's own matter: see TerminalSession.
    }

    /// <inheritdoc/>
    public void Write(IOutputBuffer buffer) => HasFrame = true;

    /// <inheritdoc/>
    public string GetLastOutput() => "";

    /// <inheritdoc/>
    public string ToAnsi(IOutputBuffer buffer) => "";

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }
}
