using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>Which of many rows are seen: a cursor, and a window that follows it.</summary>
internal sealed class ScrollWindow
{
    /// <summary>Rows in all.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that fit.</summary>
    public int Height { get; private set; } = 1;

    /// <summary>The row under the cursor; 0 where there are none.</summary>
    public int Cursor { get; private set; }

    /// <summary>The first row that is seen.</summary>
    public int Top { get; private set; }

    /// <summary>Another number of rows, or of those that fit. The cursor stays in view.</summary>
    public void Fit(int count, int height)
    {
        (Count, Height) = (count, Math.Max(1, height));
        MoveTo(Cursor);
    }

    /// <summary>Puts the cursor on a row, no further than the ends.</summary>
    public void MoveTo(int row)
    {
        Cursor = Math.Clamp(row, 0, Math.Max(0, Count - 1));
        Top = Math.Clamp(Top, Cursor - Height + 1, Cursor);
        Top = Math.Clamp(Top, 0, Math.Max(0, Count - Height));
    }

    /// <summary>Moves the cursor.</summary>
    public void Move(CursorMove move) => MoveTo(Cursor + Step(move));

    /// <summary>Moves the window, for what has no cursor.</summary>
    public void Scroll(CursorMove move) => ScrollTo(Top + Step(move));

    /// <summary>Puts the window's first row somewhere, no further than the ends.</summary>
    public void ScrollTo(int top) => Cursor = Top = Math.Clamp(top, 0, Math.Max(0, Count - Height));

    /// <summary>Back to the beginning.</summary>
    public void Reset() => (Cursor, Top) = (0, 0);

    private int Step(CursorMove move) => move switch
    {
        CursorMove.Up => -1,
        CursorMove.Down => 1,
        CursorMove.PageUp => 1 - Math.Max(2, Height),
        CursorMove.PageDown => Math.Max(2, Height) - 1,
        CursorMove.HalfPageUp => -Math.Max(1, Height / 2),
        CursorMove.HalfPageDown => Math.Max(1, Height / 2),
        CursorMove.First => -Count,
        CursorMove.Last => Count,
        _ => 0,
    };
}
