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

    /// <summary>Whether there is room to say that the log has something nobody looked at.</summary>
    public bool TellsOfLog { get; set; }

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
        var log = TellsOfLog ? Trouble(Model.UnseenTrouble) : "";
        var gap = text.Length > 0 && log.Length > 0 ? 3 : 0;
        if (text.Length + gap + log.Length + 2 > writer.Left)
        {
            (log, gap) = ("", 0);
        }

        if (text.Length + log.Length > 0 && text.Length + 2 <= writer.Left)
        {
            writer.MoveTo(size.Width - text.Length - gap - log.Length - 1);
            writer.Put(text, Role.Strong);
            writer.Blank(gap, Role.Text);
            writer.Put(log, Model.UnseenTrouble.Errors > 0 ? Role.Bad : Role.Warn);
        }
    }

    /// <summary>"log: 1 error, 2 warnings, press L"; "" if all is well.</summary>
    private static string Trouble((int Errors, int Warnings) trouble) => trouble switch
    {
        (0, 0) => "",
        (0, _) => $"log: {NumberText.Of(trouble.Warnings, "warning")}, press L",
        (_, 0) => $"log: {NumberText.Of(trouble.Errors, "error")}, press L",
        _ => $"log: {NumberText.Of(trouble.Errors, "error")}, {NumberText.Of(trouble.Warnings, "warning")}, press L",
    };
}
