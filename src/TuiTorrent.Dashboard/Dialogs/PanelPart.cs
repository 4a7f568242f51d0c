using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>A piece of a panel: some rows, which may take keys. Thread of the screen.</summary>
internal abstract class PanelPart
{
    /// <summary>Whether Tab stops here.</summary>
    public virtual bool CanFocus => false;

    /// <summary>Rows that it takes in so many columns.</summary>
    public abstract int Rows(int columns);

    /// <summary>Writes one of its rows.</summary>
    /// <param name="row">As wide as the panel's inside, blank.</param>
    /// <param name="y">Which of its rows, from 0.</param>
    /// <param name="isFocused">Whether keys go to it.</param>
    public abstract void Compose(ScreenRow row, int y, bool isFocused);

    /// <summary>Takes a key.</summary>
    /// <returns>Whether it was one for it.</returns>
    public virtual bool Press(Key key) => false;

    /// <summary>Takes a paste, without control characters but line breaks and tabs.</summary>
    public virtual bool Paste(string text) => false;

    /// <summary>Takes a click on one of its rows.</summary>
    public virtual void Click(int x, int y)
    {
        // Most have nothing to click on.
    }

    /// <summary>Takes a turn of the wheel.</summary>
    public virtual bool Wheel(int rows) => false;

    /// <summary>Where the text cursor stands, in its own rows and columns; null for nowhere.</summary>
    public virtual (int Row, int Column)? Caret(int columns) => null;

    /// <summary>The row that must be in sight while it has the keys.</summary>
    public virtual int FocusRow => 0;

    /// <summary>In the look of a panel.</summary>
    protected static Ink On(Role role) => new(role, Ground.Panel);
}

/// <summary>Text in paragraphs, broken at blanks and, where a word is too long, within it.</summary>
internal sealed class TextPart : PanelPart
{
    private readonly int _rows;
    private readonly List<string> _lines = [];
    private string _text;
    private int _columns;

    /// <summary>Of text that may have line breaks.</summary>
    /// <param name="text">Clean or not: it is cleaned.</param>
    /// <param name="role">How it looks.</param>
    /// <param name="rows">How many rows it takes, whatever it says; 0 for as many as it needs.</param>
    public TextPart(string text, Role role = Role.Text, int rows = 0) => (_text, Role, _rows) = (text, role, rows);

    /// <summary>How it looks.</summary>
    public Role Role { get; private set; }

    /// <summary>What it says.</summary>
    public string Text => _text;

    /// <summary>Whether it takes the same rows whatever it says.</summary>
    public bool IsFixed => _rows > 0;

    /// <summary>Says something else.</summary>
    public void Say(string text, Role role) => (_text, Role, _columns) = (text, role, 0);

    /// <inheritdoc/>
    public override int Rows(int columns)
    {
        Lay(columns);
        return _rows > 0 ? _rows : _lines.Count;
    }

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        Lay(row.Width);
        if (y < _lines.Count)
        {
            var isCut = _rows > 0 && y == _rows - 1 && _lines.Count > _rows;
            new RowWriter(row).PutFit(isCut ? _lines[y] + " " + string.Join(' ', _lines.Skip(y + 1)) : _lines[y], row.Width, On(Role));
        }
    }

    private void Lay(int columns)
    {
        if (_columns == columns)
        {
            return;
        }

        (_columns, var _) = (columns, _lines.RemoveAll(static _ => true));
        foreach (var paragraph in _text.Split('\n'))
        {
            Wrap(Core.SafeText.From(paragraph, 2000), Math.Max(1, columns));
        }
    }

    private void Wrap(string paragraph, int columns)
    {
        var rest = paragraph.AsSpan();
        do
        {
            var (end, width, blank) = (0, 0, -1);
            while (end < rest.Length)
            {
                var length = GlyphTable.Next(rest[end..], out var glyph, out var glyphColumns);
                if (width + glyphColumns > columns)
                {
                    break;
                }

                blank = glyph == " " ? end : blank;
                width += glyphColumns;
                end += length;
            }

            // Whatever does not fit even alone is let go, so that this ends.
            var cut = end == rest.Length || (end < rest.Length && rest[end] == ' ') ? end : blank > 0 ? blank : end;
            _lines.Add(rest[..cut].ToString());
            rest = cut == 0 ? default : rest[cut..].TrimStart(' ');
        }
        while (!rest.IsEmpty);
    }
}

/// <summary>A row with a switch.</summary>
internal sealed class CheckPart : PanelPart
{
    private readonly string _label;

    /// <summary>With its words.</summary>
    public CheckPart(string label, bool isOn) => (_label, IsOn) = (label, isOn);

    /// <summary>Whether it is on.</summary>
    public bool IsOn { get; set; }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <inheritdoc/>
    public override int Rows(int columns) => 1;

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        var writer = new RowWriter(row);
        var ink = isFocused ? new Ink(Role.Strong, Ground.Cursor) : On(Role.Text);
        writer.Put(IsOn ? "[x] " : "[ ] ", ink);
        writer.PutFit(_label, Math.Min(writer.Left, RowWriter.TextColumns(_label)), ink);
    }

    /// <inheritdoc/>
    public override bool Press(Key key)
    {
        if (key != Key.Space)
        {
            return false;
        }

        IsOn = !IsOn;
        return true;
    }

    /// <inheritdoc/>
    public override void Click(int x, int y) => IsOn = !IsOn;
}

/// <summary>A row with one of some words, changed by Left and Right.</summary>
internal sealed class ChoicePart : PanelPart
{
    private readonly string _label;
    private readonly int _labelColumns;
    private readonly IReadOnlyList<string> _words;
    private readonly int _first;

    /// <summary>With its words; an index that is none of them shows the first.</summary>
    public ChoicePart(string label, int labelColumns, IReadOnlyList<string> words, int index) =>
        (_label, _labelColumns, _words, Index, _first) = (label, labelColumns, words, Math.Clamp(index, 0, words.Count - 1), Math.Clamp(index, 0, words.Count - 1));

    /// <summary>Which word.</summary>
    public int Index { get; private set; }

    /// <summary>Whether it is another than at first.</summary>
    public bool IsChanged => Index != _first;

    /// <summary>The word.</summary>
    public string Word => _words[Index];

    /// <summary>Called when another is chosen.</summary>
    public Action? Changed { get; init; }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <inheritdoc/>
    public override int Rows(int columns) => 1;

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        var writer = new RowWriter(row);
        writer.PutFit(_label, Math.Min(_labelColumns, row.Width / 2), On(Role.Text));
        writer.Blank(1, On(Role.Text));
        writer.Put($"< {Word} >", isFocused ? new Ink(Role.Strong, Ground.Cursor) : On(Role.Text));
    }

    /// <inheritdoc/>
    public override bool Press(Key key)
    {
        var step = key == Key.CursorLeft ? -1 : key == Key.CursorRight || key == Key.Space ? 1 : 0;
        if (step == 0)
        {
            return false;
        }

        Click(step);
        return true;
    }

    /// <inheritdoc/>
    public override void Click(int x, int y) => Click(1);

    private void Click(int step)
    {
        Index = (Index + step + _words.Count) % _words.Count;
        Changed?.Invoke();
    }
}

/// <summary>A row of buttons; Left and Right go between them, Enter presses.</summary>
internal sealed class ButtonsPart : PanelPart
{
    private readonly (string Word, Action Press)[] _buttons;
    private int _columns = int.MaxValue;

    /// <summary>The first is where the cursor begins.</summary>
    public ButtonsPart(params (string Word, Action Press)[] buttons) => _buttons = buttons;

    /// <summary>Which is chosen.</summary>
    public int Index { get; private set; }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <inheritdoc/>
    public override int Rows(int columns)
    {
        _columns = columns;
        return Place(_buttons.Length - 1).Row + 1;
    }

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        _columns = row.Width;
        var writer = new RowWriter(row);
        for (var i = 0; i < _buttons.Length; i++)
        {
            var (at, left) = Place(i);
            if (at == y)
            {
                writer.MoveTo(left);
                writer.Put($"[ {_buttons[i].Word} ]", isFocused && i == Index ? new Ink(Role.Strong, Ground.Cursor) : On(Role.Text));
            }
        }
    }

    /// <inheritdoc/>
    public override bool Press(Key key)
    {
        if (key == Key.Enter || key == Key.Space)
        {
            _buttons[Index].Press();
            return true;
        }

        if (key == Key.Tab || key == Key.Tab.WithShift)
        {
            // From button to button, and from the last one on to the next part.
            var on = Index + (key == Key.Tab ? 1 : -1);
            var isHere = on >= 0 && on < _buttons.Length;
            Index = isHere ? on : 0;
            return isHere;
        }

        var next = Index + (key == Key.CursorLeft ? -1 : key == Key.CursorRight ? 1 : 0);
        if (next == Index || next < 0 || next >= _buttons.Length)
        {
            return key == Key.CursorLeft || key == Key.CursorRight;
        }

        Index = next;
        return true;
    }

    /// <inheritdoc/>
    public override void Click(int x, int y)
    {
        for (var i = 0; i < _buttons.Length; i++)
        {
            if (Place(i) is var (row, left) && row == y && x >= left && x < left + _buttons[i].Word.Length + 4)
            {
                Index = i;
                _buttons[i].Press();
                return;
            }
        }
    }

    /// <summary>Where a button begins: in the next row where the one before leaves no room.</summary>
    private (int Row, int Left) Place(int index)
    {
        var (row, left) = (0, 0);
        for (var i = 0; ; i++)
        {
            var columns = _buttons[i].Word.Length + 4;
            if (left > 0 && left + columns > _columns)
            {
                (row, left) = (row + 1, 0);
            }

            if (i == index)
            {
                return (row, left);
            }

            left += columns + 1;
        }
    }
}
