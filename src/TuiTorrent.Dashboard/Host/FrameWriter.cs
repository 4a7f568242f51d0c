using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Turns a frame into what a terminal must be sent: the cells that differ from the frame before, and nothing while none does.</summary>
/// <remarks>
/// Pure, and the only place that makes escape sequences for frames: CUP, EL, ED, SGR, the cursor's visibility and the marks of a synchronized update. Terminal.Gui's own output sends each cell that was drawn,
/// changed or not, in many small writes. Not thread-safe. Source: ECMA-48; the mark is DEC private mode 2026.
/// </remarks>
internal sealed class FrameWriter
{
    /// <summary>Unchanged cells that are sent again because jumping over them takes as many bytes.</summary>
    private const int Gap = 4;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private SgrTable _sgr;
    private (string Glyph, Attribute Attribute)[,] _known = new (string, Attribute)[0, 0];
    private Attribute _pen;
    private (int Row, int Column) _at;
    private (int Row, int Column, bool IsVisible) _cursor = (-1, -1, true);

    /// <summary>Knows nothing of the terminal's content yet.</summary>
    /// <param name="depth">Colours to send.</param>
    public FrameWriter(ColorDepth depth) => _sgr = new SgrTable(depth);

    /// <summary>Colours from the next frame on; <see cref="Forget"/> what was sent in others.</summary>
    public ColorDepth Depth
    {
        set => _sgr = new SgrTable(value);
    }

    /// <summary>The next frame is sent whole: the screen was cleared, resized, or somebody else wrote on it.</summary>
    public void Forget() => _known = new (string, Attribute)[0, 0];

    /// <summary>What brings the terminal from the frame before to this one.</summary>
    /// <param name="contents">Rows and columns.</param>
    /// <param name="row">Where the text cursor is to stand, from 0.</param>
    /// <param name="column">The same.</param>
    /// <param name="isCursorVisible">Whether it shows.</param>
    /// <returns>Empty if nothing differs. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(Cell[,] contents, int row, int column, bool isCursorVisible)
    {
        _bytes.Clear();
        _at = (-1, -1);
        _pen = SgrTable.Plain;
        var (rows, columns) = (contents.GetLength(0), contents.GetLength(1));
        if (_known.GetLength(0) != rows || _known.GetLength(1) != columns)
        {
            Begin();
            _known = new (string, Attribute)[rows, columns];
            for (var y = 0; y < rows; y++)
            {
                for (var x = 0; x < columns; x++)
                {
                    _known[y, x] = (" ", SgrTable.Plain);
                }
            }

            Put("\e[0m\e[2J"u8);
        }

        for (var y = 0; y < rows; y++)
        {
            WriteRow(contents, y, columns);
        }

        var isMoved = (row, column) != (_cursor.Row, _cursor.Column) && (isCursorVisible || _bytes.WrittenCount > 0);
        if (_bytes.WrittenCount == 0 && !isMoved && isCursorVisible == _cursor.IsVisible)
        {
            return default;
        }

        Begin();
        SetPen(SgrTable.Plain);
        if (row >= 0 && row < rows && column >= 0 && column < columns)
        {
            MoveTo(row, column);
        }

        if (isCursorVisible)
        {
            Put("\e[?25h"u8);
        }

        _cursor = (row, column, isCursorVisible);
        Put("\e[?2026l"u8);
        return _bytes.WrittenSpan;
    }

    private void WriteRow(Cell[,] contents, int y, int columns)
    {
        var blankFrom = BlankFrom(contents, y, columns);
        for (var x = 0; x < columns; x++)
        {
            if (!Differs(contents, y, x))
            {
                continue;
            }

            if (x >= blankFrom)
            {
                Begin();
                MoveTo(y, x);
                SetPen(SgrTable.Plain);
                Put("\e[K"u8);
                for (; x < columns; x++)
                {
                    _known[y, x] = (" ", SgrTable.Plain);
                }

                return;
            }

            Begin();
            if (_at.Row == y && _at.Column < x && x - _at.Column <= Gap && IsCheap(contents, y, _at.Column, x))
            {
                for (var between = _at.Column; between < x; between++)
                {
                    PutCell(contents, y, between);
                }
            }

            MoveTo(y, x);
            x = PutCell(contents, y, x) - 1;
        }
    }

    /// <summary>From which column on the row ends in plain blanks; only where that many are worth an EL.</summary>
    private static int BlankFrom(Cell[,] contents, int y, int columns)
    {
        var from = columns;
        while (from > 0 && contents[y, from - 1] is { Grapheme: " " } cell && (cell.Attribute ?? SgrTable.Plain) == SgrTable.Plain)
        {
            from--;
        }

        return columns - from > Gap ? from : columns;
    }

    private bool Differs(Cell[,] contents, int y, int x)
    {
        ref var cell = ref contents[y, x];
        ref var known = ref _known[y, x];
        return !string.Equals(known.Glyph, cell.Grapheme, StringComparison.Ordinal) || known.Attribute != (cell.Attribute ?? SgrTable.Plain);
    }

    /// <summary>Whether cells between two changed ones can be sent again for less than a jump: ASCII in the pen in hand.</summary>
    private bool IsCheap(Cell[,] contents, int y, int from, int to)
    {
        for (var x = from; x < to; x++)
        {
            if (contents[y, x].Grapheme is not { Length: 1 } glyph || glyph[0] >= 128 || (contents[y, x].Attribute ?? SgrTable.Plain) != _pen)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One glyph, whose right half follows from it; the result is the column after it.</summary>
    private int PutCell(Cell[,] contents, int y, int x)
    {
        ref var cell = ref contents[y, x];
        var attribute = cell.Attribute ?? SgrTable.Plain;
        var glyph = cell.Grapheme is { Length: > 0 } text ? text : " ";
        SetPen(attribute);
        Span<byte> utf8 = stackalloc byte[128];
        Put(Encoding.UTF8.TryGetBytes(glyph, utf8, out var length) ? utf8[..length] : "?"u8);
        _known[y, x] = (cell.Grapheme, attribute);
        var next = x + 1;
        if (glyph.Length == 1 && (glyph[0] < 128 || IsLine(glyph[0])))
        {
            _at.Column++;
            return next;
        }

        // Terminals disagree on the width of what is not ASCII: what follows says where it stands.
        _at = (-1, -1);
        if (next < contents.GetLength(1) && Core.TextWidth.Of(glyph) == 2)
        {
            _known[y, next] = (contents[y, next].Grapheme, contents[y, next].Attribute ?? SgrTable.Plain);
            next++;
        }

        return next;
    }

    /// <summary>Lines, blocks and shades: one column wide everywhere.</summary>
    private static bool IsLine(char glyph) => glyph is >= '\u2500' and < '\u25A0' or >= '\u2800' and < '\u2900' or '…' or '·' or '°' or '\u2190' or '\u2191' or '\u2192' or '\u2193';

    private void Begin()
    {
        if (_bytes.WrittenCount == 0)
        {
            Put("\e[?2026h"u8);
            if (_cursor.IsVisible)
            {
                Put("\e[?25l"u8);
            }
        }
    }

    private void MoveTo(int y, int x)
    {
        if (_at == (y, x))
        {
            return;
        }

        if (_at.Row == y && _at.Column >= 0 && x > _at.Column)
        {
            Put("\e["u8);
            PutNumber(x - _at.Column);
            Put("C"u8);
        }
        else
        {
            Put("\e["u8);
            PutNumber(y + 1);
            Put(";"u8);
            PutNumber(x + 1);
            Put("H"u8);
        }

        _at = (y, x);
    }

    private void SetPen(Attribute attribute)
    {
        if (_pen != attribute)
        {
            _pen = attribute;
            Put(_sgr.Of(attribute));
        }
    }

    private void Put(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    private void PutNumber(int number)
    {
        var span = _bytes.GetSpan(11);
        Utf8Formatter.TryFormat(number, span, out var length);
        _bytes.Advance(length);
    }
}
