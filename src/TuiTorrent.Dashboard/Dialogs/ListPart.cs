using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>A list with a cursor that scrolls within rows of its own.</summary>
internal sealed class ListPart : PanelPart
{
    /// <summary>Rows below which the panel scrolls instead.</summary>
    private const int MinRows = 3;

    private readonly int _wanted;
    private readonly Action<ScreenRow, int, Ground> _compose;
    private int _count;
    private int _rows;

    /// <summary>With a way to write an entry.</summary>
    /// <param name="rows">Rows that it takes where there is room, whatever is in it.</param>
    /// <param name="compose">Writes an entry: row, index, and the ground to write on.</param>
    public ListPart(int rows, Action<ScreenRow, int, Ground> compose) => (_wanted, _rows, _compose) = (rows, rows, compose);

    /// <summary>Entries.</summary>
    public int Count
    {
        get => _count;
        set
        {
            _count = value;
            MoveTo(Index);
        }
    }

    /// <summary>Under the cursor.</summary>
    public int Index { get; private set; }

    /// <summary>The first entry in sight.</summary>
    public int First { get; private set; }

    /// <summary>Called with each key that moves no cursor.</summary>
    public Func<Key, bool>? OtherKey { get; init; }

    /// <summary>Called when an entry is clicked.</summary>
    public Action? Clicked { get; init; }

    /// <summary>Whether Tab stops here; a list under an entry field may be moved from there instead.</summary>
    public bool TakesFocus { get; init; } = true;

    /// <summary>Whether the cursor shows without the keys being here.</summary>
    public bool AlwaysShowsCursor { get; init; }

    /// <inheritdoc/>
    public override bool CanFocus => TakesFocus;

    /// <inheritdoc/>
    public override int FocusRow => Index - First;

    /// <summary>Takes as many rows as it wants and there are.</summary>
    public void Fit(int rows)
    {
        rows = Math.Clamp(rows, Math.Min(MinRows, _wanted), _wanted);
        if (rows != _rows)
        {
            _rows = rows;
            MoveTo(Index);
        }
    }

    /// <summary>Puts the cursor on an entry, the nearest if there is none.</summary>
    public void MoveTo(int index)
    {
        Index = Math.Clamp(index, 0, Math.Max(0, _count - 1));
        First = Math.Clamp(First, Math.Max(0, Index - _rows + 1), Index);
        First = Math.Clamp(First, 0, Math.Max(0, _count - _rows));
    }

    /// <inheritdoc/>
    public override int Rows(int columns) => _rows;

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        if (First + y >= _count)
        {
            return;
        }

        var isCursor = First + y == Index && (isFocused || AlwaysShowsCursor);
        _compose(row, First + y, isCursor ? Ground.Cursor : Ground.Panel);
        if (_count > _rows && (y == 0 ? First > 0 : y == _rows - 1 && First + _rows < _count))
        {
            var more = new RowWriter(row);
            more.MoveTo(row.Width - 1);
            more.Put(y == 0 ? GlyphSet.Current.Up : GlyphSet.Current.IsUnicode ? GlyphSet.Current.Down : "v", new Ink(Role.Dim, isCursor ? Ground.Cursor : Ground.Panel));
        }
    }

    /// <inheritdoc/>
    public override bool Press(Key key)
    {
        var to = key == Key.CursorUp || key == Key.K ? Index - 1
            : key == Key.CursorDown || key == Key.J ? Index + 1
            : key == Key.PageUp ? Index - _rows
            : key == Key.PageDown ? Index + _rows
            : key == Key.Home || key == Key.G ? 0
            : key == Key.End || key == Key.G.WithShift ? _count - 1
            : int.MinValue;
        if (to == int.MinValue || (to < 0 && Index == 0 && key == Key.CursorUp) || (to >= _count && Index >= _count - 1 && key == Key.CursorDown))
        {
            // Up at the top and down at the end leave the list.
            return to == int.MinValue && (OtherKey?.Invoke(key) ?? false);
        }

        MoveTo(to);
        return true;
    }

    /// <inheritdoc/>
    public override void Click(int x, int y)
    {
        if (First + y < _count)
        {
            MoveTo(First + y);
            Clicked?.Invoke();
        }
    }

    /// <inheritdoc/>
    public override bool Wheel(int rows)
    {
        MoveTo(Index + rows);
        return true;
    }
}
