using System.Drawing;
using Terminal.Gui.ViewBase;

namespace TuiTorrent.Dashboard.Paint;

/// <summary>A pane made of rows. It composes them anew when told that something changed, compares them with what it drew before, and draws only the runs that differ.</summary>
/// <remarks>
/// Only on the thread of the screen. A full redraw by Terminal.Gui's own table costs megabytes of garbage and, on a small board, a tenth of a second;
/// this costs what changed.
/// </remarks>
internal abstract class PaintedView : View
{
    private static int s_epoch;

    private readonly List<Rectangle> _changes = [];
    private ScreenRow[] _rows = [];
    private ScreenRow _next = new(0);
    private int _drawnRows;
    private int _drawnEpoch = -1;

    /// <summary>Without a border, and not focusable until somebody says so.</summary>
    protected PaintedView()
    {
        CanFocus = false;
    }

    /// <summary>The daemon is lost: what panes show is what was, and looks like that. Counts from the next <see cref="Compose"/> on.</summary>
    public static bool IsStale { get; set; }

    /// <summary>Whether the pane greys with the rest while the daemon is lost; not for what tells of that.</summary>
    protected virtual bool Fades => true;

    /// <summary>Makes all panes draw all of themselves at their next turn: after a dialog closed, the screen was resized, or the theme changed.</summary>
    public static void Expose() => s_epoch++;

    /// <summary>Composes all rows, and asks for a redraw of what changed. Cheap where nothing did.</summary>
    public void Compose()
    {
        var size = Viewport.Size;
        if (size.Width <= 0 || size.Height <= 0)
        {
            return;
        }

        if (_drawnRows != size.Height || _rows.Length < size.Height || _rows[0].Width != size.Width)
        {
            Lay(size);
            _drawnEpoch = -1;
        }

        if (_drawnEpoch != s_epoch)
        {
            SetNeedsDraw();
        }

        for (var y = 0; y < size.Height; y++)
        {
            _next.Resize(size.Width);
            ComposeRow(_next, y, size);
            if (IsStale && Fades)
            {
                _next.Fade();
            }

            var (first, last) = FindChange(_rows[y].Cells, _next.Cells);
            if (first <= last)
            {
                (_rows[y], _next) = (_next, _rows[y]);
                var change = new Rectangle(first, y, last - first + 1, 1);
                _changes.Add(change);
                SetNeedsDraw(change);
            }
        }
    }

    /// <summary>Writes one row; it is blank before.</summary>
    /// <param name="row">As wide as the pane.</param>
    /// <param name="y">Which, from 0.</param>
    /// <param name="size">Of the pane.</param>
    protected abstract void ComposeRow(ScreenRow row, int y, Size size);

    /// <inheritdoc/>
    protected override bool OnClearingViewport() => true;

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var size = Viewport.Size;
        if (_drawnRows != size.Height || (size.Height > 0 && (_rows.Length == 0 || _rows[0].Width != size.Width)))
        {
            Compose();
        }

        if (_drawnEpoch != s_epoch)
        {
            for (var y = 0; y < _drawnRows; y++)
            {
                Draw(y, 0, size.Width);
            }
        }
        else
        {
            foreach (var change in _changes)
            {
                Draw(change.Y, change.Left, change.Right);
            }
        }

        _drawnEpoch = s_epoch;
        _changes.Clear();
        return true;
    }

    private void Lay(Size size)
    {
        if (_rows.Length < size.Height)
        {
            var old = _rows.Length;
            Array.Resize(ref _rows, size.Height);
            for (var y = old; y < size.Height; y++)
            {
                _rows[y] = new ScreenRow(size.Width);
            }
        }

        for (var y = 0; y < size.Height; y++)
        {
            _rows[y].Resize(size.Width);
        }

        _drawnRows = size.Height;
        _changes.Clear();
    }

    /// <summary>Puts the cells of a row from one column to before another into the frame, where nothing lies over them.</summary>
    /// <remarks>Terminal.Gui's own way, a string cut into its glyphs again, makes ten strings of garbage for each; here each glyph is one already.</remarks>
    private void Draw(int y, int from, int to)
    {
        if (App?.Driver?.Contents is not { } contents || GetClip() is not { } clip)
        {
            return;
        }

        var cells = _rows[y].Cells;
        to = Math.Min(to, cells.Length);

        // Half of a wide character is nothing to draw.
        while (from > 0 && cells[from].Glyph.Length == 0)
        {
            from--;
        }

        while (to < cells.Length && cells[to].Glyph.Length == 0)
        {
            to++;
        }

        var origin = ViewportToScreen(new Point(0, y));
        for (var x = from; x < to; x++)
        {
            var (row, column) = (origin.Y, origin.X + x);
            if (row < 0 || column < 0 || row >= contents.GetLength(0) || column >= contents.GetLength(1) || !clip.Contains(column, row))
            {
                continue;
            }

            // A wide character of which something covers one half shows neither.
            var isWide = x + 1 < cells.Length && cells[x + 1].Glyph.Length == 0;
            var isHalf = cells[x].Glyph.Length == 0;
            var isCut = (isWide && !clip.Contains(column + 1, row)) || (isHalf && !clip.Contains(column - 1, row));
            ref var cell = ref contents[row, column];
            cell.Grapheme = isHalf || isCut ? " " : cells[x].Glyph;
            cell.Attribute = Theme.Current[cells[x].Ink];
        }
    }

    private static (int First, int Last) FindChange(ReadOnlySpan<RowCell> before, ReadOnlySpan<RowCell> after)
    {
        var (first, last) = (0, after.Length - 1);
        while (first <= last && before[first] == after[first])
        {
            first++;
        }

        while (last >= first && before[last] == after[last])
        {
            last--;
        }

        return (first, last);
    }
}
