using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TuiTorrent.Dashboard.Host;

/// <summary>The bytes of one frame as they are made: knows where the terminal's cursor stands and what it draws with, and takes the shortest way from there.</summary>
/// <remarks>
/// Makes only these: CUP, CHA, CUF, CUB, CR, LF, BS, EL, ED, SGR, and the private modes 25 and 2026. The terminal must not wrap at its right edge, and must not change what it is sent
/// (OPOST). Not thread-safe. Source: ECMA-48.
/// </remarks>
internal sealed class FrameBytes
{
    private const int Unknown = -1;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly SgrTable _pens;
    private readonly bool _hasColumns;
    private int _row = Unknown;
    private int _column = Unknown;

    /// <summary>Nothing yet.</summary>
    /// <param name="pens">Of the terminal.</param>
    /// <param name="hasColumns">Whether it can go to a column of the same row (CHA); hardware of the eighties can't.</param>
    public FrameBytes(SgrTable pens, bool hasColumns) => (_pens, _hasColumns) = (pens, hasColumns);

    /// <summary>What there is.</summary>
    public ReadOnlySpan<byte> Span => _bytes.WrittenSpan;

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => _bytes.WrittenCount == 0;

    /// <summary>What it draws with.</summary>
    public int Pen { get; private set; }

    /// <summary>Where the cursor stands; negative where nobody knows.</summary>
    public (int Row, int Column) Place => (_row, _column);

    /// <summary>The column in which the next glyph goes, if the cursor stands in this row; negative if it doesn't, or nobody knows.</summary>
    public int ColumnIn(int row) => row == _row ? _column : Unknown;

    /// <summary>Empty again; where the cursor stands is known no more, since others may have moved it.</summary>
    public void Clear()
    {
        _bytes.Clear();
        (_row, _column, Pen) = (Unknown, Unknown, SgrTable.PlainPen);
    }

    /// <summary>As it is: nothing that moves or draws.</summary>
    public void Put(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>A glyph, in the pen in hand, where the cursor stands.</summary>
    /// <param name="text">Clean.</param>
    /// <param name="columns">How far the cursor goes; 0 if terminals disagree.</param>
    /// <param name="width">Of the screen.</param>
    public void Glyph(string text, int columns, int width)
    {
        var span = _bytes.GetSpan(text.Length * 3);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, span));

        // Without wrapping the cursor stays on the last column.
        _column = columns > 0 && _column >= 0 && _column + columns < width ? _column + columns : Unknown;
    }

    /// <summary>Draws with this from now on.</summary>
    public void Use(int pen)
    {
        if (Pen != pen)
        {
            Put(_pens.Change(Pen, pen));
            Pen = pen;
        }
    }

    /// <summary>Erases from the cursor to the end of the row. The pen must be quiet.</summary>
    public void EraseRest() => Put("\e[K"u8);

    /// <summary>Moves the cursor, from 0.</summary>
    public void MoveTo(int row, int column)
    {
        var (down, across) = (row - _row, WayAcross(column));
        if (_row >= 0 && down is >= 0 and <= 3 && down + across.Length <= JumpLength(row, column))
        {
            for (; down > 0; down--)
            {
                Put("\n"u8);
            }

            Across(across, column);
        }
        else
        {
            Put("\e["u8);
            if (row > 0 || column > 0)
            {
                PutNumber(row + 1);
            }

            if (column > 0)
            {
                Put(";"u8);
                PutNumber(column + 1);
            }

            Put("H"u8);
        }

        (_row, _column) = (row, column);
    }

    /// <summary>The shortest way within a row.</summary>
    private (Way Way, int Length) WayAcross(int column)
    {
        if (column == _column)
        {
            return (Way.None, 0);
        }

        if (column == 0)
        {
            return (Way.Return, 1);
        }

        var absolute = _hasColumns ? (Way.Column, 3 + Digits(column + 1)) : (Way.Jump, 1000);
        if (_column < 0)
        {
            return absolute;
        }

        var distance = Math.Abs(column - _column);
        var relative = (column > _column ? Way.Right : Way.Left, distance == 1 ? 3 : 3 + Digits(distance));
        var best = relative.Item2 <= absolute.Item2 ? relative : absolute;
        return column < _column && distance <= best.Item2 ? (Way.Back, distance) : best;
    }

    private void Across((Way Way, int Length) across, int column)
    {
        switch (across.Way)
        {
            case Way.Return:
                Put("\r"u8);
                break;
            case Way.Back:
                for (var left = _column - column; left > 0; left--)
                {
                    Put("\b"u8);
                }

                break;
            case Way.Column:
                PutSequence(column + 1, 'G');
                break;
            case Way.Right:
                PutSequence(column - _column, 'C');
                break;
            case Way.Left:
                PutSequence(_column - column, 'D');
                break;
            default:
                break;
        }
    }

    private static int JumpLength(int row, int column) => (row, column) == (0, 0) ? 3 : column == 0 ? 3 + Digits(row + 1) : 4 + Digits(row + 1) + Digits(column + 1);

    private static int Digits(int number) => number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 5;

    private void PutSequence(int number, char final)
    {
        Put("\e["u8);
        if (number > 1)
        {
            PutNumber(number);
        }

        Put([(byte)final]);
    }

    private void PutNumber(int number)
    {
        var span = _bytes.GetSpan(11);
        Utf8Formatter.TryFormat(number, span, out var length);
        _bytes.Advance(length);
    }

    private enum Way
    {
        None,
        Return,
        Back,
        Left,
        Right,
        Column,
        Jump,
    }
}
