using System.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;
using Key = Terminal.Gui.Input.Key;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>A dialog: a framed box over the screen, made of parts. Esc closes, Tab and the arrows go from part to part, what does not fit scrolls.</summary>
/// <remarks>Thread of the screen. It draws itself as the panes do, so that a key costs the cells that change, and looks by the theme alone.</remarks>
internal class Panel : Backdrop
{
    private readonly PanelFace _face;
    private readonly List<PanelPart> _parts = [];
    private int _focus = -1;
    private int _pinned;
    private int _scroll;
    private PanelPart? _seen;
    private int _seenRow;
    private int _seenRows;

    /// <summary>An empty one.</summary>
    /// <param name="ui">Of the command that shows it.</param>
    /// <param name="title">In the frame.</param>
    /// <param name="columns">How wide it would be, with its frame.</param>
    public Panel(UiContext ui, string title, int columns)
    {
        (Ui, PanelTitle) = (ui, title);
        Width = Dim.Func(_ => Math.Min(columns, Room.Width));
        Height = Dim.Func(_ => Math.Min(Lay(Math.Min(columns, Room.Width) - 4, Room.Height - 2) + 2, Room.Height));
        X = Pos.Center();
        Y = Pos.Center();
        _face = new PanelFace(this) { Width = Dim.Fill(), Height = Dim.Fill() };
        Add(_face);
    }

    /// <summary>In the frame.</summary>
    public string PanelTitle { get; set; }

    /// <summary>Keys that count here, in the frame below.</summary>
    public string Hint { get; init; } = "Esc closes";

    /// <summary>What Enter does where the part has no use for it.</summary>
    public Action? Enter { get; set; }

    /// <summary>Sees each key before the parts do.</summary>
    public Func<Key, bool>? FirstKey { get; init; }

    /// <summary>Called once when it closes without having been done: by Esc.</summary>
    public Action? Cancelled { get; init; }

    /// <summary>Of the command that shows it.</summary>
    protected UiContext Ui { get; }

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The part that gets the keys; null if none takes any.</summary>
    public PanelPart? Focus => _focus >= 0 ? _parts[_focus] : null;

    /// <summary>Its parts, from above.</summary>
    public void Fill(params ReadOnlySpan<PanelPart> parts)
    {
        _parts.Clear();
        _parts.AddRange(parts);
        _focus = _parts.FindIndex(static part => part.CanFocus);

        // Buttons, and what is wrong above them, stay in sight while the rest scrolls.
        _pinned = parts.Length == 0 || parts[^1] is not ButtonsPart ? 0 : parts.Length > 1 && parts[^2] is TextPart { IsFixed: true } ? 2 : 1;
    }

    /// <summary>Gives the keys to a part.</summary>
    public void FocusOn(PanelPart part)
    {
        _focus = _parts.IndexOf(part);
        Refresh();
    }

    /// <summary>Shows it.</summary>
    public void Open() => Ui.Screen.Show(this);

    /// <summary>Takes it away.</summary>
    public void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Ui.Screen.Close(this);
        }
    }

    /// <summary>Draws what changed.</summary>
    public void Refresh()
    {
        if (!IsClosed && IsInitialized)
        {
            _face.Compose();
            PlaceCaret();
        }
    }

    /// <inheritdoc/>
    protected override bool OnKeyDown(Key key)
    {
        Ui.Model.Notice.KeyPressed();
        if (!(FirstKey?.Invoke(key) ?? false) && !IsClosed && !(Focus?.Press(key) ?? false))
        {
            Steer(key);
        }

        Refresh();
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnPaste(string text)
    {
        if (Focus?.Paste(text) is not true && _parts.Find(static part => part is EntryPart) is { } entry)
        {
            FocusOn(entry);
            entry.Paste(text);
        }

        Refresh();
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Flags.HasFlag(MouseFlags.WheeledUp) || mouse.Flags.HasFlag(MouseFlags.WheeledDown))
        {
            var rows = mouse.Flags.HasFlag(MouseFlags.WheeledUp) ? -1 : 1;
            if (!(Focus?.Wheel(rows) ?? false))
            {
                _scroll = Math.Clamp(_scroll + rows, 0, MaxScroll());
            }
        }
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked) && mouse.Position is { } at && PartAt(at.Y - 1) is var (index, y) && _parts[index].CanFocus)
        {
            _focus = index;
            _parts[index].Click(at.X - 2, y);
        }

        Refresh();
        return true;
    }

    /// <summary>One row of the box.</summary>
    internal void ComposeRow(ScreenRow row, int y, Size size)
    {
        row.Clear(new Ink(Role.Text, Ground.Panel));
        if (y == 0)
        {
            KeepFocusInSight(size.Height - 2);
        }

        var writer = new RowWriter(row);
        var (frame, glyphs) = (new Ink(Role.Dim, Ground.Panel), GlyphSet.Current);
        if (y == 0 || y == size.Height - 1)
        {
            var (text, ink) = y == 0 ? (PanelTitle, new Ink(Role.Title, Ground.Panel)) : (Hint, frame);
            writer.Put(glyphs.Corners[y == 0 ? 0 : 2] + glyphs.Line, frame);
            if (text.Length > 0 && size.Width > 8)
            {
                writer.Blank(1, frame);
                writer.PutFit(text, Math.Min(RowWriter.TextColumns(text), size.Width - 6), ink);
                writer.Blank(1, frame);
            }

            writer.Repeat(glyphs.Line, size.Width - 1 - writer.Column, frame);
            writer.Put(glyphs.Corners[y == 0 ? 1 : 3], frame);
            return;
        }

        var inside = size.Width - 4;
        writer.Put(glyphs.Upright, frame);
        if (inside > 0 && PartAt(y - 1) is var (index, partY))
        {
            var part = new ScreenRow(inside);
            part.Clear(new Ink(Role.Text, Ground.Panel));
            _parts[index].Compose(part, partY, index == _focus);
            for (var x = 0; x < inside; x++)
            {
                row.Set(x + 2, part.Cells[x].Glyph, part.Cells[x].Ink);
            }
        }

        // A mark in the frame says that there is more.
        var isMore = (y == 1 && _scroll > 0) || (y == size.Height - 2 - PinnedRows(inside) && _scroll < MaxScroll());
        writer.MoveTo(size.Width - 1);
        writer.Put(!isMore ? glyphs.Upright : y == 1 ? glyphs.Ascending : glyphs.Descending, frame);
    }

    /// <summary>Moves the text cursor to where the part in focus has it.</summary>
    internal void PlaceCaret()
    {
        var size = Viewport.Size;
        if (Focus?.Caret(size.Width - 4) is var (row, column) && Top(_focus, size.Width - 4) + row - _scroll is >= 0 and var y && y < size.Height - 2 - PinnedRows(size.Width - 4))
        {
            Cursor = new Cursor { Position = ViewportToScreen(new Point(column + 2, y + 1)), Style = CursorStyle.Default };
        }
        else if (Cursor.IsVisible)
        {
            Cursor = new Cursor();
        }
    }

    private void Steer(Key key)
    {
        if (key == Key.Esc || key == Key.C.WithCtrl)
        {
            Close();
            Cancelled?.Invoke();
        }
        else if (key == Key.Tab || key == Key.CursorDown)
        {
            Step(1);
        }
        else if (key == Key.Tab.WithShift || key == Key.CursorUp)
        {
            Step(-1);
        }
        else if (key == Key.PageDown || key == Key.PageUp)
        {
            _scroll = Math.Clamp(_scroll + (key == Key.PageDown ? 1 : -1) * Math.Max(1, Viewport.Height - 3), 0, MaxScroll());
        }
        else if (key == Key.Enter)
        {
            Enter?.Invoke();
        }
    }

    private void Step(int step)
    {
        if (_focus < 0 || !_parts.Exists(part => part.CanFocus && part != Focus))
        {
            _scroll = Math.Clamp(_scroll + step, 0, MaxScroll());
            return;
        }

        do
        {
            _focus = (_focus + step + _parts.Count) % _parts.Count;
        }
        while (!_parts[_focus].CanFocus);
    }

    /// <summary>The whole screen; before it is shown a guess.</summary>
    private Size Room => App?.Screen.Size ?? new Size(80, 24);

    /// <summary>Gives the list, if there is one, what the others leave; the result is what all take.</summary>
    private int Lay(int columns, int rows)
    {
        if (_parts.Find(static part => part is ListPart) is ListPart list)
        {
            list.Fit(rows - (ContentRows(columns) - list.Rows(columns)));
        }

        return ContentRows(columns);
    }

    private int ContentRows(int columns)
    {
        var rows = 0;
        foreach (var part in _parts)
        {
            rows += part.Rows(columns);
        }

        return rows;
    }

    private int Top(int index, int columns)
    {
        var rows = 0;
        for (var i = 0; i < index; i++)
        {
            rows += _parts[i].Rows(columns);
        }

        return rows;
    }

    private int PinnedRows(int columns)
    {
        var rows = 0;
        for (var i = _parts.Count - _pinned; i < _parts.Count; i++)
        {
            rows += _parts[i].Rows(columns);
        }

        return rows;
    }

    private int MaxScroll() => Math.Max(0, ContentRows(Viewport.Width - 4) - (Viewport.Height - 2));

    /// <summary>The part at a row of the inside, and which of its rows.</summary>
    private (int Index, int Row)? PartAt(int y)
    {
        var columns = Viewport.Width - 4;
        var pinned = PinnedRows(columns);
        var room = Viewport.Height - 2 - pinned;
        var (from, to) = (0, _parts.Count - _pinned);
        if (y >= room)
        {
            (from, to, y) = (to, _parts.Count, y - room);
        }
        else
        {
            y += _scroll;
        }

        for (var i = from; i < to; i++)
        {
            var rows = _parts[i].Rows(columns);
            if (y < rows)
            {
                return (i, y);
            }

            y -= rows;
        }

        return null;
    }

    /// <summary>Scrolls to the part in focus when that changed; a scroll by hand is left alone.</summary>
    private void KeepFocusInSight(int rows)
    {
        Lay(Viewport.Width - 4, rows);
        _scroll = Math.Clamp(_scroll, 0, MaxScroll());
        if (Focus is not { } focus || (focus == _seen && focus.FocusRow == _seenRow && rows == _seenRows))
        {
            return;
        }

        (_seen, _seenRow, _seenRows) = (focus, focus.FocusRow, rows);
        if (_focus >= _parts.Count - _pinned)
        {
            return;
        }

        rows -= PinnedRows(Viewport.Width - 4);
        var at = Top(_focus, Viewport.Width - 4) + focus.FocusRow;

        // The first part that takes keys shows with all that stands above it, as far as there is room.
        var first = _parts.FindIndex(static part => part.CanFocus) == _focus && at < rows ? 0 : at;
        _scroll = Math.Clamp(_scroll, Math.Max(0, at - rows + 1), Math.Max(first, Math.Max(0, at - rows + 1)));
    }

    private sealed class PanelFace(Panel panel) : PaintedView
    {
        protected override void ComposeRow(ScreenRow row, int y, Size size) => panel.ComposeRow(row, y, size);

        protected override bool OnMouseEvent(Mouse mouse) => panel.OnMouseEvent(mouse);

        protected override bool OnDrawingContent(DrawContext? context)
        {
            var isDone = base.OnDrawingContent(context);
            panel.PlaceCaret();
            return isDone;
        }
    }
}
