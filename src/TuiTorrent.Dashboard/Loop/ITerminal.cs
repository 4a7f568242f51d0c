using System.Drawing;

namespace TuiTorrent.Dashboard.Loop;

/// <summary>What the loop waits for.</summary>
[Flags]
internal enum Ready
{
    /// <summary>The time was up.</summary>
    None = 0,

    /// <summary>There is something to read.</summary>
    Input = 1,

    /// <summary>There is room for output.</summary>
    Output = 2,

    /// <summary><see cref="ITerminal.Wake"/> was called.</summary>
    Woken = 4,

    /// <summary>Nobody is at the other end any more.</summary>
    Gone = 8,
}

/// <summary>The terminal, as the loop sees it: the edge of the world, so that tests can stand in for it.</summary>
internal interface ITerminal
{
    /// <summary>In cells; at least one each way.</summary>
    Size Size { get; }

    /// <summary>Whether the mouse is ours; else the terminal's own, to select text. Stays false where there is none to be had. Only the thread of the screen.</summary>
    bool UsesMouse { get; set; }

    /// <summary>Sleeps until something is there. Only the thread of the screen.</summary>
    /// <param name="wantsOutput">Whether room for output is waited for, too.</param>
    /// <param name="timeoutMs">Milliseconds at most; negative for ever.</param>
    Ready Wait(bool wantsOutput, int timeoutMs);

    /// <summary>Reads what is there, never waiting.</summary>
    /// <returns>Bytes; 0 if there are none; negative if the terminal is gone.</returns>
    int Read(Span<byte> buffer);

    /// <summary>Writes what there is room for, never waiting.</summary>
    /// <returns>Bytes taken; negative if the terminal is gone.</returns>
    int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Ends a <see cref="Wait"/>, or the next one. Any thread.</summary>
    void Wake();
}
