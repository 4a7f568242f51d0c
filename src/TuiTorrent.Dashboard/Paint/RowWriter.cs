namespace TuiTorrent.Dashboard.Paint;

/// <summary>Writes a row from the left to the right. What does not fit is left out; nothing is ever written past the row's end.</summary>
internal ref struct RowWriter
{
    private readonly ScreenRow _row;

    /// <summary>Begins at a column.</summary>
    public RowWriter(ScreenRow row, int column = 0)
    {
        _row = row;
        Column = column;
    }

    /// <summary>Where the next glyph goes.</summary>
    public int Column { get; private set; }

    /// <summary>Columns that are left.</summary>
    public readonly int Left => Math.Max(0, _row.Width - Column);

    /// <summary>Text, as far as it fits into the row.</summary>
    public void Put(scoped ReadOnlySpan<char> text, Ink ink) => PutCut(text, Left, ink);

    /// <summary>Text in exactly this many columns, from their left: cut with an ellipsis, or filled up with blanks.</summary>
    public void PutFit(scoped ReadOnlySpan<char> text, int columns, Ink ink)
    {
        var end = Column + Math.Min(columns, Left);
        if (TextColumns(text, columns + 1) > columns)
        {
            PutCut(text, columns - GlyphSet.Current.Ellipsis.Length, ink);
            PutCut(GlyphSet.Current.Ellipsis, columns, ink);
        }
        else
        {
            PutCut(text, columns, ink);
        }

        Blank(end - Column, ink);
    }

    /// <summary>Text in exactly this many columns, at their right end. What is too long loses its beginning's end: numbers must be made to fit before.</summary>
    public void PutRight(scoped ReadOnlySpan<char> text, int columns, Ink ink)
    {
        Blank(columns - TextColumns(text, columns), ink);
        PutFit(text, Math.Min(columns, TextColumns(text, columns)), ink);
    }

    /// <summary>So many blanks.</summary>
    public void Blank(int columns, Ink ink) => Repeat(" ", columns, ink);

    /// <summary>One glyph, one column wide, so many times.</summary>
    public void Repeat(string glyph, int times, Ink ink)
    {
        for (var i = Math.Min(times, Left); i > 0; i--)
        {
            _row.Set(Column++, glyph, ink);
        }
    }

    /// <summary>On to a column further right, without writing.</summary>
    public void MoveTo(int column) => Column = Math.Max(Column, Math.Min(column, _row.Width));

    /// <summary>Columns that a text takes, counted up to a limit.</summary>
    public static int TextColumns(scoped ReadOnlySpan<char> text, int limit = int.MaxValue)
    {
        var sum = 0;
        while (!text.IsEmpty && sum < limit)
        {
            text = text[GlyphTable.Next(text, out _, out var columns)..];
            sum += columns;
        }

        return sum;
    }

    private void PutCut(scoped ReadOnlySpan<char> text, int columns, Ink ink)
    {
        var end = Column + Math.Min(columns, Left);
        while (!text.IsEmpty)
        {
            text = text[GlyphTable.Next(text, out var glyph, out var width)..];
            if (Column + width > end)
            {
                return;
            }

            _row.Set(Column++, glyph, ink);
            if (width == 2)
            {
                _row.Set(Column++, "", ink);
            }
        }
    }
}
