namespace TuiTorrent.Dashboard.Paint;

/// <summary>One cell: what stands in it, and how. The right half of a wide character has an empty glyph.</summary>
/// <param name="Glyph">One character with its combining marks, one or two columns wide; "" in the right half of a wide one. Clean: it comes from <see cref="GlyphTable"/>.</param>
/// <param name="Ink">How.</param>
internal readonly record struct RowCell(string Glyph, Ink Ink);

/// <summary>One row of a pane, as cells. Written by <see cref="RowWriter"/>, compared with the row before by whoever draws it.</summary>
/// <remarks>Not thread-safe; all painting is on the thread of the screen.</remarks>
internal sealed class ScreenRow
{
    private RowCell[] _cells;

    /// <summary>Blank.</summary>
    public ScreenRow(int width)
    {
        _cells = new RowCell[width];
        Width = width;
        Clear(default);
    }

    /// <summary>In columns.</summary>
    public int Width { get; private set; }

    /// <summary>All cells, from the left.</summary>
    public ReadOnlySpan<RowCell> Cells => _cells.AsSpan(0, Width);

    /// <summary>Blank in one ink.</summary>
    public void Clear(Ink ink) => _cells.AsSpan(0, Width).Fill(new RowCell(" ", ink));

    /// <summary>Another width; the content is blank after it.</summary>
    public void Resize(int width)
    {
        if (_cells.Length < width)
        {
            _cells = new RowCell[width];
        }

        Width = width;
        Clear(default);
    }

    /// <summary>Lays one ground under all cells; what each is for stays.</summary>
    public void Underlay(Ground ground)
    {
        foreach (ref var cell in _cells.AsSpan(0, Width))
        {
            cell = cell with { Ink = cell.Ink with { Ground = ground } };
        }
    }

    /// <summary>Makes all that is written look stale. Blanks stay as they are, and so does the row under the cursor: it must be found.</summary>
    public void Fade()
    {
        foreach (ref var cell in _cells.AsSpan(0, Width))
        {
            if (cell.Glyph != " " && cell.Ink.Ground != Ground.Cursor)
            {
                cell = cell with { Ink = cell.Ink with { Ground = Ground.Stale } };
            }
        }
    }

    /// <summary>The text, without its inks: for tests.</summary>
    public override string ToString() => string.Concat(Cells.ToArray().Select(static cell => cell.Glyph)).TrimEnd();

    internal void Set(int column, string glyph, Ink ink) => _cells[column] = new RowCell(glyph, ink);
}
