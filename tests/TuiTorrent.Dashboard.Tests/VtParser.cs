using System.Globalization;
using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>A terminal for tests: does what it is sent, and keeps every sequence that is not on the list of those we may send.</summary>
/// <param name="columns">Of the screen.</param>
/// <param name="rows">Of the screen.</param>
/// <param name="widthOf">How wide it takes a character to be; null for as we think.</param>
internal sealed class VtParser(int columns, int rows, Func<Rune, int>? widthOf = null)
{
    private static readonly HashSet<int> PrivateModes = [7, 25, 1000, 1006, 1049, 2004, 2026];
    private readonly (string Glyph, string Pen)[,] _cells = Blank(columns, rows);
    private readonly StringBuilder _sequence = new();
    private string _pen = "";
    private Place _place;

    private enum Place
    {
        Ground,
        Escape,
        Sequence,
        Command,
        CommandEscape,
    }

    /// <summary>What must never be sent, as it came; empty if all was well.</summary>
    public List<string> Forbidden { get; } = [];

    /// <summary>What was put into the clipboard.</summary>
    public List<string> Copied { get; } = [];

    public Dictionary<int, bool> Modes { get; } = [];

    public int Row { get; private set; }

    public int Column { get; private set; }

    public bool IsKeypadPlain { get; private set; }

    public string Pen => _pen;

    /// <summary>Whether a sequence is unfinished.</summary>
    public bool IsWaiting => _place != Place.Ground;

    public string[] Lines => [.. Enumerable.Range(0, rows).Select(row => string.Concat(Enumerable.Range(0, columns).Select(column => _cells[row, column].Glyph)).TrimEnd())];

    public (string Glyph, string Pen) this[int row, int column] => _cells[row, column];

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                Forbidden.Add($"no UTF-8: {Convert.ToHexString(bytes[..length])}");
            }

            bytes = bytes[length..];
            Take(rune);
        }
    }

    private static (string, string)[,] Blank(int columns, int rows)
    {
        var cells = new (string, string)[rows, columns];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i / columns, i % columns] = (" ", "");
        }

        return cells;
    }

    private void Take(Rune rune)
    {
        switch (_place)
        {
            case Place.Ground when rune.Value == '\e':
                _place = Place.Escape;
                break;
            case Place.Ground:
                Draw(rune);
                break;
            case Place.Escape when rune.Value == '[':
                _sequence.Clear();
                _place = Place.Sequence;
                break;
            case Place.Escape when rune.Value == ']':
                _sequence.Clear();
                _place = Place.Command;
                break;
            case Place.Escape:
                _place = Place.Ground;
                IsKeypadPlain |= rune.Value == '>';
                Allow(rune.Value == '>', $"ESC {rune}");
                break;
            case Place.Sequence when rune.Value is >= '@' and <= '~':
                _place = Place.Ground;
                Do(_sequence.ToString(), (char)rune.Value);
                break;
            case Place.Sequence or Place.Command when rune.Value == 0x18:
                _place = Place.Ground;
                break;
            case Place.Command when rune.Value == '\e':
                _place = Place.CommandEscape;
                break;
            case Place.CommandEscape:
                _place = Place.Ground;
                DoCommand(_sequence.ToString(), rune.Value == '\\');
                break;
            default:
                _sequence.Append(rune.ToString());
                break;
        }
    }

    private void Draw(Rune rune)
    {
        switch (rune.Value)
        {
            case '\r':
                Column = 0;
                return;
            case '\n':
                Allow(Row < rows - 1, "LF on the last row");
                Row = Math.Min(Row + 1, rows - 1);
                return;
            case '\b':
                Column = Math.Max(Column - 1, 0);
                return;
            case 0x18:
                return;
            default:
                break;
        }

        Allow(Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator), $"U+{rune.Value:X4}");
        var width = widthOf?.Invoke(rune) ?? TextWidth.Of(rune);
        if (width == 0 || rune.Value == 0xFE0F)
        {
            _cells[Row, Math.Max(0, Column - 1)].Glyph += rune.ToString();
            return;
        }

        width = Math.Min(width, columns - Column);
        for (var i = 0; i < width; i++)
        {
            Break(Column + i);
        }

        _cells[Row, Column] = (rune.ToString(), _pen);
        if (width == 2)
        {
            _cells[Row, Column + 1] = ("", _pen);
        }

        Column = Math.Min(Column + width, columns - 1);
    }

    /// <summary>Whoever draws over half of a wide glyph erases the other half.</summary>
    private void Break(int column)
    {
        if (_cells[Row, column].Glyph.Length == 0 && column > 0)
        {
            _cells[Row, column - 1] = (" ", "");
        }
        else if (column + 1 < columns && _cells[Row, column + 1].Glyph.Length == 0)
        {
            _cells[Row, column + 1] = (" ", "");
        }
    }

    private void Do(string parameters, char final)
    {
        var text = $"CSI {parameters}{final}";
        var isPrivate = parameters.StartsWith('?');
        var numbers = (isPrivate ? parameters[1..] : parameters).Split(';').Select(static part => part.Length == 0 ? 0 : int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        var first = Math.Max(1, numbers[0]);
        Allow(!numbers.Contains(-1) && isPrivate == final is 'h' or 'l', text);
        switch (final)
        {
            case 'H':
                (Row, Column) = (first - 1, Math.Max(1, numbers.ElementAtOrDefault(1)) - 1);
                Allow(Row < rows && Column < columns, text);
                break;
            case 'G':
                Column = first - 1;
                Allow(Column < columns, text);
                break;
            case 'C':
                Column += first;
                Allow(Column < columns, text);
                break;
            case 'D':
                Column -= first;
                Allow(Column >= 0, text);
                break;
            case 'K':
                Allow(parameters.Length == 0, text);
                for (var x = Column; x < columns; x++)
                {
                    Break(x);
                    _cells[Row, x] = (" ", "");
                }

                break;
            case 'J':
                Allow(parameters == "2", text);
                Array.Copy(Blank(columns, rows), _cells, _cells.Length);
                break;
            case 'm':
                Pick(numbers, text);
                break;
            case 'h' or 'l':
                foreach (var mode in numbers)
                {
                    Allow(PrivateModes.Contains(mode) || (mode == 1 && final == 'l'), text);
                    Modes[mode] = final == 'h';
                }

                break;
            default:
                Forbidden.Add(text);
                break;
        }
    }

    private void Pick(int[] numbers, string text)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var code = numbers[i];
            switch (code)
            {
                case 0:
                    _pen = "";
                    break;
                case 1 or 2 or 4 or 7:
                    _pen += $"{code};";
                    break;
                case 38 or 48:
                    Allow(numbers.Length > i + 4 && numbers[i + 1] == 2, text);
                    Paint(code == 38 ? 'f' : 'b', string.Join(':', numbers[(i + 2)..(i + 5)]));
                    i += 4;
                    break;
                case >= 30 and <= 37 or >= 90 and <= 97:
                    Paint('f', $"{code}");
                    break;
                case >= 40 and <= 47 or >= 100 and <= 107:
                    Paint('b', $"{code}");
                    break;
                case 39:
                    Paint('f', "");
                    break;
                case 49:
                    Paint('b', "");
                    break;
                default:
                    Forbidden.Add(text);
                    break;
            }
        }
    }

    private void Paint(char ground, string color)
    {
        var rest = string.Concat(_pen.Split(';', StringSplitOptions.RemoveEmptyEntries).Where(part => part[0] != ground).Select(static part => part + ";"));
        var parts = (rest + (color.Length > 0 ? $"{ground}{color};" : "")).Split(';', StringSplitOptions.RemoveEmptyEntries);
        _pen = string.Concat(parts.Order(StringComparer.Ordinal).Select(static part => part + ";"));
    }

    private void DoCommand(string text, bool isEnded)
    {
        const string Copy = "52;c;";
        var isCopy = isEnded && text.StartsWith(Copy, StringComparison.Ordinal);
        Allow(isCopy, $"OSC {text}");
        if (isCopy)
        {
            Copied.Add(Encoding.UTF8.GetString(Convert.FromBase64String(text[Copy.Length..])));
        }
    }

    private void Allow(bool isAllowed, string what)
    {
        if (!isAllowed)
        {
            Forbidden.Add(what);
        }
    }
}
