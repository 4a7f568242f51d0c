using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The states that the list can be filtered by, with their digits and counts; at the right the order. A click filters.</summary>
internal sealed class StateTabsView : ModelPane
{
    private static readonly string[] Titles = ["All", "Down", "Seed", "Active", "Paused", "Error"];

    /// <summary>Columns of all titles without their counts, and of a short order behind them.</summary>
    private static readonly int WidthWithOrder = Titles.Sum(static title => title.Length + 5) + 8;

    private readonly int[] _ends = new int[TorrentFilter.States];

    /// <summary>Shows what a model knows.</summary>
    public StateTabsView(DashboardModel model)
        : base(model)
    {
    }

    /// <summary>What a filter by state is called.</summary>
    public static string TitleOf(StateFilter state) => Titles[(int)state];

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row);
        var list = Model.List;
        Span<char> buffer = stackalloc char[16];

        // A count that gets another digit moves nothing, where there is room for that.
        var digits = NumberText.Count(buffer, list.Count(StateFilter.All)).Length;
        digits = WidthWithOrder + (Titles.Length * digits) <= size.Width ? digits : 0;
        for (var i = 0; i < Titles.Length; i++)
        {
            var state = (StateFilter)i;
            var count = list.Count(state);
            var isOpen = list.State == state;
            Ink ink = isOpen ? Role.Title : count == 0 ? Role.Dim : Role.Text;
            writer.Put(isOpen ? "[" : " ", ink);
            buffer[0] = (char)('1' + i);
            writer.Put(buffer[..1], isOpen ? Role.Title : Role.Key);
            writer.Blank(1, ink);
            writer.Put(Titles[i], ink);
            writer.Blank(1, ink);
            var text = NumberText.Count(buffer, count);
            writer.Put(text, state == StateFilter.Error && count > 0 ? Role.Bad : ink);
            writer.Put(isOpen ? "]" : " ", ink);
            writer.Blank(digits - text.Length, Role.Text);
            _ends[i] = writer.Column;
        }

        PutRight(ref writer, size.Width);
    }

    /// <inheritdoc/>
    protected override void Clicked(int x, int y, bool isDouble)
    {
        for (var i = 0; i < _ends.Length; i++)
        {
            if (x < _ends[i])
            {
                Model.List.Filter((StateFilter)i);
                return;
            }
        }
    }

    /// <summary>How many are shown, and their order: both where there is room, else the order alone.</summary>
    private void PutRight(ref RowWriter writer, int width)
    {
        var list = Model.List;
        var order = $"{SortTitle(list.Sort)}{(SortArrow.IsAscending(list.Sort, list.IsReversed) ? GlyphSet.Current.Ascending : GlyphSet.Current.Descending)}";
        var shown = list.Visible.Count == list.All.Count ? "" : $"{NumberText.Grouped(list.Visible.Count)} of {NumberText.Grouped(list.All.Count)}   ";
        var text = $"{shown}sort {order}";
        text = text.Length < writer.Left - 1 ? text : order;
        if (text.Length < writer.Left)
        {
            writer.MoveTo(width - text.Length - 1);
            writer.Put(text, Role.Dim);
        }
    }

    private static string SortTitle(SortKey key) => key switch
    {
        SortKey.DownRate => "down",
        SortKey.UpRate => "up",
        SortKey.Eta => "ETA",
        _ => key.ToString().ToLowerInvariant(),
    };
}
