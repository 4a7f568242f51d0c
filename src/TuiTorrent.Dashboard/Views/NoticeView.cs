using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>One row: what was done, or why not; at the right what is marked and what waits for the daemon.</summary>
internal sealed class NoticeView : ModelPane
{
    /// <summary>Shows what a model knows.</summary>
    public NoticeView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override bool Fades => false;

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var list = Model.List;
        var writer = new RowWriter(row, 1);
        var right = list.PendingCount > 0 ? $"{NumberText.Grouped(list.PendingCount)} under way  " : "";
        right += list.MarkedCount > 0 ? $"{NumberText.Grouped(list.MarkedCount)} marked{(list.IsRange ? ", v ends the range" : "")}  " : "";
        right += list.Search.Length > 0 ? "n next hit  " : "";
        var notice = Model.Notice;
        var room = size.Width - 2 - (notice.Text.Length == 0 ? 0 : Math.Min(right.Length, size.Width / 3));
        writer.PutFit(notice.Text, Math.Min(room, RowWriter.TextColumns(notice.Text, size.Width)), notice.Role);
        var text = right.TrimEnd();
        if (text.Length > 0 && text.Length + 2 <= writer.Left)
        {
            writer.MoveTo(size.Width - text.Length - 1);
            writer.Put(text, Role.Strong);
        }
    }
}
