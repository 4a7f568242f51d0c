using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using TuiTorrent.Core;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>One row to type into: filters the list with each letter, or, after Tab, highlights and jumps.</summary>
/// <remarks>Enter keeps what was typed, Esc clears it, arrows move in the list.</remarks>
internal sealed class FilterLine : View
{
    /// <summary>More than any name has to be told apart by.</summary>
    private const int MaxLetters = 100;

    private const int PromptColumns = 9;
    private readonly DashboardModel _model;
    private readonly Prompt _prompt;
    private readonly Prompt _hint;
    private readonly Field _field;
    private string _before = "";
    private bool _isFilling;

    /// <summary>Hidden until <see cref="Begin"/>.</summary>
    public FilterLine(DashboardModel model)
    {
        _model = model;
        CanFocus = true;
        Visible = false;
        _prompt = new Prompt { X = 0, Width = PromptColumns, Height = 1 };
        _field = new Field(this) { X = PromptColumns, Width = Dim.Fill(), Height = 1 };
        _hint = new Prompt { Height = 1 };
        _field.TextChanged += (_, _) => Typed();
        Add(_prompt, _field, _hint);
    }

    /// <summary>The line is to go away: Enter or Esc was pressed.</summary>
    public event Action? Ended;

    /// <summary>A key that moves in the list.</summary>
    public event Action<Key>? Moved;

    /// <summary>It highlights instead of filtering.</summary>
    public bool IsSearch { get; private set; }

    /// <summary>Shows itself with what is filtered by now.</summary>
    public void Begin(bool isSearch)
    {
        IsSearch = isSearch;
        _before = _model.List.Text;
        Fill(isSearch ? _model.List.Search : _model.List.Text);
        Lay();
        Visible = true;
        _field.SetScheme(new Scheme(Theme.Current[Role.Text]));
        _field.SetFocus();
    }

    /// <summary>Composes the prompt and the hint.</summary>
    public void Compose()
    {
        Lay();
        _prompt.Compose();
        _hint.Compose();
    }

    /// <inheritdoc/>
    protected override bool OnClearingViewport() => true;

    private void Lay()
    {
        // The hint tells what the keys do as long as it leaves half of the row to the text.
        var hint = IsSearch ? "Tab filters  Enter keeps  Esc clears" : "Tab searches  Enter keeps  Esc clears";
        var columns = hint.Length + 1 <= (SuperView?.Viewport.Width ?? 0) / 2 ? hint.Length + 1 : 0;
        _prompt.Text = IsSearch ? " search: " : " filter: ";
        _hint.Text = hint;
        if (_hint.Frame.Width != columns || _hint.Visible != columns > 0)
        {
            _hint.X = Pos.AnchorEnd(columns);
            _hint.Width = columns;
            _hint.Visible = columns > 0;
            _field.Width = Dim.Fill(columns + 1);
        }
    }

    private void Fill(string text)
    {
        _isFilling = true;
        _field.Text = text;
        _field.MoveEnd();
        _isFilling = false;
    }

    private void Typed()
    {
        if (_isFilling)
        {
            return;
        }

        var text = SafeText.From(_field.Text, MaxLetters);
        if (IsSearch)
        {
            _model.List.SearchFor(text);
        }
        else
        {
            _model.List.Filter(text);
        }
    }

    private bool Take(Key key)
    {
        if (key == Key.Enter)
        {
            Ended?.Invoke();
        }
        else if (key == Key.Esc)
        {
            _model.List.SearchFor("");
            if (!IsSearch)
            {
                _model.List.Filter("");
            }

            Ended?.Invoke();
        }
        else if (key == Key.Tab)
        {
            Toggle();
        }
        else if (key == Key.CursorUp || key == Key.CursorDown || key == Key.PageUp || key == Key.PageDown)
        {
            Moved?.Invoke(key);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>What was typed so far goes on as the other kind; the filter is again what it was before.</summary>
    private void Toggle()
    {
        var text = SafeText.From(_field.Text, MaxLetters);
        IsSearch = !IsSearch;
        if (IsSearch)
        {
            _model.List.Filter(_before == text ? "" : _before);
            _model.List.SearchFor(text);
        }
        else
        {
            _model.List.SearchFor("");
            _model.List.Filter(text);
        }

        Lay();
    }

    private sealed class Field(FilterLine line) : TextField
    {
        protected override bool OnKeyDown(Key key) => line.Take(key) || base.OnKeyDown(key);
    }

    private sealed class Prompt : PaintedView
    {
        public new string Text { get; set; } = "";

        protected override bool Fades => false;

        protected override void ComposeRow(ScreenRow row, int y, System.Drawing.Size size) => new RowWriter(row).Put(Text, Role.Dim);
    }
}
