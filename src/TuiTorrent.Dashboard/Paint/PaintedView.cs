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

    /// <summary>Draws the cells of a row from one column to before another, in runs of one ink.</summary>
    private void Draw(int y, int from, int to)
    {
        var cells = _rows[y].Cells;
        to = Math.Min(to, cells.Length);

        // Half of a wide character is nothing to draw.
        while (from > 0 && cells[from].Glyph.Length == 0)
        {
            from--;
        }

        Span<char> run = stackalloc char[256];
        while (from < to)
        {
            var ink = cells[from].Ink;
            SetAttribute(Theme.Current[ink]);
            Move(from, y);
            var length = 0;
            while (from < to && cells[from].Ink == ink && length < run.Length && cells[from].Glyph is { Length: 1 } glyph)
            {
                run[length++] = glyph[0];
                from++;
            }

            if (length > 0)
            {
                AddStr(new string(run[..length]));
                continue;
            }

            AddStr(cells[from++].Glyph);
            while (from < to && cells[from].Glyph.Length == 0)
            {
                from++;
            }
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
