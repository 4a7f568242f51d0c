using System.Globalization;
using System.Text;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>A row to type into, with words before it. What is typed may hold anything; what is drawn goes through the table of glyphs.</summary>
internal sealed class EntryPart : PanelPart
{
    /// <summary>Characters that fit: a magnet link with many trackers.</summary>
    private const int MaxLength = 8192;

    private readonly string _label;
    private readonly int _labelColumns;
    private readonly string _initial;
    private int _caret;
    private int _first;

    /// <summary>With its words and what stands in it.</summary>
    public EntryPart(string label, int labelColumns, string text = "")
    {
        (_label, _labelColumns) = (label, labelColumns);
        Set(text);
        _initial = Text;
    }

    /// <summary>What stands in it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether something else stands in it than at first.</summary>
    public bool IsChanged => Text != _initial;

    /// <summary>Called after each change.</summary>
    public Action? Changed { get; set; }

    /// <summary>What Tab does here; null, or false for nothing, where it goes on to the next part.</summary>
    public Func<bool>? Complete { get; init; }

    /// <summary>Takes a paste of several lines; null to join them.</summary>
    public Action<string>? PasteLines { get; init; }

    /// <summary>What stands in it, dimmed, while it is empty.</summary>
    public string Hint { get; init; } = "";

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <summary>Puts text in, and the cursor behind it.</summary>
    public void Set(string text)
    {
        Text = text.Length > MaxLength ? text[..MaxLength] : text;
        (_caret, _first) = (Text.Length, 0);
    }

    /// <inheritdoc/>
    public override int Rows(int columns) => 1;

    /// <inheritdoc/>
    public override void Compose(ScreenRow row, int y, bool isFocused)
    {
        var writer = new RowWriter(row);
        var label = LabelColumns(row.Width);
        if (label > 0)
        {
            writer.PutFit(_label, label, On(Role.Text));
            writer.Blank(1, On(Role.Text));
        }

        var columns = writer.Left - 2;
        Scroll(columns);
        writer.Put("[", On(Role.Dim));
        var isHint = Text.Length == 0 && !isFocused;
        var shown = isHint ? Hint.AsSpan() : Text.AsSpan(_first);
        var ink = On(isHint ? Role.Dim : isFocused ? Role.Strong : Role.Text);

        var end = writer.Column + columns;
        while (!shown.IsEmpty)
        {
            var length = GlyphTable.Next(shown, out _, out var width);
            if (writer.Column + width > end)
            {
                break;
            }

            writer.Put(shown[..length], ink);
            shown = shown[length..];
        }

        writer.Repeat(isFocused ? "_" : " ", end - writer.Column, On(Role.Dim));
        writer.Put("]", On(Role.Dim));
    }

    /// <inheritdoc/>
    public override (int Row, int Column)? Caret(int columns)
    {
        var label = LabelColumns(columns);
        var left = (label > 0 ? label + 1 : 0) + 1;
        Scroll(columns - left - 1);
        return (0, left + RowWriter.TextColumns(Text.AsSpan(_first, _caret - _first)));
    }

    /// <inheritdoc/>
    public override bool Press(Key key)
    {
        if (key == Key.Tab)
        {
            return Complete?.Invoke() ?? false;
        }

        if (key == Key.CursorLeft)
        {
            _caret = Before(_caret);
        }
        else if (key == Key.CursorRight)
        {
            _caret = After(_caret);
        }
        else if (key == Key.Home || key == Key.A.WithCtrl)
        {
            _caret = 0;
        }
        else if (key == Key.End || key == Key.E.WithCtrl)
        {
            _caret = Text.Length;
        }
        else if (key == Key.Backspace)
        {
            Delete(Before(_caret), _caret);
        }
        else if (key == Key.Delete || key == Key.D.WithCtrl)
        {
            Delete(_caret, After(_caret));
        }
        else if (key == Key.U.WithCtrl)
        {
            Delete(0, _caret);
        }
        else if (key == Key.K.WithCtrl)
        {
            Delete(_caret, Text.Length);
        }
        else if (key == Key.W.WithCtrl)
        {
            Delete(WordBefore(), _caret);
        }
        else
        {
            var grapheme = key.AsGrapheme;
            if (grapheme.Length == 0 || char.IsControl(grapheme[0]))
            {
                return false;
            }

            Insert(grapheme);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Paste(string text)
    {
        if (PasteLines is not null && text.AsSpan().Trim().Contains('\n'))
        {
            PasteLines(text);
        }
        else
        {
            Insert(text.Trim('\r', '\n', '\t', ' '));
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Click(int x, int y)
    {
        // The cursor stays where it was: where a cell begins in the text is the drawing's matter.
    }

    private int LabelColumns(int columns) => _label.Length == 0 ? 0 : Math.Min(_labelColumns, columns / 2);

    private void Insert(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // Rune turns lone surrogates into U+FFFD.
            if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control)
            {
                clean.Append(rune.ToString());
            }
        }

        clean.Length = Math.Min(clean.Length, MaxLength - Text.Length);
        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1]))
        {
            // Half a character can't be sent.
            clean.Length--;
        }

        Text = Text.Insert(_caret, clean.ToString());
        _caret += clean.Length;
        Changed?.Invoke();
    }

    private void Delete(int from, int to)
    {
        if (to > from)
        {
            Text = Text.Remove(from, to - from);
            _caret = from;
            Changed?.Invoke();
        }
    }

    private int Before(int index)
    {
        var at = 0;
        for (var next = 0; next < index; next += GlyphTable.Next(Text.AsSpan(next), out _, out _))
        {
            at = next;
        }

        return at;
    }

    private int After(int index) => index < Text.Length ? index + GlyphTable.Next(Text.AsSpan(index), out _, out _) : index;

    private int WordBefore()
    {
        var at = _caret;
        while (at > 0 && Text[at - 1] is ' ' or '/')
        {
            at--;
        }

        while (at > 0 && Text[at - 1] is not (' ' or '/'))
        {
            at--;
        }

        return at;
    }

    private void Scroll(int columns)
    {
        _first = Math.Min(_first, _caret);
        while (_first < _caret && RowWriter.TextColumns(Text.AsSpan(_first, _caret - _first)) >= columns)
        {
            _first = After(_first);
        }
    }
}
