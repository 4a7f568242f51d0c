using System.Drawing;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>In the place of the header while the daemon is not there: since when, why, and when it is tried again.</summary>
internal sealed class BannerView : ModelPane
{
    /// <summary>Shows what a model knows.</summary>
    public BannerView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override bool Fades => false;

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var connection = Model.Connection;
        var ink = new Ink(Role.Bad, Ground.Cursor);
        row.Clear(ink);
        var writer = new RowWriter(row, 1);
        var isWide = size.Width >= 100;
        var next = Next(connection, isWide);
        var isLost = connection.State == ConnectionState.Lost;
        var text = isLost ? $"Daemon not reachable since {TimeText.Clock(connection.Since, Now.Offset)}" : $"Looking for the daemon at {connection.Address}";
        var room = writer.Left - 2 - next.Length;
        if (room < text.Length)
        {
            // In a narrow terminal the reason goes before the next try does.
            text = isLost ? "Daemon lost." : "No daemon.";
        }
        else
        {
            text += connection.Reason.Length > 0 ? $": {connection.Reason.TrimEnd('.')}." : ".";
        }

        writer.PutFit(text, Math.Min(Math.Max(room, 0), RowWriter.TextColumns(text, size.Width)), ink);
        writer.Blank(1, ink);
        writer.Put(next, ink);
    }

    private string Next(Connection connection, bool isWide)
    {
        if (connection.NextTry is not { } at)
        {
            return $"Trying{GlyphSet.Current.Ellipsis}";
        }

        var seconds = Math.Max(0, (long)Math.Ceiling((at - Now).TotalSeconds));
        return isWide ? $"Next try in {seconds} s, F5 tries now" : $"Next in {seconds} s, F5: now";
    }
}
