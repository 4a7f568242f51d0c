using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The row under the graph: rates, limits and what went through in this session.</summary>
internal sealed class TotalsView : ModelPane
{
    /// <summary>Shows what a model knows.</summary>
    public TotalsView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row, 1);
        PutRate(ref writer, isDown: true);
        writer.Blank(3, Role.Text);
        PutRate(ref writer, isDown: false);
        if (Model.Session is { } session)
        {
            writer.Put(session.IsAlternative ? "   turtle on" : "   turtle off", session.IsAlternative ? Role.Warn : Role.Dim);
            var text = $"   session {GlyphSet.Current.Down} {ByteText.Short(session.SessionDown)} {GlyphSet.Current.Up} {ByteText.Short(session.SessionUp)}";
            writer.Put(text.Length <= writer.Left ? text : "", Role.Dim);
        }
    }

    private void PutRate(ref RowWriter writer, bool isDown)
    {
        Span<char> buffer = stackalloc char[16];
        var rate = isDown ? Model.DownRate : Model.UpRate;
        writer.Put(isDown ? GlyphSet.Current.Down : GlyphSet.Current.Up, rate == 0 ? Role.Dim : isDown ? Role.Down : Role.Up);
        writer.PutRight(ByteText.Long(buffer, rate), ByteText.LongColumns + 1, Role.Strong);
        writer.Put("/s", Role.Dim);
        if (Model.Session is { } session)
        {
            var limit = MachineText.Limit(session, isDown);
            writer.Put(" (limit ", Role.Dim);
            writer.Put(limit > 0 ? ByteText.Short(buffer, limit) : GlyphSet.Current.Infinity, session.IsAlternative ? Role.Warn : Role.Dim);
            writer.Put(")", Role.Dim);
        }
    }
}
