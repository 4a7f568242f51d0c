using Terminal.Gui.Drawing;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Turns a frame into what a terminal must be sent: the cells that differ from the frame before, and nothing while none does.</summary>
/// <remarks>
/// Pure. Terminal.Gui's own output sends each cell that was drawn, changed or not, in many small writes. Whatever cells hold, only what <see cref="FrameBytes"/> makes goes out.
/// Terminals disagree on how wide some characters are; where they do, nothing behind such a character depends on it. Not thread-safe. Source: ECMA-48; DEC private mode 2026.
/// </remarks>
internal sealed class FrameWriter
{
    /// <summary>Unchanged cells that are sent again because jumping over them takes as many bytes.</summary>
    private const int Gap = 4;

    /// <summary>Glyphs that are remembered; a screen of names in any language fits several times.</summary>
    private const int MaxGlyphs = 4096;

    /// <summary>In the right half of a wide glyph.</summary>
    private const string RightHalf = "";

    /// <summary>What a cell shows that may have been damaged: differs from all.</summary>
    private static readonly Shown Damaged = new("\0", -1);

    private readonly SgrTable _pens;
    private readonly FrameBytes _bytes;
    private readonly bool _hasMarks;
    private readonly bool _isAscii;
    private readonly Dictionary<string, GlyphFacts> _glyphs = [];
    private Shown[] _known = [];
    private Shown[] _next = [];
    private (int Rows, int Columns) _size;
    private Terminal.Gui.Drawing.Attribute _lastAttribute = SgrTable.Plain;
    private int _lastPen;
    private (int Row, int Column, bool IsVisible) _cursor = (-1, -1, true);

    /// <summary>Knows nothing of the terminal's content yet.</summary>
    /// <param name="depth">Colours to send.</param>
    /// <param name="isAscii">Whether nothing beyond ASCII may be sent.</param>
    /// <param name="isOld">Whether the terminal lacks synchronized updates and CHA.</param>
    public FrameWriter(ColorDepth depth, bool isAscii = false, bool isOld = false)
    {
        _pens = new SgrTable(depth);
        _bytes = new FrameBytes(_pens, !isOld);
        (_isAscii, _hasMarks) = (isAscii, !isOld);
    }

    /// <summary>The next frame is sent whole: the screen was cleared, resized, or somebody else wrote on it.</summary>
    public void Forget() => _size = default;

    /// <summary>What brings the terminal from the frame before to this one.</summary>
    /// <param name="contents">Rows and columns.</param>
    /// <param name="row">Where the text cursor is to stand, from 0.</param>
    /// <param name="column">The same.</param>
    /// <param name="isCursorVisible">Whether it shows.</param>
    /// <returns>Empty if nothing differs. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(Cell[,] contents, int row, int column, bool isCursorVisible)
    {
        _bytes.Clear();
        var size = (Rows: contents.GetLength(0), Columns: contents.GetLength(1));
        if (_size != size)
        {
            Begin();
            _bytes.Put("\e[0m\e[2J"u8);
            _size = size;
            _known = new Shown[size.Rows * size.Columns];
            Array.Fill(_known, new Shown(" ", SgrTable.PlainPen));
            _next = new Shown[size.Columns];
        }

        for (var y = 0; y < size.Rows; y++)
        {
            Compose(contents, y);
            WriteRow(y, _known.AsSpan(y * size.Columns, size.Columns));
        }

        var isMoved = (row, column) != (_cursor.Row, _cursor.Column) && isCursorVisible;
        if (_bytes.IsEmpty && !isMoved && isCursorVisible == _cursor.IsVisible)
        {
            return default;
        }

        Begin();
        _bytes.Use(SgrTable.PlainPen);
        if (row >= 0 && row < size.Rows && column >= 0 && column < size.Columns)
        {
            _bytes.MoveTo(row, column);
        }

        if (isCursorVisible)
        {
            _bytes.Put("\e[?25h"u8);
        }

        _cursor = (row, column, isCursorVisible);
        if (_hasMarks)
        {
            _bytes.Put("\e[?2026l"u8);
        }

        return _bytes.Span;
    }

    /// <summary>Reads a row of the frame: clean glyphs and pens.</summary>
    private void Compose(Cell[,] contents, int y)
    {
        for (var x = 0; x < _next.Length; x++)
        {
            ref var cell = ref contents[y, x];
            var attribute = cell.Attribute ?? SgrTable.Plain;
            if (attribute != _lastAttribute)
            {
                (_lastAttribute, _lastPen) = (attribute, _pens.PenOf(attribute));
            }

            var glyph = cell.Grapheme;
            if (glyph is { Length: 1 } && glyph[0] is >= ' ' and <= '~')
            {
                _next[x] = new Shown(glyph, glyph[0] == ' ' && _pens.IsQuiet(_lastPen) ? SgrTable.PlainPen : _lastPen);
                continue;
            }

            var facts = FactsOf(glyph ?? "");
            if (facts.Columns == 1)
            {
                _next[x] = new Shown(facts.Text, _lastPen);
            }
            else if (x + 1 == _next.Length)
            {
                _next[x] = new Shown(" ", _lastPen);
            }
            else
            {
                _next[x++] = new Shown(facts.Text, _lastPen);
                _next[x] = new Shown(RightHalf, _lastPen);
            }
        }
    }

    private void WriteRow(int y, Span<Shown> known)
    {
        var blankFrom = BlankFrom();
        for (var x = 0; x < _next.Length; x++)
        {
            if (known[x] == _next[x])
            {
                continue;
            }

            Begin();
            if (x >= blankFrom)
            {
                _bytes.MoveTo(y, x);
                if (!_pens.IsQuiet(_bytes.Pen))
                {
                    _bytes.Use(SgrTable.PlainPen);
                }

                _bytes.EraseRest();
                known[x..].Fill(new Shown(" ", SgrTable.PlainPen));
                return;
            }

            if (ReferenceEquals(_next[x].Glyph, RightHalf))
            {
                x--;
            }

            for (var between = _bytes.ColumnIn(y); between >= 0 && between < x && x - between <= Gap && AreCheap(between, x); between++)
            {
                PutCell(known, between);
            }

            _bytes.MoveTo(y, x);
            x = PutCell(known, x);
        }
    }

    /// <summary>From which column on the row ends in plain blanks; only where that many are worth an EL.</summary>
    private int BlankFrom()
    {
        var from = _next.Length;
        while (from > 0 && _next[from - 1] is { Glyph: " ", Pen: SgrTable.PlainPen })
        {
            from--;
        }

        return _next.Length - from > Gap ? from : _next.Length;
    }

    /// <summary>Whether cells between two changed ones can be sent again for less than a jump: ASCII in the pen in hand.</summary>
    private bool AreCheap(int from, int to)
    {
        for (var x = from; x < to; x++)
        {
            if (_next[x].Glyph is not { Length: 1 } glyph || glyph[0] > '~' || !FitsPen(_next[x]))
            {
                return false;
            }
        }

        return true;
    }

    private bool FitsPen(Shown cell) => cell.Pen == _bytes.Pen || (cell is { Glyph: " ", Pen: SgrTable.PlainPen } && _pens.IsQuiet(_bytes.Pen));

    /// <summary>One glyph where the cursor stands; the result is its last column.</summary>
    private int PutCell(Span<Shown> known, int x)
    {
        var cell = _next[x];
        if (!FitsPen(cell))
        {
            _bytes.Use(cell.Pen);
        }

        var isWide = x + 1 < _next.Length && ReferenceEquals(_next[x + 1].Glyph, RightHalf);
        var last = isWide ? x + 1 : x;
        var isCertain = cell.Glyph is { Length: 1 } glyph && (glyph[0] <= '~' || FactsOf(glyph).IsCertain) || _isAscii;

        // Who draws over half of a wide glyph erases its other half.
        if (last + 1 < known.Length && ReferenceEquals(known[last + 1].Glyph, RightHalf))
        {
            known[last + 1] = Damaged;
        }

        if (isWide && !isCertain)
        {
            PutUncertain(cell.Glyph);
        }
        else
        {
            _bytes.Glyph(cell.Glyph, !isCertain ? 0 : isWide ? 2 : 1, _next.Length);
        }

        if (!isWide && !isCertain && x + 1 < known.Length)
        {
            // Some terminals draw it two columns wide: over the next cell.
            known[x + 1] = Damaged;
        }

        for (var i = x; i <= last; i++)
        {
            known[i] = _next[i];
        }

        return last;
    }

    /// <summary>A glyph that some terminals draw only one column wide: what stood in the second one must not stay.</summary>
    private void PutUncertain(string glyph)
    {
        var (row, column) = _bytes.Place;
        _bytes.Glyph(" ", 1, _next.Length);
        _bytes.Glyph(" ", 1, _next.Length);
        _bytes.MoveTo(row, column);
        _bytes.Glyph(glyph, 0, _next.Length);
    }

    private GlyphFacts FactsOf(string glyph)
    {
        if (_glyphs.TryGetValue(glyph, out var facts))
        {
            return facts;
        }

        if (_glyphs.Count >= MaxGlyphs)
        {
            _glyphs.Clear();
        }

        return _glyphs[glyph] = GlyphFacts.Of(glyph, _isAscii);
    }

    private void Begin()
    {
        if (_bytes.IsEmpty)
        {
            if (_hasMarks)
            {
                _bytes.Put("\e[?2026h"u8);
            }

            if (_cursor.IsVisible)
            {
                _bytes.Put("\e[?25l"u8);
            }
        }
    }

    /// <summary>What a cell of the terminal shows.</summary>
    private readonly record struct Shown(string Glyph, int Pen);
}
