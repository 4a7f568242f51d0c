using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The torrents, a row each, under a row of headings. It scrolls no further than the cursor makes it.</summary>
internal sealed class TorrentListView : ModelPane
{
    private const int HeadingRows = 1;
    private const int WheelRows = 3;

    private ColumnPlan? _plan;
    private int _planVersion;
    private string _heading = "";
    private TorrentFilter? _headingOf;
    private int _top;
    private int _cursorIndex;
    private bool _isFree;

    /// <summary>Shows what a model knows.</summary>
    public TorrentListView(DashboardModel model)
        : base(model)
    {
    }

    /// <summary>A torrent was clicked twice.</summary>
    public event Action? Opened;

    /// <summary>The first torrent that is shown, by its place in the list.</summary>
    public int Top => _top;

    /// <summary>Row of the cursor in the pane; the headings' if it is scrolled out of sight.</summary>
    public int CursorRow => Model.List.CursorIndex - _top is var row && row >= 0 && row < PageRows ? row + HeadingRows : 0;

    /// <summary>Rows of torrents.</summary>
    public int PageRows => Math.Max(1, Viewport.Height - HeadingRows);

    /// <summary>Moves the cursor.</summary>
    public void Move(CursorMove move)
    {
        var list = Model.List;
        switch (move)
        {
            case CursorMove.Up:
                list.Move(-1);
                break;
            case CursorMove.Down:
                list.Move(1);
                break;
            case CursorMove.PageUp:
                list.Move(-PageRows);
                break;
            case CursorMove.PageDown:
                list.Move(PageRows);
                break;
            case CursorMove.HalfPageUp:
                list.Move(-Math.Max(1, PageRows / 2));
                break;
            case CursorMove.HalfPageDown:
                list.Move(Math.Max(1, PageRows / 2));
                break;
            case CursorMove.First:
                list.MoveTo(0);
                break;
            case CursorMove.Last:
                list.MoveTo(int.MaxValue);
                break;
        }

        _isFree = false;
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        var list = Model.List;
        if (_plan?.Width != Viewport.Width || _planVersion != Model.Columns.Version)
        {
            _plan = ColumnPlan.For(Viewport.Width, Model.Columns);
            _planVersion = Model.Columns.Version;
        }

        if (_headingOf != list.Conditions)
        {
            _headingOf = list.Conditions;
            _heading = Heading(list.Conditions);
        }

        // The wheel may leave the cursor behind; whatever moves the cursor brings it back into sight.
        _isFree &= _cursorIndex == list.CursorIndex;
        _cursorIndex = list.CursorIndex;
        if (!_isFree)
        {
            _top = Math.Clamp(_top, Math.Max(0, _cursorIndex - PageRows + 1), _cursorIndex);
        }

        _top = Math.Clamp(_top, 0, Math.Max(0, list.Visible.Count - PageRows));
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        if (_plan is null)
        {
            return;
        }

        if (y == 0)
        {
            ComposeHeading(row, _plan);
            return;
        }

        var index = _top + y - HeadingRows;
        if (index < Model.List.Visible.Count)
        {
            TorrentRowWriter.Write(row, _plan, Model.List, Model.List.Visible[index], index == Model.List.CursorIndex, Now);
        }
    }

    /// <inheritdoc/>
    protected override void Clicked(int x, int y, bool isDouble)
    {
        if (y < HeadingRows)
        {
            if (_plan?.At(x)?.Sort is { } key)
            {
                Model.List.SortBy(key);
            }

            return;
        }

        var index = _top + y - HeadingRows;
        if (index < Model.List.Visible.Count)
        {
            Model.List.MoveTo(index);
            if (isDouble)
            {
                Opened?.Invoke();
            }
        }
    }

    /// <inheritdoc/>
    protected override void Wheeled(int rows)
    {
        _top = Math.Clamp(_top + (rows * WheelRows), 0, Math.Max(0, Model.List.Visible.Count - PageRows));
        _isFree = true;
    }

    private void ComposeHeading(ScreenRow row, ColumnPlan plan)
    {
        var writer = new RowWriter(row);
        var list = Model.List;
        var isArrowSet = false;
        foreach (var placed in plan.Columns)
        {
            writer.MoveTo(placed.X);
            var column = placed.Column;
            var isSorting = !isArrowSet && column.Sort == list.Sort && column.Kind != ColumnKind.State;
            isArrowSet |= isSorting;
            var arrow = !isSorting ? "" : SortArrow.IsAscending(list.Sort, list.IsReversed) ? GlyphSet.Current.Ascending : GlyphSet.Current.Descending;
            Ink ink = isSorting ? Role.Title : Role.Dim;
            var title = column.Kind switch
            {
                ColumnKind.Down => GlyphSet.Current.IsUnicode ? column.Title : "Down",
                ColumnKind.Up => GlyphSet.Current.IsUnicode ? column.Title : "Up",
                _ => column.Title,
            };
            if (!column.IsText)
            {
                writer.Blank(placed.Width - RowWriter.TextColumns(title) - arrow.Length, ink);
                writer.Put(title, ink);
                writer.Put(arrow, ink);
                continue;
            }

            writer.Blank(column.Kind == ColumnKind.Name ? 0 : 2, ink);
            writer.Put(title, ink);
            writer.Put(arrow, ink);
            if (column.Kind == ColumnKind.Name && _heading.Length > 0)
            {
                writer.Put("  ", Role.Text);
                writer.PutFit(_heading, Math.Max(0, placed.X + placed.Width - writer.Column), Role.Key);
            }
        }
    }

    private static string Heading(TorrentFilter filter)
    {
        var text = filter.Label switch { null => "", "" => "no label  ", _ => $"label:{filter.Label}  " };
        text += filter.Tracker is null ? "" : $"tracker:{filter.Tracker}  ";
        text += filter.Text.Length == 0 ? "" : $"/{filter.Text}";
        return text.TrimEnd();
    }
}
